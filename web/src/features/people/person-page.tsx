import { Button, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { answered, api, Problem, type Schema } from "@/client";
import { count, day, Empty, Mask, Page, ProblemNotice, Waiting } from "@/ui";
import { Disclosures } from "./disclosures";
import { Journal } from "./journal";
import { KnownTraits } from "./known-traits";
import { Overview } from "./overview";
import classes from "./people.module.css";
import { useStory } from "./story";
import { calledBy } from "./telling";
import { WhyOne } from "./why-one";

/** One person: what is known, why these identifiers are theirs, and what they did, in order. */
export function PersonPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const [unmasked, setUnmasked] = useState(false);
  const story = useStory(id);
  const person = useQuery({
    queryKey: ["person", id, unmasked],
    queryFn: () =>
      answered(api.GET("/api/people/{subject}", { params: { path: { subject: id }, query: { unmasked } } })),
    ...(unmasked && { staleTime: Number.POSITIVE_INFINITY }), // every time it is shown is written down
    placeholderData: (before) => (before?.subject === id ? before : undefined),
  });
  const told = person.data;
  return (
    <Page
      title={told ? calledBy(told.identifiers) : "Somebody"}
      about={told ? life(told) : " "}
      actions={
        told && <Mask unmasked={unmasked} change={setUnmasked} what="Identifiers and personal traits" />
      }
    >
      {person.error && <NotRead error={person.error} again={() => void person.refetch()} />}
      {person.isPending && <Waiting shape="list" height={720} label="Reading their story" />}
      {told && (
        <Stack gap="lg">
          {told.interactions > 0 && <Overview person={told} />}
          <div className={classes.story}>
            <Journal person={told} story={story} />
            <Stack gap="lg" component="aside" aria-label="What is known">
              <KnownTraits traits={told.traits} />
              <WhyOne identifiers={told.identifiers} />
              <Disclosures subject={told.subject} isMasked={told.is_masked} />
            </Stack>
          </div>
        </Stack>
      )}
    </Page>
  );
}

/** Nobody has this id, which may have changed since; or it went wrong. */
function NotRead({ error, again }: { error: Error; again: () => void }) {
  if (!(error instanceof Problem) || (error.status !== 400 && error.status !== 404))
    return <ProblemNotice error={error} retry={again} />;
  return (
    <Empty
      title="Nobody has this id"
      action={
        <Button component={Link} to="/people">
          Look for somebody
        </Button>
      }
    >
      Who is who may have been computed again since the link was made: look for an e-mail, a number or a name.
    </Empty>
  );
}

function life({
  interactions,
  channels,
  first_at_us: first,
  last_at_us: last,
  zone,
}: Schema<"Portrait">): string {
  if (interactions === 0) return "Known, but did nothing that was recorded.";
  const where = `${channels.length} ${channels.length === 1 ? "channel" : "channels"}`;
  const [from, to] = [day(first, zone), day(last, zone)];
  const when = first === null ? "" : from === to ? `, on ${from}` : `, ${from} to ${to}`;
  return `${count(interactions)} ${interactions === 1 ? "interaction" : "interactions"} on ${where}${when}.`;
}
