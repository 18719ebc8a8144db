import { Group, Text, Title, UnstyledButton } from "@mantine/core";
import { colouring, StepCurve, withoutTail } from "@/canvas/charts";
import { useAddress } from "@/client";
import { people, percent, ProblemNotice, span, Waiting } from "@/ui";
import { useExplored, useOpened } from "./asking";
import classes from "./explore.module.css";
import { ToPeople } from "./opens";

export interface StageRow {
  stage: string;
  name: string;
  journeys: number;
  subjects: number;
  moved_on: number;
  went_back: number;
  dropped_off: number;
  still_open: number;
  moved_on_share: number | null;
  moved_on_share_low: number | null;
  moved_on_share_high: number | null;
  dropped_off_share: number | null;
  dropped_off_share_low: number | null;
  dropped_off_share_high: number | null;
  time_in_stage_p50_us: number | null;
  time_in_stage_p90_us: number | null;
  n: number;
  too_few: boolean;
}

interface CurveRow {
  time_us: number;
  surviving: number;
  surviving_low: number | null;
  surviving_high: number | null;
  at_risk: number;
  n: number;
}

interface LastingProps {
  rows: StageRow[];
  chosen?: string;
  split?: string;
}

/** How long a stage lasts, as a Kaplan–Meier curve: who has not come to another stage yet, after how long. */
export function Lasting({ rows, chosen, split }: LastingProps) {
  const [, change] = useAddress(() => null);
  const stage =
    rows.find((row) => row.stage === chosen) ??
    [...rows].sort((one, other) => other.dropped_off - one.dropped_off)[0];
  const others = rows.filter((row) => row !== stage).map((row) => row.stage);
  const colour = colouring([]);
  const curve = useExplored<CurveRow>(
    {
      measure: "durations",
      lens: "stage",
      start: stage ? [stage.stage] : [],
      end: others,
      curve: true,
      ...(split && { split }),
    },
    { enabled: !!stage && others.length > 0 },
  ).answer;
  if (!stage || !others.length) return null;
  return (
    <section className={classes.card} aria-label={`How long ${stage.name} lasts`}>
      <Group justify="space-between" mb="sm">
        <Title order={2} size="h4">
          How long until the next stage
        </Title>
        <Group gap={6} role="group" aria-label="Stage">
          {rows.map((row) => (
            <UnstyledButton
              key={row.stage}
              className={classes.chip}
              style={{ "--chip": colour(row.stage) } as never}
              aria-pressed={row === stage}
              data-chosen={row === stage || undefined}
              onClick={() => change({ stage: row.stage })}
            >
              {row === stage ? <strong>{row.name}</strong> : row.name}
            </UnstyledButton>
          ))}
        </Group>
      </Group>
      {curve.isError ? (
        <ProblemNotice error={curve.error} />
      ) : curve.data ? (
        <Curve rows={curve.data.rows} stage={stage} colour={colour(stage.stage)} />
      ) : (
        <Waiting shape="curve" height={260} label="Counting how long it lasts" />
      )}
    </section>
  );
}

function Curve({ rows, stage, colour }: { rows: CurveRow[]; stage: StageRow; colour: string }) {
  const { open } = useOpened();
  if (rows.length < 2) return <Text size="sm">Too few have gone on from here to draw a curve.</Text>;
  const points = rows.map((row) => ({
    at: row.time_us,
    value: row.surviving,
    low: row.surviving_low,
    high: row.surviving_high,
  }));
  const middle = points.find((point) => point.value <= 0.5)?.at ?? null;
  const drawn = withoutTail(points);
  const later = points.slice(drawn.length);
  return (
    <>
      <StepCurve
        points={drawn}
        colour={colour}
        label={`Of those who came to ${stage.name}, how many have not gone on to another stage after how long.`}
        said={span}
        middle={middle}
      />
      <Text size="sm" c="dimmed" mt="xs">
        Of{" "}
        <ToPeople
          open={() => open({ at: "standing", node: stage.stage, state: "entered" })}
        >{`${people(rows[0]?.n ?? 0, "journey")} that came to ${stage.name}`}</ToPeople>
        , the share that has not gone on to another stage; the band is its 95 % interval. Who is still there
        counts as long as they are seen (Kaplan–Meier).{" "}
        {middle === null ? "Fewer than half have gone on." : `Half have gone on within ${span(middle)}.`}
        {later.length > 0 &&
          ` The last ${percent(drawn.at(-1)?.value ?? 0)}, up to ${span(later.at(-1)?.at ?? 0)}, are not drawn.`}
      </Text>
    </>
  );
}
