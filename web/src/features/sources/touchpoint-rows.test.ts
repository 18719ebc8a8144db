import { expect, test } from "vitest";
import { asCsv, type Touchpoint, type Wanted, wantedRows } from "./touchpoint-rows";

const one = (touchpoint: string, about: Partial<Touchpoint> = {}): Touchpoint => ({
  touchpoint,
  channel: "website",
  sources: ["shop"],
  interactions: 10,
  people: 5,
  by_customer: 10,
  by_organisation: 0,
  scored: 0,
  first_at_us: 0,
  last_at_us: 86_400_000_000,
  places: [],
  ownership: null,
  owner: null,
  ...about,
});
const place = { map: "current", title: "Now", step: "s1", name: "Look" };
const ALL = [
  one("Till", { places: [place], scored: 3 }),
  one("Blog", { interactions: 99 }),
  one("Window", { interactions: 0, people: 0, channel: null, last_at_us: null }),
];
const WANTED: Wanted = { text: "", channel: "", shows: "all", by: "interactions", down: true };
const names = (wanted: Partial<Wanted>) =>
  wantedRows(ALL, { ...WANTED, ...wanted }).map((row) => row.touchpoint);

test("rows are sorted, and filtered by text, channel and what is missing", () => {
  expect(names({})).toEqual(["Blog", "Till", "Window"]);
  expect(names({ by: "touchpoint", down: false })).toEqual(["Blog", "Till", "Window"]);
  expect(names({ text: "LL" })).toEqual(["Till"]);
  expect(names({ channel: "website", by: "touchpoint" })).toEqual(["Till", "Blog"]);
  expect(names({ shows: "unmeasured" })).toEqual(["Window"]);
  expect(names({ shows: "off-map" })).toEqual(["Blog"]);
  expect(names({ shows: "unscored" })).toEqual(["Blog"]);
});

test("a file holds no formula and keeps its commas", () => {
  const [head, line] = asCsv([one('=HYPERLINK("x"), y', { places: [place] })]).split("\r\n");
  expect(head?.split(",")).toHaveLength(13);
  expect(line).toContain(`"'=HYPERLINK(""x""), y",website,shop,10`);
  expect(line).toContain("Now: Look");
});
