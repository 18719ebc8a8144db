import { describe, expect, test } from "vitest";
import { daysBehind, goingTo } from "./places";

describe("where a matter leads", () => {
  test("a step is a place on its map", () => {
    const place = { kind: "step", key: "current", part: "s1" } as const;
    expect(goingTo(place)).toEqual({ to: "/maps/current", search: { panel: "step", about: "s1" } });
  });

  test("a map that is not named is among all maps", () => {
    expect(goingTo({ kind: "map" })).toEqual({ to: "/maps" });
    expect(goingTo({ kind: "quarantine" })).toEqual({ to: "/sources/quarantine" });
  });
});

test("a source is as many whole days behind as have passed", () => {
  expect(daysBehind(0, 86_400e6 * 2.9)).toBe(2);
  expect(daysBehind(5, 0)).toBe(0);
  expect(daysBehind(null, 0)).toBeNull();
});
