/** The edits that turn one map into another: how a changed document becomes operations. */
import type { JourneyMap } from "./documents";
import { carryOut, type Operation, treeOf } from "./operations";
import { holdsThings, innerIds, ownFields, ROOT, type Thing, type Tree } from "./trees";
import { type Body, same } from "./values";

/** The edits that make `after` of `before`: applying them does. */
export function difference(before: JourneyMap, after: JourneyMap): Operation[] {
  const tree = treeOf(before);
  const wanted = treeOf(after);
  const done: Operation[] = [];
  const make = (operation: Operation) => {
    carryOut(tree, operation);
    done.push(operation);
  };
  const ofOtherKind = [...tree.homes.keys()].filter(
    (id) => wanted.homes.has(id) && tree.homes.get(id)?.list !== wanted.homes.get(id)?.list,
  );
  for (const operation of removals(tree, ofOtherKind)) make(operation);
  for (const parent of [ROOT, ...innerIds(wanted.body)])
    for (const operation of arranging(tree, wanted, parent)) make(operation);
  const gone = [...tree.homes.keys()].filter((id) => !wanted.things.has(id));
  for (const operation of [...removals(tree, gone), ...changes(tree, wanted)]) make(operation);
  return done;
}

/** Bring everything that belongs into one thing's lists there, last first, so each has its neighbour. */
function* arranging(tree: Tree, wanted: Tree, parent: string): Generator<Operation> {
  for (const [list, value] of Object.entries(wanted.thing(parent))) {
    if (!holdsThings(value)) continue;
    const ids = value.map((thing) => thing.id);
    const staying = new Set(inOrder(tree, parent, list, ids));
    let before: string | null = null;
    for (const id of ids.toReversed()) {
      const to = { into: parent, list, before };
      if (!tree.things.has(id)) yield { op: "add", thing: fresh(wanted.thing(id), tree) as Thing, ...to };
      else if (!staying.has(id)) yield { op: "move", id, to, was: tree.placeOf(id) };
      before = id;
    }
  }
}

/** The longest run of a list's things whose order need not change. */
function inOrder(tree: Tree, parent: string, list: string, ids: readonly string[]): string[] {
  const now = tree.things.has(parent) ? tree.ids(parent, list) : [];
  const rank = new Map(ids.map((id, at) => [id, at]));
  const common = now.filter((id) => rank.has(id));
  return longestRising(
    common,
    common.map((id) => rank.get(id) ?? 0),
  );
}

/** The longest choice of items, in their order, whose ranks rise. */
export function longestRising<Item>(items: readonly Item[], ranks: readonly number[]): Item[] {
  const tails: number[] = []; // the least last rank of a rising run of each length
  const ends: number[] = []; // where in `ranks` it is
  const earlier: number[] = [];
  ranks.forEach((rank, at) => {
    const found = tails.findIndex((tail) => tail >= rank);
    const length = found < 0 ? tails.length : found;
    earlier.push(length ? (ends[length - 1] ?? -1) : -1);
    tails[length] = rank;
    ends[length] = at;
  });
  const chosen: Item[] = [];
  for (let at = ends.at(-1) ?? -1; at >= 0; at = earlier[at] ?? -1) chosen.push(items[at] as Item);
  return chosen.reverse();
}

/** A new thing with the new things in it; what was on the map already is moved there afterwards. */
function fresh(thing: Body, tree: Tree): Body {
  const made: Body = {};
  for (const [name, value] of Object.entries(thing)) {
    if (!holdsThings(value)) made[name] = value;
    else {
      const inner = value.filter((each) => !tree.things.has(each.id)).map((each) => fresh(each, tree));
      if (inner.length) made[name] = inner;
    }
  }
  return made;
}

/** Take these out; what has gone with its parent needs no edit of its own. */
function* removals(tree: Tree, ids: readonly string[]): Generator<Operation> {
  const inner = new Set(ids.flatMap((id) => innerIds(tree.thing(id))));
  for (const id of ids)
    if (!inner.has(id)) yield { op: "remove", thing: tree.thing(id) as Thing, ...tree.placeOf(id) };
}

function* changes(tree: Tree, wanted: Tree): Generator<Operation> {
  for (const [id, thing] of wanted.things) {
    const now = tree.things.get(id);
    if (!now) continue;
    const [old, fields] = [ownFields(now), ownFields(thing)];
    for (const field of new Set([...Object.keys(fields), ...Object.keys(old)])) {
      const [value, was] = [fields[field] ?? null, old[field] ?? null];
      if (!same(value, was)) yield { op: "set", id, field, value, was };
    }
  }
}
