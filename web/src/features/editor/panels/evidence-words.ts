/** What a piece of evidence and a card's standing say in words. */
import {
  type Card,
  collectedOn,
  countText,
  type Evidence,
  inWindow,
  type JourneyMap,
  speaks,
  standing,
  stepsOf,
  supports,
  valueText,
} from "@/map";

type Dated = Pick<JourneyMap, "as_of" | "evidence_window">;

export const EVIDENCE_KINDS: Record<Evidence["kind"], string> = {
  metric: "Figure",
  quote: "Quote",
  survey_score: "Survey",
  note: "Note",
  observation: "Observation",
  interview: "Interview",
  focus_group: "Focus group",
  staff_report: "Report of staff",
  call: "Call",
  chat: "Chat",
  ticket: "Ticket",
  review: "Review",
  social_post: "Social post",
};
const COLUMNS: Record<string, string> = {
  subjects: "People who were here",
  journeys: "Journeys that came here",
  hazard: "Share that left for good from here",
  excess: "Share that leaves, above the map's median",
  moved_on_share: "Share that moved on",
  dropped_off_share: "Share that dropped off",
  returned_share: "Share that came back later",
  mean: "Mean feeling, −2 … +2",
  value_minor: "Money that came in",
  share: "Share",
  share_of_first: "Share of all who began",
  share_of_previous: "Share of the step before",
  time_to_next_p50_us: "Median time to the next step",
  time_to_next_p90_us: "Time to the next step, slowest tenth",
  time_in_stage_p50_us: "Median time in it",
  time_from_first_p50_us: "Median time from the beginning",
};
const LENSES: Record<string, string> = {
  step: "a step of this map",
  step_action: "an action at a step of this map",
  step_touchpoint: "a touchpoint at a step of this map",
};
const HIDDEN_ROWS = new Set(["kind", "figure"]);

/** What a figure counts: "Share that left for good from here". */
export const columnWords = (column: string | null | undefined): string =>
  column ? (COLUMNS[column] ?? spacedOut(column)) : "Figure";

/** The measure's question: what was counted, of which row, by what. */
export function questionWords(piece: Evidence, map: JourneyMap): string | null {
  if (!piece.measure) return null;
  const { lens, measure = piece.measure } = ((piece.question?.of ?? piece.question) as Question | null) ?? {};
  const by = typeof lens === "string" ? ` by ${LENSES[lens] ?? spacedOut(lens).toLowerCase()}` : "";
  return `${whatWords(piece)}${rowWords(piece, map)}. Measured as ${spacedOut(measure).toLowerCase()}${by}.`;
}

interface Question {
  lens?: unknown;
  measure?: string;
}

/** What a piece counts; of two sides their difference, or the figure of one of them. */
export function whatWords({ row, column, question }: Evidence): string {
  if (!Array.isArray(question?.names)) return columnWords(column);
  const figure = columnWords(String(row?.figure));
  const [a, b] = question.names.map(String) as [string, string];
  if (column === "difference") return `${figure}, ${a} against ${b}`;
  return `${figure}, ${column === "value_b" ? b : a}`;
}

function rowWords({ row }: Evidence, map: JourneyMap): string {
  const names = new Map(stepsOf(map).map((step) => [step.id, step.name]));
  const said = Object.entries(row ?? {})
    .filter(([field]) => !HIDDEN_ROWS.has(field))
    .map(([field, value]) => {
      const words = Array.isArray(value) ? value.join(" → ") : String(value);
      const named = words.split(" · ").map((part) => names.get(part) ?? part);
      return field === "node"
        ? `“${named.join(" · ")}”`
        : `${spacedOut(field).toLowerCase()} ${named.join(" · ")}`;
    });
  return said.length ? `: ${said.join(", ")}` : "";
}

/** The figure of a piece with how sure it is: "15 %", "95 % interval 12 % to 18 %", "n = 610". */
export interface FigureWords {
  value: string | null;
  sure: string[];
}

