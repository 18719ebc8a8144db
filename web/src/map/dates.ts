/** Times and durations as a map document writes them: RFC 3339 and ISO 8601. Nothing here knows the present. */

const DURATION = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?$/;
const DAY_MS = 86_400_000;

/** The moment a document's text names, in milliseconds; a day without a time is its start, no offset is UTC. */
export function parseTime(text: string): number | null {
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text);
  const said = /([zZ]|[+-]\d{2}:?\d{2})$/.test(text);
  const moment = Date.parse(day ? `${text}T00:00:00Z` : said ? text : `${text}Z`);
  return Number.isNaN(moment) ? null : moment;
}

/** The moment one duration before another; months and years follow the calendar. Null: no such duration. */
export const earlier = (moment: number, duration: string): number | null => moved(moment, duration, -1);

/** The moment one duration after another. */
export const later = (moment: number, duration: string): number | null => moved(moment, duration, 1);

function moved(moment: number, duration: string, sign: 1 | -1): number | null {
  const match = DURATION.exec(duration);
  if (!match || match.slice(1).every((part) => part === undefined)) return null;
  const [years, months, weeks, days] = match.slice(1).map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
  ];
  const start = new Date(moment);
  const month = start.getUTCFullYear() * 12 + start.getUTCMonth() + sign * (years * 12 + months);
  const longest = new Date(Date.UTC(Math.floor(month / 12), (month % 12) + 1, 0)).getUTCDate();
  const day = Math.min(start.getUTCDate(), longest);
  const whole = Date.UTC(Math.floor(month / 12), month % 12, day);
  return whole + (moment % DAY_MS) + sign * (weeks * 7 + days) * DAY_MS;
}
