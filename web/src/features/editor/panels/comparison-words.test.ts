import { expect, test } from "vitest";
import type { Schema } from "@/client";
import { doneWithout, wordsOf } from "./comparison-words";

const step = (more: object) => ({ name: "Pays", state: "changed", ...more }) as unknown as Schema<"Column">;
const card = (state: string) => ({ state, before: null, after: null });

test("what became of a step is said: words, figures that clearly differ, cards by their lane", () => {
  const changed = step({
    words: ["moved"],
    figures: [
      {
        name: "Emotion",
        unit: "valence",
        before: { value: -1.86 },
        after: { value: 1, source: "target" },
        is_clear: true,
      },
      { name: "Reach", unit: "share", before: { value: 0.3 }, after: { value: 0.31 }, is_clear: false },
    ],
    lanes: [
      { label: "Obstacles", cards: [card("added"), card("removed"), card("removed")] },
      { label: "Actions", cards: [card("same")] },
    ],
  });
  expect(wordsOf(changed)).toEqual(["moved", "Emotion −1.9 → +1.0 (target)", "Obstacles: 1 new, 2 gone"]);
});

test("a step that is new is new, whatever it holds", () => {
  expect(wordsOf(step({ state: "added", words: ["moved"] }))).toEqual(["new"]);
  expect(wordsOf(step({}))).toEqual(["changed"]);
});

test("what a map of another kind does without is no change of a step", () => {
  const after = { state: "added", before: null, after: {} };
  const told = step({
    lanes: [
      { role: "quotes", label: "Quotes", cards: [card("removed")] },
      { role: "actions", label: "Actions", cards: [after] },
    ],
  });
  expect(doneWithout([told])).toEqual(new Set(["quotes"]));
  expect(wordsOf(told, doneWithout([told]))).toEqual(["Actions: 1 new"]);
});
