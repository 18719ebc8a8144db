import type { Schema } from "@/client";

/** A condition as the server describes it; what is at its default may be left out. */
type Told<Condition> = Partial<Omit<Condition, "by">>;

export type Where = Told<Schema<"AskedWhere">>;
export type Step = Told<Schema<"segments_rules_Step">>;
export type TraitRule = { by: "trait" } & Told<Schema<"AskedTrait">>;
export type DidRule = { by: "did" } & Told<Schema<"AskedDid">>;
export type ThenRule = { by: "then"; steps: Step[]; within_days?: number | null };
export type AnsweredRule = { by: "answered" } & Told<Schema<"AskedAnswered">>;
export type StageRule = { by: "stage" } & Told<Schema<"AskedInStage">>;
export type PathRule = { by: "path" } & Told<Schema<"AskedFollowed">>;
export type SegmentRule = { by: "segment" } & Told<Schema<"AskedInSegment">>;
export type Group = { by: "all" | "any"; of: Rule[] };
export type Not = { by: "not"; of: Rule };
export type Leaf = TraitRule | DidRule | ThenRule | AnsweredRule | StageRule | PathRule | SegmentRule;
export type Rule = Leaf | Group | Not;

/** Where a condition stands in a document: `["of", 0, "of", 1]`; the whole rule at `[]`. */
export type Path = (string | number)[];
export type Misfit = Schema<"Misfit">;

export const isGroup = (rule: Rule): rule is Group => rule.by === "all" || rule.by === "any";

export function ruleAt(rule: Rule, path: Path): Rule | undefined {
  let found: unknown = rule;
  for (const part of path) found = (found as Record<string | number, unknown> | undefined)?.[part];
  return found as Rule | undefined;
}

/** The rule with another condition in this place. */
export function replaced(rule: Rule, path: Path, next: Rule): Rule {
  if (path.length === 0) return next;
  return rebuilt(rule, path, next) as Rule;
}

function rebuilt(value: unknown, [part, ...rest]: Path, next: unknown): unknown {
  if (part === undefined) return next;
  if (Array.isArray(value)) return value.map((each, at) => (at === part ? rebuilt(each, rest, next) : each));
  const record = value as Record<string, unknown>;
  return { ...record, [part]: rebuilt(record[part], rest, next) };
}

/** The group that a condition stands in, and its place there; what is under a "not" goes with the "not". */
function inGroup(rule: Rule, path: Path): { group: Group; at: number; above: Path } | null {
  const outer = path.at(-1) === "of" ? path.slice(0, -1) : path;
  const at = outer.at(-1);
  const above = outer.slice(0, -2);
  const group = ruleAt(rule, above);
  return typeof at === "number" && group && isGroup(group) ? { group, at, above } : null;
}

export function removed(rule: Rule, path: Path): Rule {
  const place = inGroup(rule, path);
  if (!place) return { by: "all", of: [] };
  const of = place.group.of.filter((_, at) => at !== place.at);
  return replaced(rule, place.above, { ...place.group, of });
}

export function added(rule: Rule, path: Path, child: Rule): Rule {
  const group = ruleAt(rule, path);
  if (!group || !isGroup(group)) return rule;
  return replaced(rule, path, { ...group, of: [...group.of, child] });
}

/** Whether a condition can go so far up (−1) or down (1) in its group. */
export function canMove(rule: Rule, path: Path, by: 1 | -1): boolean {
  const place = inGroup(rule, path);
  return place !== null && place.group.of[place.at + by] !== undefined;
}

export function moved(rule: Rule, path: Path, by: 1 | -1): Rule {
  const place = inGroup(rule, path);
  if (!place || !canMove(rule, path, by)) return rule;
  const of = [...place.group.of];
  const [one] = of.splice(place.at, 1);
  if (one) of.splice(place.at + by, 0, one);
  return replaced(rule, place.above, { ...place.group, of });
}

/** The condition in a group of its own, for others to be put beside it. */
export function grouped(rule: Rule, path: Path): Rule {
  const one = ruleAt(rule, path);
  return one ? replaced(rule, path, { by: "any", of: [one] }) : rule;
}

/** The group taken away, its conditions left in its place. */
export function ungrouped(rule: Rule, path: Path): Rule {
  const group = ruleAt(rule, path);
  const place = inGroup(rule, path);
  if (!group || !isGroup(group)) return rule;
  if (!place) return group.of.length === 1 ? (group.of[0] as Rule) : rule;
  const of = place.group.of.flatMap((each, at) => (at === place.at ? group.of : [each]));
  return replaced(rule, place.above, { ...place.group, of });
}

/** Everybody but these; or these again. */
export function negated(rule: Rule, path: Path): Rule {
  const one = ruleAt(rule, path);
  if (!one) return rule;
  return replaced(rule, path, one.by === "not" ? one.of : { by: "not", of: one });
}

/** A rule as a group: what the editor shows at the top. */
export function asGroup(rule: Rule): Group {
  return isGroup(rule) ? rule : { by: "all", of: [rule] };
}

/** What is wrong with a condition itself, by field; "" is the condition as a whole. */
export function problemsOf(problems: Misfit[], path: Path): Map<string, Misfit> {
  const place = ["rule", ...path];
  const own = problems.filter(({ path: there }) => place.every((part, at) => there[at] === part));
  const found = new Map<string, Misfit>();
  for (const problem of own) {
    const rest = problem.path.slice(place.length);
    const inside = rest[0] === "of" && rest.length > 1;
    const name = rest.join(".");
    if (!inside && !found.has(name)) found.set(name, problem);
  }
  return found;
}

/** The document with the name that was perhaps meant. */
export function mended(rule: Rule, { path, says, guess }: Misfit): Rule {
  const place = path.slice(1) as Path;
  if (!guess || path[0] !== "rule") return rule;
  const there = ruleAt(rule, place) as unknown;
  const wrong = /"(.*?)"/.exec(says)?.[1];
  if (Array.isArray(there))
    return rebuilt(
      rule,
      place,
      there.map((each) => (each === wrong ? guess : each)),
    ) as Rule;
  if (typeof there === "string") return rebuilt(rule, place, guess) as Rule;
  return mendedField(rule, place, there, wrong, guess);
}

function mendedField(
  rule: Rule,
  place: Path,
  there: unknown,
  wrong: string | undefined,
  guess: string,
): Rule {
  if (typeof there !== "object" || there === null) return rule;
  const entries = Object.entries(there).map(([name, value]) => [name, value === wrong ? guess : value]);
  return rebuilt(rule, place, Object.fromEntries(entries)) as Rule;
}

/** A key for a title: small letters, digits and dashes, and not one of those that are taken. */
export function keyFor(title: string, taken: string[]): string {
  const plain = title
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase();
  const slug =
    plain
      .replace(/[^a-z0-9]+/g, "-")
      .replace(/^-+|-+$/g, "")
      .slice(0, 50) || "segment";
  const used = new Set([...taken, "new"]);
  if (!used.has(slug)) return slug;
  let number = 2;
  while (used.has(`${slug}-${number}`)) number += 1;
  return `${slug}-${number}`;
}
