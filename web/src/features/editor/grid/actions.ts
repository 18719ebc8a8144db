/** What can be done with a thing on the map, as the entries of its menu and as keys; drags do the same. */
import {
  addCard,
  addStage,
  addStep,
  cardsOf,
  type JourneyMap,
  mergeStageWithNext,
  mergeWithNext,
  moveCard,
  moveLane,
  moveStage,
  moveStep,
  type Operation,
  removeStage,
  removeStep,
  removeThing,
  setField,
  setTimes,
  spanCard,
  splitStage,
  splitStep,
  type Stage,
  stepsOf,
} from "@/map";
import type { MapEditor } from "../context";
import type { Selection } from "../selection";

export interface Action {
  id: string;
  label: string;
  keys?: string;
  section: "write" | "place" | "shape" | "away";
  isDangerous?: boolean;
  run(): void;
}

type Of<Kind extends Selection["kind"]> = Extract<Selection, { kind: Kind }>;

/** Where something goes: one place to the side it is read from, or to the other. */
export type Side = "before" | "after";

/** Remove what is selected; whether there was something to remove. */
export function removeSelected(editor: MapEditor, selection: Selection): boolean {
  switch (selection.kind) {
    case "card":
      if (cardOf(editor.map(), selection.id)?.is_locked) {
        editor.announce("This card is locked. Unlock it in its menu.");
        return false;
      }
      return editor.edit("Card deleted", (map, name) => removeThing(map, name, selection.id));
    case "step":
      return editor.edit("Step deleted", (map, name) => removeStep(map, name, selection.id));
    case "stage":
      return editor.edit("Stage deleted", (map, name) => removeStage(map, name, selection.id));
    case "lane":
      return editor.edit("Lane deleted", (map, name) => removeThing(map, name, selection.id));
    case "clock":
      return editor.edit("Time taken away", (map, name) =>
        setTimes(map, name, selection.step, { starts_at: null, ends_at: null }),
      );
    default:
      return false;
  }
}

/** One place further: cards among lanes and steps, steps across stages, stages and lanes among themselves. */
export function nudge(editor: MapEditor, selection: Selection, way: "up" | "down" | Side): boolean {
  const map = editor.map();
  switch (selection.kind) {
    case "card":
      return editor.edit("Card moved", (_, name) => nudgedCard(map, name, selection, way));
    case "step":
      return way === "before" || way === "after"
        ? editor.edit("Step moved", (_, name) => nudgedStep(map, name, selection.id, way))
        : false;
    case "stage":
      return way === "before" || way === "after"
        ? editor.edit("Stage moved", (_, name) => nudgedStage(map, name, selection.id, way))
        : false;
    case "lane":
      return way === "up" || way === "down"
        ? editor.edit("Lane moved", (_, name) => moveLane(map, name, selection.id, way === "up" ? -1 : 1))
        : false;
    default:
      return false;
  }
}

type Name = Parameters<typeof moveCard>[1];

function nudgedCard(
  map: JourneyMap,
  name: Name,
  { id, lane, step }: Of<"card">,
  way: "up" | "down" | Side,
): Operation[] {
  const steps = stepsOf(map).map((each) => each.id);
  if (way === "before" || way === "after") {
    const to = steps[steps.indexOf(step) + (way === "after" ? 1 : -1)];
    return to ? moveCard(map, name, id, { lane, step: to }) : [];
  }
  const there = (map.lanes?.find((each) => each.id === lane)?.cards ?? []).filter(
    (card) => card.step === step,
  );
  const at = there.findIndex((card) => card.id === id);
  const next = way === "up" ? there[at - 1] : there[at + 2];
  if (way === "up" ? !next : at + 1 >= there.length) return [];
  return moveCard(map, name, id, { lane, step, before: next?.id ?? null });
}

function nudgedStep(map: JourneyMap, name: Name, id: string, way: Side): Operation[] {
  const stages = map.stages ?? [];
  const at = stages.findIndex((stage) => stage.steps?.some((step) => step.id === id));
  const ids = idsOf(stages[at]);
  const place = ids.indexOf(id) + (way === "before" ? -1 : 1);
  const home = stages[at];
  if (home && place >= 0 && place < ids.length)
    return moveStep(map, name, id, home.id, (way === "before" ? ids[place] : ids[place + 1]) ?? null);
  const other = stages[at + (way === "before" ? -1 : 1)];
  return other ? moveStep(map, name, id, other.id, way === "before" ? null : (idsOf(other)[0] ?? null)) : [];
}

