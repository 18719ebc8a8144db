import { describe, expect, test } from "vitest";
import { acrossOf } from "./across";
import { timeWords } from "./clock";
import { setTimes } from "./commands";
import type { JourneyMap, Step } from "./documents";
import { apply } from "./operations";
import { movedTimes, readClock, type Times } from "./timing";
import { naming } from "./worlds";

const step = (id: string, starts_at?: string, ends_at?: string): Step =>
  ({ id, name: id.toUpperCase(), lineage_id: id, starts_at, ends_at }) as Step;
const day = (...steps: Step[]): JourneyMap => ({
  key: "day",
  title: "A day",
  axis: "clock",
  stages: [{ id: "s", name: "S", steps }],
});
const DAY = day(step("a", "06:00", "07:00"), step("b", "08:00", "09:30"), step("c", "09:30", "11:00"));

describe("a step's time", () => {
  test("moves as a whole or at one end, a quarter of an hour at a time", () => {
    expect(movedTimes(DAY, "b", "both", 15)).toEqual({ starts_at: "08:15", ends_at: "09:45" });
    expect(movedTimes(DAY, "b", "end", -15)).toEqual({ starts_at: "08:00", ends_at: "09:15" });
    expect(movedTimes(DAY, "b", "start", -30)).toEqual({ starts_at: "07:30", ends_at: "09:30" });
  });

  test("keeps between the beginnings of the steps beside it, and never gets shorter than a quarter", () => {
    expect(movedTimes(DAY, "b", "both", -300)).toEqual({ starts_at: "06:00", ends_at: "07:30" });
    expect(movedTimes(DAY, "b", "both", 300)).toEqual({ starts_at: "09:30", ends_at: "11:00" });
    expect(movedTimes(DAY, "b", "end", -300)).toEqual({ starts_at: "08:00", ends_at: "08:15" });
  });

  test("goes past midnight, and is said where nobody has said it", () => {
    const late = day(step("a", "22:00", "23:30"), step("b"));
    expect(movedTimes(late, "b", "both", 45)).toEqual({ starts_at: "00:15", ends_at: "01:15" });
    const said = movedTimes(late, "b", "both", 45) as Times;
    const after = apply(late, setTimes(late, naming("t"), "b", said));
    expect(timeWords(after).get("b")).toEqual(["00:15 +1 – 01:15 +1", "1 h"]);
  });

  test("is read as people write it", () => {
    expect(["7", "7:15", "0715", "19h", "7.15", " 24:00 "].map(readClock)).toEqual([
      "07:00",
      "07:15",
      "07:15",
      "19:00",
      "07:15",
      "00:00",
    ]);
    expect(["", "25", "7:60", "noon", "-1"].map(readClock)).toEqual([null, null, null, null, null]);
  });
});

test("the columns of a day share the width by their length, silences among them", () => {
  const { columns, edges, middles, width } = acrossOf(DAY, 60);
  expect(columns.map(({ id, step: of }) => [id, of?.id ?? null])).toEqual([
    ["a", "a"],
    ["before b", null],
    ["b", "b"],
    ["c", "c"],
  ]);
  expect(width).toBe(450); // five hours of 90 pixels
  expect(edges.map(([left, right]) => Math.round((right - left) * 450))).toEqual([90, 90, 135, 135]);
  expect(middles.get("b")).toBeCloseTo(0.55);
});

test("without a clock the columns are even, and a stage without steps has room for one", () => {
  const map = { ...DAY, axis: "step" as const, stages: [...(DAY.stages ?? []), { id: "t", name: "T" }] };
  const { columns, edges, width, ticks } = acrossOf(map);
  expect([columns.length, edges[3], width, ticks]).toEqual([4, [0.75, 1], null, []]);
});
