import { expect, test } from "vitest";
import { doingsOf, ownOf, toldOf } from "./changes";

test("a revision without a label says what it did", () => {
  const operations = [{ op: "set" }, { op: "set" }, { op: "add" }];
  expect(toldOf({ reason: "edit", operations })).toBe("2 changed, 1 added");
  expect(toldOf({ reason: "auto", operations })).toBe("Figures recounted: 2 changed, 1 added");
  expect(toldOf({ reason: "review", operations: [{ op: "set" }] })).toBe("Reviewed");
  expect(toldOf({ reason: "edit", operations: [] })).toBe("Nothing changed");
});

test("the steps of a walk are one doing, and so is what one person does again and again", () => {
  const change = (number: number, label: string | null, author = "local") => ({ number, label, author });
  const doings = doingsOf([
    change(9, "Ana took the journey: blocked"),
    change(8, "Ana took the journey: pass"),
    change(7, "Ana took the journey"),
    change(6, "Text changed"),
    change(5, "Text changed", "mia"),
    change(4, null),
    change(3, null),
  ]);
  expect(doings.map(({ label, changes }) => [label, changes.map(({ number }) => number)])).toEqual([
    ["Ana took the journey", [9, 8, 7]],
    ["Text changed", [6]],
    ["Text changed", [5]],
    [null, [4]],
    [null, [3]],
  ]);
});

test("one of a doing says only what is its own", () => {
  const change = { author: "local", reason: "edit", operations: [{ op: "add" }] };
  const own = (label: string) => ownOf({ ...change, label }, "Ana took the journey");
  expect(own("Ana took the journey: blocked")).toBe("Blocked");
  expect(own("Ana took the journey")).toBe("1 added");
});
