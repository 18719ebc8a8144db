/**
 * The clock of a day: when each step begins and ends, and how wide that is drawn. The same as on the picture:
 * a step is as wide as it is long, one too short to be read wider, a long silence shorter.
 */
import { type JourneyMap, type Step, stepsOf } from "./documents";

export const DAY = 24 * 60;
export const NARROW = 132; // a step that is too short to be read, as on the picture
const DAY_ROOM = 1560; // shared by the hours of a day
const HOUR = 90; // pixels, less where a day would not fit
const LEAST_HOUR = 60;
const LEAST_GAP = 60;
const MOST_GAP = 200;

/** A stretch of time: a step, or the silence between two. */
export interface Span {
  /** In minutes from midnight of the first day. */
  start: number;
  end: number;
  left: number;
  right: number;
  step: string | null;
  /** Whether it is drawn to scale. */
  looks: "true" | "stretched" | "shortened";
}

type Clocked = Pick<JourneyMap, "stages" | "axis">;

/** Whether a map's columns stand on a clock: a clock is asked for, and some step says when it is. */
export const isOnClock = (map: Clocked): boolean =>
  map.axis === "clock" && stepsOf(map as JourneyMap).some((step) => step.starts_at);

/** The stretches of time of a map on a clock, from left to right; none narrower than `least`. */
export function spansOf(map: Clocked, least = NARROW): Span[] {
  if (!isOnClock(map)) return [];
  const steps = stepsOf(map as JourneyMap);
  const when = times(steps);
  const first = when[0]?.[0] ?? 0;
  const whole = Math.max(...when.map(([, end]) => end)) - first;
  const scale = Math.min(HOUR, Math.max(LEAST_HOUR, (DAY_ROOM / Math.max(1, whole)) * 60)) / 60;
  const spans: Span[] = [];
  let [at, x] = [first, 0];
  const add = (start: number, end: number, step: string | null) => {
    spans.push(spanOf(start, end, x, { scale, step, least: step === null ? LEAST_GAP : least }));
    [at, x] = [end, spans.at(-1)?.right ?? x];
  };
  steps.forEach(({ id }, place) => {
    const [start, end] = when[place] ?? [at, at];
    const next = when[place + 1]?.[0];
    if (start > at) add(at, start, null);
    add(start, next === undefined ? end : Math.max(start, Math.min(end, next)), id);
  });
  return spans;
}

function spanOf(
  start: number,
  end: number,
  left: number,
  { scale, step, least }: { scale: number; step: string | null; least: number },
): Span {
  const exact = (end - start) * scale;
  const width = Math.min(step === null ? MOST_GAP : Number.POSITIVE_INFINITY, Math.max(least, exact));
  const looks = width > exact ? "stretched" : width < exact ? "shortened" : "true";
  return { start, end, left, right: left + width, step, looks };
}

/**
 * When each step begins and ends, in minutes; what begins before the step before it is of the next day. A step
 * without an end lasts until the next begins (the last one an hour), one without a beginning begins when the
 * one before it ends.
 */
export function times(steps: readonly Step[]): [start: number, end: number][] {
  const clocks = steps.map((step) => minutesOf(step.starts_at));
  const found: [number, number][] = [];
  steps.forEach((step, at) => {
    const [before, done] = found.at(-1) ?? [0, 0];
    const start = clocks[at] ?? null;
    const end = minutesOf(step.ends_at);
    const begins = start === null ? done : nextAfter(start, before);
    const following = clocks.slice(at + 1).find((each) => each !== null) ?? null;
    const until =
      following === null || following === begins % DAY ? begins + 60 : nextAfter(following, begins);
    found.push([begins, end === null ? until : begins + modulo(end - begins, DAY)]);
  });
  return found;
}

/** The first moment of this time of day that is not before another. */
const nextAfter = (clock: number, after: number): number =>
  clock + Math.max(0, Math.ceil((after - clock) / DAY)) * DAY;

const modulo = (value: number, by: number): number => ((value % by) + by) % by;

/** A time of day in minutes from midnight. */
export function minutesOf(clock: string | null | undefined): number | null {
  if (!clock) return null;
  const [hours, minutes] = clock.split(":");
  return Number(hours) * 60 + Number(minutes);
}

/** A time of day as a map's text has it: "07:15". */
export function clockOf(minutes: number): string {
  const rest = modulo(minutes, DAY);
  return `${padded(Math.floor(rest / 60))}:${padded(rest % 60)}`;
}

/** A time of day; the next day's say so: "01:00 +1". */
export function clockText(minutes: number): string {
  const days = Math.floor(minutes / DAY);
  if (minutes === DAY) return "24:00";
  return clockOf(minutes) + (days ? ` +${days}` : "");
}

/** How long something takes, short: "1 h 35 min". */
export function lengthText(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return [hours ? `${hours} h` : "", rest || !hours ? `${rest} min` : ""].filter(Boolean).join(" ");
}

const padded = (number: number): string => String(number).padStart(2, "0");

/** What is written of each step's time on a clock: from when to when, and how long. */
export function timeWords(map: Clocked): Map<string, string[]> {
  const steps = isOnClock(map) ? stepsOf(map as JourneyMap) : [];
  const when = times(steps);
  const drawn = new Map(spansOf(map).map(({ step, end }) => [step, end]));
  return new Map(
    steps.map(({ id, starts_at: said }, at) => {
      const [start, end] = when[at] ?? [0, 0];
      const span = `${clockText(start)} – ${clockText(end)}`;
      const overlaps = end > (drawn.get(id) ?? end);
      return [
        id,
        said ? [overlaps ? `${span}, overlaps` : span, lengthText(end - start)] : ["no time given"],
      ];
    }),
  );
}
