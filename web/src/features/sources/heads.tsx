import { Table } from "@mantine/core";
import classes from "./sources.module.css";

/** What a column holds: words, a number; null: what can be done with the row. */
type Head = string | { number: string } | null;

/** The head of a table; over numbers it stands where they end. */
export const Heads = ({ of }: { of: readonly Head[] }) => (
  <Table.Thead>
    <Table.Tr>
      {of.map((head, at) =>
        head === null ? (
          <Table.Td key={at} />
        ) : typeof head === "string" ? (
          <Table.Th key={head} scope="col">
            {head}
          </Table.Th>
        ) : (
          <Table.Th key={head.number} scope="col" className={classes.number}>
            {head.number}
          </Table.Th>
        ),
      )}
    </Table.Tr>
  </Table.Thead>
);
