import { describe, expect, it } from "vitest";
import { colouring } from "./colours";
import { type FlowRow, namesOf } from "./flow-rows";
import { layOutGraph, opens } from "./graph-layout";

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
  share: null,
  share_low: null,
  share_high: null,
  n: 10,
  too_few: false,
});

const ROWS = [
  row("link", 0, "(start)", "ad", 10),
  row("node", 1, "ad", null, 10),
  row("link", 1, "ad", "home", 6),
  row("link", 1, "ad", "(end)", 4),
  row("node", 2, "home", null, 6),
  row("link", 2, "home", "ad", 3),
  row("link", 2, "home", "(later)", 3),
  row("node", 3, "ad", null, 3),
  row("link", 3, "ad", "(end)", 3),
];

describe("a flow as a graph", () => {
  const graph = layOutGraph(ROWS, { width: 900 });

  it("has every name once, with all that was there", () => {
    expect(Object.fromEntries(graph.dots.map((dot) => [dot.name, dot.count]))).toEqual({
      "(start)": 10,
      ad: 13,
      home: 6,
      "(end)": 7,
    });
  });

  it("adds up what leads from one to another at any step", () => {
    const counts = Object.fromEntries(graph.edges.map((edge) => [edge.id, edge.count]));
    expect(counts).toEqual({ "(start)>ad": 10, "ad>home": 6, "home>ad": 3, "ad>(end)": 7 });
  });

  it("goes from left to right, with numbers only", () => {
    const x = (name: string) => graph.dots.find((dot) => dot.name === name)?.x ?? 0;
    expect(x("(start)")).toBeLessThan(x("ad"));
    expect(x("home")).toBeLessThan(x("(end)"));
    for (const edge of graph.edges) expect(edge.path).not.toContain("NaN");
    expect(layOutGraph([], { width: 900 }).dots).toEqual([]);
  });

  it("is wider than a phone before a column is too tall to read", () => {
    const many = Array.from({ length: 12 }, (_, at) => row("node", at, `page ${at}`, null, 5));
    const phone = layOutGraph(many, { width: 330 });
    const columns = [...new Set(phone.dots.map((dot) => dot.x))];
    expect(columns.map((x) => phone.dots.filter((dot) => dot.x === x).length)).toEqual([4, 4, 4]);
    expect(phone.width).toBe(390);
  });

  it("opens what stands for one step only", () => {
    expect(["ad", "(other)", "(end)"].map(opens)).toEqual([true, false, false]);
  });

  it("has a colour for each, the same for a stage everywhere", () => {
    const colour = colouring(namesOf(ROWS));
    expect(colour("purchase")).toBe("var(--dp-bar-purchase)");
    expect(colour("ad")).not.toBe(colour("home"));
    expect(colour("(other)")).toBe("var(--dp-bar-custom)");
  });
});
