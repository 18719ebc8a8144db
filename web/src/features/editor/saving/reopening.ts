/** What was changed and not sent when the map was last open here: settled with the server, and made again. */
import { type EditingState, type JourneyMap, type Kept, opened } from "@/map";
import type { MapServer } from "./server";
import type { Unsent } from "./unsent";

/** The map with what was left of it made; what breaks that is put where it can be looked at. */
export function openedWith(map: JourneyMap, revision: number, left: Kept, unsent: Unsent): EditingState {
  try {
    return opened(map, revision, left);
  } catch {
    unsent.putAway(left);
    return opened(map, revision);
  }
}

/** What was left, with what had been sent and not answered settled: kept, or waiting again. */
export async function settled(server: MapServer, found: readonly Kept[]): Promise<Kept> {
  const left: Kept = { sent: null, pending: [], aside: [] };
  for (const { sent, pending, aside } of found) {
    if (sent) {
      const operations = sent.groups.flatMap((group) => group.operations);
      const became = await server.send({ id: sent.id, operations, base: 1 });
      if (became.became === "conflict") left.pending.push(...sent.groups);
      if (became.became === "refused" && sent.groups.length > 1) left.pending.push(...sent.groups);
      else if (became.became === "refused")
        left.aside.push(...sent.groups.map((group) => ({ group, conflicts: [], says: [became.says] })));
    }
    left.pending.push(...pending);
    left.aside.push(...aside);
  }
  return left;
}
