import { useElementSize } from "@mantine/hooks";
import { type KeyboardEvent, useMemo, useState } from "react";
import { percent } from "@/ui";
import classes from "./charts.module.css";
import { BESIDES, colouring } from "./colours";
import { type FlowRow, namesOf, rate } from "./flow-rows";
import { shortened, widthOf } from "./names";
import { BAR, type Layout, layOut, neighbour, outline, type Place, type Ribbon } from "./sankey-layout";

interface Props {
  rows: readonly FlowRow[];
  /** What a step is called; of a stage its name, of "(end)" a word. */
  called: (name: string) => string;
  /** What stands over a column. */
  head: (step: number) => string;
  /** A row of the answer was chosen: who is behind it? */
  open: (row: FlowRow) => void;
  label: string;
}

/** A flow as a Sankey diagram; one tab stop, the arrow keys go along the ways, Enter opens. */
export function Sankey({ rows, called, head, open, label }: Props) {
  const { ref, width } = useElementSize();
  const layout = useMemo(() => layOut(rows, { width: Math.max(width, 280), tall: 320 }), [rows, width]);
  const colour = useMemo(() => colouring(namesOf(rows)), [rows]);
  const { active, onKeyDown, onFocus } = useAlong(layout, open);
  const [over, setOver] = useState<string | null>(null);
  return (
    <div ref={ref} className={classes.scroller} tabIndex={-1}>
      <svg
        width={layout.width}
        height={layout.height}
        role="group"
        aria-label={label}
        className={classes.chart}
        onKeyDown={onKeyDown}
        onFocus={onFocus}
      >
        {layout.columns.map((column) => (
          <text key={column.step} x={column.x} y={14} className={classes.head}>
            {head(column.step)}
          </text>
        ))}
        {layout.ribbons.map((ribbon) => (
          <Band
            key={ribbon.id}
            ribbon={ribbon}
            colour={colour(ribbon.from.name)}
            isOver={over === ribbon.id || over === ribbon.from.id || over === ribbon.to.id}
            tab={active === ribbon.id}
            said={`${called(ribbon.from.name)} to ${called(ribbon.to.name)}: ${said(ribbon.row)}`}
            open={() => open(ribbon.row)}
            onOver={setOver}
          />
        ))}
        {layout.places.map((place) => (
          <Spot
            key={place.id}
            place={place}
            colour={colour(place.name)}
            name={called(place.name)}
            tab={active === place.id}
            room={(layout.columns[1]?.x ?? layout.width) - BAR - 18}
            open={place.row ? () => place.row && open(place.row) : undefined}
            onOver={setOver}
          />
        ))}
      </svg>
    </div>
  );
}

function said(row: FlowRow): string {
  const share = rate(row);
  return `${row.count.toLocaleString("en")} journeys${share === null ? "" : `, ${percent(share)}`}`;
}

interface BandProps {
  ribbon: Ribbon;
  colour: string;
  isOver: boolean;
  tab: boolean;
  said: string;
  open: () => void;
  onOver: (id: string | null) => void;
}

function Band({ ribbon, colour, isOver, tab, said: words, open, onOver }: BandProps) {
  return (
    <path
      id={ribbon.id}
      d={outline(ribbon)}
      fill={colour}
      className={classes.band}
      data-over={isOver || undefined}
      data-left={BESIDES.has(ribbon.to.name) || undefined}
      role="button"
      tabIndex={tab ? 0 : -1}
      aria-label={words}
      onClick={open}
      onMouseEnter={() => onOver(ribbon.id)}
      onMouseLeave={() => onOver(null)}
    >
      <title>{words}</title>
    </path>
  );
}

interface SpotProps {
  place: Place;
  colour: string;
  name: string;
  tab: boolean;
  room: number;
  open?: () => void;
  onOver: (id: string | null) => void;
}

function Spot({ place, colour, name, tab, room, open, onOver }: SpotProps) {
  const figures = `${place.count.toLocaleString("en")}${place.share === null ? "" : ` · ${percent(place.share)}`}`;
  const shown = shortened(name, room - 6);
  const words = `${shown} ${figures} journeys${shown === name ? "" : `: ${name}`}`;
  const middle = place.y + Math.min(place.height / 2, 60);
  const top = Math.max(place.y + 11, middle - 4);
  return (
    <>
      <g
        id={place.id}
        role={open ? "button" : "img"}
        tabIndex={tab ? 0 : -1}
        aria-label={words}
        className={open ? classes.spot : classes.rest}
        onClick={open}
        onMouseEnter={() => onOver(place.id)}
        onMouseLeave={() => onOver(null)}
      >
        <title>{words}</title>
        <rect
          x={place.x + BAR + 2}
          y={top - 14}
          width={Math.min(room, Math.max(widthOf(shown), widthOf(figures)) + 12)}
          height={34}
          className={classes.hit}
        />
        <rect x={place.x} y={place.y} width={BAR} height={place.height} rx={2} fill={colour} />
      </g>
      <g aria-hidden>
        <text x={place.x + BAR + 6} y={top} className={classes.name}>
          {shown}
        </text>
        <text x={place.x + BAR + 6} y={top + 15} className={classes.figures}>
          {figures}
        </text>
      </g>
    </>
  );
}

/** Which of the chart's things has the focus, and where the keys lead. */
function useAlong(layout: Layout, open: (row: FlowRow) => void) {
  const first = layout.places[0]?.id ?? "";
  const [chosen, setChosen] = useState(first);
  const all = [...layout.places, ...layout.ribbons];
  const active = all.some((one) => one.id === chosen) ? chosen : first;
  const onKeyDown = (event: KeyboardEvent<SVGSVGElement>) => {
    if (event.key.startsWith("Arrow")) {
      event.preventDefault();
      const to = neighbour(layout, active, event.key);
      setChosen(to);
      event.currentTarget.querySelector<SVGElement>(`#${CSS.escape(to)}`)?.focus();
    } else if (event.key === "Enter" || event.key === " ") {
      const row = all.find((one) => one.id === active)?.row;
      if (!row) return;
      event.preventDefault();
      open(row);
    }
  };
  const onFocus = (event: { target: EventTarget }) => {
    const id = (event.target as SVGElement).id;
    if (id) setChosen(id);
  };
  return { active, onKeyDown, onFocus };
}
