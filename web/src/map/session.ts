/**
 * A map while it is edited: what the server has, what was changed here and is not kept there yet, what to undo.
 * Everything is a value; who sends and receives is told by `features/editor`, and hands in what was answered.
 */
import type { JourneyMap } from "./documents";
import { flaws } from "./flaws";
import { apply, type Conflict, EditConflict, EditError, invert, type Operation } from "./operations";
import { rebase } from "./rebasing";
import { restanding } from "./restanding";

/** One thing that a person did: undone, redone and set aside as a whole. */
export interface Group {
  id: string;
  label: string;
  operations: Operation[];
  /** Groups of one key that follow each other become one: nudges of the same score. */
  merge?: string;
}

/** Groups on their way to the server; sent again under the same name until it is known what became of them. */
export interface Batch {
  id: string;
  groups: Group[];
}

/** What no longer fits: somebody else changed the same, or the server refused it. */
export interface SetAside {
  group: Group;
  conflicts: Conflict[];
  says: string[];
}

/** What is kept in the browser until the server has it. */
export interface Kept {
  sent: Batch | null;
  pending: Group[];
  aside: SetAside[];
}

/** One revision of somebody's, as the server tells it. */
export interface Change {
  number: number;
  author: string;
  operations: Operation[];
}

export interface EditingState extends Kept {
  /** The map as the server has it. */
  base: JourneyMap;
  revision: number;
  /** The map as it is seen: with all that was changed here. */
  map: JourneyMap;
  undo: Group[];
  redo: Group[];
}

export const NOTHING_KEPT: Kept = { sent: null, pending: [], aside: [] };

/** A map opened at a revision, with what was left unsent when it was last open. */
export function opened(base: JourneyMap, revision: number, kept: Kept = NOTHING_KEPT): EditingState {
  return replayed({ ...kept, base, revision, map: base, undo: [], redo: [] });
}

/** The state with an edit made; EditError or EditConflict when it cannot be. */
export function edited(state: EditingState, group: Group): EditingState {
  const [map, operations] = made(state.map, group.operations);
  if (!operations.length) return state;
  const whole = { ...group, operations };
  return {
    ...state,
    map,
    pending: joined(state.pending, whole),
    undo: joined(state.undo, whole),
    redo: [],
  };
}

/** The state with the last edit taken back; what others did since stays. */
export const undone = (state: EditingState, name: string): EditingState =>
  turned(state, "undo", "redo", name);

export const redone = (state: EditingState, name: string): EditingState =>
  turned(state, "redo", "undo", name);

function turned(state: EditingState, from: "undo" | "redo", to: "undo" | "redo", name: string): EditingState {
  const last = state[from].at(-1);
  if (!last) return state;
  const rest = { ...state, [from]: state[from].slice(0, -1) };
  const group = { id: name, label: last.label, operations: invert(last.operations) };
  const [map, operations] = made(state.map, group.operations, false);
  if (!operations.length) return rest;
  const whole = { ...group, operations };
  return { ...rest, map, pending: [...state.pending, whole], [to]: [...state[to], whole] };
}

/** What is to be sent next: all that waits (or the `most` first), under a name; the same state when nothing does. */
export function sending(state: EditingState, name: string, most = Number.POSITIVE_INFINITY): EditingState {
  if (state.sent || !state.pending.length) return state;
  const sent = { id: name, groups: state.pending.slice(0, most) };
  return { ...state, sent, pending: state.pending.slice(sent.groups.length) };
}

/** The server has kept what was sent, as `revision`, made on `onto`; null: others came between, so catch up. */
export function kept(
  state: EditingState,
  revision: number,
  onto: number | null | undefined,
): EditingState | null {
  if (!state.sent) return state;
  if (onto !== state.revision) return null;
  const base = apply(
    state.base,
    state.sent.groups.flatMap((group) => group.operations),
  );
  return { ...state, base, revision, sent: null };
}

/** The server has made nothing of what was sent: it waits again, and is brought onto what is there. */
export function returned(state: EditingState): EditingState {
  if (!state.sent) return state;
  return { ...state, pending: [...state.sent.groups, ...state.pending], sent: null };
}

/** The server will never take what was sent: it is set aside with the reason, and the rest goes on. */
export function refused(state: EditingState, says: string, conflicts: Conflict[] = []): EditingState {
  if (!state.sent) return state;
  const aside = state.sent.groups.map((group) => ({ group, conflicts, says: [says] }));
  return replayed({ ...state, sent: null, aside: [...state.aside, ...aside] });
}

/** What others have kept since, brought in; what was sent may be among it, and is no longer waited for. */
export function caughtUp(
  state: EditingState,
  changes: readonly Change[],
  { made: isMade = false } = {},
): EditingState {
  const [last] = changes.slice(-1);
  if (!last) return state;
  const base = apply(
    state.base,
    changes.flatMap((change) => change.operations),
  );
  return replayed({ ...state, base, revision: last.number, sent: isMade ? null : state.sent });
}

