/** Maps and edits by chance, the same for the same seed: what the tests of laws are made of. */
import {
  addCard,
  addStage,
  addStep,
  mergeStageWithNext,
  mergeWithNext,
  moveCard,
  moveStage,
  moveStep,
  removeStage,
  removeStep,
  removeThing,
  setEmotion,
  setField,
  spanCard,
  splitStage,
  splitStep,
} from "./commands";
import { cardsOf, type JourneyMap, stepsOf } from "./documents";
import type { Operation } from "./operations";
import type { Naming } from "./recording";

export type Chance = (below: number) => number;

/** Whole numbers from a seed (mulberry32). */
export function chanceOf(seed: number): Chance {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

export function naming(prefix: string): Naming {
  let number = 0;
  return (kind) => `${prefix}-${kind}-${number++}`;
}

export function bigMap(steps = 40, lanes = 8): JourneyMap {
  const stages = Array.from({ length: Math.ceil(steps / 5) }, (_, stage) => ({
    id: `stage-${stage}`,
    name: `Stage ${stage}`,
    steps: Array.from({ length: Math.min(5, steps - stage * 5) }, (_, at) => {
      const id = `step-${stage * 5 + at}`;
      return { id, name: `Step ${stage * 5 + at}`, lineage_id: id };
    }),
  }));
  const ids = stages.flatMap((stage) => stage.steps.map((step) => step.id));
  const roles = [
    "actions",
    "questions",
    "obstacles",
    "touchpoints",
    "frontstage",
    "backstage",
    "support",
    "quotes",
  ] as const;
  return {
    key: "big",
    title: "Big",
    stages,
    lanes: Array.from({ length: lanes }, (_, lane) => ({
      id: `lane-${lane}`,
      role: roles[lane % roles.length] ?? "custom",
      label: `Lane ${lane}`,
      cards: ids.map((step) => ({ id: `card-${lane}-${step}`, step, text: `Text ${lane} of ${step}` })),
    })),
    emotions: ids.map((step, at) => ({
      id: `felt-${step}`,
      step,
      source: "measured" as const,
      value: (at % 5) - 2,
    })),
  };
}

/** The edits of something that a person may do to this map. */
export function anyEdit(map: JourneyMap, chance: Chance, name: Naming): Operation[] {
  const one = <Item>(items: readonly Item[]): Item => items[chance(items.length)] as Item;
  const steps = stepsOf(map);
  const stages = map.stages ?? [];
  const cards = cardsOf(map);
  const lanes = map.lanes ?? [];
  if (steps.length < 3 || !cards.length || stages.length < 2) return addStage(map, name, null);
  const [step, stage, card, lane] = [one(steps), one(stages), one(cards), one(lanes)];
  const words = ["Pays", "", "يدفع", "😀", "two\nlines"];
  const doing: (() => Operation[])[] = [
    () => setField(map, name, card.id, "text", one(words)),
    () => setField(map, name, step.id, "name", one(words)),
    () => addCard(map, name, { lane: lane.id, step: step.id }, one(words)),
    () => removeThing(map, name, card.id),
    () => moveCard(map, name, card.id, { lane: lane.id, step: step.id }),
    () => spanCard(map, name, card.id, step.id),
    () => addStep(map, name, stage.id, stage.steps?.[0]?.id ?? null),
    () => removeStep(map, name, step.id),
    () => moveStep(map, name, step.id, stage.id, stage.steps?.[0]?.id ?? null),
    () => splitStep(map, name, step.id),
    () => mergeWithNext(map, name, step.id),
    () => moveStage(map, name, stage.id, one(stages).id),
    () => splitStage(map, name, step.id),
    () => mergeStageWithNext(map, name, stage.id),
    () => (chance(4) ? [] : removeStage(map, name, stage.id)),
    () => setEmotion(map, name, { step: step.id, source: "target", value: chance(5) - 2 }),
  ];
  return one(doing)();
}
