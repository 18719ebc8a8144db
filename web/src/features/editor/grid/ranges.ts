/** Several cells at once: Shift and an arrow stretches a block of slots, to be copied, cut or deleted. */
import { cardsOf, type JourneyMap, shownRows, stepsOf } from "@/map";
import type { Selection } from "../selection";

export interface Block {
  lanes: string[];
  steps: string[];
}

type Slotted = Extract<Selection, { lane: string; step: string }>;

export const isSlotted = (selection: Selection | null): selection is Slotted =>
  selection?.kind === "card" || selection?.kind === "slot";

const laneIds = (map: JourneyMap) =>
  shownRows(map)
    .filter(({ isDerived, lane }) => !isDerived && lane.role !== "emotions")
    .map(({ lane }) => lane.id);

/** The slots between two. */
export function blockOf(map: JourneyMap, from: Slotted, to: { lane: string; step: string }): Block {
  const between = (ids: string[], one: string, other: string) => {
    const [a, b] = [ids.indexOf(one), ids.indexOf(other)].toSorted((x, y) => x - y) as [number, number];
    return a < 0 ? [] : ids.slice(a, b + 1);
  };
  return {
    lanes: between(laneIds(map), from.lane, to.lane),
    steps: between(
      stepsOf(map).map((step) => step.id),
      from.step,
      to.step,
    ),
  };
}

/** The slot one further that way; the same at the edge. */
export function further(
  map: JourneyMap,
  at: { lane: string; step: string },
  way: string,
): { lane: string; step: string } {
  const [lanes, steps] = [laneIds(map), stepsOf(map).map((step) => step.id)];
  const next = (ids: string[], id: string, by: number) => ids[ids.indexOf(id) + by] ?? id;
  switch (way) {
    case "ArrowDown":
      return { ...at, lane: next(lanes, at.lane, 1) };
    case "ArrowUp":
      return { ...at, lane: next(lanes, at.lane, -1) };
    case "ArrowRight":
      return { ...at, step: next(steps, at.step, 1) };
    default:
      return { ...at, step: next(steps, at.step, -1) };
  }
}

/** The texts of a block, slot by slot; several cards of one slot under each other. */
export function textsOf(map: JourneyMap, block: Block): string[][] {
  return block.lanes.map((lane) =>
    block.steps.map((step) =>
      cardsIn(map, lane, step)
        .map((card) => card.text)
        .join("\n"),
    ),
  );
}

export const cardsOfBlock = (map: JourneyMap, block: Block) =>
  block.lanes.flatMap((lane) => block.steps.flatMap((step) => cardsIn(map, lane, step)));

const cardsIn = (map: JourneyMap, lane: string, step: string) =>
  cardsOf({ ...map, lanes: (map.lanes ?? []).filter((each) => each.id === lane) }).filter(
    (card) => card.step === step,
  );
