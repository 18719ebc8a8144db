/** Which figures of a saved view's answer can stand on a map, and what they are called. */
import type { Question } from "@/client";
import { apartText, durationText, percent } from "@/map";
import { columnWords } from "./evidence-words";

type Side = Record<string, unknown>;

/** A saved view, as far as its figures go. */
export interface View extends Side {
  key: string;
  title: string;
  view: string;
  question: Question;
  a?: Side | null;
  b?: Side | null;
  names?: [string, string] | null;
}

export interface PinnableFigure {
  label: string;
  value: string;
  /** Which row of the answer, and which of its columns. */
  row: Record<string, unknown>;
  column: string;
}

type Row = Record<string, unknown>;
type Maker = (row: Row) => PinnableFigure[];

const BESIDE: Record<string, string> = {
  "(start)": "the start",
  "(end)": "leaving",
  "(still open)": "still open",
};
const MOST = 40;

const MAKERS: Record<string, Maker> = {
  flow: (row) =>
    row.kind === "link" && row.from_node !== "(start)" && !isOther(row.from_node) && !isOther(row.to_node)
      ? share(row, `From ${named(row.from_node)} to ${named(row.to_node)}`, [
          "kind",
          "step",
          "from_node",
          "to_node",
        ])
      : [],
  funnel: (row) =>
    row.group || row.step === 1
      ? []
      : [
          ...share(row, `${named(row.node)}, of all who began`, ["step"], "share_of_first"),
          ...share(row, `${named(row.node)}, of the step before`, ["step"], "share_of_previous"),
          ...time(row, `Median time to ${named(row.node)}`, ["step"], "time_from_first_p50_us"),
        ],
  stages: (row) => [
    ...share(row, `Moved on from ${named(row.name ?? row.stage)}`, ["stage"], "moved_on_share"),
    ...share(row, `Dropped off in ${named(row.name ?? row.stage)}`, ["stage"], "dropped_off_share"),
    ...time(row, `Median time in ${named(row.name ?? row.stage)}`, ["stage"], "time_in_stage_p50_us"),
  ],
  paths: (row) =>
    Array.isArray(row.path) && !isOther(row.path[0])
      ? share(row, `Path ${row.path.map(named).join(" → ")}`, ["path"])
      : [],
  compare: (row) =>
    typeof row.difference === "number"
      ? [
          {
            ...of(row, comparedLabel(row), [...NAMING.filter((name) => name in row), "figure"], "difference"),
            value: apartText(row.difference, unitOf(String(row.figure))),
          },
        ]
      : [],
  retention: (row) =>
    row.cohort === "(all)" && Number(row.period) > 0
      ? share(row, `Back in period ${String(row.period)}`, ["cohort", "period"])
      : [],
};

/** What a view asks, as the API answers it and as a map cites it: of a comparison each side in full. */
export function askedBy(view: View): { body: Side; cited: Side } {
  const { question, names } = view;
  if (view.view !== "compare") return { body: { question }, cited: question };
  const shared = said(view);
  const sides = {
    a: { ...shared, ...said(view.a) },
    b: { ...shared, ...said(view.b) },
    names: names ?? ["a", "b"],
  };
  return { body: { question, ...sides }, cited: { measure: "compare", of: question, ...sides } };
}

const OF_A_SIDE = ["where", "segment", "only", "containing", "matching", "period"];

/** What is said of whom and of when, of all that may be. */
const said = (side: Side | null | undefined): Side =>
  Object.fromEntries(
    Object.entries(side ?? {}).filter(
      ([name, value]) => OF_A_SIDE.includes(name) && value !== null && Object.keys(value as object).length,
    ),
  );

/** The figures of an answer to a view of this kind; those of too few people are left out. */
export function figuresOf(view: string, rows: readonly Row[]): PinnableFigure[] {
  const make = MAKERS[view];
  return make
    ? rows
        .filter((row) => row.too_few !== true)
        .flatMap(make)
        .slice(0, MOST)
    : [];
}

/** Whether anything of such a view can stand on a map. */
export const isPinnable = (view: string): boolean => view in MAKERS;

const NAMING = ["stage", "step", "node", "path", "cohort", "period"]; // what names the rows of a comparison

function comparedLabel(row: Row): string {
  const path = Array.isArray(row.path) ? row.path.map(named).join(" → ") : null;
  const where = path ?? row.name ?? row.node ?? row.stage ?? row.cohort;
  return `${columnWords(String(row.figure))}${where ? `: ${named(where)}` : ""}, between the two sides`;
}

const unitOf = (figure: string): string =>
  figure.endsWith("_us") ? "microseconds" : /share|conversion|hazard/.test(figure) ? "share" : "count";

const isOther = (name: unknown) => name === "(other)" || name === "(earlier)" || name === "(later)";
const named = (name: unknown) => BESIDE[String(name)] ?? String(name);

function share(row: Row, label: string, by: string[], column = "share"): PinnableFigure[] {
  const value = row[column];
  return typeof value === "number" ? [{ ...of(row, label, by, column), value: percent(value) }] : [];
}

function time(row: Row, label: string, by: string[], column: string): PinnableFigure[] {
  const value = row[column];
  return typeof value === "number" ? [{ ...of(row, label, by, column), value: durationText(value) }] : [];
}

const of = (row: Row, label: string, by: string[], column: string) => ({
  label: label.slice(0, 180),
  row: Object.fromEntries(by.map((name) => [name, row[name]])),
  column,
});
