import type { Schema } from "@/client";
import { capital, count, day, span, spaced } from "@/ui";

export type Entry = Schema<"JournalPage">["entries"][number];
type KnownAs = Schema<"KnownAs">;

/** What one line of a story tells: one thing, or the same thing many times over. */
export type Line = { kind: "one"; entry: Entry } | { kind: "many"; entries: Entry[] };

/** A stretch of a story in one stage. */
export interface Band {
  stage: string | null;
  name: string | null;
  lines: Line[];
}

const DAY_US = 86_400e6;
const MANY = 4;

/** A story as bands of stages; what repeats itself without a word is told once. */
export function told(entries: Entry[]): Band[] {
  const bands: Band[] = [];
  for (const entry of entries) {
    const last = bands.at(-1);
    if (last && last.stage === entry.stage) add(last, entry);
    else bands.push({ stage: entry.stage, name: entry.stage_name, lines: [{ kind: "one", entry }] });
  }
  return bands.map((band) => ({ ...band, lines: band.lines.flatMap(spread) }));
}

function add(band: Band, entry: Entry) {
  const line = band.lines.at(-1);
  const before = line?.kind === "one" ? line.entry : line?.entries.at(-1);
  if (!line || !before || !alike(before, entry)) band.lines.push({ kind: "one", entry });
  else if (line.kind === "many") line.entries.push(entry);
  else band.lines[band.lines.length - 1] = { kind: "many", entries: [line.entry, entry] };
}

/** A few alike are told one by one. */
function spread(line: Line): Line[] {
  if (line.kind === "one" || line.entries.length >= MANY) return [line];
  return line.entries.map((entry) => ({ kind: "one", entry }));
}

function alike(one: Entry, other: Entry): boolean {
  return isPlain(one) && isPlain(other) && one.touchpoint === other.touchpoint && one.action === other.action;
}

const isPlain = ({ score, text, value }: Entry): boolean => score === null && !text && value === null;

/** "9 days later", where a day or more has passed since the one before. */
export function laterBy(entry: Entry): string | null {
  return entry.after_us !== null && entry.after_us >= DAY_US ? `${span(entry.after_us)} later` : null;
}

/** What somebody is called on a page: an e-mail where there is one, else their strongest identifier. */
export function calledBy(identifiers: KnownAs[]): string {
  const mail = identifiers.find(({ type }) => type.includes("email"));
  const strongest = mail ?? identifiers[0];
  return strongest
    ? mail
      ? strongest.value
      : `${capital(spaced(strongest.type))} ${strongest.value}`
    : "Somebody";
}

/** One link of the chain that leads from the strongest identifier to another. */
export function linked(link: Schema<"Together">): string {
  const times = link.times === 1 ? "on one row" : `on ${count(link.times)} rows`;
  const since = link.first_seen ? `, first on ${day(link.first_seen)}` : "";
  return `${spaced(link.type)} ${link.value} and ${spaced(link.with_type)} ${link.with_value} ${times} of ${link.source}${since}`;
}

/** A score with its scale in words: "2 of 1 to 5". */
export function scored(entry: Entry): string | null {
  if (entry.score === null) return null;
  const [worst, best] = (entry.scale ?? "").split("..");
  return worst && best ? `${entry.score} on ${worst} to ${best}` : String(entry.score);
}

/** A day in words, "Monday 9 June 2025". */
export function dayInWords(text: string): string {
  return new Date(`${text}T12:00:00Z`).toLocaleDateString("en-GB", {
    weekday: "short",
    day: "numeric",
    month: "short",
    year: "numeric",
    timeZone: "UTC",
  });
}
