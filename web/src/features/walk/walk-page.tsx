import { Button, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { type Address, answered, api, type Problem, useAddress } from "@/client";
import { Empty, Page, ProblemNotice, Waiting } from "@/ui";
import { StartPage } from "./start-page";
import { StepPage } from "./step-page";
import { SummaryPage } from "./summary-page";
import { useWalk } from "./use-walk";
import { type JourneyMap, nextStep, stepsOf, type WalkStep } from "./walks";

export const END = "end";

const read = ({ walk, step }: Address) => ({ walk, step });

/** Take the journey oneself: one step of the map after the other, and what was met at each. */
export function WalkPage() {
  const { key } = useParams({ strict: false }) as { key: string };
  const [{ walk }] = useAddress(read);
  const drawn = useQuery<JourneyMap, Problem>({
    queryKey: ["map", key],
    queryFn: () => answered(api.GET("/api/maps/{key}", { params: { path: { key } } })),
  });
  if (drawn.error && !drawn.data) return <NotFound error={drawn.error} retry={() => void drawn.refetch()} />;
  if (!drawn.data)
    return (
      <Page title="Take the journey">
        <Waiting shape="lines" height={360} label="The map is being fetched" />
      </Page>
    );
  const steps = stepsOf(drawn.data);
  if (steps.length === 0) return <NoSteps map={key} />;
  if (!walk) return <StartPage drawn={drawn.data} steps={steps} />;
  return <Walked key={walk} id={walk} drawn={drawn.data} steps={steps} />;
}

function Walked({ id, drawn, steps }: { id: string; drawn: JourneyMap; steps: WalkStep[] }) {
  const [address, go] = useAddress(read);
  const numbered = Number(address.step) - 1;
  const here = steps[numbered];
  const walking = useWalk(id, here?.id);
  const { walk } = walking;
  if (walk === undefined)
    return (
      <Page title="Take the journey">
        <Waiting shape="lines" height={360} label="Your walk is being looked for" />
      </Page>
    );
  if (walk === null)
    return (
      <Page title="Take the journey">
        <Empty
          title="This walk was begun elsewhere"
          action={<Button onClick={() => go({ walk: undefined, step: undefined })}>Begin one here</Button>}
        >
          A walk goes on in the browser that began it. What was met on it is on the map.
        </Empty>
      </Page>
    );
  const to = (step: number | typeof END) =>
    go({ step: step === END ? END : String(step + 1) }, { replace: false });
  if (address.step === END)
    return <SummaryPage walking={{ ...walking, walk }} drawn={drawn} steps={steps} to={to} />;
  const at = here ? numbered : nextStep(walk, steps);
  return <StepPage key={at} at={at} steps={steps} walking={{ ...walking, walk }} to={to} />;
}

/** The map is not to be had; where trying again is of no use, what to do instead. */
function NotFound({ error, retry }: { error: Problem; retry: () => void }) {
  return (
    <Page title="Take the journey">
      <Stack align="flex-start">
        <ProblemNotice error={error} retry={error.isPassing ? retry : undefined} />
        {!error.isPassing && (
          <Text size="sm">
            The map may have been taken away, or the address has a slip in it. Open the map from the list, and
            set out with “Take the journey yourself” above its title.
          </Text>
        )}
        <Button component={Link} to="/maps" variant={error.isPassing ? "default" : "filled"}>
          All maps
        </Button>
      </Stack>
    </Page>
  );
}

function NoSteps({ map }: { map: string }) {
  return (
    <Page title="Take the journey">
      <Empty
        title="This map has no steps yet"
        action={
          <Button component={Link} to={`/maps/${map}`}>
            Open the map
          </Button>
        }
      >
        Add the steps that a customer takes; then take them yourself.
      </Empty>
    </Page>
  );
}
