import { Clock } from "lucide-react";
import { type CSSProperties, memo, type PointerEvent as Pointed } from "react";
import { type Across, type Column, isSilence, movedTimes, QUARTER, setTimes, type TimeEdge } from "@/map";
import { useMapEditor } from "../context";
import classes from "./clock-row.module.css";

interface Props {
  across: Across;
  words: ReadonlyMap<string, string[]>;
  isMirrored: boolean;
}

/** The hours of the day above the columns, and each step's time on them: solid where it is to scale. */
export const ClockRow = memo(function ClockRow({ across, words, isMirrored }: Props) {
  const { columns, edges, ticks } = across;
  return (
    <tr>
      <th scope="row" className={classes.name}>
        <Clock size={16} aria-hidden /> <span>Time of day</span>
      </th>
      <td colSpan={columns.length} className={classes.ruler}>
        {ticks.map(({ x, label }, at) => (
          <span
            key={at}
            className={classes.tick}
            data-edge={edgeOf(x)}
            style={placeOf([x, x])}
            aria-hidden="true"
          >
            {label && <span>{label}</span>}
          </span>
        ))}
        {columns.map((column, at) => (
          <Stretch
            key={column.id}
            column={column}
            at={at}
            place={edges[at] ?? NOWHERE}
            words={words.get(column.id)?.join(", ") ?? ""}
            isMirrored={isMirrored}
          />
        ))}
      </td>
    </tr>
  );
});

/** An hour at the very edge, whose name would else be half under the names of the lanes, or cut off. */
const edgeOf = (x: number) => (x < 0.004 ? "first" : x > 0.996 ? "last" : undefined);

const NOWHERE = [0, 0] as const;
type Place = readonly [left: number, right: number];

const placeOf = ([left, right]: Place): CSSProperties => ({
  insetInlineStart: `${left * 100}%`,
  inlineSize: `${(right - left) * 100}%`,
});

/** Where nothing is told, hatched from the hours down. */
export const Silences = memo(function Silences({ across: { columns, edges } }: { across: Across }) {
  return columns.map((column, at) => {
    const [left, right] = edges[at] ?? NOWHERE;
    const look = { "--left": left, "--share": right - left } as CSSProperties;
    return isSilence(column) && <div key={column.id} className={classes.silence} style={look} />;
  });
});

interface StretchProps {
  column: Column;
  at: number;
  place: Place;
  words: string;
  isMirrored: boolean;
}

/** A step's time as a bar that is dragged at its ends; the keys + and −, and Alt with an arrow, do the same. */
function Stretch({ column: { step, span }, at, place, words, isMirrored }: StretchProps) {
  const follow = useFollowing(step?.id ?? "", isMirrored);
  if (!span) return null;
  if (!step) return <span className={classes.stretch} data-looks={span.looks} style={placeOf(place)} />;
  const exact = span.looks === "true" ? span.end - span.start : null;
  return (
    <div
      role="group"
      aria-roledescription="time"
      aria-label={`${step.name}: ${words}`}
      title={words}
      tabIndex={-1}
      className={classes.stretch}
      data-stop={`clock:${step.id}`}
      data-kind="clock"
      data-step={step.id}
      data-row={1}
      data-at={at}
      data-looks={span.looks}
      style={placeOf(place)}
      onPointerDown={(event) => follow(event, exact)}
    >
      <i data-edge="start" />
      <i data-edge="end" />
    </div>
  );
}

const USUAL_PIXELS = 1.5; // a minute, where the bar itself is not to scale

/** Follow a pointer that went down on a step's time: the whole of it moves, or the end that was taken hold of. */
function useFollowing(step: string, isMirrored: boolean) {
  const editor = useMapEditor();
  return (event: Pointed<HTMLElement>, minutes: number | null) => {
    if (event.button !== 0) return;
    const bar = event.currentTarget;
    const { edge = "both" } = (event.target as HTMLElement).dataset as { edge?: TimeEdge };
    const [began, from] = [editor.map(), event.clientX];
    const scale = (minutes ? bar.offsetWidth / minutes : USUAL_PIXELS) * (isMirrored ? -1 : 1);
    const stopping = new AbortController();
    const { signal } = stopping;
    const move = ({ clientX }: PointerEvent) => {
      const by = Math.round((clientX - from) / scale / QUARTER) * QUARTER;
      const times = movedTimes(began, step, edge, by);
      if (times) editor.edit("Time moved", (map, name) => setTimes(map, name, step, times), `clock ${step}`);
    };
    window.addEventListener("pointermove", move, { signal });
    for (const end of ["pointerup", "pointercancel"] as const)
      window.addEventListener(end, () => stopping.abort(), { signal });
  };
}
