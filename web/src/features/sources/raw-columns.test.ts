import { expect, test } from "vitest";
import { rawColumns } from "./raw-columns";

test("the columns of rows that were set aside are those of all of them, a torn row has none", () => {
  const rows = [
    { raw: '{"id": "1", "when": "soon"}' },
    { raw: '{"id": "1", "who": null}' },
    { raw: "torn;row" },
  ];
  const found = rawColumns(rows).map(({ name, known, values }) => [name, known, values]);
  expect(found).toEqual([
    ["id", 2, ["1"]],
    ["when", 1, ["soon"]],
    ["who", 0, []],
  ]);
});
