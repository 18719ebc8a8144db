import { Text } from "@mantine/core";
import { Bar } from "@/canvas/charts";
import { apartText } from "@/map";
import { Figure, people } from "@/ui";
import type { Column } from "./answer-table";
import type { Open } from "./asking";
import { placeOf, type Row, rowOf } from "./compare-questions";
import classes from "./explore.module.css";
import { ToPeople } from "./opens";
import type { Pinnable } from "./pin-dialog";
import { figureName, isTime, unitOf, valued, verdict } from "./verdicts";

export const COLOURS = { a: "var(--dp-bar-awareness)", b: "var(--dp-bar-onboarding)" } as const;

/** How the rows of a comparison are read. */
export interface Reading {
  of: string;
  names: readonly [string, string];
  called: (name: string) => string;
  open: Open;
}

const ORDER = { higher: 0, lower: 0, same: 1, unknown: 2 } as const;

/** What differs clearly comes first; else as the answer has it. */
export function sorted(rows: readonly Row[], names: readonly [string, string]): Row[] {
  const rank = (row: Row) => ORDER[verdict(row, names).tone];
  return [...rows].sort((one, other) => rank(one) - rank(other));
}

export const columns = (reading: Reading): Column<Row>[] => [
  { head: "Where", cell: (row) => <Where row={row} called={reading.called} /> },
  { head: "Figure", isWide: true, cell: (row) => figureName(row.figure) },
  { head: "Both sides", cell: (row) => <Pair row={row} reading={reading} /> },
  { head: "What may be said", isWide: true, cell: (row) => <Says row={row} names={reading.names} /> },
];

function Where({ row, called }: { row: Row; called: (name: string) => string }) {
  return (
    <>
      <Text className={classes.name}>{where(row, called)}</Text>
      <Text size="sm" className={classes.narrow}>
        {figureName(row.figure)}
      </Text>
    </>
  );
}

/** What the row is about: the columns that name it. */
function where(row: Row, called: (name: string) => string): string {
  if (Array.isArray(row.path)) return row.path.map((name) => called(String(name))).join(" → ");
  if (typeof row.name === "string") return row.name;
  if (typeof row.cohort === "string")
    return `${row.cohort === "(all)" ? "All" : row.cohort}, +${String(row.period)}`;
  const node = typeof row.node === "string" ? called(row.node) : "";
  return typeof row.step === "number" ? `${row.step}. ${node}` : node || "All journeys";
}

function Pair({ row, reading: { of, names, open } }: { row: Row; reading: Reading }) {
  const most = isTime(row.figure) ? Math.max(row.value_a ?? 0, row.value_b ?? 0, 1) : 1;
  const place = placeOf(row, of);
  const sides = [
    { side: "a", name: names[0], value: row.value_a, n: row.n_a },
    { side: "b", name: names[1], value: row.value_b, n: row.n_b },
  ] as const;
  return (
    <div className={classes.pair}>
      {sides.map(({ side, name, value, n }) => (
        <div key={side} className={classes.pairSide}>
          <Figure
            value={valued(row.figure, value)}
            definition={`${name}: ${figureName(row.figure)}.`}
            n={n}
            noun="journey"
            rate
            size="sm"
          >
            <ToPeople open={() => open(place, { side })}>The people behind it</ToPeople>
          </Figure>
          <Bar share={value === null || row.too_few ? null : value / most} colour={COLOURS[side]} tall={8} />
        </div>
      ))}
      <div className={classes.narrow}>
        <Says row={row} names={names} />
      </div>
    </div>
  );
}

function Says({ row, names }: { row: Row; names: readonly [string, string] }) {
  const { tone, says } = verdict(row, names);
  return (
    <Text className={classes.says} data-tone={tone}>
      {tone === "higher" ? "▲ " : tone === "lower" ? "▼ " : ""}
      {says}
    </Text>
  );
}

interface Sized {
  groups: Record<string, Record<string, number>>;
  names: readonly [string, string];
}

/** How many there are on either side. */
export function Sizes({ groups, names }: Sized) {
  return (
    <Text size="sm" c="dimmed" component="div">
      {names.map((name, at) => (
        <span key={name}>
          {at > 0 && " · "}
          {name}:{" "}
          <Figure
            size="sm"
            value={people(groups[name]?.journeys ?? 0, "journey")}
            definition={`Every journey on the side of ${name}.`}
            n={groups[name]?.subjects}
          />
        </span>
      ))}
    </Text>
  );
}

/** The differences that can stand on a map, the clear ones first. */
export const pinnable = (rows: readonly Row[], { of, names, called }: Omit<Reading, "open">): Pinnable[] =>
  sorted(rows, names)
    .filter((row) => !row.too_few && row.difference !== null)
    .map((row) => ({
      label: `${where(row, called)}, ${figureName(row.figure)}: ${names[0]} against ${names[1]}`.slice(
        0,
        180,
      ),
      value: apartText(row.difference ?? 0, unitOf(row.figure)),
      row: rowOf(row, of),
      column: "difference",
    }));
