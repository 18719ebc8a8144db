import type { Schema } from "@/client";

/** A walk as this browser keeps it, until all of it is on the map; plain functions over values. */

export const OUTCOMES = ["pass", "friction", "blocked"] as const;
export type Outcome = (typeof OUTCOMES)[number];
export type JourneyMap = Schema<"JourneyMap">;

export interface Photo {
  id: string;
  /** What is sent; left out once it is there. */
  content?: Blob;
  /** A small picture of it, as a data address. */
  thumb: string;
  /** What the server calls it, once it is there. */
  name?: string;
}

export interface Finding {
  outcome?: Outcome;
  note: string;
  photos: Photo[];
  /** When it was last changed, RFC 3339. */
  at: string;
  sent: boolean;
}

export interface Walk {
  id: string;
  map: string;
  who: string;
  device: string;
  at: string;
  /** Whether the server knows of the walk. */
  begun: boolean;
  findings: Record<string, Finding>;
}

/** A step of the map as somebody walks it. */
export interface WalkStep {
  id: string;
  name: string;
  stage: string;
  doing: string[];
  touchpoints: string[];
  expected?: string;
}

/** The steps that can be walked, in order; what a draft left over ("Other") is no step one can take. */
export function stepsOf(drawn: JourneyMap): WalkStep[] {
  const cards = (role: string, step: string) =>
    (drawn.lanes ?? [])
      .filter((lane) => lane.role === role)
      .flatMap((lane) => (lane.cards ?? []).filter((card) => card.step === step).map((card) => card.text));
  return (drawn.stages ?? []).flatMap((stage) =>
    (stage.steps ?? [])
      .filter((step) => !step.is_other)
      .map((step) => ({
        id: step.id,
        name: step.name,
        stage: stage.name,
        doing: cards("actions", step.id),
        touchpoints: cards("touchpoints", step.id),
        expected: step.expectation?.statement,
      })),
  );
}

export function setOut(id: string, map: string, about: { who: string; device: string; at: string }): Walk {
  return { id, map, ...about, begun: false, findings: {} };
}

const EMPTY: Omit<Finding, "at"> = { note: "", photos: [], sent: false };

export const findingAt = (walk: Walk, step: string): Omit<Finding, "at"> => walk.findings[step] ?? EMPTY;

type Said = Omit<Finding, "at" | "sent">;

/** What is said of a step, given what is said of it by then: another tab may have said more. */
export type Saying = (now: Said) => Partial<Said>;

/** What was met at a step, changed; it has to be sent again. */
export function met(walk: Walk, step: string, saying: Saying, at: string): Walk {
  const now = { ...EMPTY, ...walk.findings[step] };
  const finding = { ...now, ...saying(now), at, sent: false };
  return { ...walk, findings: { ...walk.findings, [step]: finding } };
}

export const wentSo =
  (outcome: Outcome): Saying =>
  () => ({ outcome });

/** A note that was `was` for whoever wrote on it; what another tab wrote meanwhile stays. */
export const noted =
  (was: string, note: string): Saying =>
  (now) => {
    if (now.note === was || now.note === note) return { note };
    const isBehind = was !== "" && note.startsWith(was);
    return { note: isBehind ? now.note + note.slice(was.length) : `${now.note}\n${note}` };
  };

export const photographed =
  (photo: Photo): Saying =>
  ({ photos }) => ({ photos: [...photos, photo] });

export const withoutPhoto =
  (id: string): Saying =>
  ({ photos }) => ({ photos: photos.filter((photo) => photo.id !== id) });

/** The steps whose findings are not on the map yet; a note without an outcome is none. */
export function unsent(walk: Walk, holding?: string): string[] {
  return Object.entries(walk.findings)
    .filter(([step, finding]) => finding.outcome && !finding.sent && step !== holding)
    .map(([step]) => step);
}

/** A finding has come to be on the map, unless it was changed while it was on its way. */
export function sent(walk: Walk, step: string, was: Finding, photos: Photo[]): Walk {
  const now = walk.findings[step];
  if (!now) return walk;
  const names = new Map(photos.map((photo) => [photo.id, photo.name]));
  const known = now.photos.map((photo) =>
    names.get(photo.id) ? { id: photo.id, thumb: photo.thumb, name: names.get(photo.id) } : photo,
  );
  const finding = { ...now, photos: known, sent: now.at === was.at };
  return { ...walk, findings: { ...walk.findings, [step]: finding } };
}

/** Whether what a browser kept can be gone on with; an older or a broken app may have left anything. */
export function isWalk(found: unknown): found is Walk {
  if (typeof found !== "object" || found === null) return false;
  const { id, map, who, at, findings } = found as Partial<Record<keyof Walk, unknown>>;
  const isTold = [id, map, who, at].every((each) => typeof each === "string");
  return (
    isTold && typeof findings === "object" && findings !== null && Object.values(findings).every(isFinding)
  );
}

function isFinding(found: unknown): boolean {
  if (typeof found !== "object" || found === null) return false;
  const { outcome, note, photos, at } = found as Partial<Record<keyof Finding, unknown>>;
  const isKnown = outcome === undefined || OUTCOMES.some((each) => each === outcome);
  return isKnown && typeof note === "string" && typeof at === "string" && Array.isArray(photos);
}

export type Tally = Record<Outcome | "left", number>;

export function tally(walk: Walk, steps: WalkStep[]): Tally {
  const counts: Tally = { pass: 0, friction: 0, blocked: 0, left: 0 };
  for (const { id } of steps) counts[walk.findings[id]?.outcome ?? "left"] += 1;
  return counts;
}

/** The first step that nothing is said of; the last one when something is said of all. */
export function nextStep(walk: Walk, steps: WalkStep[]): number {
  const at = steps.findIndex(({ id }) => !walk.findings[id]?.outcome);
  return at < 0 ? Math.max(steps.length - 1, 0) : at;
}
