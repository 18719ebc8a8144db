/** Figures and moments as a person writes them: a true minus sign, thin words, no false precision. */

const whole = new Intl.NumberFormat("en");
const SPANS: [number, string][] = [
  [31_557_600, "year"],
  [2_629_800, "month"],
  [86_400, "day"],
  [3_600, "hour"],
  [60, "minute"],
];
const NOUNS: Record<string, string> = {
  person: "people",
  account: "accounts",
  household: "households",
  case: "cases",
};

export const TOO_FEW = 30;
export const UNKNOWN = "–";

export const count = (number: number): string => minus(whole.format(number));

/** `people(1, "person")`: "1 person"; `people(20, "person")`: "20 people". */
export function people(number: number, noun = "person"): string {
  return `${count(number)} ${number === 1 ? noun : plural(noun)}`;
}

export const plural = (noun: string): string => NOUNS[noun] ?? `${noun}s`;

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** `order_completed` as words. */
export const spaced = (name: string): string => name.replaceAll("_", " ");

/** 0.1234 as "12 %"; below one percent with a digit more, that it may not read as nothing. */
export function percent(share: number, digits = 0): string {
  const small = share !== 0 && Math.abs(share) < 0.01;
  return `${minus((share * 100).toFixed(small ? Math.max(digits, 1) : digits))} %`;
}

/** What somebody said, in quotation marks; marks within it become the inner ones. */
export const quoted = (text: string): string => `“${text.replaceAll("“", "‘").replaceAll("”", "’")}”`;

export function signed(value: number, digits = 1): string {
  const text = Math.abs(value).toFixed(digits);
  if (Number(text) === 0) return text;
  return `${value < 0 ? "−" : "+"}${text}`;
}

/** Microseconds as the span a person would say: "3 days", "40 minutes". */
export function span(microseconds: number): string {
  const seconds = Math.abs(microseconds) / 1e6;
  if (seconds < 60) return `${Math.round(seconds)} seconds`;
  const [size, name] = SPANS.find(([length]) => seconds >= 2 * length) ?? [60, "minute"];
  const rounded = Math.round(seconds / size);
  return `${count(rounded)} ${name}${rounded === 1 ? "" : "s"}`;
}

/** A file's size as people say it: 900 bytes, 12 kB, 3.4 MB. */
export function bytes(size: number): string {
  if (size < 1_000) return `${count(size)} ${size === 1 ? "byte" : "bytes"}`;
  if (size < 999_500) return `${count(Math.round(size / 1_000))} kB`;
  const [unit, name] = size < 999_500_000 ? [1e6, "MB"] : [1e9, "GB"];
  const large = size / Number(unit);
  return `${large < 9.95 ? large.toFixed(1) : count(Math.round(large))} ${name}`;
}

/** Money in whole units, as a summary tells it. */
export const money = (minor: number, currency: string): string => moneyIn(minor, currency, 0);

/** Money to its last digit, as a row tells it. */
export const exactMoney = (minor: number, currency: string): string => moneyIn(minor, currency);

/** With so many digits behind the point; with those that the currency has where nothing is said. */
function moneyIn(minor: number, currency: string, shown?: number): string {
  try {
    const style = { style: "currency", currency, currencyDisplay: "code" } as const;
    const digits = new Intl.NumberFormat("en", style).resolvedOptions().maximumFractionDigits ?? 2;
    const form = { ...style, minimumFractionDigits: shown ?? digits, maximumFractionDigits: shown ?? digits };
    return minus(new Intl.NumberFormat("en", form).format(minor / 10 ** digits));
  } catch {
    return count(Math.round(minor / 100));
  }
}

/** A moment, in microseconds UTC or as ISO text, as a day of the workspace's zone. */
export function day(moment: number | string | null | undefined, zone = "UTC"): string {
  return written(moment, { day: "numeric", month: "short", year: "numeric", timeZone: zone });
}

export function moment(when: number | string | null | undefined, zone = "UTC"): string {
  return written(when, {
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    timeZone: zone,
  });
}

function written(when: number | string | null | undefined, style: Intl.DateTimeFormatOptions): string {
  if (when === null || when === undefined) return UNKNOWN;
  const date = typeof when === "number" ? new Date(when / 1000) : new Date(when);
  if (Number.isNaN(date.getTime())) return String(when);
  return new Intl.DateTimeFormat("en-GB", style).format(date);
}

function minus(text: string): string {
  return text.replace("-", "−");
}
