import { expect, test } from "vitest";
import { pasteTable } from "./commands";
import { cardsOf } from "./documents";
import { apply } from "./operations";
import { readTable, writeTable } from "./tables";
import { bigMap, naming } from "./worlds";

test("a spreadsheet's cells come in, with breaks and quotes inside", () => {
  expect(readTable('a\t"two\nlines"\r\n"say ""hi"""\t\n')).toEqual([
    ["a", "two\nlines"],
    ['say "hi"', ""],
  ]);
  expect(readTable('5" screen')).toEqual([['5" screen']]);
  expect(readTable('"unclosed\tb')).toEqual([['"unclosed', "b"]]);
});

test("what is written can be read", () => {
  const rows = [
    ['a "b"', "c\nd"],
    ["", "é\tü"],
  ];
  expect(readTable(writeTable(rows))).toEqual(rows);
});

test("a table is pasted over lanes and steps; what finds no place is counted", () => {
  const map = bigMap(3, 2);
  const rows = [
    ["one", "two"],
    ["three", "four"],
    ["five", ""],
  ];
  const pasted = pasteTable(map, naming("p"), rows, {
    lane: "lane-0",
    step: "step-2",
    card: "card-0-step-2",
  });
  expect(pasted.left).toBe(3);
  const after = apply(map, pasted.operations);
  const texts = cardsOf(after)
    .filter((card) => card.step === "step-2")
    .map((card) => card.text);
  expect(texts).toEqual(["one", "three"]);
});
