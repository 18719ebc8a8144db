import { expect, test } from "vitest";
import { withoutTail } from "./tail";

const falling = (ends: number[]) => ends.map((at, place) => ({ at, value: 1 - place / (ends.length - 1) }));

test("one straggler does not squeeze the others into a corner", () => {
  const days = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 120];
  expect(withoutTail(falling(days)).map(({ at }) => at)).toEqual(days.slice(0, -1));
});

test("a curve that falls evenly is drawn to its end", () => {
  const points = falling([0, 1, 2, 3, 4, 5]);
  expect(withoutTail(points)).toBe(points);
});

test("a curve on which many are still there is drawn to its end, however long", () => {
  const points = [
    { at: 0, value: 1 },
    { at: 1, value: 0.5 },
    { at: 200, value: 0.4 },
  ];
  expect(withoutTail(points)).toBe(points);
});
