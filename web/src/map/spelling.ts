/**
 * Edits spelt as a map's own text spells them: what is at its default is left out. `spelling.json` is written
 * from the records of `desirepath.maps` (`make agreement`), so both leave out the same.
 */
import type { Operation } from "./operations";
import spelling from "./spelling.json";
import { ROOT, type Tree } from "./trees";
import { type Body, isBody, same, type Value } from "./values";

/** What is known of a field: what it holds when nothing is said, which record, whether that is left out. */
interface Field {
  default?: Value;
  of?: string;
  written?: true; // even when it is at its default
}

const RECORDS = spelling.records as Record<string, Record<string, Field>>;
const LISTS = spelling.lists as Record<string, string>;

/** The same edit in the map's own words. */
export function spelt(operation: Operation, tree: Tree): Operation {
  if (operation.op === "move") return operation;
  if (operation.op === "set") {
    const list = operation.id === ROOT ? ROOT : tree.homes.get(operation.id)?.list;
    const field = RECORDS[LISTS[list ?? ""] ?? ""]?.[operation.field];
    if (!field) return operation;
    return { ...operation, value: ofField(field, operation.value), was: ofField(field, operation.was) };
  }
  const kind = LISTS[operation.list];
  return kind ? { ...operation, thing: plain(operation.thing, kind) as typeof operation.thing } : operation;
}

function ofField(field: Field, value: Value | undefined): Value {
  if (value === null || value === undefined) return null;
  const inner = field.of ? plain(value, field.of) : value;
  return field.default !== undefined && same(inner, field.default) ? null : inner;
}

/** A value without what a map's text leaves out. */
export function plain(value: Value, kind: string): Value {
  if (Array.isArray(value)) return value.map((each) => plain(each, kind));
  const fields = RECORDS[kind];
  if (!isBody(value) || !fields) return value;
  const kept: Body = {};
  for (const [name, each] of Object.entries(value)) {
    const field = fields[name];
    if (each === undefined) continue;
    const inner = field?.of ? plain(each, field.of) : each;
    if (field?.written || field?.default === undefined || !same(inner, field.default)) kept[name] = inner;
  }
  return kept;
}
