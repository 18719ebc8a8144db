/** The ruler over a day: where its hours stand, and which of them are named. */
import { clockText, type Span } from "./clock";

/** An hour; its name where there is room. */
export interface Tick {
  x: number;
  label: string | null;
}

const APART = 38; // between two names
const APART_NEXT_DAY = 52; // which are longer: "01:00 +1"

export function ticksOf(spans: readonly Span[]): Tick[] {
  const [first, last] = [spans[0], spans.at(-1)];
  if (!first || !last) return [];
  const ticks: Tick[] = [];
  let free = Number.NEGATIVE_INFINITY;
  for (let hour = Math.ceil(first.start / 60); hour <= Math.floor(last.end / 60); hour += 1) {
    const x = placeOf(hour * 60, spans);
    const fits = x >= free && x - 16 >= first.left - 20 && x + 16 <= last.right + 18;
    const label = fits ? clockText(hour * 60) : null;
    if (label) free = x + (label.includes("+") ? APART_NEXT_DAY : APART);
    ticks.push({ x, label });
  }
  return ticks;
}

/** Where a moment stands. */
function placeOf(minute: number, spans: readonly Span[]): number {
  const span = spans.find(({ end }) => minute <= end);
  if (!span) return spans.at(-1)?.right ?? 0;
  const length = span.end - span.start;
  const share = length ? Math.max(0, (minute - span.start) / length) : 0;
  return span.left + share * (span.right - span.left);
}
