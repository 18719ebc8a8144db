import { Anchor, Button, Card, Group, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Plus } from "lucide-react";
import { answered, api, type Schema, useScope } from "@/client";
import { Empty, Figure, Page, people, ProblemNotice, Waiting } from "@/ui";
import classes from "./segments.module.css";

/** The segments of the workspace, each with its rule in a sentence and how many it means. */
export function SegmentsPage() {
  const segments = useQuery({ queryKey: ["segments"], queryFn: () => answered(api.GET("/api/segments")) });
  const add = (
    <Button component={Link} to="/segments/new" leftSection={<Plus size={16} aria-hidden />}>
      New segment
    </Button>
  );
  return (
    <Page
      title="Segments"
      about="People chosen by what is known of them and what they did. A segment can be asked of everywhere."
      actions={add}
    >
      {segments.error && <ProblemNotice error={segments.error} retry={() => void segments.refetch()} />}
      {segments.isPending && <Waiting shape="list" height={420} label="Loading the segments" />}
      {segments.data?.length === 0 && (
        <Empty title="There is no segment yet" action={add}>
          Choose people by a plan, a channel, a score or a stage they left in. Its rule is said in a plain
          sentence, and counted as you write it.
        </Empty>
      )}
      <Stack gap="md" component="ul" className={classes.plain}>
        {segments.data?.map((segment) => (
          <li key={segment.key}>
            <SegmentCard segment={segment} />
          </li>
        ))}
      </Stack>
    </Page>
  );
}

function SegmentCard({ segment }: { segment: Schema<"SegmentEntry"> }) {
  const [scope, change] = useScope();
  const isUsed = scope.segment === segment.key;
  const uses = segment.used_by ?? [];
  return (
    <Card withBorder padding="lg" component="article" aria-label={segment.title}>
      <Group justify="space-between" align="flex-start" wrap="nowrap" gap="lg">
        <Stack gap={4} className={classes.said}>
          <Title order={2} size="h4">
            <Anchor component={Link} to={`/segments/${segment.key}`} inherit>
              {segment.title}
            </Anchor>
          </Title>
          <Text>{segment.sentence}</Text>
          {uses.length > 0 && (
            <Text size="sm" c="dimmed">
              Used by {uses.join(", ")}.
            </Text>
          )}
        </Stack>
        <div className={classes.count}>
          <Count segment={segment} />
        </div>
      </Group>
      <Group gap="xs" mt="md">
        <Button
          size="compact-sm"
          variant={isUsed ? "light" : "default"}
          aria-pressed={isUsed}
          onClick={() => change({ segment: isUsed ? undefined : segment.key })}
        >
          {isUsed ? "Everything is about them" : "Make everything about them"}
        </Button>
        <Button
          size="compact-sm"
          variant="default"
          component={Link}
          to="/people"
          search={{ segment: segment.key } as never}
        >
          See the people
        </Button>
      </Group>
    </Card>
  );
}

function Count({ segment }: { segment: Schema<"SegmentEntry"> }) {
  const means = useQuery({
    queryKey: ["members", segment.key, segment.revision],
    queryFn: ({ signal }) => {
      const params = { path: { key: segment.key } };
      return answered(api.GET("/api/segments/{key}/members", { params, signal }));
    },
  });
  const found = means.data as Schema<"MembersAnswer"> | undefined;
  if (means.error)
    return (
      <Text size="sm" c="var(--dp-negative)" maw={240} style={{ overflowWrap: "anywhere" }}>
        {means.error.message}
      </Text>
    );
  if (!found) return <Waiting height={28} label={`Counting ${segment.title}`} />;
  return (
    <Figure value={people(found.count)} definition={found.sentence} size="md">
      <Text size="sm">{people(found.with_journeys)} of them did something that was recorded.</Text>
    </Figure>
  );
}
