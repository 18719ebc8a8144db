import { expect, test } from "vitest";
import { toldOf } from "./changes";

test("a revision without a label says what it did", () => {
  const operations = [{ op: "set" }, { op: "set" }, { op: "add" }];
  expect(toldOf({ reason: "edit", operations })).toBe("2 changed, 1 added");
  expect(toldOf({ reason: "auto", operations })).toBe("Figures recounted: 2 changed, 1 added");
  expect(toldOf({ reason: "review", operations: [{ op: "set" }] })).toBe("Reviewed");
  expect(toldOf({ reason: "edit", operations: [] })).toBe("Nothing changed");
});
