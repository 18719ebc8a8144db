import { expect, test } from "vitest";
import { figuresOf, isPinnable } from "./view-figures";

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
  expect(isPinnable("compare")).toBe(false);
});
