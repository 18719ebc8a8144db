/** Where everything in a Sankey diagram stands: columns are steps, ribbons are as wide as what goes along. */
import { EARLIER, END, type FlowRow, LATER, OTHER, rate, START } from "./flow-rows";

export interface Place {
  id: string;
  column: number;
  /** The number of the step; of a column beside those that are shown, the next one. */
  step: number;
  name: string;
  count: number;
  share: number | null;
  row?: FlowRow;
  x: number;
  y: number;
  height: number;
}

export interface Ribbon {
  id: string;
  from: Place;
  to: Place;
  row: FlowRow;
  /** The top of either end, and how thick it is. */
  left: number;
  right: number;
  thick: number;
}

export interface Layout {
  places: Place[];
  ribbons: Ribbon[];
  columns: { step: number; x: number }[];
  width: number;
  height: number;
}

interface Room {
  width: number;
  /** How tall the fullest column is. */
  tall: number;
  /** The least width of a column. */
  pitch?: number;
}

export const BAR = 10;
export const HEAD = 30;
const LEAST = 34; // room for two lines of words
const GAP = 8;
const RANK: Record<string, number> = { [OTHER]: 1, [LATER]: 2, [END]: 3 };

export function layOut(rows: readonly FlowRow[], { width, tall, pitch = 132 }: Room): Layout {
  const places = placesOf(rows);
  const steps = [...new Set([...places.values()].map((place) => place.step))].sort(
    (one, other) => one - other,
  );
  const column = new Map(steps.map((step, at) => [step, at]));
  const wide = Math.max(width, steps.length * pitch);
  const each = steps.length ? wide / steps.length : wide;
  const total = (step: number) =>
    [...places.values()].filter((place) => place.step === step).reduce((sum, place) => sum + place.count, 0);
  const most = Math.max(1, ...steps.map(total));
  const per = tall / most;
  let bottom = 0;
  for (const step of steps) {
    let y = HEAD;
    for (const place of inOrder([...places.values()].filter((one) => one.step === step))) {
      place.column = column.get(step) ?? 0;
      place.x = place.column * each;
      place.y = y;
      place.height = Math.max(place.count * per, 2);
      y += Math.max(place.height, LEAST) + GAP;
    }
    bottom = Math.max(bottom, y);
  }
  return {
    places: [...places.values()],
    ribbons: ribbonsOf(rows, places, per),
    columns: steps.map((step, at) => ({ step, x: at * each })),
    width: wide,
    height: bottom,
  };
}

const idOf = (step: number, name: string) => `${step}:${name}`;
const inOrder = (places: Place[]) =>
  places.sort(
    (one, other) => rank(one) - rank(other) || other.count - one.count || (one.name < other.name ? -1 : 1),
  );
const rank = (place: Place) => RANK[place.name] ?? 0;

function placesOf(rows: readonly FlowRow[]): Map<string, Place> {
  const places = new Map<string, Place>();
  const put = (step: number, name: string, count: number, row?: FlowRow) => {
    const id = idOf(step, name);
    const known = places.get(id);
    if (known && !row) known.count += count;
    else
      places.set(id, {
        id,
        step,
        name,
        count,
        row,
        share: row ? rate(row) : null,
        column: 0,
        x: 0,
        y: 0,
        height: 0,
      });
  };
  for (const row of rows) if (row.kind === "node") put(row.step, row.from_node, row.count, row);
  for (const row of rows) {
    if (row.kind !== "link") continue;
    if (row.to_node === END || row.to_node === LATER) put(row.step + 1, row.to_node, row.count);
    if (row.from_node === EARLIER) put(row.step, row.from_node, row.count);
  }
  return places;
}

function ribbonsOf(rows: readonly FlowRow[], places: Map<string, Place>, per: number): Ribbon[] {
  const links = rows
    .filter((row) => row.kind === "link" && row.from_node !== START)
    .flatMap((row) => {
      const from = places.get(idOf(row.step, row.from_node));
      const to = places.get(idOf(row.step + 1, row.to_node ?? END));
      return from && to
        ? [{ id: `${from.id}>${to.id}`, from, to, row, left: 0, right: 0, thick: row.count * per }]
        : [];
    });
  const used = new Map<string, number>();
  const take = (side: string, place: Place, thick: number) => {
    const key = `${side}${place.id}`;
    const at = used.get(key) ?? 0;
    used.set(key, at + thick);
    return place.y + at;
  };
  for (const link of [...links].sort((one, other) => one.to.y - other.to.y))
    link.left = take("l", link.from, link.thick);
  for (const link of [...links].sort((one, other) => one.from.y - other.from.y))
    link.right = take("r", link.to, link.thick);
  return links;
}

/** The outline of a ribbon. */
export function outline({ from, to, left, right, thick }: Ribbon): string {
  const [x0, x1] = [from.x + BAR, to.x];
  const bend = (x0 + x1) / 2;
  const wide = Math.max(thick, 1);
  return (
    `M${x0} ${left}C${bend} ${left} ${bend} ${right} ${x1} ${right}` +
    `V${right + wide}C${bend} ${right + wide} ${bend} ${left + wide} ${x0} ${left + wide}Z`
  );
}

/** Where an arrow key leads from a place or a ribbon: along the way, or to its neighbour. */
export function neighbour(layout: Layout, id: string, key: string): string {
  const ribbon = layout.ribbons.find((one) => one.id === id);
  if (ribbon) {
    if (key === "ArrowRight") return ribbon.to.id;
    if (key === "ArrowLeft") return ribbon.from.id;
    const beside = largest(layout.ribbons.filter((one) => one.from === ribbon.from));
    return shifted(beside, id, key);
  }
  const place = layout.places.find((one) => one.id === id);
  if (!place) return layout.places[0]?.id ?? id;
  if (key === "ArrowRight") return largest(layout.ribbons.filter((one) => one.from === place))[0]?.id ?? id;
  if (key === "ArrowLeft") return largest(layout.ribbons.filter((one) => one.to === place))[0]?.id ?? id;
  const column = layout.places
    .filter((one) => one.column === place.column)
    .sort((one, other) => one.y - other.y);
  return shifted(column, id, key);
}

const largest = (ribbons: Ribbon[]) => [...ribbons].sort((one, other) => other.row.count - one.row.count);

function shifted(things: { id: string }[], id: string, key: string): string {
  const at = things.findIndex((one) => one.id === id);
  const to = key === "ArrowDown" ? at + 1 : key === "ArrowUp" ? at - 1 : at;
  return things[Math.max(0, Math.min(things.length - 1, to))]?.id ?? id;
}
