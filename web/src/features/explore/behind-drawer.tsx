import { Group, SegmentedControl, SimpleGrid, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Bar } from "@/canvas/charts";
import { answered, api, type Problem } from "@/client";
import { count, Figure, people, percent, ProblemNotice, span, SidePanel, WaitingFor, Outline } from "@/ui";
import { askedBehind, type BehindAnswer, type Body, type Opened, type Place, useOpened } from "./asking";
import { BehindPeople } from "./behind-people";
import classes from "./explore.module.css";
import { KeepSegment } from "./keep-segment";

/** How a view's figures are opened. */
export interface Opening {
  title: (opened: Opened) => string;
  called: (name: string) => string;
  /** What was asked, where that is not the view's own question: of one side. */
  body?: (opened: Opened) => Body;
  /** Places beside this one that may be looked at instead: those who came back, those who did not. */
  beside?: (opened: Opened) => Beside[];
}

export interface Beside {
  label: string;
  place: Place;
}

interface Props extends Opening {
  /** What the view asked. */
  asked: Body;
}

/** Who is behind a figure: how many, when, what they do next, a few of them, and all of them as a segment. */
export function BehindDrawer({ asked, body, title, called, beside }: Props) {
  const { opened, open, close } = useOpened();
  const question = opened && askedBehind(body?.(opened) ?? asked, opened);
  const found = useQuery<BehindAnswer, Problem>({
    queryKey: ["behind", question],
    queryFn: ({ signal }) => answered(api.POST("/api/behind", { body: question as never, signal })),
    enabled: opened !== null,
  });
  const others = (opened && beside?.(opened)) ?? [];
  return (
    <SidePanel opened={opened !== null} close={close} title={opened ? title(opened) : ""}>
      {others.length > 0 && (
        <SegmentedControl
          fullWidth
          mb="lg"
          aria-label="Who of them"
          data={others.map((other, at) => ({ value: String(at), label: other.label }))}
          value={String(others.findIndex((other) => same(other.place, opened?.place)))}
          onChange={(at) => open(others[Number(at)]?.place as Place, { group: opened?.group })}
        />
      )}
      {found.isError ? (
        <ProblemNotice error={found.error} retry={() => void found.refetch()} />
      ) : found.data ? (
        <Told found={found.data} called={called} />
      ) : (
        <WaitingFor label="Looking who they are">
          <Stack gap="lg">
            <Outline shape="figures" height={72} />
            <Outline shape="bars" height={300} />
            <Outline shape="columns" height={72} />
            <Outline shape="list" height={304} />
          </Stack>
        </WaitingFor>
      )}
    </SidePanel>
  );
}

const same = (one: Place, other: Place | undefined): boolean => JSON.stringify(one) === JSON.stringify(other);

function Told({ found, called }: { found: BehindAnswer; called: (name: string) => string }) {
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

function Next({ found, called }: { found: BehindAnswer; called: (name: string) => string }) {
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
              <Figure
                size="sm"
                value={percent(row.journeys / all)}
                definition="Of the journeys behind this figure, those that go on so."
                low={row.share_low}
                high={row.share_high}
                n={found.journeys}
                noun="journey"
                rate
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
