import { describe, expect, test } from "vitest";
import type { Edge } from "./documents";
import type { Column } from "./table";
import { arcOf, labelsOf, waysOf } from "./ways";

const columns = ["a", "b", "c", "d"].map((id) => ({
  step: { id, name: id.toUpperCase() },
})) as unknown as Column[];
const middles = [0.125, 0.375, 0.625, 0.875];
const edge = (from_step: string, to_step: string | null, measured_share: number | null): Edge =>
  ({ id: `${from_step}${to_step}`, from_step, to_step, measured_share }) as Edge;

describe("the ways that people really take", () => {
  test("back and past are ways, the next step and leaving are not, and the most taken comes first", () => {
    const edges = [edge("a", "b", 0.9), edge("c", "a", 0.1), edge("a", "d", 0.3), edge("b", null, 0.2)];
    const found = waysOf({ edges }, columns).map(({ names, kind, share }) => [...names, kind, share]);
    expect(found).toEqual([
      ["A", "D", "past", 0.3],
      ["C", "A", "back", 0.1],
    ]);
  });

  test("what nobody has measured is not drawn, nor what names a step that is not shown", () => {
    expect(waysOf({ edges: [edge("a", "c", null), edge("a", "z", 0.4)] }, columns)).toEqual([]);
  });

  test("a way back bows upwards, one that skips downwards", () => {
    expect(arcOf({ from: 3, to: 0, kind: "back" }, middles, 128)).toMatch(/^M0.875 64C0.875 1\d/);
    expect(arcOf({ from: 0, to: 2, kind: "past" }, middles, 128)).toMatch(/^M0.125 64C0.125 1\d\d?/);
  });

  test("of two numbers that would touch the larger is written, and a small share has none", () => {
    const edges = [edge("a", "c", 0.3), edge("d", "b", 0.2), edge("c", "a", 0.04)];
    const all = waysOf({ edges }, columns);
    expect(labelsOf(all, middles, 128).map(({ way }) => way.share)).toEqual([0.3, 0.2]);
    const twice = [...all, ...all.map((way) => ({ ...way, id: `${way.id}2`, share: way.share / 2 }))];
    expect(labelsOf(twice, middles, 128).map(({ way }) => way.share)).toEqual([0.3, 0.2]);
  });
});
