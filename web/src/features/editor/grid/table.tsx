import { type CSSProperties, useCallback, useLayoutEffect, useMemo, useRef } from "react";
import {
  acrossOf,
  type Card,
  cardLevels,
  type Column,
  description,
  heatsOf,
  isMirrored,
  type Lane,
  type Level,
  orderOf,
  type Row,
  shownRows,
} from "@/map";
import { useMap, useMapEditor } from "../context";
import { type Density, useSeen, useView } from "../view";
import { Silences } from "./clock-row";
import { GridController } from "./controller";
import classes from "./grid.module.css";
import { Heads } from "./heads";
import { LaneRows } from "./lane-rows";
import { Listening } from "./listening";
import { OverlayLayer } from "./overlay";
import { RealityRow } from "./reality-row";
import { useReveal } from "./reveal";

/** The map as a grid: stages and steps head the columns, lanes the rows, cards fill the cells. */
export function MapGrid() {
  const editor = useMapEditor();
  const whole = useMap();
  const [view] = useView();
  const map = useSeen(whole, view);
  const controller = useMemo(() => new GridController(editor), [editor]);
  const rooted = useCallback((table: HTMLTableElement | null) => controller.rooted(table), [controller]);
  const scroller = useRef<HTMLDivElement>(null);
  useReveal(scroller);
  const { stages, axis } = map;
  const across = useMemo(() => acrossOf({ stages, axis }, LEAST[view.density]), [stages, axis, view.density]);
  const { columns } = across;
  const heads = across.width === null ? HEADS : HEADS + 1;
  const order = useOrder(columns);
  const rows = useMemo(() => shownRows(map), [map]);
  const heats = useMemo(() => heatsOf(map, rows), [map, rows]);
  const dated = useMemo(
    () => ({ as_of: map.as_of, evidence_window: map.evidence_window }),
    [map.as_of, map.evidence_window],
  );
  const mirrored = isMirrored(map);
  const scored = view.scored ?? (map.map_kind === "future_state" ? "target" : "authored");
  useLayoutEffect(() => controller.drawn());
  const placed = placedRows(rows, order, heads);
  const isEmpty = !columns.length && !rows.length;
  const next = placed.reduce((sum, { levels }) => sum + levels.length, heads);
  return (
    <div
      ref={scroller}
      className={classes.scroller}
      data-scrolls
      dir={mirrored ? "rtl" : undefined}
      data-density={view.density}
      data-clock={across.width === null ? undefined : true}
      style={{ "--columns": columns.length, "--wide": `${across.width ?? 0}px` } as CSSProperties}
    >
      <Listening controller={controller} scroller={scroller} isMirrored={mirrored} scored={scored}>
        <Silences across={across} />
        <table
          ref={rooted}
          hidden={isEmpty}
          role="grid"
          className={classes.table}
          dir={mirrored ? "rtl" : undefined}
          aria-rowcount={next}
          data-rows={next}
          data-columns={columns.length}
        >
          <caption className={classes.unseen}>
            {map.title}. {description(map)}
          </caption>
          <colgroup>
            <col className={classes.railColumn} />
            {columns.map(({ id }, at) => (
              <col key={id} className={classes.stepColumn} style={shareOf(across.edges[at])} />
            ))}
          </colgroup>
          <Heads across={across} heats={heats} map={map} isMirrored={mirrored} />
          <tbody>
            {view.reality && <RealityRow edges={map.edges} across={across} isMirrored={mirrored} />}
            {placed.map(({ row, levels, first }) => (
              <LaneRows
                key={row.lane.id}
                lane={row.lane}
                line={row.line}
                isDerived={row.isDerived}
                levels={levels}
                first={first}
                across={across}
                order={order}
                heats={heats}
                dated={dated}
                emotions={row.lane.role === "emotions" ? (map.emotions ?? EMPTY) : EMPTY}
                kpis={map.kpis ?? EMPTY}
                scored={scored}
                isMirrored={mirrored}
              />
            ))}
          </tbody>
        </table>
        {isEmpty && (
          <p className={classes.nothing}>
            Nothing is on this map yet. Begin with “Add”: a stage with its first step, then lanes.
          </p>
        )}
        <OverlayLayer controller={controller} scroller={scroller} />
      </Listening>
    </div>
  );
}

interface Placed {
  row: Row;
  levels: readonly Level[];
  first: number;
}

/** Each lane with its table rows, and the number of the first of them. */
function placedRows(rows: readonly Row[], order: ReadonlyMap<string, number>, heads: number): Placed[] {
  const placed: Placed[] = [];
  for (const row of rows) {
    const last = placed.at(-1);
    const levels = isSimple(row.lane) ? ONE : levelsOf(row.lane, order);
    placed.push({ row, levels, first: last ? last.first + last.levels.length : heads });
  }
  return placed;
}

const HEADS = 2;
/** How narrow a step on a clock may be, as the even columns of `grid.module.css`. */
const LEAST: Record<Density, number> = { compact: 132, comfortable: 176, reading: 240 };
const shareOf = ([left, right]: readonly [number, number] = [0, 0]) =>
  ({ "--share": right - left }) as CSSProperties;
const EMPTY: never[] = [];
const ONE: Level[] = [[]];

/** Lanes with one row whatever stands on them. */
const isSimple = (lane: Lane) => lane.role === "emotions" || Boolean(lane.is_collapsed);

/** Where each step stands: the same as long as the same steps stand in the same order. */
function useOrder(columns: readonly Column[]): Map<string, number> {
  const key = columns.map(({ id }) => id).join("\n");
  return useMemo(() => orderOf(columns), [key]); // eslint-disable-line react-hooks/exhaustive-deps -- the key says all of them that counts
}

const known = new WeakMap<Lane, { order: ReadonlyMap<string, number>; levels: Level[] }>();
const NO_CARDS: Card[] = [];

/** A lane's rows, worked out once for each state of the lane. */
function levelsOf(lane: Lane, order: ReadonlyMap<string, number>): Level[] {
  const kept = known.get(lane);
  if (kept?.order === order) return kept.levels;
  const levels = cardLevels(lane.cards ?? NO_CARDS, order);
  known.set(lane, { order, levels });
  return levels;
}
