/** Revisions in words, where nobody wrote any; and those of one doing as one. */

interface Change {
  reason: string;
  operations: readonly { op: string }[];
}

const REASONS: Record<string, string> = {
  draft: "Drafted",
  auto: "Figures recounted",
  import: "Brought in from a file",
  restore: "Gone back",
  review: "Reviewed",
};
const VERBS: Record<string, string> = { set: "changed", add: "added", remove: "removed", move: "moved" };

/** "2 changed, 1 added"; for a review or an import, just that. */
export function toldOf({ reason, operations }: Change): string {
  const counts = Object.entries(VERBS)
    .map(([op, verb]) => [operations.filter((each) => each.op === op).length, verb] as const)
    .filter(([number]) => number > 0)
    .map(([number, verb]) => `${number} ${verb}`)
    .join(", ");
  const why = REASONS[reason];
  if (why) return counts && reason !== "review" ? `${why}: ${counts}` : why;
  return counts || "Nothing changed";
}

interface Labelled {
  author: string;
  label?: string | null;
}

/** What was done one time after the other by one person, the newest first. */
export interface Doing<C> {
  /** What all of them say: of a label, what stands before the last colon. */
  label: string | null;
  changes: C[];
}

/** Revisions in their order, with those together that follow each other and say the same: the steps of a walk. */
export function doingsOf<C extends Labelled>(changes: readonly C[]): Doing<C>[] {
  const doings: Doing<C>[] = [];
  for (const change of changes) {
    const label = change.label?.replace(/: [^:]*$/, "") ?? null;
    const last = doings.at(-1);
    const isSame = label !== null && last?.label === label && last.changes[0]?.author === change.author;
    if (isSame) last.changes.push(change);
    else doings.push({ label, changes: [change] });
  }
  return doings;
}

/** What one of a doing says of its own, besides what all of them say; without any, what it changed. */
export function ownOf(change: Change & Labelled, label: string | null): string {
  const own = change.label?.slice((label ?? "").length).replace(/^: /, "");
  return own ? own.charAt(0).toUpperCase() + own.slice(1) : toldOf(change);
}
