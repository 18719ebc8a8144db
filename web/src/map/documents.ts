/**
 * The journey map as the server describes it. A map's text leaves out what is at its default, so every field
 * that has one may be missing; `Sparse` says so, where the description of the API says only that it has one.
 */
import type { components } from "@/client/schema";

type Schemas = components["schemas"];
type Sparse<Full, Names extends keyof Full> = Omit<Full, Names> & Partial<Pick<Full, Names>>;
type With<Full, More> = Omit<Full, keyof More> & More;

type Full = Schemas["JourneyMap"];
type Of<List> = NonNullable<List> extends (infer Each)[] ? Each : never;

type FullStage = Of<Full["stages"]>;
type FullStep = Of<FullStage["steps"]>;
type FullLane = Of<Full["lanes"]>;
type FullCard = Of<FullLane["cards"]>;
type FullEvidence = Of<FullCard["evidence"]>;
type FullOpportunity = Of<Full["opportunities"]>;
type FullEmotion = Of<Full["emotions"]>;

export type Provenance = Sparse<FullEvidence["provenance"], "extracted_by" | "pii_redacted">;
export type Evidence = With<
  Sparse<FullEvidence, "stance" | "too_few" | "weight">,
  { provenance: Provenance }
>;
export type Binding = Sparse<Of<FullStep["bindings"]>, "is_assumed">;
export type Expectation = NonNullable<FullStep["expectation"]>;
export type Step = With<
  Sparse<FullStep, "is_goal" | "is_other" | "moment_of_truth">,
  { bindings?: Binding[] }
>;
export type Stage = With<Sparse<FullStage, "type">, { steps?: Step[] }>;
export type Card = With<Sparse<FullCard, "is_locked" | "status">, { evidence?: Evidence[] }>;
export type Lane = With<Sparse<FullLane, "is_collapsed">, { cards?: Card[] }>;
export type Emotion = With<Sparse<FullEmotion, "too_few">, { evidence?: Evidence[] }>;
export type Edge = Sparse<Of<Full["edges"]>, "kind">;
export type Layer = Sparse<Of<Full["layers"]>, "is_shown" | "kind" | "opacity">;
export type LayerSet = Of<Full["layer_sets"]>;
export type Hotspot = Sparse<Of<Full["hotspots"]>, "origin">;
export type Initiative = Sparse<Of<FullOpportunity["initiatives"]>, "type">;
export type Opportunity = With<
  Sparse<FullOpportunity, "kind" | "status">,
  { evidence?: Evidence[]; initiatives?: Initiative[] }
>;
export type Comment = Of<Full["comments"]>;
export type Goal = Of<Full["goals"]>;
export type Kpi = With<Sparse<Of<Full["kpis"]>, "direction" | "kind">, { evidence?: Evidence[] }>;
export type Resource = Sparse<Of<Full["resources"]>, "state">;
export type Budget = NonNullable<Full["budget"]>;
export type Stakeholder = Sparse<Of<Full["stakeholders"]>, "circle" | "kind">;
export type Walkthrough = Of<Full["walkthroughs"]>;

type Defaulted =
  "axis" | "evidence_window" | "kind" | "map_kind" | "schema_version" | "status" | "subject_noun";
export type JourneyMap = With<
  Sparse<Full, Defaulted>,
  {
    stages?: Stage[];
    lanes?: Lane[];
    emotions?: Emotion[];
    edges?: Edge[];
    layers?: Layer[];
    layer_sets?: LayerSet[];
    hotspots?: Hotspot[];
    opportunities?: Opportunity[];
    comments?: Comment[];
    goals?: Goal[];
    kpis?: Kpi[];
    resources?: Resource[];
    stakeholders?: Stakeholder[];
    walkthroughs?: Walkthrough[];
  }
>;

export type MapKind = Full["map_kind"];
export type MapStatus = Full["status"];
export type StageType = FullStage["type"];
export type LaneRole = FullLane["role"];
export type CardStatus = FullCard["status"];
export type EmotionSource = FullEmotion["source"];

/** The map's steps, from left to right. */
export const stepsOf = (map: JourneyMap): Step[] => (map.stages ?? []).flatMap((stage) => stage.steps ?? []);

/** Every card, lane by lane. */
export const cardsOf = (map: JourneyMap): Card[] => (map.lanes ?? []).flatMap((lane) => lane.cards ?? []);
