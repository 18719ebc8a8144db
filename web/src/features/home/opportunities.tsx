import { Anchor, Table, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { Schema } from "@/client";
import { Figure, UNKNOWN } from "@/ui";
import classes from "./home.module.css";
import { Section } from "./section";

/** What could be made better, what is worth most first. */
export function Opportunities({ opportunities }: { opportunities: Schema<"Open">[] }) {
  return (
    <Section title="Open opportunities">
      {opportunities.length === 0 ? (
        <Text c="dimmed">
          Nobody has written one down yet. Open a map, choose a step that is hot and say how it might be
          better.
        </Text>
      ) : (
        <Table.ScrollContainer minWidth={420} data-scrolls>
          <Table verticalSpacing="xs" horizontalSpacing="sm">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Opportunity</Table.Th>
                <Table.Th className={classes.figures}>Value</Table.Th>
                <Table.Th className={classes.figures}>Effort</Table.Th>
                <Table.Th className={classes.figures}>Reach</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {opportunities.map((one) => (
                <Row key={`${one.map} ${one.id}`} one={one} />
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </Section>
  );
}

function Row({ one }: { one: Schema<"Open"> }) {
  return (
    <Table.Tr>
      <Table.Td className={classes.name}>
        <Anchor component={Link} to={`/maps/${one.map}`} size="sm">
          {one.title}
        </Anchor>
      </Table.Td>
      <Table.Td className={classes.figures}>
        <Figure
          value={one.value === null ? null : String(Math.round(one.value))}
          definition="From 0 to 100: half for customers, half for the business."
          n={one.reach}
          size="sm"
        />
      </Table.Td>
      <Table.Td className={classes.figures}>{one.effort === null ? UNKNOWN : `${one.effort} of 5`}</Table.Td>
      <Table.Td className={classes.figures}>{one.reach ?? UNKNOWN}</Table.Td>
    </Table.Tr>
  );
}
