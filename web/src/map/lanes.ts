/** Which lanes are drawn, in which order, and the lines between them; the same as on the picture. */
import { type Card, cardsOf, type JourneyMap, type Lane, type LaneRole, stepsOf } from "./documents";
import { standing } from "./standing";

export const EXPECTATIONS = "expectations-of-steps";

/** A lane as it is drawn, and the dashed line above it. */
export interface Row {
  lane: Lane;
  line: string | null;
  /** The document lists no such lane: what the map knows besides. */
  isDerived: boolean;
}

const LINES: Partial<Record<LaneRole, string>> = {
  frontstage: "Line of interaction",
  backstage: "Line of visibility",
  support: "Line of internal interaction",
};

const PLAIN: LaneRole[] = [
  "storyboard",
  "emotions",
  "physical_evidence",
  "actions",
  "motivations",
  "questions",
  "obstacles",
  "strengths",
  "touchpoints",
  "quotes",
  "metrics",
  "frontstage",
  "backstage",
  "support",
  "opportunities",
  "owner",
  "custom",
];
const BLUEPRINT: LaneRole[] = [
  "storyboard",
  "emotions",
  "touchpoints",
  "physical_evidence",
  "actions",
  "frontstage",
  "backstage",
  "support",
  "motivations",
  "questions",
  "obstacles",
  "strengths",
  "metrics",
  "quotes",
  "opportunities",
  "owner",
  "custom",
];
const FUTURE: LaneRole[] = [
  "storyboard",
  "emotions",
  "physical_evidence",
  "actions",
  "motivations",
  "questions",
  "obstacles",
  "strengths",
  "touchpoints",
  "opportunities",
  "metrics",
  "quotes",
  "frontstage",
  "backstage",
  "support",
  "owner",
  "custom",
];

/** The lanes from top to bottom with the lines between them. */
export function shownRows(map: JourneyMap): Row[] {
  const listed = new Set((map.lanes ?? []).map((lane) => lane.id));
  const seen = new Set<LaneRole>();
  return ordered(filled(map), map).map((lane) => {
    const line = seen.has(lane.role) ? null : (LINES[lane.role] ?? null);
    seen.add(lane.role);
    return { lane, line, isDerived: !listed.has(lane.id) };
  });
}

export function roleOrder(map: JourneyMap): LaneRole[] {
  return map.map_kind === "service_blueprint" ? BLUEPRINT : map.map_kind === "future_state" ? FUTURE : PLAIN;
}

function ordered(lanes: Lane[], map: JourneyMap): Lane[] {
  const order = roleOrder(map);
  const expected = order.indexOf("emotions") + (map.map_kind === "future_state" ? -0.5 : 0.5);
  const rank = (lane: Lane) => (lane.id === EXPECTATIONS ? expected : order.indexOf(lane.role));
  return lanes.toSorted((one, other) => rank(one) - rank(other));
}

/** The document's lanes, and those for what it knows besides. */
function filled(map: JourneyMap): Lane[] {
  const lanes = [...(map.lanes ?? [])];
  const steps = stepsOf(map);
  const at = new Map(steps.map((step, number) => [step.id, number]));
  if (map.emotions?.length && !lanes.some((lane) => lane.role === "emotions"))
    lanes.push({ id: "emotions", role: "emotions", label: "Emotion" });
  if (steps.some((step) => step.expectation))
    lanes.push({ id: EXPECTATIONS, role: "custom", label: "Expected and received" });
  const told = new Set(cardsOf({ ...map, lanes }).map((card) => card.opportunity));
  const name = map.map_kind === "future_state" ? "Initiatives" : "Opportunities";
  const more = withCards(lanes, chances(map, at, told), map, { role: "opportunities", label: name });
  const counted = new Set(cardsOf({ ...map, lanes }).map((card) => card.kpi));
  const figures = (map.kpis ?? [])
    .filter((kpi) => kpi.step && at.has(kpi.step) && !counted.has(kpi.id))
    .map(({ id, name: text, step, evidence }): Card => ({
      id,
      step: step ?? "",
      text,
      figure: text,
      kpi: id,
      evidence,
    }));
  return withCards(more, figures, map, { role: "metrics", label: "Metrics" });
}

/** Opportunities that no card speaks of, as cards over their steps. */
function chances(map: JourneyMap, at: Map<string, number>, told: Set<string | null | undefined>): Card[] {
  return (map.opportunities ?? [])
    .filter((one) => !told.has(one.id) && one.status !== "dismissed")
    .flatMap((one) => {
      const named = (one.steps ?? []).filter((step) => at.has(step));
      const [first, ...others] = named.toSorted((a, b) => (at.get(a) ?? 0) - (at.get(b) ?? 0));
      if (first === undefined) return [];
      const span = others.at(-1) ?? null;
      return [
        {
          id: one.id,
          step: first,
          span_to_step: span,
          text: one.title,
          opportunity: one.id,
          evidence: one.evidence,
        },
      ];
    });
}

/** The lanes with cards added to the first of a role, which is made where there is none. */
function withCards(lanes: Lane[], cards: Card[], map: JourneyMap, of: Pick<Lane, "role" | "label">): Lane[] {
  if (!cards.length) return lanes;
  const stood = cards.map((card) => ({ ...card, status: standing(card.evidence ?? [], map) }));
  const own = lanes.find((lane) => lane.role === of.role);
  if (!own) return [...lanes, { id: `${of.role}-of-map`, ...of, cards: stood }];
  return lanes.map((lane) => (lane === own ? { ...own, cards: [...(own.cards ?? []), ...stood] } : lane));
}
