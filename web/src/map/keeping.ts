/** Reading what a browser had kept of a map while it was edited: an older app, or a broken one, may have written it. */
import type { Conflict, Operation } from "./operations";
import type { Batch, Group, Kept, SetAside } from "./session";

type Fields = Record<string, unknown>;

/** What a text says was kept; undefined when it says nothing that could be gone on with. */
export function keptIn(text: string): Kept | undefined {
  let found: unknown;
  try {
    found = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isFields(found)) return undefined;
  const { sent = null, pending = [], aside = [] } = found;
  if (sent !== null && !isBatch(sent)) return undefined;
  return isAll(pending, isGroup) && isAll(aside, isSetAside) ? { sent, pending, aside } : undefined;
}

const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isAll = <One>(value: unknown, is: (each: unknown) => each is One): value is One[] =>
  Array.isArray(value) && value.every(is);

const isText = (value: unknown): value is string => typeof value === "string";

const isBatch = (value: unknown): value is Batch =>
  isFields(value) && isText(value.id) && isAll(value.groups, isGroup);

const isGroup = (value: unknown): value is Group =>
  isFields(value) && isText(value.id) && isText(value.label) && isAll(value.operations, isOperation);

const isSetAside = (value: unknown): value is SetAside =>
  isFields(value) && isGroup(value.group) && isAll(value.conflicts, isConflict) && isAll(value.says, isText);

const isConflict = (value: unknown): value is Conflict =>
  isFields(value) && isText(value.says) && isOperation(value.operation);

function isOperation(value: unknown): value is Operation {
  if (!isFields(value)) return false;
  switch (value.op) {
    case "set":
      return isText(value.id) && isText(value.field);
    case "add":
    case "remove":
      return isThing(value.thing) && isPlace(value);
    case "move":
      return isText(value.id) && isPlace(value.to) && isPlace(value.was);
    default:
      return false;
  }
}

const isThing = (value: unknown): boolean => isFields(value) && isText(value.id);

const isPlace = (value: unknown): boolean => isFields(value) && isText(value.into) && isText(value.list);
