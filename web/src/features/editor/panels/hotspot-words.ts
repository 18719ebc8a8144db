/** Hotspots in an order and in words: where they are, what their score is made of, the chance in each. */
import { type Card, cardsOf, type Hotspot, type JourneyMap, type Opportunity, stepsOf } from "@/map";

/** The worst first; where there were too few to tell comes last. */
export const worstFirst = (spots: readonly Hotspot[]): Hotspot[] =>
  spots.toSorted((one, other) => other.score - one.score);

/** A part of a score, and where its bar begins: each begins where the one before ends. */
export interface Bar {
  name: string;
  reads: string;
  from: number;
  value: number;
}

/** The parts of a score, laid end to end: the last ends at the score. */
export function barsOf(spot: Hotspot): Bar[] {
  let from = 0;
  return (spot.parts ?? []).map(({ name, reads, value }) => {
    const bar = { name, reads, from, value: Math.min(value, Math.max(0, 1 - from)) };
    from += bar.value;
    return bar;
  });
}

/** What a hotspot is at, besides its step: a card, a way back; null: the step itself. */
export function placeOf(map: JourneyMap, spot: Hotspot): string | null {
  if (spot.card) return textOf(cardsOf(map).find((card) => card.id === spot.card));
  const edge = map.edges?.find((one) => one.id === spot.edge);
  if (edge) return `the way back to “${nameOf(map, edge.to_step ?? "")}”`;
  return map.lanes?.find((lane) => lane.id === spot.lane)?.label ?? null;
}

export const nameOf = (map: JourneyMap, step: string): string =>
  stepsOf(map).find((each) => each.id === step)?.name ?? step;

const textOf = (card: Card | undefined): string | null =>
  card ? `“${card.text || "a card without words"}”` : null;

/** The chance that a hotspot is: as an opportunity of the map. */
export function opportunityOf(map: JourneyMap, spot: Hotspot): Record<string, unknown> {
  const name = nameOf(map, spot.step);
  const loudest = (spot.parts ?? []).toSorted((one, other) => other.value - one.value)[0]?.name;
  const body = [...(spot.parts ?? []).map((part) => part.reads), ...(spot.reasons ?? [])].join("; ");
  return {
    title: `How might we ${wish(map, spot, loudest, name)}?`,
    kind: "fix",
    steps: [spot.step],
    ...(body && { body: body.charAt(0).toUpperCase() + body.slice(1) }),
  };
}

function wish(map: JourneyMap, spot: Hotspot, loudest: string | undefined, name: string): string {
  if (spot.card) return `take away ${placeOf(map, spot)} at “${name}”`;
  switch (loudest) {
    case "drop_off_excess":
      return `keep more people at “${name}”`;
    case "negative_emotion":
      return `make “${name}” feel better`;
    case "going_back":
      return `spare people the way back from “${name}”`;
    default:
      return `make “${name}” better`;
  }
}

/** The chances that name a step. */
export const chancesAt = (map: JourneyMap, step: string): Opportunity[] =>
  (map.opportunities ?? []).filter((one) => one.status !== "dismissed" && one.steps?.includes(step));
