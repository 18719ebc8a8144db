import { Group, List, Stack, Text, Title } from "@mantine/core";
import type { Schema } from "@/client";
import { Cancelled, count, Figure, percent, ProblemNotice, Working } from "@/ui";
import classes from "./panels.module.css";
import { useCheck } from "./use-standing";

type Report = Schema<"Report">;
type Found = Report["problems"][number];

const GRAVITY: Record<string, string> = { error: "Wrong", warning: "Doubtful", note: "Could be better" };

/** Whether the map is true: how much of what people do it explains, what it lacks, what is wrong with it. */
export function CheckReport() {
  const report = useCheck();
  const again = () => void report.refetch();
  const isOld = report.isPlaceholderData;
  return (
    <Stack gap="sm">
      <Title order={3} size="h5">
        Is it true?
      </Title>
      {report.error && <ProblemNotice error={report.error} retry={again} />}
      {report.isFetching && (
        <Working
          label="Checking it against what people did"
          step={report.step}
          share={report.progress}
          cancel={report.stop}
        />
      )}
      {report.isStopped && (
        <Cancelled again={again}>
          {isOld ? "Below is how it was before your last changes." : "The map was not checked."}
        </Cancelled>
      )}
      {report.data && (
        <>
          <Truth truth={report.data.truth} />
          <Problems problems={report.data.problems} />
        </>
      )}
    </Stack>
  );
}

function Truth({ truth }: { truth: Report["truth"] }) {
  if (!truth)
    return <Text size="sm">No step is bound to what people did, so nothing can be said of it.</Text>;
  const told = [
    { name: "of what people do is on the map", part: truth.interactions, noun: "interaction" },
    { name: "of the journeys it explains", part: truth.journeys, noun: "journey" },
  ];
  return (
    <Stack gap={8}>
      {told.map(({ name, part, noun }) => (
        <Group key={name} gap={8} wrap="nowrap" align="baseline">
          <Figure
            value={typeof part.share === "number" ? percent(part.share) : null}
            definition={`The share ${name}: fidelity, by replaying every ${noun}.`}
            n={part.n}
            noun={noun}
            low={part.low}
            high={part.high}
            rate
          />
          <Text size="sm">{name}</Text>
        </Group>
      ))}
      <Routes title="Touchpoints that no step stands for" routes={truth.missing_places} />
      <Routes title="Frequent routes it does not have" routes={truth.missing_routes} />
    </Stack>
  );
}

function Routes({
  title,
  routes,
}: {
  title: string;
  routes: NonNullable<Report["truth"]>["missing_routes"];
}) {
  if (!routes.length) return null;
  return (
    <details className={classes.told}>
      <summary>{`${title} (${routes.length})`}</summary>
      <List size="sm" spacing={4} mt={4}>
        {routes.slice(0, 8).map((route) => (
          <List.Item key={route.steps.join(" › ")} style={{ overflowWrap: "anywhere" }}>
            {route.steps.join(" › ")}{" "}
            <Text span c="dimmed" size="sm">{`${count(route.count)} of ${count(route.n)} journeys`}</Text>
          </List.Item>
        ))}
      </List>
    </details>
  );
}

function Problems({ problems }: { problems: Found[] }) {
  if (!problems.length) return <Text size="sm">Nothing is wrong with it.</Text>;
  return (
    <Stack gap={8}>
      {Object.entries(GRAVITY).map(([severity, words]) => {
        const these = problems.filter((each) => each.severity === severity);
        if (!these.length) return null;
        return (
          <details key={severity} className={classes.told} open={severity === "error"}>
            <summary>{`${words} (${these.length})`}</summary>
            <List size="sm" spacing={4} mt={4}>
              {these.slice(0, 30).map((each) => (
                <List.Item
                  key={`${each.code} ${each.where} ${each.message}`}
                  style={{ overflowWrap: "anywhere" }}
                >
                  {each.message}
                  {each.advice && (
                    <Text span c="dimmed" size="sm">
                      {` ${each.advice}`}
                    </Text>
                  )}
                </List.Item>
              ))}
            </List>
          </details>
        );
      })}
    </Stack>
  );
}
