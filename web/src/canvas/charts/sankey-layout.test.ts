import { describe, expect, it } from "vitest";
import type { FlowRow } from "./flow-rows";
import { layOut, neighbour, outline } from "./sankey-layout";

const row = (
  kind: "node" | "link",
  step: number,
  from: string,
  to: string | null,
  count: number,
): FlowRow => ({
  kind,
  step,
  from_node: from,
  to_node: to,
  count,
  subjects: count,
  share: count / 10,
  share_low: 0,
  share_high: 1,
  n: 10,
  too_few: false,
});

const ROWS = [
  row("link", 0, "(start)", "ad", 10),
  row("node", 1, "ad", null, 10),
  row("link", 1, "ad", "home", 6),
  row("link", 1, "ad", "(end)", 3),
  row("link", 1, "ad", "(other)", 1),
  row("node", 2, "home", null, 6),
  row("node", 2, "(other)", null, 1),
  row("link", 2, "home", "(later)", 6),
  row("link", 2, "(other)", "(end)", 1),
];

describe("a Sankey diagram", () => {
  const layout = layOut(ROWS, { width: 900, tall: 300 });
  const named = (step: number, name: string) => layout.places.find((one) => one.id === `${step}:${name}`);

  it("has a place for what is left over and for who left, under the others", () => {
    const second = layout.places.filter((one) => one.step === 2).sort((one, other) => one.y - other.y);
    expect(second.map((one) => one.name)).toEqual(["home", "(other)", "(end)"]);
    expect(layout.columns.map((column) => column.step)).toEqual([1, 2, 3]);
  });

  it("draws as much out of a place as into it", () => {
    const ad = named(1, "ad");
    const out = layout.ribbons.filter((one) => one.from === ad).reduce((sum, one) => sum + one.thick, 0);
    expect(out).toBeCloseTo(ad?.height ?? 0);
  });

  it("says no share of too few", () => {
    const few = layOut([{ ...row("node", 1, "ad", null, 10), too_few: true }], { width: 900, tall: 300 });
    expect([named(1, "ad")?.share, few.places[0]?.share]).toEqual([1, null]);
  });

  it("overlaps nothing", () => {
    for (const one of layout.places)
      for (const other of layout.places)
        if (one !== other && one.column === other.column && one.y <= other.y)
          expect(other.y - one.y).toBeGreaterThanOrEqual(34);
  });

  it("leads along the ways by arrow keys", () => {
    expect(neighbour(layout, "1:ad", "ArrowRight")).toBe("1:ad>2:home");
    expect(neighbour(layout, "1:ad>2:home", "ArrowDown")).toBe("1:ad>2:(end)");
    expect(neighbour(layout, "1:ad>2:home", "ArrowRight")).toBe("2:home");
    expect(neighbour(layout, "2:home", "ArrowDown")).toBe("2:(other)");
    expect(neighbour(layout, "2:home", "ArrowLeft")).toBe("1:ad>2:home");
    expect(neighbour(layout, "gone", "ArrowLeft")).toBe("1:ad");
  });

  it("is wider than the window where the steps are many", () => {
    expect(layOut(ROWS, { width: 200, tall: 100 }).width).toBe(3 * 132);
    expect(layOut([], { width: 200, tall: 100 }).places).toEqual([]);
  });

  it("draws every ribbon with numbers only", () => {
    for (const ribbon of layout.ribbons) expect(outline(ribbon)).not.toContain("NaN");
  });
});
