/** Opportunities between effort and value: where each bubble and its number stand. The same as on the picture. */
import type { Opportunity } from "@/map";

export const WIDTH = 320;
export const HEIGHT = 332;
export const PLOT = { x: 34, y: 6, width: 284, height: 284 };
const SIDE = 28; // from the plot's edge to its extreme values
const ABOVE = 52; // the same above and below, where the names of the quarters stand
const [LEAST, MOST] = [13, 26]; // a bubble's radius
const CELL = 25; // two numbers apart: as large as a target has to be
const [MOST_EFFORT, MOST_VALUE] = [5, 100];

export interface Spot {
  x: number;
  y: number;
}

export interface Bubble {
  opportunity: Opportunity;
  number: number;
  at: Spot;
  radius: number;
  /** Where the number stands: in the bubble, or beside it where others are in the way. */
  numberAt: Spot;
}

/** The line from a bubble to its number, where that stands beside it: it begins outside of other numbers. */
export function leaderOf({ at, numberAt }: Bubble): string {
  const far = Math.hypot(numberAt.x - at.x, numberAt.y - at.y) || 1;
  const out = Math.min(CELL / 2 - 3, far / 2) / far;
  const from = { x: at.x + (numberAt.x - at.x) * out, y: at.y + (numberAt.y - at.y) * out };
  return `M${from.x.toFixed(1)} ${from.y.toFixed(1)}L${numberAt.x.toFixed(1)} ${numberAt.y.toFixed(1)}`;
}

/** What an opportunity is worth, 0 to 100: customers and business weigh the same; null until both are scored. */
export function valueOf({ customer_value: customer, business_value: business }: Opportunity): number | null {
  if (typeof customer !== "number" || typeof business !== "number") return null;
  return (customer + business) / 2;
}

const isPlaced = (one: Opportunity) => valueOf(one) !== null && typeof one.effort === "number";

/** Those in the matrix by value, then those that are not scored yet, then what was dismissed. */
export function byValue(opportunities: readonly Opportunity[]): Opportunity[] {
  const kept = opportunities.filter((one) => one.status !== "dismissed");
  return [
    ...placedOf(opportunities),
    ...kept
      .filter((one) => !isPlaced(one))
      .toSorted((one, other) => (valueOf(other) ?? -1) - (valueOf(one) ?? -1)),
    ...opportunities.filter((one) => one.status === "dismissed"),
  ];
}

export const placedOf = (opportunities: readonly Opportunity[]): Opportunity[] =>
  opportunities
    .filter((one) => one.status !== "dismissed" && isPlaced(one))
    .toSorted(
      (one, other) => (valueOf(other) ?? 0) - (valueOf(one) ?? 0) || (one.effort ?? 0) - (other.effort ?? 0),
    );

export function placeAt(effort: number, value: number): Spot {
  const across = Math.max(0, Math.min(1, effort / MOST_EFFORT)) * (PLOT.width - 2 * SIDE);
  const up = Math.max(0, Math.min(1, value / MOST_VALUE)) * (PLOT.height - 2 * ABOVE);
  return { x: PLOT.x + SIDE + across, y: PLOT.y + PLOT.height - ABOVE - up };
}

/** The bubbles, the largest first, so that a small one on a large one is seen. */
export function bubblesOf(opportunities: readonly Opportunity[]): Bubble[] {
  const placed = placedOf(opportunities);
  const highest = Math.max(0, ...placed.map((one) => one.reach ?? 0));
  const taken: Spot[] = [];
  return placed.map((opportunity, index) => {
    const at = placeAt(opportunity.effort ?? 0, valueOf(opportunity) ?? 0);
    const numberAt = nearest(at, taken);
    taken.push(numberAt);
    const share = highest ? (opportunity.reach ?? 0) / highest : 0;
    return {
      opportunity,
      number: index + 1,
      at,
      radius: LEAST + (MOST - LEAST) * Math.sqrt(share),
      numberAt,
    };
  });
}

const CELLS: Spot[] = Array.from({ length: Math.floor(PLOT.height / CELL) - 1 }, (_, row) =>
  Array.from({ length: Math.floor(PLOT.width / CELL) - 1 }, (_, column) => ({
    x: PLOT.x + CELL * (column + 1),
    y: PLOT.y + CELL * (row + 1),
  })),
).flat();

/** The bubble's own place, else the nearest where no other number stands. */
function nearest(at: Spot, taken: readonly Spot[]): Spot {
  const far = (spot: Spot) => Math.hypot(spot.x - at.x, spot.y - at.y);
  const isFree = (spot: Spot) =>
    taken.every((other) => Math.abs(other.x - spot.x) >= CELL || Math.abs(other.y - spot.y) >= CELL);
  return [at, ...CELLS.toSorted((one, other) => far(one) - far(other))].find(isFree) ?? at;
}
