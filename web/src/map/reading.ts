/** What a map's parts say in words: badges, figures, quotes, standings. The same words as on the picture. */
import { parseTime } from "./dates";
import {
  type Card,
  type CardStatus,
  type Emotion,
  type Evidence,
  type Hotspot,
  type JourneyMap,
  type LaneRole,
  type MapKind,
  stepsOf,
} from "./documents";
import { APART, apartText, countText, fixed, inUnit, valenceText } from "./figures";
import { collectedOn, inWindow, supports } from "./standing";

const NEUTRAL = 0.25; // between −0.25 and +0.25 a face is neither glad nor sad

export const STATUS_WORDS: Record<CardStatus, string> = {
  validated: "validated: two kinds of recent evidence agree",
  observed: "observed: evidence of one kind",
  assumed: "assumed: no evidence yet",
  contradicted: "contradicted by evidence",
};

export const KIND_WORDS: Record<MapKind, string> = {
  current_state: "Current state",
  future_state: "Future state",
  day_in_the_life: "Day in the life",
  service_blueprint: "Service blueprint",
};

export const ROLE_WORDS: Record<LaneRole, string> = {
  storyboard: "Storyboard",
  emotions: "Emotion",
  physical_evidence: "Physical evidence",
  actions: "Actions",
  motivations: "Motivations",
  questions: "Questions",
  obstacles: "Obstacles",
  strengths: "Strengths",
  touchpoints: "Touchpoints",
  quotes: "Quotes",
  metrics: "Metrics",
  frontstage: "Frontstage",
  backstage: "Backstage",
  support: "Support",
  opportunities: "Opportunities",
  owner: "Owner",
  custom: "Other",
};

/** What a card rests on, counted: "3 quotes · 1 metric"; null without evidence. */
export function badgeText(card: Card, map: Pick<JourneyMap, "as_of" | "evidence_window">): string | null {
  const evidence = card.evidence ?? [];
  if (!evidence.length) return null;
  const counts = new Map<string, number>();
  for (const piece of evidence.filter(supports)) counts.set(piece.kind, (counts.get(piece.kind) ?? 0) + 1);
  const parts = [...counts].map(([kind, count]) => counted(count, nounOf(kind)));
  const against = evidence.filter((piece) => !supports(piece)).length;
  if (against) parts.push(`${against} against`);
  if (evidence.every((piece) => piece.too_few)) parts.push("too few");
  if (allOld(evidence, map)) parts.push("old");
  return parts.map((part) => part.replaceAll(" ", "\u00a0")).join(" · ");
}

/** The piece of evidence whose figure a card shows: the first that has one and supports it. */
export const headline = (card: Card): Evidence | undefined =>
  (card.evidence ?? []).find((piece) => (piece.value ?? null) !== null && supports(piece));

/** A metric card's figure, from its evidence where that has one, else its text. */
export function figureText(card: Card): string {
  const found = headline(card);
  return (found && valueText(found)) || card.text;
}

/** How sure a metric card's figure is, in short; a plain count says what it is a share of instead. */
export function figureNote(card: Card): string {
  const found = headline(card);
  if (!found || (found.unit === "count" && (found.low ?? null) === null && !found.too_few))
    return card.body ?? "";
  return intervalText(found);
}

/** The figure of a piece of evidence in its unit; null when the unit cannot be told. */
export function valueText(piece: Evidence): string | null {
  const value = piece.value ?? null;
  return value === null ? null : told(piece, value);
}

/** A figure, or an end of its interval: what is a difference has its sign. */
const told = (piece: Evidence, value: number): string | null =>
  APART.includes(piece.column ?? "") ? apartText(value, piece.unit) : inUnit(value, piece.unit);

/** How sure a figure is: "n = 131, ±4". */
export function intervalText(piece: Evidence): string {
  const parts = piece.too_few ? ["too few"] : [];
  if ((piece.n ?? null) !== null) parts.push(`n = ${countText(piece.n ?? 0)}`);
  if (!piece.too_few) parts.push(...half(piece));
  return parts.join(", ");
}

function half(piece: Evidence): string[] {
  const [low, high] = [piece.low ?? null, piece.high ?? null];
  if (low === null || high === null || high <= low) return [];
  const width = (high - low) / 2;
  if (piece.unit === "share")
    return [`±${width >= 0.01 ? fixed(width * 100) : fixed(Math.max(width * 100, 0.1), 1)}`];
  if (piece.unit === "valence" || piece.unit === "score") return [`±${fixed(width, 1)}`];
  return piece.unit === "count" ? [`±${countText(width)}`] : [];
}

/** The words of a quote, read from its fact where it has one; null when they are gone. */
export function quoteText(card: Card, texts: Readonly<Record<string, string>>): string | null {
  for (const piece of card.evidence ?? []) {
    if (piece.interaction_id) return texts[piece.interaction_id] || card.text || null;
    if (piece.text) return piece.text;
  }
  return card.text || null;
}

/** Where a quote comes from and how the person felt: "ticket · score 3", "survey · +1.0". */
export function quoteSource(card: Card): string {
  const parts: string[] = [];
  for (const piece of card.evidence ?? []) {
    parts.push(piece.kind === "quote" ? piece.provenance.source : nounOf(piece.kind));
    const said = piece.unit === "score" || piece.unit === "valence" ? valueText(piece) : null;
    if (said) parts.push(piece.unit === "score" ? `score ${said}` : said);
  }
  return [...new Set(parts)].map((part) => part.replaceAll(" ", "\u00a0")).join(" · ");
}

