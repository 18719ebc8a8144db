import { describe, expect, test } from "vitest";
import { setField } from "./commands";
import { difference } from "./differing";
import type { JourneyMap } from "./documents";
import { flaws } from "./flaws";
import { apply, invert, type Operation } from "./operations";
import {
  canInsist,
  caughtUp,
  type Change,
  type EditingState,
  edited,
  type Group,
  insisted,
  kept,
  opened,
  redone,
  returned,
  sending,
  undone,
} from "./session";
import { anyEdit, bigMap, chanceOf, naming } from "./worlds";

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
const SEEDS = Array.from({ length: 60 }, (_, seed) => seed);

describe.each(SEEDS)("whatever is done (seed %i)", (seed) => {
  const chance = chanceOf(seed);
  const name = naming("a");

  test("breaks no rule, and is undone and done again step by step", () => {
    const start = bigMap(8, 3);
    let state = opened(start, 1);
    const seen: JourneyMap[] = [start];
    for (let round = 0; round < 12; round += 1) {
      const before = state;
      state = tried(state, { id: name("group"), label: "", operations: anyEdit(state.map, chance, name) });
      if (state !== before) seen.push(state.map);
    }
    expect(flaws(state.map)).toEqual([]);
    expect(
      plain(
        apply(
          start,
          state.pending.flatMap((group) => group.operations),
        ),
      ),
    ).toEqual(plain(state.map));
    const end = state.map;
    expect(plain(apply(start, difference(start, end)))).toEqual(plain(end));
    for (const was of seen.slice(0, -1).toReversed()) {
      state = undone(state, name("undo"));
      expect(plain(sorted(state.map))).toEqual(plain(sorted(was)));
    }
    while (state.redo.length) state = redone(state, name("redo"));
    expect(plain(sorted(state.map))).toEqual(plain(sorted(end)));
  });

  test("two who edit at once come to see the same, and nothing goes without a word", () => {
    const server = new Server(bigMap(6, 3));
    let tabs = [opened(server.map, 1), opened(server.map, 1)] as [EditingState, EditingState];
    const texts: string[] = [];
    for (let round = 0; round < 20; round += 1) {
      const at = chance(2) as 0 | 1;
      const text = `tab ${at} round ${round}`;
      const cards = (tabs[at].map.lanes ?? []).flatMap((lane) => lane.cards ?? []);
      const card = cards[chance(Math.max(1, cards.length))];
      const operations =
        card && chance(2)
          ? setField(tabs[at].map, name, card.id, "text", text)
          : anyEdit(tabs[at].map, chance, naming(`t${at}-${round}`));
      if (JSON.stringify(operations).includes(text)) texts.push(text);
      tabs[at] = tried(tabs[at], { id: `g${round}`, label: text, operations });
      if (chance(3) === 0) tabs[at] = server.synchronised(tabs[at], name("batch"));
    }
    for (let round = 0; round < 3; round += 1)
      tabs = tabs.map((tab) => server.synchronised(tab, name("batch"))) as [EditingState, EditingState];
    expect(tabs.map((tab) => [tab.sent, tab.pending])).toEqual([
      [null, []],
      [null, []],
    ]);
    expect(plain(tabs[0].map)).toEqual(plain(server.map));
    expect(plain(tabs[1].map)).toEqual(plain(server.map));
    expect(flaws(server.map)).toEqual([]);
    const everywhere = JSON.stringify([server.said, tabs.map((tab) => tab.aside)]);
    for (const text of texts) expect(everywhere).toContain(text);
  });
});

test("the same field changed by two is shown with both, and either can be chosen", () => {
  const map = bigMap(2, 1);
  const start = opened(map, 1);
  const mine = edited(start, rename(map, "mine"));
  const theirs: Change = { number: 2, author: "ana", operations: rename(map, "theirs").operations };
  const caught = caughtUp(mine, [theirs]);
  expect(caught.pending).toEqual([]);
  expect(caught.aside[0]?.conflicts[0]).toMatchObject({ theirs: "theirs", mine: "mine" });
  expect(canInsist(caught, "rename")).toBe(true);
  const chosen = insisted(caught, "rename");
  expect([chosen.map.title, chosen.aside, chosen.pending.length]).toEqual(["mine", [], 1]);
});

test("what was sent and not answered is sent again as it was", () => {
  const map = bigMap(2, 1);
  const sent = sending(edited(opened(map, 1), rename(map, "mine")), "b1");
  const more = edited(sent, {
    id: "g2",
    label: "",
    operations: setField(sent.map, naming("x"), "step-0", "name", "X"),
  });
  expect(sending(more, "b2")).toBe(more);
  const again = opened(map, 1, more);
  expect([again.sent?.id, again.pending.length, again.map.title]).toEqual(["b1", 1, "mine"]);
  expect(returned(more).pending.map((group) => group.id)).toEqual(["rename", "g2"]);
});

const rename = (map: JourneyMap, title: string): Group => ({
  id: "rename",
  label: "Title",
  operations: setField(map, naming("x"), "map", "title", title),
});

/** A state with an edit made, or as it was where the edit is refused: a step cannot go that does not exist. */
function tried(state: EditingState, group: Group): EditingState {
  try {
    return edited(state, group);
  } catch {
    return state;
  }
}

/** The order in which a list came to hold nothing is of no account. */
const sorted = (map: JourneyMap) =>
  Object.fromEntries(Object.entries(map).filter(([, value]) => !(Array.isArray(value) && !value.length)));

/** What the server does with edits, in a few lines. */
class Server {
  readonly changes: Change[] = [];
  readonly said: Operation[] = [];

  constructor(public map: JourneyMap) {}

  synchronised(tab: EditingState, batch: string): EditingState {
    const state = this.caught(tab);
    const sent = sending(state, batch);
    if (!sent.sent) return sent;
    const operations = sent.sent.groups.flatMap((group) => group.operations);
    this.map = apply(this.map, operations);
    this.said.push(...operations);
    const onto = this.changes.length + 1;
    this.changes.push({ number: onto + 1, author: "somebody", operations });
    return kept(sent, onto + 1, onto) ?? sent;
  }

  caught(tab: EditingState): EditingState {
    return caughtUp(
      tab,
      this.changes.filter((change) => change.number > tab.revision),
    );
  }
}

test("inverting twice gives the same edits", () => {
  const map = bigMap(4, 2);
  const edits = anyEdit(map, chanceOf(7), naming("i"));
  expect(plain(invert(invert(edits)))).toEqual(plain(edits));
});
