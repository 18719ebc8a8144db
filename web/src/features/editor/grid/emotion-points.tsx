import { memo, type PointerEvent as Pointed } from "react";
import { FaceSign, heightOf, valueAt } from "@/canvas/map";
import { type Emotion, type EmotionSource, faceOf, feltText, setEmotion, valenceText } from "@/map";
import { useMapEditor } from "../context";
import classes from "./emotion.module.css";
import type { Scored } from "./keys";

interface PointsProps {
  step: string;
  /** The source whose points have faces: the map's first of measured, target, guessed. */
  first: EmotionSource;
  measured?: Emotion;
  authored?: Emotion;
  target?: Emotion;
  scored: Scored;
  isPeak: boolean;
}

/** What is known of how people feel at a step: a face, a diamond for the target, a ring for a guess. */
export const Points = memo(function Points({
  step,
  first,
  measured,
  authored,
  target,
  scored,
  isPeak,
}: PointsProps) {
  const leads = { measured, target, authored }[first];
  const others = [target, authored].filter((one) => one !== undefined && one !== leads);
  const side = leads ? sideOf(leads, others, isPeak) : "above";
  return (
    <span aria-hidden="true">
      {first === "measured" && !measured && <span className={classes.gap}>no answers</span>}
      {leads && <Face of={leads} side={side} />}
      {others.map((one, at) => one && <Dot key={one.source} of={one} isSecond={at > 0} />)}
      <Handle step={step} scored={scored} now={scored === "target" ? target : authored} />
    </span>
  );
});

type Side = "above" | "below" | "beside";
const NEAR = 36; // pixels: a face and its number

/** Where a face has room for its number: not where another point is near. */
function sideOf(leads: Emotion, others: readonly (Emotion | undefined)[], isPeak: boolean): Side {
  const gaps = others.map((one) => heightOf(one?.value ?? 0) - heightOf(leads.value));
  const isTakenAbove = gaps.some((gap) => gap <= 0 && gap > -NEAR);
  const isTakenBelow = gaps.some((gap) => gap >= 0 && gap < NEAR);
  if (isTakenAbove && isTakenBelow) return "beside";
  if (isTakenAbove || isTakenBelow) return isTakenAbove ? "below" : "above";
  return isPeak ? "above" : "below";
}

const opens = (one: Emotion) => ({
  "data-opens": "evidence",
  "data-spot": one.id,
  "data-holds": one.id,
  title: feltText(one),
});

function Face({ of, side }: { of: Emotion; side: Side }) {
  return (
    <span
      className={classes.face}
      data-tone={faceOf(of.value)}
      data-few={of.too_few || undefined}
      data-source={of.source}
      style={{ insetBlockStart: heightOf(of.value) }}
      {...opens(of)}
    >
      <FaceSign value={of.value} />
      <span className={classes.score} data-side={side}>
        {valenceText(of.value)}
        {of.too_few && <small> too few</small>}
      </span>
    </span>
  );
}

/** The value stands on one side for the target, on the other for a guess beside it. */
function Dot({ of, isSecond }: { of: Emotion; isSecond: boolean }) {
  return (
    <span
      className={classes.dot}
      data-source={of.source}
      style={{ insetBlockStart: heightOf(of.value) }}
      {...opens(of)}
    >
      <span data-second={isSecond || undefined}>{valenceText(of.value)}</span>
    </span>
  );
}

interface HandleProps {
  step: string;
  scored: Scored;
  now?: Emotion;
}

/** What is dragged to set a score, and pressed to see what it rests on; the keys + and − do the first. */
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
    const end = () => setTimeout(() => stopping.abort()); // after the click that follows
    let moved = false;
    window.addEventListener(
      "pointermove",
      (move) => {
        moved ||= Math.abs(move.clientY - event.clientY) > NO_MOVE;
        if (moved) set(room, move.clientY);
      },
      { signal },
    );
    window.addEventListener("pointerup", end, { signal });
    window.addEventListener("pointercancel", end, { signal });
    window.addEventListener("click", (click) => moved && click.stopPropagation(), { signal, capture: true });
  };
  return (
    <span
      className={classes.handle}
      data-source={scored}
      data-new={now ? undefined : true}
      style={{ insetBlockStart: heightOf(now?.value ?? 0) }}
      onPointerDown={down}
      {...(now && opens(now))}
      aria-hidden="true"
      title={`Drag to set ${scored === "target" ? "the target" : "your guess"}${now ? "; press to see what it rests on" : ""}`}
    />
  );
}

const NO_MOVE = 2; // pixels: less is a press
