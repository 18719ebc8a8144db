import { Anchor, Group, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { answered, api, type Schema } from "@/client";
import { day, people, quoted, signed } from "@/ui";
import type { BehindAnswer } from "./asking";
import classes from "./explore.module.css";

type Voice = Schema<"Voice">;

interface Props {
  found: BehindAnswer;
  called: (name: string) => string;
}

/** A few of those behind a figure: what they did around it, and the last that they said. */
export function BehindPeople({ found, called }: Props) {
  const ids = found.people.map((person) => person.subject);
  const told = useQuery({
    queryKey: ["voices", ids],
    queryFn: () => answered(api.GET("/api/people/voices", { params: { query: { of: ids } } })),
    enabled: ids.length > 0,
  });
  const voices = new Map((told.data ?? []).map((voice) => [voice.subject, voice]));
  return (
    <Stack gap="sm" component="ul" className={classes.people}>
      {found.people.map((person) => (
        <li key={person.subject}>
          <Group justify="space-between" wrap="nowrap" gap="sm">
            <Anchor
              component={Link}
              to="/people/$id"
              params={{ id: person.subject } as never}
              size="sm"
              truncate
            >
              {voices.get(person.subject)?.known_as ?? (told.isPending ? "•••" : person.subject)}
            </Anchor>
            <Text size="xs" c="dimmed" className={classes.still}>
              {day(person.at_us)} · {people(person.steps, "step")}
            </Text>
          </Group>
          <Text size="sm" className={classes.story}>
            {person.skipped > 0 && "… "}
            {person.path.map((node, at) => (
              <span key={`${node}${at}`}>
                {at > 0 && " → "}
                {at === person.place ? <strong>{called(node)}</strong> : called(node)}
              </span>
            ))}
            {person.skipped + person.path.length < person.steps && " → …"}
          </Text>
          <Said voice={voices.get(person.subject)} />
        </li>
      ))}
    </Stack>
  );
}

/** In their own words, with where they said it and how they felt. */
function Said({ voice }: { voice: Voice | undefined }) {
  if (!voice?.text) return null;
  const felt = typeof voice.valence === "number" ? ` · felt ${signed(voice.valence)}` : "";
  return (
    <blockquote className={classes.said} dir="auto">
      {quoted(voice.text)}
      <Text span size="xs" c="dimmed">{` ${voice.touchpoint ?? ""}${felt}`}</Text>
    </blockquote>
  );
}
