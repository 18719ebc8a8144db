/** How a step's time is changed: moved, made longer or shorter, within what the order of the steps allows. */
import { clockOf, DAY, times } from "./clock";
import { type JourneyMap, stepsOf } from "./documents";

export const QUARTER = 15; // minutes: what a key or a drag moves by

/** What moves: the whole step, or one of its ends. */
export type Edge = "both" | "start" | "end";

export interface Times {
  starts_at: string | null;
  ends_at: string | null;
}

/**
 * A step's times moved by so many minutes. A step begins neither before the one before it nor after the next:
 * else that would be of the next day. Null where there is no such step.
 */
export function movedTimes(map: JourneyMap, id: string, edge: Edge, by: number): Times | null {
  const steps = stepsOf(map);
  const at = steps.findIndex((step) => step.id === id);
  const when = times(steps);
  const [now, before, next] = [when[at], when[at - 1], when[at + 1]];
  if (!now) return null;
  const [start, end] = now;
  const earliest = before?.[0] ?? 0;
  const latest = next?.[0] ?? earliest + DAY - QUARTER;
  const begins = edge === "end" ? start : held(start + by, earliest, latest);
  const length = edge === "both" ? end - start : (edge === "end" ? end + by : end) - begins;
  const ends = begins + held(length, QUARTER, DAY - QUARTER);
  return { starts_at: clockOf(begins), ends_at: clockOf(ends) };
}

const held = (value: number, least: number, most: number): number => Math.min(most, Math.max(least, value));

/** A time of day as somebody types it: "7", "7:15", "0715", "19h", "7.15"; null where it is none. */
export function readClock(text: string): string | null {
  const found = /^(\d{1,2})(?:\s*[:.h]?\s*(\d{2}))?\s*h?$/i.exec(text.trim());
  if (!found) return null;
  const [hours, minutes] = [Number(found[1]), Number(found[2] ?? 0)];
  return minutes < 60 && (hours < 24 || (hours === 24 && minutes === 0))
    ? clockOf(hours * 60 + minutes)
    : null;
}
