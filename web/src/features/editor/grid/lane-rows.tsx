import { memo } from "react";
import { LaneSign } from "@/canvas/map";
import {
  type Across,
  type Card,
  type Cell as Held,
  type Column,
  type Emotion,
  EXPECTATIONS,
  type Heats,
  type JourneyMap,
  type Kpi,
  type Lane,
  type Level,
} from "@/map";
import { Cell } from "./cell";
import { EmotionCells, EmotionKey } from "./emotion-row";
import { ExpectationCells } from "./expectation-cells";
import { FoldedCells } from "./folded-cells";
import classes from "./grid.module.css";
import type { Scored } from "./keys";

export type Dated = Pick<JourneyMap, "as_of" | "evidence_window">;

export interface RowProps {
  lane: Lane;
  line: string | null;
  isDerived: boolean;
  levels: readonly Level[];
  /** The number of its first table row. */
  first: number;
  across: Across;
  order: ReadonlyMap<string, number>;
  heats: Heats;
  dated: Dated;
  emotions: readonly Emotion[];
  kpis: readonly Kpi[];
  scored: Scored;
  isMirrored: boolean;
}

/** A lane: its name in the rail, and its cards in as few rows as they fit in. */
export const LaneRows = memo(function LaneRows(row: RowProps) {
  const { lane, line, across } = row;
  return (
    <>
      {line && (
        <tr className={classes.line}>
          <td colSpan={across.columns.length + 1}>
            <span>{line}</span>
          </td>
        </tr>
      )}
      {row.levels.map((level, at) => (
        <tr key={at} className={classes.lane} data-role={lane.role} data-more={at > 0 || undefined}>
          {at === 0 && <LaneName {...row} />}
          <Cells {...row} level={level} number={row.first + at} />
        </tr>
      ))}
    </>
  );
});

function LaneName({ lane, levels, first, isDerived, scored, emotions }: RowProps) {
  return (
    <th
      scope="row"
      rowSpan={levels.length > 1 ? levels.length : undefined}
      className={classes.rail}
      tabIndex={-1}
      data-stop={`lane:${lane.id}`}
      data-kind={isDerived ? "derived" : "lane"}
      data-id={lane.id}
      data-row={first}
      data-at={-1}
      title={lane.label}
    >
      <span className={classes.laneName}>
        <LaneSign lane={lane} />
        <span dir="auto">{lane.label}</span>
      </span>
      {lane.role === "emotions" && !lane.is_collapsed && <EmotionKey emotions={emotions} scored={scored} />}
    </th>
  );
}

function Cells(row: RowProps & { level: Level; number: number }) {
  const { lane, number } = row;
  const { columns } = row.across;
  if (lane.role === "emotions" && !lane.is_collapsed) return <EmotionCells {...row} number={number} />;
  if (lane.id === EXPECTATIONS) return <ExpectationCells columns={columns} number={number} />;
  if (lane.is_collapsed) return <FoldedCells lane={lane} columns={columns} number={number} />;
  return filled(row.level, columns).map((cell) => {
    const column = columns[cell.at];
    return (
      <Cell
        key={column?.id}
        cell={cell}
        number={number}
        step={column?.step?.id ?? null}
        isTop={number === row.first}
        laneId={lane.id}
        role={lane.role}
        heats={row.heats}
        dated={row.dated}
        kpis={row.kpis}
        isDerived={row.isDerived}
      />
    );
  });
}

const NONE: Card[] = [];

/** A row's cells with the empty ones between them. */
function filled(level: Level, columns: readonly Column[]): Held[] {
  const cells: Held[] = [];
  let at = 0;
  for (const cell of [...level, { at: columns.length, span: 0, cards: NONE }]) {
    for (; at < cell.at; at += 1) cells.push({ at, span: 1, cards: NONE });
    if (cell.span) cells.push(cell);
    at = cell.at + cell.span;
  }
  return cells;
}
