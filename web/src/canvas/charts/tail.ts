/** The share of journeys that may go undrawn for the others to be readable. */
const FEW = 0.05;

/** A falling curve without the long end that a few stragglers make: up to where nearly all have gone on, when
 *  what follows would take more than half the width. A curve without such an end comes back whole. */
export function withoutTail<P extends { at: number; value: number }>(points: readonly P[]): readonly P[] {
  const end = points.findIndex((point) => point.value <= FEW);
  const [near, last] = [points[end], points.at(-1)];
  if (!near || !last || last.at <= 2 * near.at) return points;
  return points.slice(0, end + 1);
}
