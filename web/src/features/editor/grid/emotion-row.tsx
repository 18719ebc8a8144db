import { memo, type PointerEvent as Pointed } from "react";
import { CurveLines, FaceSign, heightOf, valueAt } from "@/canvas/map";
import { type Column, type Emotion, faceOf, feltText, setEmotion, valenceText } from "@/map";
import { useMapEditor } from "../context";
import classes from "./grid.module.css";
import type { Scored } from "./keys";

interface Props {
  columns: readonly Column[];
  order: ReadonlyMap<string, number>;
  emotions: readonly Emotion[];
  number: number;
  scored: Scored;
  isMirrored: boolean;
}

/** The emotion lane: the curves over all columns, and in each cell the points with their values. */
export const EmotionCells = memo(function EmotionCells({
  columns,
  order,
  emotions,
  number,
  scored,
  isMirrored,
}: Props) {
  const felt = new Map(emotions.map((one) => [`${one.source} ${one.step}`, one]));
  const isMeasured = emotions.some((one) => one.source === "measured");
  const leading = columns.map(({ step }) => leadingOf(step?.id ?? "", felt)?.value ?? null);
  return columns.map(({ step, stage, isFirst }, at) => (
    <td
      key={step?.id ?? stage.id}
      className={classes.emotion}
      data-row={number}
      data-at={at}
      data-first={isFirst || undefined}
      {...(step
        ? { tabIndex: -1, "data-stop": `emotion:${step.id}`, "data-kind": "emotion", "data-step": step.id }
        : {})}
    >
      {step && <span className={classes.unseen}>{labelOf(step.id, felt)}</span>}
      {at === 0 && (
        <div className={classes.curveRoom}>
          <CurveLines emotions={emotions} order={order} columns={columns.length} isMirrored={isMirrored} />
        </div>
      )}
      {step && (
        <Points
          step={step.id}
          measured={felt.get(`measured ${step.id}`)}
          authored={felt.get(`authored ${step.id}`)}
          target={felt.get(`target ${step.id}`)}
          scored={scored}
          isMeasured={isMeasured}
          isPeak={isPeak(leading, at)}
        />
      )}
    </td>
  ));
});

/** The point of a step that has a face: what was measured, else the target, else the guess. */
const leadingOf = (step: string, felt: ReadonlyMap<string, Emotion>): Emotion | undefined =>
  felt.get(`measured ${step}`) ?? felt.get(`target ${step}`) ?? felt.get(`authored ${step}`);

/** Whether the line comes from below on both sides, so that a label has room above. */
function isPeak(values: readonly (number | null)[], at: number): boolean {
  const beside = [values[at - 1], values[at + 1]].filter((value) => value !== null && value !== undefined);
  const mean = beside.reduce((sum, value) => sum + value, 0) / Math.max(1, beside.length);
  return !beside.length || (values[at] ?? 0) >= mean;
}

function labelOf(step: string, felt: ReadonlyMap<string, Emotion>): string {
  const known = (["measured", "target", "authored"] as const).flatMap(
    (source) => felt.get(`${source} ${step}`) ?? [],
  );
  return known.length ? known.map(feltText).join("; ") : "Emotion: nothing known";
}

interface PointsProps {
  step: string;
  measured?: Emotion;
  authored?: Emotion;
  target?: Emotion;
  scored: Scored;
  isMeasured: boolean;
  isPeak: boolean;
}

const Points = memo(function Points({
  step,
  measured,
  authored,
  target,
  scored,
  isMeasured,
  isPeak,
}: PointsProps) {
  const others = [target, authored].filter((one) => one !== undefined);
  const leads = measured ?? target ?? authored;
  const rivals = others.filter((one) => one !== leads);
  const above = leads && rivals.length ? rivals.every((one) => one.value <= leads.value) : isPeak;
  return (
    <span aria-hidden="true">
      {isMeasured && !measured && !leads && <span className={classes.gap}>no answers</span>}
      {leads && <Face of={leads} isAbove={above} />}
      {rivals.map((one) => (
        <span
          key={one.source}
          className={classes.dot}
          data-source={one.source}
          style={{ insetBlockStart: heightOf(one.value) }}
        >
          <span data-below={above || undefined}>{valenceText(one.value)}</span>
        </span>
      ))}
      <Handle step={step} scored={scored} now={scored === "target" ? target : authored} />
    </span>
  );
});

function Face({ of, isAbove }: { of: Emotion; isAbove: boolean }) {
  const tone = faceOf(of.value);
  return (
    <span
      className={classes.face}
      data-tone={tone}
      data-few={of.too_few || undefined}
      data-source={of.source}
      style={{ insetBlockStart: heightOf(of.value) }}
    >
      <FaceSign value={of.value} />
      <span className={classes.score} data-below={isAbove ? undefined : true}>
        {valenceText(of.value)}
        {of.too_few && <small> too few</small>}
      </span>
    </span>
  );
}

interface HandleProps {
  step: string;
  scored: Scored;
  now?: Emotion;
}

/** What is dragged to set a score; the keys + and − do the same. */
function Handle({ step, scored, now }: HandleProps) {
  const editor = useMapEditor();
  const set = (room: HTMLElement, clientY: number) => {
    const value = Math.round(valueAt(clientY - room.getBoundingClientRect().top) * 10) / 10;
    editor.edit(
      scored === "target" ? "Target of emotion" : "Guess of emotion",
      (map, name) => setEmotion(map, name, { step, source: scored, value }),
      `${scored} ${step}`,
    );
  };
  const down = (event: Pointed<HTMLElement>) => {
    const room = event.currentTarget.closest("td");
    if (!room || event.button !== 0) return;
    event.preventDefault();
    room.focus({ preventScroll: true });
    const stopping = new AbortController();
    const { signal } = stopping;
    window.addEventListener("pointermove", (move) => set(room, move.clientY), { signal });
    window.addEventListener("pointerup", () => stopping.abort(), { signal });
    window.addEventListener("pointercancel", () => stopping.abort(), { signal });
  };
  return (
    <span
      className={classes.handle}
      data-source={scored}
      data-new={now ? undefined : true}
      style={{ insetBlockStart: heightOf(now?.value ?? 0) }}
      onPointerDown={down}
      aria-hidden="true"
      title={`Drag to set ${scored === "target" ? "the target" : "your guess"}`}
    />
  );
}

/** Which line is which, and which of them the keys write. */
export function EmotionKey({ emotions, scored }: { emotions: readonly Emotion[]; scored: Scored }) {
  const sources = new Set([...emotions.map((one) => one.source), scored]);
  const words = { measured: "measured, 95 %", target: "target", authored: "guess" };
  return (
    <ul className={classes.emotionKey} aria-label="Lines">
      {(["measured", "target", "authored"] as const)
        .filter((source) => sources.has(source))
        .map((source) => (
          <li key={source} data-source={source}>
            {words[source]}
          </li>
        ))}
    </ul>
  );
}
