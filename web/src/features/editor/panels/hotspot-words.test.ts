import { expect, test } from "vitest";
import type { Hotspot, JourneyMap } from "@/map";
import { barsOf, opportunityOf, worstFirst } from "./hotspot-words";

const map = {
  key: "m",
  title: "M",
  stages: [{ id: "a", name: "A", steps: [{ id: "pay", name: "Pays" }] }],
  lanes: [
    { id: "l", role: "obstacles", label: "Obstacles", cards: [{ id: "c", step: "pay", text: "No card" }] },
  ],
} as unknown as JourneyMap;
const spot: Hotspot = {
  id: "h",
  step: "pay",
  score: 0.8,
  pill: "40 % leave",
  parts: [
    { name: "drop_off_excess", value: 0.5, reads: "40 % leave here" },
    { name: "negative_emotion", value: 0.3, reads: "feels −1.5" },
  ],
};

test("bars lie end to end and end at the score", () => {
  const bars = barsOf(spot);
  expect(bars.map(({ from, value }) => [from, value])).toEqual([
    [0, 0.5],
    [0.5, 0.3],
  ]);
});

test("the worst comes first, too few to tell last", () => {
  const few = { ...spot, id: "few", score: 0 };
  expect(worstFirst([few, spot, { ...spot, id: "worse", score: 0.9 }]).map(({ id }) => id)).toEqual([
    "worse",
    "h",
    "few",
  ]);
});

test("a hotspot becomes a question at its step", () => {
  expect(opportunityOf(map, spot)).toEqual({
    title: "How might we keep more people at “Pays”?",
    kind: "fix",
    steps: ["pay"],
    body: "40 % leave here; feels −1.5",
  });
  expect(opportunityOf(map, { ...spot, card: "c" }).title).toBe(
    "How might we take away “No card” at “Pays”?",
  );
});
