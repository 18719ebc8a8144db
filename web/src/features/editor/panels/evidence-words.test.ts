import { describe, expect, test } from "vitest";
import type { Card, Evidence, JourneyMap } from "@/map";
import { ageWords, figureWords, questionWords, reasonWords, windowWords } from "./evidence-words";

const map = {
  key: "m",
  title: "M",
  as_of: "2025-12-31T00:00:00Z",
  evidence_window: "P6M",
  stages: [{ id: "a", name: "A", steps: [{ id: "pay", name: "Pays" }] }],
} as unknown as JourneyMap;
const figure: Evidence = {
  id: "e1",
  kind: "metric",
  provenance: { source: "measure", locator: "drop_off" },
  measure: "drop_off",
  question: { measure: "drop_off", lens: "step_touchpoint" },
  row: { node: "pay · Till" },
  column: "hazard",
  value: 0.147,
  low: 0.12,
  high: 0.18,
  unit: "share",
  n: 610,
  collected_at: "2025-12-01",
};
const survey: Evidence = { ...figure, id: "e2", kind: "survey_score" };
const card = (...evidence: Evidence[]): Card => ({ id: "c", step: "pay", text: "Text", evidence });

describe("a piece of evidence in words", () => {
  test("says its figure, how sure it is, and what was asked", () => {
    expect(figureWords(figure)).toEqual({ value: "15 %", sure: ["95 % interval 12 % to 18 %", "n = 610"] });
    expect(figureWords({ ...figure, too_few: true, n: 12 }).sure).toEqual(["too few to tell", "n = 12"]);
    expect(questionWords(figure, map)).toBe(
      "Share that left for good from here: “Pays · Till”. Measured as drop off by a touchpoint at a step of this map.",
    );
  });

  test("says of a comparison which figure, of which sides", () => {
    const compared = {
      ...figure,
      measure: "compare",
      question: {
        measure: "compare",
        of: { measure: "stages", lens: "stage" },
        names: ["Movers", "Families"],
      },
      row: { stage: "buy", figure: "moved_on_share" },
      column: "difference",
      value: -0.11,
    };
    expect(questionWords(compared, map)).toBe(
      "Share that moved on, Movers against Families: stage buy. Measured as stages by stage.",
    );
    expect(questionWords({ ...compared, column: "value_b" }, map)).toContain(
      "Share that moved on, Families:",
    );
    expect(figureWords(compared).sure[0]).toBe("95 % interval +12 points to +18 points");
  });

  test("says how old it is", () => {
    expect(windowWords(map)).toBe("6 months");
    expect(ageWords(figure, map)).toEqual({ isOld: false, says: "1 Dec 2025" });
    expect(ageWords({ ...figure, collected_at: "2025-01-01" }, map).says).toBe(
      "old: 1 Jan 2025, before the last 6 months",
    );
  });
});

describe("why a card stands as it does", () => {
  test.each([
    [card(), "Nothing speaks for it or against it yet."],
    [card(figure, survey), "2 pieces of 2 kinds speak for it, gathered in the last 6 months."],
    [
      card({ ...figure, collected_at: "2024-01-01" }),
      "One piece speaks for it, but nothing of the last 6 months.",
    ],
    [
      card({ ...figure, value: null }),
      "Its evidence says nothing any more: the figure or its source is gone.",
    ],
  ])("%#", (one, says) => expect(reasonWords(one, map)).toBe(says));

  test("one kind, a model, and what speaks against it", () => {
    expect(reasonWords(card(figure, { ...figure, id: "e3" }), map)).toContain("one kind only (figure)");
    const read = { ...figure, provenance: { ...figure.provenance, extracted_by: "model" as const } };
    expect(reasonWords(card(read), map)).toContain("Only a model");
    expect(reasonWords(card(figure, { ...survey, stance: "contradicts" }), map)).toContain(
      "against it (1 piece)",
    );
  });
});

test("on a map that was never counted nothing is called old, and it is said what makes it recent", () => {
  const uncounted = { ...map, as_of: null };
  expect(ageWords(figure, uncounted)).toEqual({ isOld: false, says: "1 Dec 2025" });
  expect(reasonWords(card(figure), uncounted)).toBe(
    "One piece speaks for it. Nothing counts as recent before the map's figures are counted: recount them.",
  );
});
