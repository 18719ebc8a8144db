/** Cards whose evidence has changed stand otherwise: the edits that say so. */
import { cardsOf, type JourneyMap } from "./documents";
import type { Operation } from "./operations";
import { standingNow } from "./standing";

export function restanding(before: JourneyMap, after: JourneyMap): Operation[] {
  if (before.lanes === after.lanes && before.evidence_window === after.evidence_window) return [];
  const old = new Map(cardsOf(before).map((card) => [card.id, card]));
  return cardsOf(after).flatMap((card) => {
    const was = old.get(card.id);
    const alike =
      was &&
      was.evidence === card.evidence &&
      was.status_override === card.status_override &&
      was.override_note === card.override_note;
    if (was === card || alike) return [];
    const [status, stood] = [standingNow(card, after), card.status ?? "assumed"];
    const spelt = (value: string) => (value === "assumed" ? null : value);
    if (status === stood) return [];
    return [{ op: "set" as const, id: card.id, field: "status", value: spelt(status), was: spelt(stood) }];
  });
}
