import type { Schema } from "@/client";

/** A field of a mapping as people think of it, and back: a column, one text for all rows, a text with columns. */

export type Mapping = Schema<"Mapping">;
export type Rule = Schema<"InteractionRule">;
export type Value = Rule["touchpoint"];

export type Said =
  | { by: "nothing" }
  | { by: "column"; column: string; otherwise: string }
  | { by: "constant"; text: string }
  | { by: "template"; text: string }
  | { by: "lookup"; column: string; table: Record<string, string>; otherwise: string }
  | { by: "rule"; text: string };

const COLUMN = /^\{([^{}]+)\}$/;

/** What a value of a mapping says. */
export function said(value: Value | null | undefined): Said {
  if (value === null || value === undefined) return { by: "nothing" };
  if (typeof value === "string") return saidByText(value);
  return saidByLookup(value) ?? saidByFirst(value) ?? { by: "rule", text: ruleText(value) };
}

type Expression = Exclude<Value, string>;

function saidByLookup(value: Expression): Said | undefined {
  if (value.do !== "lookup" || (value.otherwise && typeof value.otherwise !== "string")) return undefined;
  const column = columnOf(value.of);
  return column ? { by: "lookup", column, table: value.table, otherwise: value.otherwise ?? "" } : undefined;
}

/** A column, or a word where it is blank. */
function saidByFirst(value: Expression): Said | undefined {
  if (value.do !== "first" || value.of.length !== 2) return undefined;
  const [one, other] = value.of;
  const column = columnOf(one);
  const isPlain = typeof other === "string" && !/[{}]/.test(other);
  return column && isPlain ? { by: "column", column, otherwise: other } : undefined;
}

const columnOf = (value: Value | undefined) =>
  typeof value === "string" ? COLUMN.exec(value)?.[1] : undefined;

function saidByText(text: string): Said {
  const column = COLUMN.exec(text)?.[1];
  if (column) return { by: "column", column, otherwise: "" };
  const plain = text.replaceAll("{{", "").replaceAll("}}", "");
  if (/[{}]/.test(plain)) return { by: "template", text };
  return { by: "constant", text: text.replaceAll("{{", "{").replaceAll("}}", "}") };
}

/** The value that says it; null for nothing. */
export function valueOf(meant: Said): Value | null {
  if (meant.by === "column") {
    const column = `{${meant.column}}`;
    return meant.otherwise ? { do: "first", of: [column, escaped(meant.otherwise)] } : column;
  }
  if (meant.by === "constant") return escaped(meant.text);
  if (meant.by === "template") return meant.text;
  if (meant.by === "lookup") {
    const { column, table, otherwise } = meant;
    return { do: "lookup", of: `{${column}}`, table, ...(otherwise && { otherwise }) };
  }
  return null;
}

const escaped = (text: string): string => text.replaceAll("{", "{{").replaceAll("}", "}}");

function ruleText(value: Expression): string {
  const of = "of" in value && typeof value.of === "string" ? ` ${value.of}` : "";
  return `${value.do}${of}`;
}

/** A mapping with one field of one rule changed; null takes it out. */
export function withField<Name extends keyof Rule>(
  mapping: Mapping,
  at: number,
  name: Name,
  value: Rule[Name] | null,
): Mapping {
  const interactions = (mapping.interactions ?? []).map((rule, number) => {
    if (number !== at) return rule;
    const changed = { ...rule, [name]: value };
    if (value === null) delete changed[name];
    return changed;
  });
  return { ...mapping, interactions };
}

/** What was kept of a mapping in this tab; undefined for anything that is none. */
export function mappingIn(text: string | null): Mapping | undefined {
  try {
    const found = JSON.parse(text ?? "null") as Partial<Mapping> | null;
    const { key, source, interactions } = found ?? {};
    const isMapping = typeof key === "string" && typeof source === "string";
    return isMapping && (interactions === undefined || Array.isArray(interactions))
      ? (found as Mapping)
      : undefined;
  } catch {
    return undefined;
  }
}

/** What is wrong with a field of a rule, of all that is wrong with the mapping. */
export function flawOf(flaws: Schema<"MappingFlaw">[], at: number, name: string): string | undefined {
  return flaws.find(({ place: [rules, number, field] }) => {
    return rules === "interactions" && number === String(at) && field === name;
  })?.says;
}

/** A key made of a name: small letters, digits and hyphens. */
export function keyOf(name: string): string {
  const plain = name
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
  return plain.slice(0, 64) || "table";
}
