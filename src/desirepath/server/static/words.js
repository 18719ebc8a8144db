// Evidence as a person would say it. Figures come from the API as they are; the words are ours.

const whole = new Intl.NumberFormat("en");
const PERIODS = [[31_557_600, "year"], [2_629_800, "month"], [86_400, "day"], [3_600, "hour"], [60, "minute"]];
const PEOPLE = { person: "people", account: "accounts", household: "households", case: "cases" };
const LENSES = {
  step: "the map’s steps",
  step_action: "the map’s steps and what was done there",
  step_touchpoint: "the map’s steps and where it was done",
  map: "the map as a whole",
};
const COLUMNS = {
  subjects: (noun) => `${noun} did this`,
  journeys: () => "journeys came here",
  hazard: () => "leave here for good",
  moved_on_share: () => "move on from here",
  dropped_off_share: () => "leave here for good",
  mean: () => "is how it feels here, on a scale from −2 to +2",
  time_in_stage_p50_us: () => "until the next step; half take longer",
  value_minor: () => "is what was paid here",
};

export const count = (number) => whole.format(number);
export const people = (noun) => PEOPLE[noun] ?? `${noun}s`;
export const spaced = (name) => name.replaceAll("_", " ");
export const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

export function day(moment) {
  if (moment === null || moment === undefined) return "–";
  const date = typeof moment === "number" ? new Date(moment / 1000) : new Date(moment);
  if (Number.isNaN(date.getTime())) return String(moment);
  return new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" }).format(date);
}

export function period(text) {
  const [from, to] = String(text).split("/");
  return to ? `${day(from)} – ${day(to)}` : day(from);
}

function signed(value, digits) {
  const text = Math.abs(value).toFixed(digits);
  if (Number(text) === 0) return text;
  return `${value < 0 ? "−" : "+"}${text}`;
}

function percent(share, digits = 0) {
  const small = share !== 0 && Math.abs(share) < 0.01;
  return `${(share * 100).toFixed(small ? 1 : digits)} %`.replace("-", "−");
}

function duration(microseconds) {
  const seconds = microseconds / 1e6;
  const [size, name] = PERIODS.find(([length]) => seconds >= 2 * length) ?? PERIODS.at(-1);
  if (seconds < 60) return `${Math.round(seconds)} seconds`;
  const rounded = Math.round(seconds / size);
  return `${count(rounded)} ${name}${rounded === 1 ? "" : "s"}`;
}

function money(minor, currency) {
  try {
    const style = new Intl.NumberFormat("en", { style: "currency", currency, maximumFractionDigits: 0, currencyDisplay: "code" });
    const digits = new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits;
    return style.format(minor / 10 ** digits);
  } catch { return count(minor / 100); }
}

// A figure in its unit; `digits` adds one for the ends of an interval.
export function figure(value, unit, { currency, digits = 0 } = {}) {
  if (value === null || value === undefined) return "";
  if (unit === "share") return percent(value, digits);
  if (unit === "valence") return signed(value, 1 + digits);
  if (unit === "microseconds") return duration(value);
  if (unit === "minor_units") return money(value, currency);
  return new Intl.NumberFormat("en", { maximumFractionDigits: 2 }).format(value);
}

// The large figure of a piece of evidence and the words beside it.
export function headline(item, { currency, noun }) {
  if (item.value === undefined || item.value === null) return null;
  if (item.too_few) return { value: "Too few", words: `to say: n = ${count(item.n ?? 0)}` };
  if (item.column === "excess") {
    const points = Math.round(Math.abs(item.value) * 100);
    const side = item.value < 0 && points > 0 ? "fewer" : "more";
    return { value: `${points} ${points === 1 ? "point" : "points"}`, words: `${side} leave here than at the map’s median step` };
  }
  const value = figure(item.value, item.unit, { currency });
  if (item.measure) {
    const words = COLUMNS[item.column];
    return { value, words: words ? words(people(noun)) : spaced(item.column ?? "") };
  }
  if (item.unit === "count" && item.n !== undefined) return { value: `${value} of ${count(item.n)}`, words: `${people(noun)} gave this reason` };
  if (item.unit === "valence") return { value, words: "is the score they gave, on a scale from −2 to +2" };
  return { value, words: "" };
}

// How sure: the interval and how many it rests on.
export function certainty(item) {
  const parts = [];
  if (item.low !== undefined && item.high !== undefined) {
    const ends = [item.low, item.high].map((end) => figure(end, item.unit, { digits: 1 }));
    parts.push(`95 % interval ${ends[0].replace(/ %$/, "")} to ${ends[1]}`);
  }
  if (item.n !== undefined && item.unit !== undefined && !item.too_few) parts.push(`n = ${count(item.n)}`);
  return parts.join(" · ");
}

function split(by) {
  const quiet = by.quiet_days === undefined ? "" : `, over after ${count(by.quiet_days)} quiet days`;
  if (by.by === "gap") return `a journey ends with a silence of ${count(by.minutes)} minutes`;
  if (by.by === "goal") return `a journey ends at ${by.nodes.join(" or ")}${quiet}`;
  return `a journey is a whole life${quiet}`;
}

// A measure's question as a sentence; `options` are what the measure takes for what is left out.
export function question(asked, options = {}) {
  if (!asked) return "";
  const full = { ...options, ...asked };
  if (asked.split && options.split?.by === asked.split.by) full.split = { ...options.split, ...asked.split };
  const { measure, lens, split: by, ...rest } = full;
  const said = [`${capital(spaced(measure).replace("drop off", "drop-off"))} through ${LENSES[lens] ?? `the lens ${lens}`}`];
  if (by) said.push(split(by));
  for (const [name, value] of Object.entries(rest)) {
    const given = asked[name] !== undefined;
    if (name === "window_days") said.push(`scores reach back ${count(value)} days`);
    else if (given && value !== false && value?.length !== 0) said.push(`${spaced(name)} ${[value].flat(2).join(", ")}`);
  }
  return `${said.join("; ")}.`;
}

// Which row of the answer, with the step's name in place of its id.
export function row(asked, steps) {
  return Object.values(asked ?? {}).map((each) => String(each).split(" · ").map((part) => steps.get(part) ?? part).join(" · ")).join(", ");
}
