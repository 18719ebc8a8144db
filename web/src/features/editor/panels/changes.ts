/** A revision in words, where nobody wrote any. */

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
