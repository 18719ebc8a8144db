/**
 * Where the focus can stop in the grid, found in the page itself: cards, empty slots, names of steps, stages and
 * lanes. Only one of them is a tab stop at a time; moving between them draws nothing again.
 */
import type { Selection } from "../selection";

export type Way = "up" | "down" | "start" | "end" | "first" | "last" | "rowStart" | "rowEnd";

/** A cell of the table: its row, the column where it begins (−1: the rail), how many it spans. */
export interface Spot {
  row: number;
  at: number;
  span: number;
}

export const STOP = "[data-stop]";

/** What a stop stands for. */
export function selectionOf(stop: HTMLElement): Selection | null {
  const { kind, id, lane, step } = stop.dataset;
  switch (kind) {
    case "card":
      return id && lane && step ? { kind, id, lane, step } : null;
    case "slot":
      return lane && step ? { kind, lane, step } : null;
    case "emotion":
    case "clock":
      return step ? { kind, step } : null;
    case "step":
    case "stage":
    case "lane":
      return id ? { kind, id } : null;
    default:
      return null;
  }
}

export function spotOf(stop: HTMLElement): Spot | null {
  const cell = stop.closest<HTMLElement>("[data-row]");
  if (!cell) return null;
  const { row, at, span } = cell.dataset;
  return { row: Number(row), at: Number(at), span: Number(span ?? 1) };
}

export const stopNamed = (root: HTMLElement, name: string): HTMLElement | null =>
  root.querySelector<HTMLElement>(`[data-stop="${CSS.escape(name)}"]`);

/** The stop that lies that way of this one; null at the edge. `column` is the one to keep to, going up or down. */
export function beside(root: HTMLElement, stop: HTMLElement, way: Way, column: number): HTMLElement | null {
  const spot = spotOf(stop);
  if (!spot) return null;
  const by = way === "down" || way === "end" ? 1 : -1;
  if (way === "down" || way === "up") return sibling(stop, by) ?? inRow(root, spot.row, by, column);
  if (way === "end" || way === "start") return inColumn(root, spot, stop, way);
  return atEdge(root, spot.row, way);
}

function atEdge(
  root: HTMLElement,
  row: number,
  way: "first" | "last" | "rowStart" | "rowEnd",
): HTMLElement | null {
  if (way === "first") return root.querySelector<HTMLElement>(STOP);
  if (way === "last") return [...root.querySelectorAll<HTMLElement>(STOP)].at(-1) ?? null;
  if (way === "rowEnd") return lastIn(root, row);
  return stopsIn(railOf(root, row) ?? cellAt(root, row, 0))[0] ?? null;
}

function sibling(stop: HTMLElement, by: number): HTMLElement | null {
  const stops = stopsIn(stop.closest<HTMLElement>("[data-row]"));
  return stops[stops.indexOf(stop) + by] ?? null;
}

/** The nearest row that way with a stop in this column; the last of its cards when one comes from below. */
function inRow(root: HTMLElement, from: number, by: 1 | -1, column: number): HTMLElement | null {
  const rows = Number(root.dataset.rows ?? 0);
  for (let row = from + by; row >= 0 && row < rows; row += by) {
    const stops = stopsIn(cellAt(root, row, column));
    const stop = by > 0 ? stops[0] : stops.at(-1);
    if (stop) return stop;
  }
  return null;
}

/** The nearest cell that way with a stop in it: an empty stage and a silence have none. */
function inColumn(
  root: HTMLElement,
  spot: Spot,
  stop: HTMLElement,
  way: "start" | "end",
): HTMLElement | null {
  const own = stopsIn(stop.closest<HTMLElement>("[data-row]")).indexOf(stop);
  const columns = Number(root.dataset.columns ?? 0);
  const by = way === "end" ? 1 : -1;
  for (let at = way === "end" ? spot.at + spot.span : spot.at - 1; at >= -1 && at < columns; at += by) {
    const stops = stopsIn(cellAt(root, spot.row, at) ?? (at < 0 ? railOf(root, spot.row) : null));
    if (stops.length) return stops[Math.min(Math.max(own, 0), stops.length - 1)] ?? null;
  }
  return null;
}

/** A lane's name stands beside the first of its rows. */
function railOf(root: HTMLElement, row: number): HTMLElement | null {
  for (let at = row; at > 1; at -= 1) {
    const cell = cellAt(root, at, -1);
    if (cell) return cell;
  }
  return null;
}

function lastIn(root: HTMLElement, row: number): HTMLElement | null {
  const cells = [...root.querySelectorAll<HTMLElement>(`[data-row="${row}"]`)];
  return cells.flatMap(stopsIn).at(-1) ?? null;
}

/** The cell that covers a column of a row. */
export function cellAt(root: HTMLElement, row: number, column: number): HTMLElement | null {
  for (const cell of root.querySelectorAll<HTMLElement>(`[data-row="${row}"]`)) {
    const at = Number(cell.dataset.at);
    if (at <= column && column < at + Number(cell.dataset.span ?? 1)) return cell;
  }
  return null;
}

export function stopsIn(cell: HTMLElement | null): HTMLElement[] {
  if (!cell) return [];
  if (cell.matches(STOP)) return [cell];
  return [...cell.querySelectorAll<HTMLElement>(STOP)];
}
