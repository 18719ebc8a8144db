import { Alert, Button, Card, Group, SegmentedControl, Stack, Text, TextInput, Title } from "@mantine/core";
import { useLocalStorage } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { ArrowRight } from "lucide-react";
import { useState } from "react";
import { answered, api, type Problem, type Schema, useAddress } from "@/client";
import { count, day, Page } from "@/ui";
import { keepWalk, keptWalks } from "./keeping";
import { OUTCOME_WORDS } from "./outcomes";
import { type JourneyMap, setOut, unsent, type Walk, type WalkStep } from "./walks";

const DEVICES = ["Phone", "Computer", "In person"];

interface Props {
  drawn: JourneyMap;
  steps: WalkStep[];
}

/** Before setting out: what it is, who goes, and walks that are not finished. */
export function StartPage({ drawn, steps }: Props) {
  const [who, setWho] = useLocalStorage({ key: "desirepath-walker", defaultValue: "", deserialize: asText });
  const [refusal, setRefusal] = useState(false);
  const [device, setDevice] = useState(() =>
    window.matchMedia("(pointer: coarse)").matches ? "Phone" : "Computer",
  );
  const [, go] = useAddress(() => null);
  const mine = useMine(drawn.key);
  async function begin() {
    const id = `walk-${crypto.randomUUID().slice(0, 8)}`;
    const about = { who: who.trim() || "local", device, at: new Date().toISOString() };
    const isKept = await keepWalk(setOut(id, drawn.key, about)).then(
      () => true,
      () => false,
    );
    setRefusal(!isKept);
    if (isKept) go({ walk: id, step: "1" }, { replace: false });
  }
  return (
    <Page title="Take the journey yourself" about={drawn.title}>
      <Stack gap="xl" maw={640}>
        <Text>
          Go through the {count(steps.length)} steps of this map as a customer would, on the real website, in
          the real shop. At each one say whether you got through. What you meet becomes evidence on the map,
          with your name and the time.
        </Text>
        <Card withBorder padding="lg">
          <Stack
            component="form"
            onSubmit={(event) => {
              event.preventDefault();
              void begin();
            }}
          >
            <TextInput
              label="Your name"
              description="It stands beside what you meet."
              value={who}
              maxLength={200}
              onChange={(event) => setWho(event.currentTarget.value)}
            />
            <div>
              <Text size="sm" fw={500} mb={4} id="on-what">
                You go
              </Text>
              <SegmentedControl
                fullWidth
                aria-labelledby="on-what"
                data={DEVICES.map((value) => ({
                  value,
                  label: value === "In person" ? "in person" : `on a ${value.toLowerCase()}`,
                }))}
                value={device}
                onChange={setDevice}
              />
            </div>
            {refusal && (
              <Alert color="negative" role="alert" title="This browser cannot keep a walk">
                It has no room, or does not allow this page to keep anything (as in a private window). Make
                room, or use another browser.
              </Alert>
            )}
            <Button size="lg" type="submit" rightSection={<ArrowRight size={18} aria-hidden />}>
              Set out
            </Button>
          </Stack>
        </Card>
        {mine.length > 0 && (
          <Unfinished walks={mine} steps={steps} go={(id) => go({ walk: id }, { replace: false })} />
        )}
        <Earlier map={drawn.key} />
      </Stack>
    </Page>
  );
}

/** What was kept as the name; anything else that may stand there is none. */
function asText(kept: string | undefined): string {
  try {
    const found: unknown = JSON.parse(kept ?? '""');
    return typeof found === "string" ? found : "";
  } catch {
    return "";
  }
}

/** Walks of this map that this browser keeps and that are not finished or not sent. */
function useMine(map: string): Walk[] {
  const found = useQuery({
    queryKey: ["kept-walks", map],
    queryFn: keptWalks,
    staleTime: 0,
    networkMode: "always",
  });
  return (found.data ?? [])
    .filter((walk) => walk.map === map)
    .sort((one, other) => other.at.localeCompare(one.at));
}

function Unfinished({ walks, steps, go }: { walks: Walk[]; steps: WalkStep[]; go: (id: string) => void }) {
  const open = walks.filter(
    (walk) => unsent(walk).length > 0 || steps.some(({ id }) => !walk.findings[id]?.outcome),
  );
  if (open.length === 0) return null;
  return (
    <Stack gap="sm" component="section" aria-labelledby="unfinished">
      <Title order={2} size="h4" id="unfinished">
        Walks you have not finished
      </Title>
      {open.slice(0, 5).map((walk) => (
        <Card withBorder padding="sm" key={walk.id}>
          <Group justify="space-between">
            <div>
              <Text size="sm" fw={600}>
                {day(walk.at)}, {walk.who}
              </Text>
              <Text size="sm" c="dimmed">
                {count(steps.filter(({ id }) => walk.findings[id]?.outcome).length)} of {count(steps.length)}{" "}
                steps
                {unsent(walk).length > 0 && `, ${count(unsent(walk).length)} not sent yet`}
              </Text>
            </div>
            <Button
              variant="default"
              onClick={() => go(walk.id)}
              aria-label={`Go on with the walk of ${day(walk.at)}`}
            >
              Go on
            </Button>
          </Group>
        </Card>
      ))}
    </Stack>
  );
}

function Earlier({ map }: { map: string }) {
  const walks = useQuery<Schema<"Walkthrough">[], Problem>({
    queryKey: ["walks", map],
    queryFn: () => answered(api.GET("/api/maps/{key}/walks", { params: { path: { key: map } } })),
  });
  const told = (walks.data ?? []).filter((walk) => (walk.results ?? []).length > 0);
  if (told.length === 0) return null;
  return (
    <Stack gap="sm" component="section" aria-labelledby="earlier">
      <Title order={2} size="h4" id="earlier">
        Who went before
      </Title>
      {[...told]
        .reverse()
        .slice(0, 10)
        .map((walk) => (
          <Group key={walk.id} justify="space-between" gap="xs">
            <Text size="sm">
              {day(walk.date)}, {walk.who}
            </Text>
            <Text size="sm" c="dimmed">
              {words(walk)}
            </Text>
          </Group>
        ))}
    </Stack>
  );
}

function words(walk: Schema<"Walkthrough">): string {
  const results = walk.results ?? [];
  return (["pass", "friction", "blocked"] as const)
    .map((outcome): [string, number] => [
      OUTCOME_WORDS[outcome].toLowerCase(),
      results.filter((one) => one.outcome === outcome).length,
    ])
    .filter(([, many]) => many > 0)
    .map(([word, many]) => `${count(many)} ${word}`)
    .join(", ");
}
