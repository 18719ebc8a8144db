/** How well a card is supported: assumed, observed, validated or contradicted; the same rule as Python's. */
import { earlier, parseTime } from "./dates";
import type { Card, CardStatus, Evidence, JourneyMap } from "./documents";

const WINDOW = "P365D";
const SUPPORTED: readonly CardStatus[] = ["observed", "validated"];

/** What a card's evidence makes of it. */
export function standing(
  evidence: readonly Evidence[],
  map: Pick<JourneyMap, "evidence_window" | "as_of">,
): CardStatus {
  const speaking = evidence.filter(speaks);
  if (speaking.every((piece) => piece.provenance.extracted_by === "model")) return "assumed";
  const supporting = speaking.filter(supports);
  const against = weigh(speaking.filter((piece) => !supports(piece)));
  if (against > 0 && against >= weigh(supporting)) return "contradicted";
  const recent = supporting.filter((piece) => inWindow(piece, map));
  if (recent.length >= 2 && new Set(recent.map((piece) => piece.kind)).size >= 2) return "validated";
  return supporting.length ? "observed" : "assumed";
}

/** A card's standing by its evidence as it is now, unless somebody has set it and said why. */
export function standingNow(card: Card, map: JourneyMap): CardStatus {
  if (card.status_override && card.override_note) return card.status_override;
  return standing(card.evidence ?? [], map);
}

/** A card's standing as it is drawn: what somebody set by hand, else what was computed last. */
export const standingOf = (card: Card): CardStatus => card.status_override ?? card.status ?? "assumed";

/** Whether there is anything in a piece of evidence: it has a value, or it needs none. */
export const speaks = (piece: Evidence) =>
  (piece.value ?? null) !== null || (!piece.measure && piece.n !== 0);

export const supports = (piece: Evidence) => (piece.stance ?? "supports") === "supports";

const weigh = (pieces: readonly Evidence[]) => pieces.reduce((sum, piece) => sum + (piece.weight ?? 1), 0);

/** Whether a piece of evidence is young enough to validate a card (both ends of the window count). */
export function inWindow(piece: Evidence, map: Pick<JourneyMap, "evidence_window" | "as_of">): boolean {
  const collected = collectedOn(piece);
  const asOf = map.as_of ? parseTime(map.as_of) : null;
  if (collected === null || asOf === null) return false;
  const start = earlier(asOf, map.evidence_window ?? WINDOW);
  return start !== null && start <= collected;
}

/** When a piece of evidence was gathered: its own date, else the end of its period, else not known. */
export function collectedOn(piece: Evidence): number | null {
  const text = piece.collected_at ?? piece.period?.split("/").at(-1);
  return text ? parseTime(text) : null;
}

/** The share of a map's cards that are observed or validated; null for a map without cards. */
export function supportedShare(cards: readonly Card[]): number | null {
  if (!cards.length) return null;
  return cards.filter((card) => SUPPORTED.includes(card.status ?? "assumed")).length / cards.length;
}
