/** Edits made on an older revision, brought onto the newest one, or shown with what stands against them. */
import type { JourneyMap } from "./documents";
import { carryOut, type Conflict, mapOf, type Operation, treeOf } from "./operations";
import { spelt } from "./spelling";

/** Edits on a newer map: those that fit, what the map is with them, and those that do not. */
export interface Rebased {
  map: JourneyMap;
  operations: Operation[];
  conflicts: Conflict[];
}

/** Each edit made on `onto` if it still finds what it found; the others as conflicts. */
export function rebase(operations: Iterable<Operation>, onto: JourneyMap): Rebased {
  const tree = treeOf(onto);
  const made: Operation[] = [];
  const conflicts: Conflict[] = [];
  for (const each of operations) {
    const operation = spelt(each, tree);
    const found = carryOut(tree, operation);
    if (typeof found !== "boolean") conflicts.push(found);
    else if (found) made.push(operation);
  }
  return { map: mapOf(tree), operations: made, conflicts };
}
