import { expect, test } from "vitest";
import { askedBy, figuresOf, isPinnable, type View } from "./view-figures";

test("a funnel's figures name their row; too few and groups are left out", () => {
  const rows = [
    { step: 1, node: "Cart", share_of_first: 1, share_of_previous: null },
    { step: 2, node: "Paid", share_of_first: 0.4, share_of_previous: 0.5, time_from_first_p50_us: 7.2e9 },
    { step: 3, node: "Rated", share_of_first: 0.1, too_few: true },
  ];
  expect(figuresOf("funnel", rows)).toEqual([
    { label: "Paid, of all who began", value: "40 %", row: { step: 2 }, column: "share_of_first" },
    { label: "Paid, of the step before", value: "50 %", row: { step: 2 }, column: "share_of_previous" },
    { label: "Median time to Paid", value: "2 hours", row: { step: 2 }, column: "time_from_first_p50_us" },
  ]);
});

test("of a flow only ways between steps that have a name", () => {
  const link = { kind: "link", step: 2, from_node: "Shelf", to_node: "(end)", share: 0.25 };
  const found = figuresOf("flow", [link, { ...link, to_node: "(other)" }, { ...link, kind: "node" }]);
  expect(found.map((one) => [one.label, one.value])).toEqual([["From Shelf to leaving", "25 %"]]);
  expect(isPinnable("matrix")).toBe(false);
});

test("of a comparison the differences, cited with each side in full", () => {
  const rows = [
    { stage: "buy", name: "Buying", figure: "moved_on_share", difference: -0.114, too_few: false },
    { stage: "buy", name: "Buying", figure: "time_in_stage_p50_us", difference: 7.2e9, too_few: false },
    { stage: "use", name: "Using", figure: "moved_on_share", difference: 0.2, too_few: true },
  ];
  expect(figuresOf("compare", rows)).toEqual([
    {
      label: "Share that moved on: Buying, between the two sides",
      value: "−11 points",
      row: { stage: "buy", figure: "moved_on_share" },
      column: "difference",
    },
    {
      label: "Median time in it: Buying, between the two sides",
      value: "+2 hours",
      row: { stage: "buy", figure: "time_in_stage_p50_us" },
      column: "difference",
    },
  ]);
  const question = { measure: "stages" };
  const view = { key: "v", title: "V", view: "compare", question, period: "2025", where: {}, segment: null };
  const sides = {
    a: { segment: "movers", period: null },
    b: { segment: "families" },
    names: ["Movers", "Families"],
  };
  expect(askedBy({ ...view, ...sides } as unknown as View).cited).toEqual({
    measure: "compare",
    of: question,
    a: { period: "2025", segment: "movers" },
    b: { period: "2025", segment: "families" },
    names: ["Movers", "Families"],
  });
});
