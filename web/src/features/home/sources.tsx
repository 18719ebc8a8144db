import { Anchor, Group, Table, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { Schema } from "@/client";
import { count, day, Figure, people } from "@/ui";
import classes from "./home.module.css";
import { daysBehind } from "./places";
import { Section } from "./section";

interface Props {
  stock: Schema<"Stock">;
  sources: Schema<"Source">[];
  asOf: number | null;
  zone: string;
}

/** What has been read in all, and how new each source is. */
export function Sources({ stock, sources, asOf, zone }: Props) {
  return (
    <Section title="Sources" more={{ label: "Loads and quarantine", to: "/sources" }}>
      <Ledger stock={stock} />
      <Table.ScrollContainer minWidth={600} data-scrolls>
        <Table verticalSpacing="xs" horizontalSpacing="sm">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Source</Table.Th>
              <Table.Th>Last event</Table.Th>
              <Table.Th>Behind the newest</Table.Th>
              <Table.Th className={classes.figures}>Interactions</Table.Th>
              <Table.Th className={classes.figures}>In quarantine</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {sources.map((source) => (
              <Row key={source.name} source={source} asOf={asOf} zone={zone} />
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Section>
  );
}

type OfSource = Pick<Props, "asOf" | "zone"> & { source: Schema<"Source"> };

function Row({ source, asOf, zone }: OfSource) {
  const behind = daysBehind(source.last_at_us, asOf);
  return (
    <Table.Tr>
      <Table.Td className={classes.source}>{source.name}</Table.Td>
      <Table.Td>{source.last_at_us === null ? "no events" : day(source.last_at_us, zone)}</Table.Td>
      <Table.Td>
        <Figure
          size="sm"
          value={behind === null ? null : behind === 0 ? "up to date" : people(behind, "day")}
          definition={`From the last event of ${source.name} to the newest event of all sources.`}
        />
      </Table.Td>
      <Table.Td className={classes.figures}>
        <Figure
          size="sm"
          value={count(source.interactions)}
          definition={`What ${source.name} tells that people did. What another load says again counts once.`}
        />
      </Table.Td>
      <Table.Td className={classes.figures}>
        {source.waiting > 0 ? (
          <Anchor component={Link} to="/sources/quarantine" size="sm">
            {count(source.waiting)}
          </Anchor>
        ) : (
          "0"
        )}
      </Table.Td>
    </Table.Tr>
  );
}

/** The ledger's law in numbers: what was read is what became of it. */
function Ledger({ stock }: { stock: Schema<"Stock"> }) {
  const parts: [string, number, string][] = [
    ["loaded", stock.loaded, "Rows that became interactions, traits or spend."],
    ["duplicates", stock.duplicates, "Rows that were there already, told just so."],
    ["changed", stock.changed, "Rows that were there already, told differently: the newest counts."],
    ["quarantined", stock.quarantined, "Rows that did not fit their mapping. They wait to be mended."],
  ];
  return (
    <Group gap="xs" mb="sm" className={classes.ledger}>
      <Text size="sm">
        <Figure
          size="sm"
          value={count(stock.read)}
          definition="Rows of all files that were loaded and not withdrawn."
        />{" "}
        rows read =
      </Text>
      {parts.map(([name, number, says], at) => (
        <Text size="sm" key={name}>
          {at > 0 && "+ "}
          <Figure size="sm" value={count(number)} definition={says} n={stock.read} noun="row" /> {name}
        </Text>
      ))}
    </Group>
  );
}