const idsOf = (stage: Stage | undefined): string[] => (stage?.steps ?? []).map((step) => step.id);

function nudgedStage(map: JourneyMap, name: Name, id: string, way: Side): Operation[] {
  const ids = (map.stages ?? []).map((stage) => stage.id);
  const at = ids.indexOf(id);
  if (way === "before") return at > 0 ? moveStage(map, name, id, ids[at - 1] ?? null) : [];
  return at < ids.length - 1 ? moveStage(map, name, id, ids[at + 2] ?? null) : [];
}

/** A new step or stage beside this one; gives its name as a selection. */
export function insertBeside(
  editor: MapEditor,
  selection: Of<"step"> | Of<"stage">,
  side: Side,
): Selection | null {
  const before = new Set(
    editor.map().stages?.flatMap((stage) => [stage.id, ...(stage.steps ?? []).map((step) => step.id)]),
  );
  const done = editor.edit(selection.kind === "step" ? "Step added" : "Stage added", (map, name) => {
    if (selection.kind === "stage") {
      const ids = (map.stages ?? []).map((stage) => stage.id);
      return addStage(
        map,
        name,
        (side === "before" ? selection.id : ids[ids.indexOf(selection.id) + 1]) ?? null,
      );
    }
    const stage = map.stages?.find((each) => each.steps?.some((step) => step.id === selection.id));
    const ids = (stage?.steps ?? []).map((step) => step.id);
    const next = side === "before" ? selection.id : (ids[ids.indexOf(selection.id) + 1] ?? null);
    return stage ? addStep(map, name, stage.id, next) : [];
  });
  if (!done) return null;
  const stages = editor.map().stages ?? [];
  const made = stages.find((stage) => !before.has(stage.id));
  if (made) return { kind: "stage", id: made.id };
  const step = stages.flatMap((stage) => stage.steps ?? []).find((each) => !before.has(each.id));
  return step ? { kind: "step", id: step.id } : null;
}

/** A card written into a slot; its selection. */
export function writeCard(
  editor: MapEditor,
  slot: { lane: string; step: string },
  text: string,
): Selection | null {
  const known = new Set(cardsOf(editor.map()).map((card) => card.id));
  if (!editor.edit("Card added", (map, name) => addCard(map, name, slot, text))) return null;
  const made = cardsOf(editor.map()).find((card) => !known.has(card.id));
  return made ? { kind: "card", id: made.id, lane: slot.lane, step: slot.step } : null;
}

/** The same thing split in two, or merged with the next one. */
export const split = (editor: MapEditor, { kind, id }: Of<"step"> | Of<"stage">): boolean =>
  kind === "step"
    ? editor.edit("Step split", (map, name) => splitStep(map, name, id))
    : editor.edit("Stage split", (map, name) => splitStage(map, name, middleOf(map, id)));

export const merge = (editor: MapEditor, { kind, id }: Of<"step"> | Of<"stage">): boolean =>
  kind === "step"
    ? editor.edit("Steps merged", (map, name) => mergeWithNext(map, name, id))
    : editor.edit("Stages merged", (map, name) => mergeStageWithNext(map, name, id));

function middleOf(map: JourneyMap, stage: string): string {
  const steps = map.stages?.find((each) => each.id === stage)?.steps ?? [];
  return steps[Math.ceil(steps.length / 2)]?.id ?? steps[0]?.id ?? "";
}

export const splitStageAt = (editor: MapEditor, step: string): boolean =>
  editor.edit("Stage split", (map, name) => splitStage(map, name, step));

/** A card reaches one step further, or one less. */
export function widen(editor: MapEditor, id: string, by: 1 | -1): boolean {
  const card = cardOf(editor.map(), id);
  const steps = stepsOf(editor.map()).map((step) => step.id);
  const last = card && steps[steps.indexOf(card.span_to_step ?? card.step) + by];
  return Boolean(last) && editor.edit("Card stretched", (map, name) => spanCard(map, name, id, last ?? ""));
}

export const setLocked = (editor: MapEditor, id: string, isLocked: boolean): boolean =>
  editor.edit(isLocked ? "Card locked" : "Card unlocked", (map, name) =>
    setField(map, name, id, "is_locked", isLocked),
  );

export const cardOf = (map: JourneyMap, id: string) => cardsOf(map).find((card) => card.id === id);
