import { Alert, Stack, Table, Text } from "@mantine/core";
import type { Schema } from "@/client";
import { count, plural, UNKNOWN } from "@/ui";
import { Scroller } from "./scroller";
import classes from "./sources.module.css";

type Sample = Schema<"FileSample">;
type Column = Schema<"SampledColumn">;

const TYPES: Record<string, string> = {
  csv: "CSV",
  tsv: "TSV",
  json: "JSON",
  jsonl: "JSON lines",
  parquet: "Parquet",
  excel: "Excel",
  xes: "XES",
  ocel: "OCEL",
};

/** How a file is written, in a few words: "CSV, separated by ;, utf-8". */
export function formatWords({ type, delimiter, encoding, sheet }: Sample["format"]): string {
  const parts = [type ? (TYPES[type] ?? type) : "Table"];
  if (delimiter) parts.push(delimiter === "\t" ? "separated by tabs" : `separated by “${delimiter}”`);
  if (encoding) parts.push(encoding.toUpperCase());
  if (sheet) parts.push(`sheet “${sheet}”`);
  return parts.join(", ");
}

/** What a column seems to hold. */
function seems(column: Column): string {
  if (column.known === 0) return "empty";
  if (column.time_format) return "time";
  if (column.is_number && column.values.every((value) => /^[-+\d.,\s]+$/.test(value))) return "number";
  if (column.distinct === 1 && column.known > 1) return "always the same";
  return column.distinct <= 12 && column.known > column.distinct ? `${column.distinct} different` : "text";
}

/** The first rows of a file as they stand in it, under the names of its columns. */
export function ColumnsTable({ sample }: { sample: Sample }) {
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">
        {formatWords(sample.format)}. {count(sample.columns.length)}{" "}
        {sample.columns.length === 1 ? "column" : plural("column")}
        {sample.more_columns > 0 && ` and ${count(sample.more_columns)} more`}; the first rows as they are:
      </Text>
      {sample.rejects.length > 0 && (
        <Alert color="negative" variant="light" title="Some of the first rows cannot be read">
          {sample.rejects.slice(0, 3).map((reject) => (
            <Text size="sm" key={reject.ordinal}>
              Line {reject.line}: {reject.reason}
            </Text>
          ))}
        </Alert>
      )}
      <Scroller label="First rows">
        <Table className={classes.table}>
          <Table.Thead>
            <Table.Tr>
              {sample.columns.map((column) => (
                <Table.Th key={column.name} scope="col">
                  {column.name}
                  <Text size="xs" c="dimmed" fw={400}>
                    {seems(column)}
                  </Text>
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {sample.rows.map((row, at) => (
              <Table.Tr key={at}>
                {row.map((cell, column) => (
                  <Table.Td
                    key={sample.columns[column]?.name}
                    className={classes.short}
                    title={cell ?? undefined}
                  >
                    {cell ?? UNKNOWN}
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Scroller>
    </Stack>
  );
}
