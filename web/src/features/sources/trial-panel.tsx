import { Alert, Badge, Group, Stack, Table, Text, Title } from "@mantine/core";
import { CircleCheck, TriangleAlert } from "lucide-react";
import type { Problem, Schema } from "@/client";
import { count, day, exactMoney, moment, ProblemNotice, spaced, UNKNOWN, Waiting } from "@/ui";
import { RawCells } from "./raw-cells";
import { cellsOf } from "./raw-columns";
import { Scroller } from "./scroller";
import classes from "./sources.module.css";

type Trial = Schema<"Trial">;
type Preview = Schema<"Preview">;
type Row = Record<string, unknown>;

interface Props {
  trial: Trial | undefined;
  error: Problem | null;
  isStale: boolean;
}

/** What the mapping makes of the first rows, as it stands now: interactions, and rows it would set aside. */
export function TrialPanel({ trial, error, isStale }: Props) {
  if (error) return <ProblemNotice error={error} />;
  if (!trial) return <Waiting shape="table" height={320} label="The mapping is being tried" />;
  const { flaws, preview } = trial;
  return (
    <Stack gap="md" aria-busy={isStale}>
      <Group justify="space-between">
        <Title order={2} size="h4">
          What it makes of the file
        </Title>
        {preview && <Counts preview={preview} />}
      </Group>
      {flaws.length > 0 && <Flaws flaws={flaws} />}
      {preview && <Interactions rows={preview.interactions} />}
      {preview && <Besides preview={preview} />}
      {preview && preview.refusals.length > 0 && <Refusals refusals={preview.refusals} />}
    </Stack>
  );
}

function Counts({ preview }: { preview: Preview }) {
  const all = preview.quarantined === 0;
  return (
    <Badge
      size="lg"
      variant="light"
      color={all ? "positive" : "negative"}
      className={classes.badge}
      leftSection={all ? <CircleCheck size={14} aria-hidden /> : <TriangleAlert size={14} aria-hidden />}
      role="status"
    >
      {fitWords(preview)}
    </Badge>
  );
}

function fitWords({ rows, accepted }: Preview): string {
  if (rows === 1) return accepted ? "the first row fits" : "the first row does not fit";
  return `${accepted === rows ? "all" : count(accepted)} of the first ${count(rows)} rows fit`;
}

function Flaws({ flaws }: { flaws: Trial["flaws"] }) {
  return (
    <Alert
      color="negative"
      variant="light"
      icon={<TriangleAlert aria-hidden />}
      title="This mapping cannot be used yet"
    >
      {flaws.slice(0, 5).map(({ place, says }) => (
        <Text size="sm" key={`${place.join(".")}${says}`} className={classes.cell} maw="none">
          {place.length > 2 && <b>{spaced(place[2] ?? "")}: </b>}
          {says}
        </Text>
      ))}
    </Alert>
  );
}

const FIRST = ["happened_at", "identifiers", "channel", "touchpoint", "action"];
const HEADS: Record<string, string> = {
  happened_at: "When",
  identifiers: "Who",
  value_minor: "Value",
  utc_offset_minutes: "Offset",
};
const LEFT_OUT = new Set(["currency", "precision", "initiator", "source", "utc_offset_minutes", "scale"]);

function Interactions({ rows }: { rows: Row[] }) {
  if (rows.length === 0)
    return (
      <Text size="sm" c="dimmed">
        None of these rows becomes an interaction yet.
      </Text>
    );
  const names = new Set(rows.flatMap((row) => Object.keys(row)).filter((name) => !LEFT_OUT.has(name)));
  const shown = [...FIRST, ...[...names].filter((name) => !FIRST.includes(name)).sort()];
  return (
    <Scroller label="The first five interactions">
      <Table className={classes.table}>
        <Table.Thead>
          <Table.Tr>
            {shown.map((name) => (
              <Table.Th key={name} scope="col">
                {HEADS[name] ?? spaced(name).replace(/^./, (first) => first.toUpperCase())}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row, at) => (
            <Table.Tr key={at}>
              {shown.map((name) => (
                <Table.Td key={name} className={classes.short} title={told(name, row)}>
                  {told(name, row)}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Scroller>
  );
}

function told(name: string, row: Row): string {
  const value = row[name];
  if (value === undefined || value === null) return UNKNOWN;
  if (name === "happened_at") return row.precision === "day" ? day(String(value)) : moment(String(value));
  if (name === "channel") return spaced(String(value));
  if (name === "value_minor") return exactMoney(Number(value), String(row.currency ?? ""));
  if (name === "identifiers" && Array.isArray(value))
    return value.map((one: { type: string; value: string }) => `${one.type} ${one.value}`).join(", ");
  if (name === "score") return `${String(value)} on ${String(row.scale ?? "").replace("..", " to ")}`;
  return typeof value === "string" || typeof value === "number" ? String(value) : JSON.stringify(value);
}

function Besides({ preview }: { preview: Preview }) {
  const also = [
    preview.traits.length > 0 && "traits of people",
    preview.spend.length > 0 && "lines of spend",
  ].filter(Boolean);
  return (
    <>
      {also.length > 0 && (
        <Text size="sm" c="dimmed">
          It also makes {also.join(" and ")}.
        </Text>
      )}
      {preview.warnings.map((warning) => (
        <Text size="sm" c="dimmed" key={warning}>
          {warning}
        </Text>
      ))}
    </>
  );
}

function Refusals({ refusals }: { refusals: Schema<"Refusal">[] }) {
  return (
    <Stack gap="xs" component="section" aria-label="Would be set aside">
      <Title order={3} size="h5">
        Would be set aside
      </Title>
      {refusals.slice(0, 6).map((one) => (
        <Alert key={`${one.reason}${one.line}`} color="negative" variant="light" p="sm">
          <Text size="sm" fw={600} style={{ overflowWrap: "anywhere" }}>
            {count(one.rows)} {one.rows === 1 ? "row" : "rows"}: {one.reason}
          </Text>
          <Text size="xs" c="dimmed">
            First in line {count(one.line)}
          </Text>
          <RawCells raw={one.raw} cells={cellsOf(one.raw)} />
        </Alert>
      ))}
    </Stack>
  );
}