/** The map read anew, where the changes in between are not known. */
export function reopened(state: EditingState, base: JourneyMap, revision: number): EditingState {
  return replayed({ ...state, base, revision });
}

/** What was set aside, made after all: each field as it was meant, whatever stands there now. */
export function insisted(state: EditingState, id: string): EditingState {
  const found = state.aside.find(({ group }) => group.id === id);
  if (!found) return state;
  const rest = forgotten(state, id);
  const operations = found.group.operations.flatMap((operation) => onto(rest.map, operation));
  return operations.length ? edited(rest, { ...found.group, operations }) : rest;
}

/** Whether what was set aside can still be made. */
export const canInsist = (state: EditingState, id: string): boolean =>
  state.aside.some(
    ({ group }) => group.id === id && group.operations.some((each) => onto(state.map, each).length),
  );

/** What was set aside, let go: what is there now stays. */
export const forgotten = (state: EditingState, id: string): EditingState => ({
  ...state,
  aside: state.aside.filter(({ group }) => group.id !== id),
});

/** An edit as it must be said to be made on a map that has changed; none where that cannot be. */
function onto(map: JourneyMap, operation: Operation): Operation[] {
  const { conflicts } = rebase([operation], map);
  if (!conflicts.length) return [operation];
  const [{ theirs } = {}] = conflicts;
  if (operation.op === "set" && !flawed(map, { ...operation, was: theirs }))
    return [{ ...operation, was: theirs }];
  if (operation.op === "remove" && theirs && typeof theirs === "object")
    return [{ ...operation, thing: theirs as typeof operation.thing }].filter((each) => !flawed(map, each));
  return [];
}

function flawed(map: JourneyMap, operation: Operation): boolean {
  try {
    return made(map, [operation])[1].length === 0;
  } catch {
    return true;
  }
}

/** A map with edits made, and those that changed something, in the map's own words. */
function made(map: JourneyMap, operations: readonly Operation[], stands = true): [JourneyMap, Operation[]] {
  const found = rebase(operations, map);
  if (found.conflicts.length) throw new EditConflict(found.conflicts);
  const more = stands ? restanding(map, found.map) : [];
  const after = more.length ? apply(found.map, more) : found.map;
  const [flaw] = found.operations.length ? newFlaws(map, after) : [];
  if (flaw) throw new EditError(flaw);
  return [after, [...found.operations, ...more]];
}

function newFlaws(before: JourneyMap, after: JourneyMap): string[] {
  const found = flaws(after);
  if (!found.length) return [];
  const known = new Set(flaws(before));
  return found.filter((flaw) => !known.has(flaw));
}

/** Everything that was done here, done again on the base; what does not fit any more is set aside. */
function replayed(state: EditingState): EditingState {
  let map = state.base;
  const aside = [...state.aside];
  for (const group of state.sent?.groups ?? []) [map] = tried(map, group);
  const pending = state.pending.flatMap((group) => {
    const [after, operations, failure] = tried(map, group);
    if (failure) aside.push({ group, ...failure });
    map = after;
    return operations.length ? [{ ...group, operations }] : [];
  });
  const gone = new Set(aside.map(({ group }) => group.id));
  const undo = state.undo.filter((group) => !gone.has(group.id));
  return { ...state, pending, aside, map, undo };
}

type Failure = Pick<SetAside, "conflicts" | "says">;

function tried(map: JourneyMap, group: Group): [JourneyMap, Operation[], Failure?] {
  try {
    return made(map, group.operations, false);
  } catch (error) {
    if (error instanceof EditConflict)
      return [map, [], { conflicts: error.conflicts, says: error.conflicts.map((each) => each.says) }];
    if (error instanceof EditError) return [map, [], { conflicts: [], says: [error.message] }];
    throw error;
  }
}

/** A group after others; nudges of the same thing become one. */
function joined(groups: readonly Group[], group: Group): Group[] {
  const last = groups.at(-1);
  if (!last || !group.merge || last.merge !== group.merge) return [...groups, group];
  return [...groups.slice(0, -1), { ...last, operations: folded([...last.operations, ...group.operations]) }];
}

/** Sets of one field in a row as one. */
function folded(operations: readonly Operation[]): Operation[] {
  const kept: Operation[] = [];
  for (const each of operations) {
    const last = kept.at(-1);
    if (last?.op === "set" && each.op === "set" && last.id === each.id && last.field === each.field)
      kept[kept.length - 1] = { ...each, was: last.was };
    else if (last?.op === "add" && each.op === "set" && last.thing.id === each.id)
      kept[kept.length - 1] = { ...last, thing: { ...last.thing, [each.field]: each.value ?? undefined } };
    else kept.push(each);
  }
  return kept;
}
