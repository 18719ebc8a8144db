import { expect, test } from "vitest";
import {
  cited,
  comparedQuestion,
  isAsked,
  placeOf,
  readCompare,
  type Row,
  rowOf,
  sharedBy,
} from "./compare-questions";
import { addressOf } from "./questions";

const sides = { a: "segment:movers", b: "segment:families" };
const row = (more: Record<string, unknown>) => ({ figure: "share", ...more }) as Row;

test.each([
  ["stages", { measure: "stages", goal: ["renew"], split: "gap:30" }],
  ["drop_off", { measure: "drop_off", lens: "touchpoint", goal: ["Paid"] }],
  ["paths", { measure: "paths", lens: "touchpoint", top: 5, collapse_loops: false, prefix: 3 }],
  ["retention", { measure: "retention", lens: "touchpoint", unit: "week", periods: 4, rolling: true }],
  ["funnel", { measure: "funnel", lens: "touchpoint", steps: ["a", ["b", "c"]], order: "strict" }],
])("a saved comparison of %s asks the same again", (of, question) => {
  const said = Object.entries(addressOf(question)).filter(([, value]) => value !== undefined);
  const state = readCompare({ of, ...sides, ...Object.fromEntries(said) } as Record<string, string>);
  expect(isAsked(state)).toBe(true);
  expect(comparedQuestion(state, "touchpoint")).toEqual(question);
});

test("what one side says itself is not said of both", () => {
  const scope = { period: "2025", segment: "vip" };
  expect(sharedBy(readCompare({ a: "period:2024", b: "period:2025" }), scope)).toEqual({ segment: "vip" });
  const state = readCompare({ ...sides, medians: "1" });
  const shared = sharedBy(state, scope);
  expect(cited({ measure: "stages" }, state, shared, ["Movers", "Families"])).toEqual({
    measure: "compare",
    of: { measure: "stages" },
    a: { period: "2025", segment: "movers" },
    b: { period: "2025", segment: "families" },
    names: ["Movers", "Families"],
    resamples: 200,
  });
});

test("a row is named, and its people are found, as its question has them", () => {
  const moved = row({ stage: "buy", name: "Buy", figure: "moved_on_share" });
  expect(rowOf(moved, "stages")).toEqual({ stage: "buy", figure: "moved_on_share" });
  expect(placeOf(moved, "stages")).toEqual({ at: "standing", node: "buy", state: "moved_on" });
  expect(placeOf(row({ node: "Ad", figure: "hazard" }), "drop_off")).toEqual({
    at: "standing",
    node: "Ad",
    state: "dropped_off",
  });
  expect(placeOf(row({ cohort: "(all)", period: 1 }), "retention")).toMatchObject({ cohort: "(all)" });
  expect(placeOf(row({ cohort: "2025-01-01", period: 1 }), "retention")).toMatchObject({ period: 1 });
});
