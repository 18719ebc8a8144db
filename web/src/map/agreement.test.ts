/** Python's `desirepath.maps` and this folder do the same: both are held to tests/golden/agreement. */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { spansOf, timeWords } from "./clock";
import { monotone } from "./curve";
import { difference } from "./differing";
import { cardsOf, type JourneyMap, stepsOf } from "./documents";
import { flaws } from "./flaws";
import { heatsOf } from "./heats";
import { shownRows } from "./lanes";
import { apply, type Conflict, EditConflict, EditError, invert, type Operation } from "./operations";
import {
  badgeText,
  description,
  factsText,
  figureNote,
  figureText,
  stateText,
  subtitleText,
} from "./reading";
import { rebase } from "./rebasing";
import { ticksOf } from "./ruler";
import { standingNow } from "./standing";
import { cardLevels, columnsOf, isMirrored } from "./table";

const HOME = new URL("../../../tests/golden/agreement/", import.meta.url);
const read = <Held>(path: string) => JSON.parse(readFileSync(new URL(path, HOME), "utf-8")) as Held;
const named = (folder: string) => readdirSync(new URL(folder, HOME)).map((file) => file.replace(".json", ""));

type Told = Omit<Conflict, "operation">;
interface EditCase {
  mine: Operation[];
  theirs: Operation[];
  after?: JourneyMap;
  inverse?: Operation[];
  difference?: Operation[];
  back?: Operation[];
  conflict?: Told;
  refused?: boolean;
  onto?: JourneyMap;
  rebased?: { map: JourneyMap; operations: Operation[]; conflicts: Told[] };
}
const START = read<JourneyMap>("maps/awkward.json");

/** The same words, with what is left out and what says null alike. */
const plain = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (_, each: unknown) => (each === null ? undefined : each)) ?? "null");
const told = ({ says, theirs, mine }: Told) => ({ says, theirs, mine });

describe.each(named("edits"))("edits: %s", (name) => {
  const found = read<EditCase>(`edits/${name}.json`);

  test("are made, undone, or refused alike", () => {
    if (found.refused) {
      expect(refusal(() => apply(START, found.mine))).toBe(true);
      return;
    }
    if (found.conflict) {
      expect(plain(told(conflictOf(() => apply(START, found.mine))))).toEqual(plain(found.conflict));
      return;
    }
    const after = apply(START, found.mine);
    expect(plain(after)).toEqual(plain(found.after));
    expect(plain(invert(found.mine))).toEqual(plain(found.inverse));
    expect(plain(apply(after, invert(found.mine)))).toEqual(plain(apply(START, [])));
    expect(plain(difference(START, after))).toEqual(plain(found.difference));
    expect(plain(difference(after, START))).toEqual(plain(found.back));
  });

  test("are brought onto somebody else's alike", () => {
    if (!found.rebased) return;
    const onto = apply(START, found.theirs);
    expect(plain(onto)).toEqual(plain(found.onto));
    const rebased = rebase(found.mine, onto);
    expect(plain({ ...rebased, conflicts: rebased.conflicts.map(told) })).toEqual(plain(found.rebased));
  });
});

function refusal(make: () => JourneyMap): boolean {
  try {
    return flaws(make()).length > 0;
  } catch (error) {
    return error instanceof EditError;
  }
}

function conflictOf(make: () => unknown): Conflict {
  try {
    make();
  } catch (error) {
    if (error instanceof EditConflict && error.conflicts[0]) return error.conflicts[0];
    throw error;
  }
  throw new Error("Nothing stood against it.");
}

interface LayoutCase {
  is_mirrored: boolean;
  words: string[];
  lanes: { id: string; levels: { at: number; span: number; cards: string[] }[][] }[];
  standing: Record<string, string>;
  badges: Record<string, string | null>;
  figures: Record<string, [string, string]>;
  heats: unknown;
  curves: Record<string, number[][]>;
  clock: { spans: unknown[]; ticks: unknown[]; when: Record<string, string[]> };
}

/** A number as the files have it. */
const rounded = (value: number) => Math.round(value * 1e6) / 1e6;

describe.each(named("layout"))("layout: %s", (name) => {
  const wanted = read<LayoutCase>(`layout/${name}.json`);
  const map = read<JourneyMap>(`maps/${name}.json`);
  const rows = shownRows(map);
  const cards = rows.flatMap(({ lane }) => lane.cards ?? []);

  test("lanes, rows and cells", () => {
    const order = columnsOf(map);
    const lanes = rows.map(({ lane, line, isDerived }) => ({
      id: lane.id,
      role: lane.role,
      label: lane.label,
      line,
      is_derived: isDerived,
      levels: cardLevels(lane.cards ?? [], order).map((level) =>
        level.map((cell) => ({ ...cell, cards: cell.cards.map((card) => card.id) })),
      ),
    }));
    expect(lanes).toEqual(wanted.lanes);
    expect(isMirrored(map)).toBe(wanted.is_mirrored);
  });

  test("words, standings, badges and figures", () => {
    expect([description(map), subtitleText(map), stateText(map), factsText(map)]).toEqual(wanted.words);
    expect(Object.fromEntries(cardsOf(map).map((card) => [card.id, standingNow(card, map)]))).toEqual(
      wanted.standing,
    );
    expect(Object.fromEntries(cards.map((card) => [card.id, badgeText(card, map)]))).toEqual(wanted.badges);
    const figures = cards
      .filter((card) => card.figure)
      .map((card) => [card.id, [figureText(card), figureNote(card)]]);
    expect(Object.fromEntries(figures)).toEqual(wanted.figures);
  });

  test("heat", () => {
    const { tints, pills, slots, edges, loose, steps } = heatsOf(map, rows);
    const ids = (spots: Record<string, { id: string }>) =>
      Object.fromEntries(Object.entries(spots).map(([key, spot]) => [key, spot.id]));
    const lists = Object.entries(loose).map(([key, spots]) => [key, spots.map((spot) => spot.id)]);
    const shown = {
      tints: ids(tints),
      pills: ids(pills),
      slots: ids(slots),
      edges: ids(edges),
      steps: ids(steps),
    };
    expect({ ...shown, loose: Object.fromEntries(lists) }).toEqual(wanted.heats);
  });

  test("curves", () => {
    for (const [source, segments] of Object.entries(wanted.curves)) {
      const felt = new Map(
        (map.emotions ?? []).filter((one) => one.source === source).map((one) => [one.step, one.value]),
      );
      const points = stepsOf(map).flatMap((step, at) => {
        const value = felt.get(step.id);
        return value === undefined ? [] : [{ x: 100 * at, y: -value }];
      });
      const handles = monotone(points).map((one) => [
        one.startHandle.x,
        one.startHandle.y,
        one.endHandle.x,
        one.endHandle.y,
      ]);
      expect(handles.length).toBe(segments.length);
      handles
        .flat()
        .forEach((number, at) => expect(number).toBeCloseTo(segments.flat()[at] ?? Number.NaN, 8));
    }
  });

  test("the clock of a day", () => {
    const spans = spansOf(map);
    const ticks = ticksOf(spans).map((tick) => ({ ...tick, x: rounded(tick.x) }));
    const drawn = spans.map((span) => ({ ...span, left: rounded(span.left), right: rounded(span.right) }));
    expect({ spans: drawn, ticks, when: Object.fromEntries(timeWords(map)) }).toEqual(wanted.clock);
  });
});
