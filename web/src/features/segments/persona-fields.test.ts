import { expect, test } from "vitest";
import type { Schema } from "@/client";
import { basisInShort, basisLines } from "./persona-basis";
import { fieldsOf, personaOf, traitFlaws } from "./persona-fields";

const ANA = {
  key: "ana",
  name: "Ana",
  kind: "persona",
  schema_version: 1,
  basis: "mixed",
  segment: "families",
  demographics: { age: "25–54" },
  goals: ["Be online"],
  size: 402,
} as unknown as Schema<"Persona">;
const COUNTED = { segment: "Families", counted: { people: 402, felt: 206, went: 398, upTo: "31 Dec 2025" } };

test("what the form does not ask for stays, and empty lines of demographics are left out", () => {
  const fields = {
    ...fieldsOf(ANA),
    demographics: [
      { name: " age ", value: "30" },
      { name: "", value: "" },
    ],
  };
  expect(personaOf(ANA, "ana", fields)).toMatchObject({
    size: 402,
    demographics: { age: "30" },
    image: null,
  });
});

test("a line of demographics has a name of its own", () => {
  const traits = [
    { name: "Age", value: "30" },
    { name: "age ", value: "40" },
    { name: "", value: "two" },
    { name: "", value: "" },
  ];
  expect(traitFlaws(traits).map((flaw) => flaw !== null)).toEqual([false, true, true, false]);
});

test("of a mixed persona it is said what is counted, of how many, and what is written", () => {
  expect(basisLines(ANA, COUNTED)).toEqual([
    {
      from: "Counted in the data",
      says: "how many they are (402), how they feel (n = 206) and whether they buy and where they go (n = 398): people of the segment “Families”, up to 31 Dec 2025.",
    },
    {
      from: "From interviews and observation",
      says: "age and goals. No single interview or note is kept with it.",
    },
  ]);
  expect(basisInShort(ANA, 402)).toBe("figures of 402 people · words from interviews and observation");
});

test("a persona that is said to be from data but names no segment has nothing counted", () => {
  const [counted] = basisLines({ ...ANA, segment: null }, { segment: null, counted: null });
  expect(counted?.says).toBe("Nothing, though it is said to be from data: it names no segment.");
});

test("the pieces that are kept with a persona are counted by kind", () => {
  const piece = (kind: string) => ({ id: kind, kind, provenance: { source: "s", locator: "l" } });
  const evidence = [piece("interview"), piece("interview"), piece("note")] as never;
  const [, written] = basisLines({ ...ANA, evidence }, COUNTED);
  expect(written?.says).toBe("age and goals. Kept with it: 2 interviews and 1 note.");
});
