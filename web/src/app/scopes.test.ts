import { expect, test } from "vitest";
import { lately, periodOf } from "./scopes";

test("the newest periods are those of the data, not of today", () => {
  const values = lately(Date.UTC(2026, 0, 2) * 1000).map((each) => each.value);
  expect(values).toEqual([
    "2026",
    "2025",
    "2026-Q1",
    "2025-Q4",
    "2025-Q3",
    "2025-Q2",
    "2026-01",
    "2025-12",
    "2025-11",
  ]);
});

test("where nothing was loaded there are no periods", () => {
  expect([lately(null), lately(undefined)]).toEqual([[], []]);
});

test("a period ends after it began", () => {
  expect(periodOf("2025-01-01", "2025-04-01")).toBe("2025-01-01..2025-04-01");
  expect(periodOf("2025-04-01", "2025-01-01")).toBeUndefined();
  expect(periodOf("", "2025-01-01")).toBeUndefined();
});
