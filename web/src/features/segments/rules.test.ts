import { describe, expect, test } from "vitest";
import {
  added,
  asGroup,
  canMove,
  grouped,
  keyFor,
  mended,
  moved,
  negated,
  problemsOf,
  removed,
  replaced,
  type Rule,
  ruleAt,
  ungrouped,
} from "./rules";

const till: Rule = { by: "did", touchpoint: "Till" };
const plan: Rule = { by: "trait", name: "plan", value: "pro" };
const paid: Rule = { by: "did", action: "paid" };
const tree: Rule = { by: "all", of: [till, { by: "not", of: { by: "any", of: [plan, paid] } }] };

describe("the tree of a rule", () => {
  test("is walked by places", () => {
    expect(ruleAt(tree, ["of", 1, "of", "of", 0])).toBe(plan);
    expect(ruleAt(tree, ["of", 9, "of"])).toBeUndefined();
    expect(ruleAt(tree, [])).toBe(tree);
  });

  test("keeps what is not changed as it is", () => {
    const next = replaced(tree, ["of", 1, "of", "of", 0], till);
    expect(ruleAt(next, ["of", 1, "of", "of", 0])).toBe(till);
    expect(ruleAt(next, ["of", 0])).toBe(till);
    expect(ruleAt(tree, ["of", 1, "of", "of", 0])).toBe(plan);
  });

  test("takes conditions in and out", () => {
    const more = added(tree, ["of", 1, "of"], till);
    expect(ruleAt(more, ["of", 1, "of", "of", 2])).toBe(till);
    expect(removed(more, ["of", 1, "of", "of", 2])).toEqual(tree);
    expect(added(tree, ["of", 0], till)).toBe(tree);
  });

  test("takes away what is under a not with the not, and of the whole leaves nothing", () => {
    expect(removed(tree, ["of", 1, "of"])).toEqual({ by: "all", of: [till] });
    expect(removed(tree, [])).toEqual({ by: "all", of: [] });
  });

  test("moves within a group and not out of it", () => {
    expect(canMove(tree, ["of", 0], -1)).toBe(false);
    expect(moved(tree, ["of", 0], -1)).toBe(tree);
    expect(ruleAt(moved(tree, ["of", 0], 1), ["of", 1])).toBe(till);
    expect(ruleAt(moved(tree, ["of", 1, "of"], -1), ["of", 1])).toBe(till);
  });

  test("groups and ungroups without a loss", () => {
    const wrapped = grouped(tree, ["of", 0]);
    expect(ruleAt(wrapped, ["of", 0])).toEqual({ by: "any", of: [till] });
    expect(ungrouped(wrapped, ["of", 0])).toEqual(tree);
  });

  test("says no twice and is back", () => {
    expect(negated(negated(tree, ["of", 0]), ["of", 0])).toEqual(tree);
    expect(asGroup(till)).toEqual({ by: "all", of: [till] });
    expect(asGroup(tree)).toBe(tree);
  });
});

describe("what is wrong", () => {
  const says = 'There is no touchpoint "Tlil". Did you mean "Till"?';
  const wrong: Rule = { by: "all", of: [{ by: "did", touchpoint: ["Shelf", "Tlil"] }] };
  const problem = { path: ["rule", "of", 0, "touchpoint"], says, guess: "Till" };

  test("is said at its field, and only there", () => {
    expect([...problemsOf([problem], ["of", 0]).keys()]).toEqual(["touchpoint"]);
    expect(problemsOf([problem], []).size).toBe(0);
    expect(problemsOf([{ path: ["rule", "of"], says: "expected one" }], []).get("of")?.says).toBe(
      "expected one",
    );
  });

  test("is mended in a list, in a text and in a condition", () => {
    expect(ruleAt(mended(wrong, problem), ["of", 0])).toEqual({ by: "did", touchpoint: ["Shelf", "Till"] });
    const name = { path: ["rule"], says: 'There is no trait "paln".', guess: "plan" };
    expect(mended({ by: "trait", name: "paln", op: "known" }, name)).toMatchObject({ name: "plan" });
    expect(mended(wrong, { path: ["key"], says, guess: "x" })).toBe(wrong);
  });
});

test("a key is made of the title and is nobody else's", () => {
  expect(keyFor("Über-quiet  Promoters!", [])).toBe("uber-quiet-promoters");
  expect(keyFor("New", [])).toBe("new-2");
  expect(keyFor("Paid", ["paid", "paid-2"])).toBe("paid-3");
  expect(keyFor("電話", [])).toBe("segment");
});
