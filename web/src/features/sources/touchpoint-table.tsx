import { Anchor, Badge, Table, Text, UnstyledButton } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { ArrowDown, ArrowUp } from "lucide-react";
import { count, day, Figure, spaced, UNKNOWN } from "@/ui";
import { Scroller } from "./scroller";
import classes from "./sources.module.css";
import { type Column, isMeasured, type Touchpoint, type Wanted } from "./touchpoint-rows";

const COLUMNS: [Column, string, boolean][] = [
  ["touchpoint", "Touchpoint", false],
  ["channel", "Channel", false],
  ["interactions", "Interactions", true],
  ["people", "People", true],
  ["scored", "Scores", true],
  ["last", "Last seen", true],
  ["places", "On maps", false],
];
const MOST = 300;

interface Props {
  rows: Touchpoint[];
  wanted: Wanted;
  sort: (by: Column) => void;
}

/** The touchpoints, by the column that is clicked. */
export function TouchpointTable({ rows, wanted, sort }: Props) {
  return (
    <Scroller label="Touchpoints">
      <Table className={classes.table}>
        <Table.Thead>
          <Table.Tr>
            {COLUMNS.map(([name, label, isNumber]) => (
              <Table.Th
                key={name}
                scope="col"
                className={isNumber ? classes.number : undefined}
                aria-sort={wanted.by === name ? (wanted.down ? "descending" : "ascending") : undefined}
              >
                <UnstyledButton className={classes.sort} fz="sm" onClick={() => sort(name)}>
                  {label}
                  {wanted.by === name &&
                    (wanted.down ? <ArrowDown size={14} aria-hidden /> : <ArrowUp size={14} aria-hidden />)}
                </UnstyledButton>
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.slice(0, MOST).map((one) => (
            <Row key={`${one.channel}/${one.touchpoint}`} one={one} />
          ))}
        </Table.Tbody>
      </Table>
      {rows.length > MOST && (
        <Text size="sm" c="dimmed" p="sm">
          The first {MOST} are shown. Find the others by name, or export all {count(rows.length)}.
        </Text>
      )}
    </Scroller>
  );
}

function Row({ one }: { one: Touchpoint }) {
  const measured = isMeasured(one);
  return (
    <Table.Tr>
      <Table.Th scope="row" className={classes.cell}>
        {one.touchpoint}
        <Text size="xs" c="dimmed">
          {[one.sources.join(", "), one.owner && `owner ${one.owner}`].filter(Boolean).join(" · ")}
        </Text>
        {!measured && (
          <Badge variant="outline" color="negative" size="sm" className={classes.badge}>
            not measured
          </Badge>
        )}
      </Table.Th>
      <Table.Td>{one.channel ? spaced(one.channel) : UNKNOWN}</Table.Td>
      <Table.Td className={classes.number}>
        <Counted one={one} number={one.interactions} says="How often something happened here." />
        {one.by_organisation > 0 && (
          <Text size="xs" c="dimmed">
            {one.by_customer === 0 ? "all begun by you" : `${count(one.by_organisation)} begun by you`}
          </Text>
        )}
      </Table.Td>
      <Table.Td className={classes.number}>
        <Counted one={one} number={one.people} says="People who were here at least once." />
      </Table.Td>
      <Table.Td className={classes.number}>
        <Counted one={one} number={one.scored} says="Interactions here that carry a score." />
      </Table.Td>
      <Table.Td className={classes.number}>
        {day(one.last_at_us)}
        {one.first_at_us !== null && (
          <Text size="xs" c="dimmed">
            first {day(one.first_at_us)}
          </Text>
        )}
      </Table.Td>
      <Table.Td className={classes.cell}>
        <Places places={one.places} />
      </Table.Td>
    </Table.Tr>
  );
}

interface Counting {
  one: Touchpoint;
  number: number;
  says: string;
}

/** How many, with the way to the people. */
function Counted({ one: { touchpoint }, number, says }: Counting) {
  if (number === 0) return UNKNOWN;
  const open = JSON.stringify({ at: "node", node: touchpoint, step: 0 });
  const search = { lens: "touchpoint", anchor: touchpoint, open } as never;
  return (
    <Figure size="sm" value={count(number)} definition={says}>
      <Anchor component={Link} to="/explore/flow" search={search} size="sm">
        Who came here on any channel, and where they go
      </Anchor>
    </Figure>
  );
}

function Places({ places }: { places: Touchpoint["places"] }) {
  if (places.length === 0) return <Text size="sm">on no map</Text>;
  const maps = new Map(places.map((place) => [place.map, place.title]));
  return [...maps].map(([key, title]) => (
    <div key={key}>
      <Link to="/maps/$key" params={{ key }} className={classes.link}>
        {title}
      </Link>
      <Text size="xs" c="dimmed">
        {places
          .filter((place) => place.map === key)
          .map((place) => place.name)
          .join(", ")}
      </Text>
    </div>
  ));
}
