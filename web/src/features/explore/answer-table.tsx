import { Button, Collapse, ScrollArea, Table } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { Rows3 } from "lucide-react";
import type { ReactNode } from "react";
import classes from "./explore.module.css";

export interface Column<Row> {
  head: string;
  cell: (row: Row) => ReactNode;
  number?: boolean;
  /** Only where there is room: on a phone another cell says it. */
  isWide?: boolean;
}

interface Props<Row> {
  caption: string;
  columns: Column<Row>[];
  rows: readonly Row[];
  /** How tall it may be before it scrolls; left out: as tall as it is. */
  tall?: number;
}

/** The same as the picture, as a table: for who reads rather than looks. */
export function TableTwin<Row>(props: Props<Row>) {
  const [opened, { toggle }] = useDisclosure(false);
  return (
    <section>
      <Button
        variant="subtle"
        size="compact-md"
        leftSection={<Rows3 size={16} aria-hidden />}
        onClick={toggle}
        aria-expanded={opened}
        mt="md"
      >
        {opened ? "Hide the table" : "Show as a table"}
      </Button>
      <Collapse expanded={opened} transitionDuration={0}>
        {opened && <AnswerTable {...props} tall={560} />}
      </Collapse>
    </section>
  );
}

export function AnswerTable<Row>({ caption, columns, rows, tall }: Props<Row>) {
  return (
    <ScrollArea.Autosize
      mah={tall}
      type="auto"
      mt="sm"
      viewportProps={{ tabIndex: 0, role: "region", "aria-label": caption }}
    >
      <Table className={classes.table} highlightOnHover verticalSpacing={6} stickyHeader={tall !== undefined}>
        <caption className={classes.unseen}>{caption}</caption>
        <Table.Thead>
          <Table.Tr>
            {columns.map((column) => (
              <Table.Th key={column.head} scope="col" {...marks(column)}>
                {column.head}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row, at) => (
            <Table.Tr key={at}>
              {columns.map((column) => (
                <Table.Td key={column.head} {...marks(column)}>
                  {column.cell(row)}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </ScrollArea.Autosize>
  );
}

const marks = ({ number, isWide }: Pick<Column<never>, "number" | "isWide">) => ({
  "data-number": number || undefined,
  "data-wide": isWide || undefined,
});
