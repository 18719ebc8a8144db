import { expect, test } from "vitest";
import type { Opportunity } from "@/map";
import { bubblesOf, byValue, placeAt, valueOf } from "./matrix-layout";

const one = (id: string, value: number | null, effort: number | null, more: Partial<Opportunity> = {}) =>
  ({ id, title: id, customer_value: value, business_value: value, effort, ...more }) as Opportunity;

test("value is half of customers, half of business, and unknown until both are scored", () => {
  expect(valueOf(one("a", 80, 1, { business_value: 40 }))).toBe(60);
  expect(valueOf(one("a", 80, 1, { business_value: null }))).toBeNull();
});

test("the list goes by value, then what is not scored, then what was dismissed", () => {
  const all = [
    one("open", null, 1),
    one("gone", 99, 1, { status: "dismissed" }),
    one("low", 20, 1),
    one("high", 90, 4),
  ];
  expect(byValue(all).map(({ id }) => id)).toEqual(["high", "low", "open", "gone"]);
  expect(bubblesOf(all).map(({ opportunity, number }) => [opportunity.id, number])).toEqual([
    ["high", 1],
    ["low", 2],
  ]);
});

test("little effort stands at the start, much value above; the widest reach is the largest bubble", () => {
  expect(placeAt(0, 100).x).toBeLessThan(placeAt(5, 100).x);
  expect(placeAt(0, 100).y).toBeLessThan(placeAt(0, 0).y);
  const [wide, narrow] = bubblesOf([one("a", 90, 1, { reach: 400 }), one("b", 10, 1, { reach: 4 })]);
  expect(wide?.radius).toBeGreaterThan(narrow?.radius ?? 0);
});

test("numbers never stand on one another", () => {
  const bubbles = bubblesOf(Array.from({ length: 12 }, (_, at) => one(`o${at}`, 50, 2.5)));
  for (const [at, { numberAt }] of bubbles.entries())
    for (const other of bubbles.slice(at + 1))
      expect(
        Math.max(Math.abs(numberAt.x - other.numberAt.x), Math.abs(numberAt.y - other.numberAt.y)),
      ).toBeGreaterThanOrEqual(24);
});
