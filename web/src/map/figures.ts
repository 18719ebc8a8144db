/** Figures as a map says them: a true minus sign, a space before the per cent sign, no needless digits. */

const HOUR_US = 3_600_000_000;
const UNITS: [string, number][] = [
  ["year", 8766],
  ["month", 730.5],
  ["day", 24],
  ["hour", 1],
];

/** To so many digits, halves to the even one, as Python does. */
export function fixed(value: number, digits = 0): string {
  const scaled = Math.abs(value) * 10 ** digits;
  const low = Math.floor(scaled);
  const rounded = scaled - low === 0.5 ? low + (low % 2) : Math.round(scaled);
  const text =
    scaled - low === 0.5 ? (rounded / 10 ** digits).toFixed(digits) : Math.abs(value).toFixed(digits);
  return value < 0 && Number(text) !== 0 ? `-${text}` : text;
}

export const countText = (value: number): string => Number(fixed(value)).toLocaleString("en-US");

export function percent(share: number): string {
  const hundredths = Math.abs(share) * 100;
  const shown =
    hundredths > 0 && hundredths < 1
      ? fixed(Math.max(hundredths, 0.1), 1)
      : hundredths >= 99.5 && hundredths < 100
        ? fixed(Math.min(hundredths, 99.9), 1)
        : fixed(hundredths);
  return `${share < 0 && Number(shown) ? "−" : ""}${shown} %`;
}

/** A difference of two shares, in points of per cent, with its sign. */
export function signedPoints(share: number): string {
  const rounded = Number(fixed(Math.abs(share) * 100));
  const sign = rounded === 0 ? "" : share < 0 ? "−" : "+";
  return `${sign}${rounded} ${rounded === 1 ? "point" : "points"}`;
}

/** Columns that hold how far two figures are apart. */
export const APART: readonly string[] = ["excess", "difference"];

/** How far two figures are apart, with its sign, in their unit. */
export function apartText(value: number, unit: string | null | undefined): string {
  if (unit === "share") return signedPoints(value);
  if (unit === "valence") return valenceText(value);
  const size = unit === "microseconds" ? durationText(Math.abs(value)) : countText(Math.abs(value));
  return `${value < 0 ? "−" : value > 0 ? "+" : ""}${size}`;
}

/** A feeling between −2 and +2, with its sign. */
export function valenceText(value: number): string {
  const shown = fixed(Math.abs(value), 1);
  return `${shown === "0.0" ? "" : value < 0 ? "−" : "+"}${shown}`;
}

export function durationText(durationUs: number): string {
  const hours = durationUs / HOUR_US;
  for (const [unit, length] of UNITS) if (hours >= 2 * length) return counted(hours / length, unit);
  const minutes = hours * 60;
  return minutes >= 1 ? counted(minutes, "minute") : counted(minutes * 60, "second");
}

/** A figure in its unit; null when the unit is not told. */
export function inUnit(value: number, unit: string | null | undefined): string | null {
  switch (unit) {
    case "share":
      return percent(value);
    case "count":
      return countText(value);
    case "microseconds":
      return durationText(value);
    case "valence":
      return valenceText(value);
    case "score":
      return fixed(value, 1).replace(/\.0$/, "");
    default:
      return null;
  }
}

function counted(amount: number, unit: string): string {
  const rounded = Number(fixed(amount));
  return `${rounded} ${unit}${rounded === 1 ? "" : "s"}`;
}
