/** A flow as a graph: every name once, from left to right by when people are there on average. */
import { EARLIER, END, type FlowRow, LATER, OTHER, START } from "./flow-rows";

export interface Dot {
  id: string;
  name: string;
  count: number;
  x: number;
  y: number;
  radius: number;
}

export interface Edge {
  id: string;
  from: Dot;
  to: Dot;
  count: number;
  width: number;
  path: string;
}

export interface Graph {
  dots: Dot[];
  edges: Edge[];
  width: number;
  height: number;
}

const ROW = 104;
const TALLEST = 5; // steps in a column: where the window is narrower, the graph is moved sideways
const TOP = 48;
const LARGEST = 26;
const SMALLEST = 7;
const THICKEST = 14;
const UNSAID = 0.01; // of all: what is less is not drawn as an edge, and is in the table

interface Met {
  count: number;
  weight: number;
}

export function layOutGraph(rows: readonly FlowRow[], { width }: { width: number }): Graph {
  const met = metOf(rows);
  const names = [...met.keys()];
  if (!names.length) return { dots: [], edges: [], width, height: TOP };
  const inner = names.filter((name) => name !== START && name !== END);
  const columns = Math.max(
    1,
    Math.ceil(inner.length / TALLEST),
    Math.min(inner.length, Math.floor(width / 170) - 2),
  );
  const mean = (name: string) => (met.get(name)?.weight ?? 0) / Math.max(met.get(name)?.count ?? 1, 1);
  inner.sort((one, other) => mean(one) - mean(other) || one.localeCompare(other));
  const per = Math.ceil(inner.length / columns);
  const ranks = [[START], ...chunked(inner, per), [END]].map((rank) => rank.filter((name) => met.has(name)));
  const shown = ranks.filter((rank) => rank.length);
  const tall = Math.max(...shown.map((rank) => rank.length));
  const most = Math.max(...names.map((name) => met.get(name)?.count ?? 0), 1);
  const wide = Math.max(width, shown.length * 130);
  const dots = shown.flatMap((rank, at) =>
    rank.map((name, place): Dot => {
      const count = met.get(name)?.count ?? 0;
      return {
        id: name,
        name,
        count,
        x: (wide / shown.length) * (at + 0.5),
        y: TOP + ROW * (place + (tall - rank.length) / 2) + ((at % 2) * ROW) / 3,
        radius: Math.max(SMALLEST, LARGEST * Math.sqrt(count / most)),
      };
    }),
  );
  return { dots, edges: edgesOf(rows, dots), width: wide, height: TOP + ROW * tall + ROW / 3 };
}

const isBeside = (name: string | null) => name === LATER || name === EARLIER;

function metOf(rows: readonly FlowRow[]): Map<string, Met> {
  const met = new Map<string, Met>();
  const add = (name: string, count: number, step: number) => {
    const known = met.get(name) ?? { count: 0, weight: 0 };
    met.set(name, { count: known.count + count, weight: known.weight + count * step });
  };
  for (const row of rows) {
    if (row.kind === "node") add(row.from_node, row.count, row.step);
    else if (row.from_node === START) add(START, row.count, row.step);
    else if (row.to_node === END) add(END, row.count, row.step + 1);
  }
  return met;
}

function edgesOf(rows: readonly FlowRow[], dots: Dot[]): Edge[] {
  const at = new Map(dots.map((dot) => [dot.name, dot]));
  const sums = new Map<string, { from: Dot; to: Dot; count: number }>();
  for (const row of rows) {
    if (row.kind !== "link" || isBeside(row.to_node) || isBeside(row.from_node)) continue;
    const [from, to] = [at.get(row.from_node), at.get(row.to_node ?? END)];
    if (!from || !to || from === to) continue;
    const id = `${from.name}>${to.name}`;
    sums.set(id, { from, to, count: (sums.get(id)?.count ?? 0) + row.count });
  }
  const all = [...sums].sort(([, one], [, other]) => one.count - other.count);
  const most = Math.max(...all.map(([, edge]) => edge.count), 1);
  const least = Math.max(...dots.map((dot) => dot.count), 1) * UNSAID;
  return all
    .filter(([, edge]) => edge.count >= least)
    .map(([id, edge]) => ({
      id,
      ...edge,
      width: Math.max(1, (THICKEST * edge.count) / most),
      path: curve(edge.from, edge.to),
    }));
}

/** From rim to rim, bent to the right of its way, so that there and back are two lines. */
function curve(from: Dot, to: Dot): string {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = Math.hypot(dx, dy) || 1;
  const bend = Math.min(60, length * 0.18);
  const [mx, my] = [(from.x + to.x) / 2 - (dy / length) * bend, (from.y + to.y) / 2 + (dx / length) * bend];
  const start = toward(from, mx, my, from.radius + 2);
  const end = toward(to, mx, my, to.radius + 7);
  return `M${start}Q${mx.toFixed(1)} ${my.toFixed(1)} ${end}`;
}

function toward(dot: Dot, x: number, y: number, by: number): string {
  const length = Math.hypot(x - dot.x, y - dot.y) || 1;
  return `${(dot.x + ((x - dot.x) / length) * by).toFixed(1)} ${(dot.y + ((y - dot.y) / length) * by).toFixed(1)}`;
}

function chunked<Thing>(things: Thing[], size: number): Thing[][] {
  return Array.from({ length: Math.ceil(things.length / size) }, (_, at) =>
    things.slice(at * size, (at + 1) * size),
  );
}

/** What stands for several steps cannot be opened without one. */
export const opens = (name: string): boolean => ![START, END, OTHER, EARLIER, LATER].includes(name);
