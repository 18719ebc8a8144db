/**
 * Edits of a map as small values, made and undone: all of them, or a conflict that says why. The same as
 * `desirepath.maps` does; `tests/golden/agreement/edits` holds both to it.
 */
import type { JourneyMap } from "./documents";
import { spelt } from "./spelling";
import { descendants, holdsThings, innerIds, isThing, type Place, ROOT, type Thing, Tree } from "./trees";
import { type Body, same, type Value } from "./values";

/** A field of one thing gets a value; null takes it back to its default. The map itself is "map". */
export interface SetField {
  op: "set";
  id: string;
  field: string;
  value?: Value;
  was?: Value;
}

/** A thing, with all it holds, is put in a list of another. */
export interface Add extends Place {
  op: "add";
  thing: Thing;
}

/** A thing is taken out, with all it holds. */
export interface Remove extends Place {
  op: "remove";
  thing: Thing;
}

/** A thing goes elsewhere: to another place in its list, or to the same list of another thing. */
export interface Move {
  op: "move";
  id: string;
  to: Place;
  was: Place;
}

export type Operation = SetField | Add | Remove | Move;

/** An edit that does not fit the map any more: what was meant, and what stands there now. */
export interface Conflict {
  operation: Operation;
  says: string;
  theirs?: Value;
  mine?: Value;
}

/** An edit that no map can take. */
export class EditError extends Error {}

/** Edits that somebody else's edits stand against. */
export class EditConflict extends Error {
  constructor(readonly conflicts: Conflict[]) {
    super(conflicts.map((conflict) => conflict.says).join("\n"));
  }
}

const FIXED = ["key", "kind", "schema_version", "revision"]; // of the map: what it is kept by

/** The map with these edits made, in order; EditConflict when one of them does not find what it says. */
export function apply(map: JourneyMap, operations: Iterable<Operation>): JourneyMap {
  const tree = treeOf(map);
  for (const operation of operations) {
    const found = carryOut(tree, spelt(operation, tree));
    if (typeof found !== "boolean") throw new EditConflict([found]);
  }
  return mapOf(tree);
}

/** The edits that undo these: applied after them, they give the map that was before. */
export const invert = (operations: readonly Operation[]): Operation[] => operations.map(inverse).reverse();

export const treeOf = (map: JourneyMap): Tree => new Tree(map as unknown as Body);

export const mapOf = (tree: Tree): JourneyMap => tree.body as unknown as JourneyMap;

/** Make one edit in a tree: true; false when it is so already. A conflict leaves the tree alone. */
export function carryOut(tree: Tree, operation: Operation): Conflict | boolean {
  switch (operation.op) {
    case "set":
      return set(tree, operation);
    case "add":
      return add(tree, operation);
    case "remove":
      return remove(tree, operation);
    case "move":
      return move(tree, operation);
  }
}

function set(tree: Tree, operation: SetField): Conflict | boolean {
  const { id, field } = operation;
  const value = operation.value ?? null;
  const thing = tree.things.get(id);
  if (!thing) return { operation, says: gone(id), mine: value };
  const now = thing[field] ?? null;
  if (id === ROOT && FIXED.includes(field)) throw new EditError(`A map keeps its "${field}".`);
  if (field === "id") throw new EditError("a thing keeps its id: add another, and remove this one.");
  if (holdsThings(now) || holdsThings(value))
    throw new EditError(`"${field}" cannot be set: add, move or remove what is in it.`);
  if (same(now, value)) return false;
  if (!same(now, operation.was)) {
    const says = `${called(thing)}: "${field}" is now ${shown(now)}, and was ${shown(operation.was ?? null)}`;
    return { operation, says, theirs: now, mine: value };
  }
  tree.set(id, field, value);
  return true;
}

function add(tree: Tree, operation: Add): Conflict | boolean {
  const { thing, into, list } = operation;
  if (!isThing(thing)) throw new EditError("What is added to a map needs an `id`.");
  if (!tree.things.has(into)) return { operation, says: gone(into), mine: thing };
  checkList(tree, into, list);
  const now = tree.things.get(thing.id);
  if (now) {
    if (same(now, thing)) return false;
    return { operation, says: `${called(now)} has the id "${thing.id}" already`, theirs: now, mine: thing };
  }
  tree.insert(thing, operation);
  return true;
}

function checkList(tree: Tree, into: string, list: string): void {
  const siblings = tree.thing(into)[list];
  if (siblings !== undefined && !(Array.isArray(siblings) && siblings.length === 0) && !holdsThings(siblings))
    throw new EditError(`Nothing can be put in "${list}": set it as a whole.`);
}

function remove(tree: Tree, operation: Remove): Conflict | boolean {
  const { id } = operation.thing;
  if (id === ROOT) throw new EditError("A map cannot be removed from itself.");
  const now = tree.things.get(id);
  const home = tree.homes.get(id);
  if (!now || !home) return false;
  if (!same(now, operation.thing))
    return { operation, says: `${called(now)} was to be removed, and has been changed`, theirs: now };
  if (home.into !== operation.into || home.list !== operation.list) {
    const says = `${called(now)} was to be removed, and has been moved to "${home.into}"`;
    return { operation, says, theirs: now };
  }
  tree.takeOut(id);
  return true;
}

function move(tree: Tree, operation: Move): Conflict | boolean {
  const { id, to, was } = operation;
  if (!tree.homes.has(id)) return { operation, says: gone(id) };
  const thing = tree.thing(id);
  const now = tree.placeOf(id);
  if (to.list !== now.list || to.into === id || innerIds(thing).includes(to.into))
    throw new EditError(`${called(thing)} stands in "${now.list}" and can only be moved to such a list.`);
  if (!tree.things.has(to.into)) return { operation, says: gone(to.into), theirs: now as unknown as Value };
  checkList(tree, to.into, to.list);
  if (now.into === to.into && now.list === to.list && (now.before ?? null) === (to.before ?? null))
    return false;
  if (now.into !== was.into && now.into !== to.into) {
    const says = `${called(thing)} has been moved to "${now.into}"`;
    return { operation, says, theirs: now as unknown as Value };
  }
  tree.insert(tree.takeOut(id), to);
  return true;
}

function inverse(operation: Operation): Operation {
  switch (operation.op) {
    case "set":
      return { ...operation, value: operation.was, was: operation.value };
    case "move":
      return { ...operation, to: operation.was, was: operation.to };
    case "add":
      return { ...operation, op: "remove" };
    case "remove":
      return { ...operation, op: "add" };
  }
}

/** Whether an edit is about a thing: changes it, moves it, or brings or takes it, alone or with others. */
export function touches(operation: Operation, id: string): boolean {
  if (operation.op === "set" || operation.op === "move") return operation.id === id;
  return (
    operation.thing.id === id || [...descendants(operation.thing, "")].some(([, , each]) => each.id === id)
  );
}

/** A thing by the words that people know it by. */
export function called(thing: Body): string {
  for (const field of ["name", "title", "text", "label", "statement", "body"]) {
    const words = thing[field];
    if (typeof words === "string") return `“${[...words].slice(0, 60).join("")}”`;
  }
  return `"${typeof thing.id === "string" ? thing.id : ROOT}"`;
}

const gone = (id: string) => `"${id}" is not on the map any more`;

function shown(value: Value): string {
  if (value === null) return "nothing";
  const words = typeof value === "string" ? value : JSON.stringify(value);
  return `“${[...words].slice(0, 80).join("")}”`;
}