export function figureWords(piece: Evidence): FigureWords {
  const said = (value: number | null | undefined) =>
    value === null || value === undefined ? null : (valueText({ ...piece, value }) ?? plain(piece, value));
  const [low, high] = [said(piece.low), said(piece.high)];
  const sure = [];
  if (piece.too_few) sure.push("too few to tell");
  else if (low && high) sure.push(`95 % interval ${low} to ${high}`);
  if (typeof piece.n === "number")
    sure.push(`${piece.unit === "count" ? "of" : "n ="} ${countText(piece.n)}`);
  return { value: said(piece.value), sure };
}

const plain = (piece: Evidence, value: number): string =>
  piece.unit === "minor_units" ? countText(value / 100) : String(Math.round(value * 100) / 100);

/** When it was gathered, and whether that is too long ago to count as recent. */
export function ageWords(piece: Evidence, map: Dated): { isOld: boolean; says: string } {
  const collected = collectedOn(piece);
  if (collected === null) return { isOld: false, says: "no date: it cannot count as recent" };
  const day = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeZone: "UTC" }).format(collected);
  if (!map.as_of) return { isOld: false, says: day };
  const isOld = !inWindow(piece, map);
  return { isOld, says: isOld ? `old: ${day}, before the last ${windowWords(map)}` : day };
}

/** "365 days", "6 months": how far back evidence counts as recent. */
export function windowWords({ evidence_window: window = "P365D" }: Dated): string {
  const [, count, unit] = /^P(\d+)([YMWD])$/.exec(window) ?? [];
  const noun = { Y: "year", M: "month", W: "week", D: "day" }[unit ?? ""];
  return count && noun ? `${count} ${noun}${count === "1" ? "" : "s"}` : window;
}

/** "[2025-01-02, 2025-12-31]" as days. */
export const periodWords = (period: string): string => period.replace("/", " to ");

/** Why a card stands as it does by its evidence alone. */
export function reasonWords(card: Card, map: Dated): string {
  const speaking = (card.evidence ?? []).filter(speaks);
  if (!card.evidence?.length) return "Nothing speaks for it or against it yet.";
  if (!speaking.length) return "Its evidence says nothing any more: the figure or its source is gone.";
  if (speaking.every((piece) => piece.provenance.extracted_by === "model"))
    return "Only a model has read this out of texts. A person or a measure has to say so too.";
  const supporting = speaking.filter(supports);
  const against = speaking.length - supporting.length;
  switch (standing(card.evidence, map)) {
    case "contradicted":
      return `What speaks against it (${pieces(against)}) weighs at least as much as what speaks for it (${pieces(supporting.length)}).`;
    case "validated":
      return `${pieces(supporting.length)} of ${kindsOf(supporting).length} kinds speak for it, gathered in the last ${windowWords(map)}.`;
    case "observed":
      return observedWords(supporting, map);
    default:
      return "Nothing speaks for it.";
  }
}

function observedWords(supporting: readonly Evidence[], map: Dated): string {
  const recent = supporting.filter((piece) => inWindow(piece, map));
  const one = supporting.length === 1 ? "One piece speaks" : `${pieces(supporting.length)} speak`;
  if (!map.as_of)
    return `${one} for it. Nothing counts as recent before the map's figures are counted: recount them.`;
  if (!recent.length) return `${one} for it, but nothing of the last ${windowWords(map)}.`;
  const kinds = kindsOf(recent);
  if (kinds.length === 1)
    return `${one} for it, recently of one kind only (${kinds[0]}). Recent evidence of another kind would validate it.`;
  return `${one} for it.`;
}

const kindsOf = (evidence: readonly Evidence[]) =>
  [...new Set(evidence.map((piece) => piece.kind))].map((kind) => EVIDENCE_KINDS[kind].toLowerCase());

const pieces = (count: number) => `${count} ${count === 1 ? "piece" : "pieces"}`;

function spacedOut(name: string): string {
  const words = name.replace(/_us$/, "").replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
