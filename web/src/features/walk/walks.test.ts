import { expect, test } from "vitest";
import {
  findingAt,
  isWalk,
  type JourneyMap,
  met,
  nextStep,
  noted,
  sent,
  setOut,
  stepsOf,
  tally,
  unsent,
  wentSo,
} from "./walks";

const MAP = {
  stages: [
    {
      id: "buy",
      name: "Buying",
      steps: [
        { id: "s1", name: "Look", lineage_id: "l1" },
        { id: "s2", name: "Other (buying)", lineage_id: "l2", is_other: true },
        { id: "s3", name: "Pay", lineage_id: "l3" },
      ],
    },
  ],
  lanes: [{ id: "a", role: "actions", label: "Actions", cards: [{ id: "c", step: "s1", text: "Compares" }] }],
} as unknown as JourneyMap;
const STEPS = stepsOf(MAP);
const WALK = setOut("walk-1", "current", { who: "Ana", device: "phone", at: "2025-07-01T10:00:00Z" });

test("only steps that can be taken are walked, with what people do there", () => {
  expect(STEPS.map((step) => [step.id, step.stage, step.doing])).toEqual([
    ["s1", "Buying", ["Compares"]],
    ["s3", "Buying", []],
  ]);
});

test("what is met is sent once it has an outcome, and not while somebody is at it", () => {
  const told = met(WALK, "s1", noted("", "Slow"), "10:01");
  expect(unsent(told)).toEqual([]);
  const said = met(told, "s1", wentSo("friction"), "10:02");
  expect(findingAt(said, "s1").note).toBe("Slow");
  expect([unsent(said), unsent(said, "s1")]).toEqual([["s1"], []]);
});

test("what changes while it is on its way is sent again, and its photos only once", () => {
  const photo = { id: "p", thumb: "data:", content: new Blob(["x"]) };
  const said = met(WALK, "s1", () => ({ outcome: "blocked", photos: [photo] }), "10:02");
  const was = said.findings.s1;
  if (!was) throw new Error("it was said");
  const arrived = [{ ...photo, name: "abc.png" }];
  expect(unsent(sent(said, "s1", was, arrived))).toEqual([]);
  const changed = sent(met(said, "s1", noted("", "Still"), "10:03"), "s1", was, arrived);
  expect(unsent(changed)).toEqual(["s1"]);
  expect(changed.findings.s1?.photos).toEqual([{ id: "p", thumb: "data:", name: "abc.png" }]);
});

test("a walk goes on where nothing is said yet", () => {
  expect([nextStep(WALK, STEPS), tally(WALK, STEPS).left]).toEqual([0, 2]);
  const one = met(WALK, "s1", wentSo("pass"), "10:02");
  expect([nextStep(one, STEPS), tally(one, STEPS)]).toEqual([
    1,
    { pass: 1, friction: 0, blocked: 0, left: 1 },
  ]);
  expect(nextStep(met(one, "s3", wentSo("pass"), "10:03"), STEPS)).toBe(1);
});

test("what is no walk is not taken for one, whatever was left in the browser", () => {
  const said = met(WALK, "s1", wentSo("pass"), "10:02");
  expect([WALK, said].every(isWalk)).toBe(true);
  const broken = { ...said, findings: { s1: { ...said.findings.s1, photos: null } } };
  expect([null, 5, "walk", {}, { ...WALK, findings: null }, broken].some(isWalk)).toBe(false);
});