export type Face = "smile" | "meh" | "frown";

/** The face for a feeling between −2 and +2. */
export const faceOf = (value: number): Face =>
  value > NEUTRAL ? "smile" : value < -NEUTRAL ? "frown" : "meh";

/** A channel's code as words: "Paid search". */
export const channelWords = (channel: string): string =>
  channel === "sms" ? "SMS" : sentence(channel.replaceAll("_", " "));

/** A number of subjects with their noun: "2,014 people". */
export const people = (count: number, noun: string): string =>
  `${countText(count)} ${Math.round(count) === 1 ? noun : plural(noun)}`;

export function plural(noun: string): string {
  if (noun === "person") return "people";
  return noun.endsWith("y") && !"aeiou".includes(noun.at(-2) ?? "a") ? `${noun.slice(0, -1)}ies` : `${noun}s`;
}

/** A point of a curve in words. */
export function feltText(one: Emotion): string {
  const names = { measured: "Emotion", target: "Target of emotion", authored: "Emotion, guessed" };
  let text = `${names[one.source]} ${valenceText(one.value)}`;
  if (one.label) text += ` (${one.label})`;
  if ((one.low ?? null) !== null && (one.high ?? null) !== null)
    text += `, 95 % interval ${valenceText(one.low ?? 0)} to ${valenceText(one.high ?? 0)}`;
  if ((one.n ?? null) !== null) text += `, n = ${countText(one.n ?? 0)}`;
  return one.too_few ? `${text}, too few to tell` : text;
}

/** A hotspot's score and its parts in words. */
export function hotspotText(spot: Hotspot): string {
  if (spot.score <= 0 && (spot.origin ?? "computed") === "computed")
    return `Too few to tell whether this is a hotspot (n = ${countText(spot.n ?? 0)})`;
  const parts = (spot.parts ?? []).map((part) => `${part.reads} (+${fixed(part.value, 2)})`);
  const origin = spot.origin === "manual" ? ", placed by hand" : "";
  const count = (spot.n ?? null) === null ? "" : `n = ${countText(spot.n ?? 0)}`;
  return [`Hotspot ${fixed(spot.score, 2)}${origin}`, ...parts, ...(spot.reasons ?? []), count]
    .filter(Boolean)
    .join("; ");
}

/** One or two sentences that say what the map shows. */
export function description(map: JourneyMap): string {
  const names = new Map(stepsOf(map).map((step) => [step.id, step.name]));
  const size = `${counted((map.stages ?? []).length, "stage")} and ${counted(names.size, "step")}`;
  let text = `Customer journey map with ${size}.`;
  const felt = (map.emotions ?? []).filter((one) => one.source === "measured" && names.has(one.step));
  const worst = felt.reduce<Emotion | undefined>(
    (least, one) => (least && least.value <= one.value ? least : one),
    undefined,
  );
  if (worst) text += ` The lowest emotion is ${valenceText(worst.value)} at “${names.get(worst.step)}”.`;
  const hot = (map.hotspots ?? []).filter((spot) => spot.score > 0 && names.has(spot.step));
  if (hot.length)
    text += ` Hotspots: ${hot
      .slice(0, 5)
      .map((spot) => `“${names.get(spot.step)}”`)
      .join(", ")}.`;
  return text;
}

/** Whom and what the map is about. */
export const subtitleText = (map: JourneyMap): string =>
  [
    map.persona,
    map.scenario,
    ...Object.entries(map.where ?? {}).map(([trait, value]) => `${trait}: ${value}`),
  ]
    .filter(Boolean)
    .join(" · ");

/** Status, review and owner in one line. */
export function stateText(map: JourneyMap): string {
  const reviewed = map.last_reviewed_at;
  return [
    (map.status ?? "draft").replaceAll("_", " "),
    reviewed ? `reviewed ${reviewed.slice(0, 10)}` : "not reviewed yet",
    map.owner ? `owner ${map.owner}` : "no owner yet",
  ].join(" · ");
}

/** What data the map was drawn from: period, people, interactions, as of. */
export function factsText(map: JourneyMap): string {
  const parts: string[] = [];
  const { n_subjects: subjects, n_interactions: interactions } = map;
  if (map.period) parts.push(`data ${map.period.replaceAll("/", " – ")}`);
  if ((subjects ?? null) !== null) parts.push(people(subjects ?? 0, map.subject_noun ?? "person"));
  if ((interactions ?? null) !== null) parts.push(people(interactions ?? 0, "interaction"));
  if (interactions && !map.period) parts.push("known by their order, not by time");
  else if (map.as_of) parts.push(`as of ${map.as_of.slice(0, 10)}`);
  return sentence(parts.join(" · "), false);
}

const sentence = (text: string, lower = true) =>
  text.slice(0, 1).toUpperCase() + (lower ? text.slice(1).toLowerCase() : text.slice(1));

function allOld(evidence: readonly Evidence[], map: Pick<JourneyMap, "as_of" | "evidence_window">): boolean {
  const end = map.as_of ? parseTime(map.as_of) : null;
  if (end === null) return false;
  const dated = evidence.filter((piece) => (collectedOn(piece) ?? Number.POSITIVE_INFINITY) <= end);
  return dated.length > 0 && !dated.some((piece) => inWindow(piece, map));
}

const counted = (count: number, noun: string) => `${count} ${noun}${count === 1 ? "" : "s"}`;

const nounOf = (kind: string) => (kind === "survey_score" ? "survey" : kind.replaceAll("_", " "));
