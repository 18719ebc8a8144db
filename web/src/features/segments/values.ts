import type { Schema } from "@/client";

/** A trait, or a column of the interactions, with the values there are. */
export type Known = Schema<"Vocabulary">["traits"][number];
type Op = NonNullable<Schema<"AskedTrait">["op"]>;
type Value = Schema<"AskedTrait">["value"];

export const OPS: { value: Op; label: string }[] = [
  { value: "is", label: "is" },
  { value: "is_not", label: "is not" },
  { value: "one_of", label: "is one of" },
  { value: "contains", label: "contains" },
  { value: "greater", label: "is more than" },
  { value: "at_least", label: "is at least" },
  { value: "less", label: "is less than" },
  { value: "at_most", label: "is at most" },
  { value: "known", label: "is known" },
];

/** What is typed, as the value that is meant: a number where the name's values are numbers. */
export function valueOf(text: string, type: Known["type"] | undefined): Value {
  const number = Number(text);
  return type === "number" && text.trim() !== "" && !Number.isNaN(number) ? number : text;
}

/** The value as it stands in a field. */
export const textOf = (value: Value | undefined): string =>
  value === null || value === undefined || Array.isArray(value) ? "" : String(value);

export const textsOf = (value: Value | undefined): string[] =>
  Array.isArray(value) ? value.map(String) : textOf(value) === "" ? [] : [textOf(value)];

/** The value for another comparison: one of it where it was a list, a list where one is asked. */
export function valueFor(op: Op, value: Value | undefined): Value {
  if (op === "known") return null;
  if (op === "one_of") return textsOf(value);
  return Array.isArray(value) ? (value[0] ?? "") : (value ?? "");
}

/** Names as a field has them: one as a list of one. */
export const listed = (names: string[] | string | null | undefined): string[] =>
  names === null || names === undefined ? [] : Array.isArray(names) ? names : [names];

/** And back: none as nothing, one as itself. */
export function unlisted(names: string[]): string[] | string | null {
  return names.length === 0 ? null : names.length === 1 ? (names[0] as string) : names;
}

/** Names in the order in which they are offered, each once. */
export const unique = (names: string[]): string[] => [...new Set(names)];
