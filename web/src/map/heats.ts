/** Where each hotspot shows: its pill on a card, in a slot, on a way, or with its step's name. */
import type { Hotspot, JourneyMap } from "./documents";
import type { Row } from "./lanes";

/** Which hotspot tints a card or a slot, and which card, edge or step carries which pill. */
export interface Heats {
  tints: Record<string, Hotspot>;
  pills: Record<string, Hotspot>;
  /** By "lane step": of a whole slot. */
  slots: Record<string, Hotspot>;
  edges: Record<string, Hotspot>;
  loose: Record<string, Hotspot[]>;
  /** The worst of each whole step, for its column's tint. */
  steps: Record<string, Hotspot>;
}

const OBSTACLES = "\0obstacles";

export const slotOf = (lane: string, step: string) => `${lane} ${step}`;

/** Each hotspot at its place. */
export function heatsOf(map: JourneyMap, rows: readonly Row[]): Heats {
  const found: Heats = { tints: {}, pills: {}, slots: {}, edges: {}, loose: {}, steps: {} };
  const slots = firsts(rows);
  const open = rows.filter(({ lane }) => !lane.is_collapsed);
  const cards = new Set(open.flatMap(({ lane }) => lane.cards ?? []).map((card) => card.id));
  for (const spot of (map.hotspots ?? []).toSorted((one, other) => narrowness(one) - narrowness(other))) {
    const ofStep = !(spot.card || spot.lane || spot.edge);
    if (ofStep && spot.score > (found.steps[spot.step]?.score ?? 0)) found.steps[spot.step] = spot;
    put(spot, found, slots, cards);
  }
  return found;
}

/** How strongly a hotspot tints, 0.06 – 0.25. */
export const heatOpacity = (score: number): number => 0.06 + 0.19 * Math.max(0, Math.min(1, score));

const narrowness = (spot: Hotspot) => (spot.card ? 0 : spot.lane ? 1 : 2);

/** The cards of each slot; those of the obstacle lanes also under a name of their own. */
function firsts(rows: readonly Row[]): Map<string, string[]> {
  const found = new Map<string, string[]>();
  const note = (key: string, card: string) => found.set(key, [...(found.get(key) ?? []), card]);
  for (const { lane } of rows) {
    if (lane.is_collapsed || lane.role === "metrics" || lane.role === "emotions") continue;
    for (const card of lane.cards ?? []) {
      note(slotOf(lane.id, card.step), card.id);
      if (lane.role === "obstacles") note(slotOf(OBSTACLES, card.step), card.id);
    }
  }
  return found;
}

function put(spot: Hotspot, found: Heats, slots: Map<string, string[]>, cards: Set<string>): void {
  if (spot.edge) {
    found.edges[spot.edge] = spot;
    return;
  }
  let inside: string[];
  if (spot.card && cards.has(spot.card)) inside = [spot.card];
  else if (spot.lane) {
    const slot = slotOf(spot.lane, spot.step);
    inside = slots.get(slot) ?? [];
    found.slots[slot] ??= spot;
  } else inside = slots.get(slotOf(OBSTACLES, spot.step)) ?? [];
  const free = inside.filter((card) => !found.tints[card]);
  const [first] = free;
  if (!first || found.pills[first]) {
    if (!spot.lane || inside.length) (found.loose[spot.step] ??= []).push(spot);
    return;
  }
  found.pills[first] = spot;
  for (const card of free) found.tints[card] = spot;
}
