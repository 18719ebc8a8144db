import { Group, SimpleGrid, Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { Bar } from "@/canvas/charts";
import { count, people, span } from "@/ui";
import type { BehindAnswer } from "./asking";
import { BehindPeople } from "./behind-people";
import classes from "./explore.module.css";
import { KeepSegment } from "./keep-segment";
import { Rate } from "./rate";

interface Props {
  found: BehindAnswer;
  called: (name: string) => string;
}

/** Who they are that a figure counts: how many, what they do next, when they were there, a few of them. */
export function BehindTold({ found, called }: Props) {
  return (
    <Stack gap="lg">
      <SimpleGrid cols={found.took_p50_us === null ? 2 : 3} spacing="sm">
        <Big value={count(found.subjects)} what={found.subjects === 1 ? "person" : "people"} />
        <Big value={count(found.journeys)} what={found.journeys === 1 ? "journey" : "journeys"} />
        {found.took_p50_us !== null && (
          <Big value={span(found.took_p50_us)} what="median time from the step before" />
        )}
      </SimpleGrid>
      {found.segment && found.subjects > 0 && <KeepSegment segment={found.segment} />}
      {found.caveats.map((caveat) => (
        <Text key={caveat} size="sm" c="dimmed">
          {caveat}
        </Text>
      ))}
      <Part title="What they do next">
        <Next found={found} called={called} />
      </Part>
      <Part title="When they were there">
        <Months found={found} />
      </Part>
      <Part title={found.people.length < found.subjects ? `${found.people.length} of them` : "Who they are"}>
        <BehindPeople found={found} called={called} />
      </Part>
    </Stack>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <Title order={3} size="h5" mb="xs">
        {title}
      </Title>
      {children}
    </section>
  );
}

function Big({ value, what }: { value: string; what: string }) {
  return (
    <div>
      <Text fw={650} fz={22} lh={1.2} className={classes.figure}>
        {value}
      </Text>
      <Text size="sm" c="dimmed" lh={1.3}>
        {what}
      </Text>
    </div>
  );
}

function Next({ found, called }: Props) {
  if (!found.next.length) return <Text size="sm">Nobody is here.</Text>;
  const all = found.journeys || 1;
  return (
    <Stack gap={8}>
      {found.next.map((row) => (
        <div key={row.node}>
          <Group justify="space-between" wrap="nowrap" gap="sm">
            <Text size="sm" truncate>
              {NEXT_NAMES[row.node] ?? called(row.node)}
            </Text>
            <Text size="sm" className={classes.figure}>
              {count(row.journeys)} ·{" "}
              <Rate
                size="sm"
                share={row.journeys / all}
                definition="Of the journeys behind this figure, those that go on so."
                low={row.share_low}
                high={row.share_high}
                n={found.journeys}
              />
            </Text>
          </Group>
          <Bar share={row.journeys / all} low={row.share_low} high={row.share_high} tall={8} />
        </div>
      ))}
      {found.next_p50_us !== null && (
        <Text size="sm" c="dimmed">
          Half of those who go on do so within {span(found.next_p50_us)}
          {found.next_p90_us !== null && `, 9 in 10 within ${span(found.next_p90_us)}`}.
        </Text>
      )}
    </Stack>
  );
}

const NEXT_NAMES: Record<string, string> = { "(end)": "Nothing: they left", "(still open)": "Nothing yet" };

function Months({ found }: { found: BehindAnswer }) {
  const most = Math.max(...found.months.map((month) => month.journeys), 1);
  const name = (month: string) =>
    new Date(`${month}T12:00:00Z`).toLocaleDateString("en", { month: "short", year: "2-digit" });
  if (!found.months.length) return <Text size="sm">Their times are not known.</Text>;
  return (
    <>
      <div className={classes.months} role="img" aria-label={monthsSaid(found, name)}>
        {found.months.map((month) => (
          <span
            key={month.month}
            title={`${name(month.month)}: ${people(month.journeys, "journey")}`}
            style={{ blockSize: `${Math.max((month.journeys / most) * 100, 3)}%` }}
          />
        ))}
      </div>
      <Group justify="space-between">
        <Text size="xs" c="dimmed">
          {name(found.months[0]?.month ?? "")}
        </Text>
        {found.months.length > 1 && (
          <Text size="xs" c="dimmed">
            {name(found.months.at(-1)?.month ?? "")}
          </Text>
        )}
      </Group>
    </>
  );
}

const monthsSaid = (found: BehindAnswer, name: (month: string) => string): string =>
  found.months.map((month) => `${name(month.month)} ${count(month.journeys)}`).join(", ");
