import { Anchor, Badge, Button, Card, Group, Stack, Text, Title } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { Link, Navigate, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { day, Empty, Page, people, ProblemNotice, Waiting, Window } from "@/ui";
import classes from "./explore.module.css";
import { ViewForm } from "./view-form";
import { VIEW_KINDS } from "./view-kinds";
import { type SavedView, searchOf, useRemoveView, useSaveView, useViews } from "./views";

/** The saved views: what each is, who uses it, and what can be done with it. */
export function ViewsPage() {
  const views = useViews();
  return (
    <Page
      title="Saved views"
      about="Questions that somebody wanted to look at again. Their figures can be pinned to maps."
    >
      {views.error && <ProblemNotice error={views.error} retry={() => void views.refetch()} />}
      {views.isPending && <Waiting shape="list" height={320} label="Loading the saved views" />}
      {views.data?.length === 0 && (
        <Empty
          title="Nothing is saved yet"
          action={
            <Button component={Link} to="/explore/flow">
              Explore what people did
            </Button>
          }
        >
          Look at journeys as a flow, a funnel or another view, and save what you find. It is kept with its
          question, its people and its period.
        </Empty>
      )}
      <ul className={classes.views} aria-label="Saved views">
        {views.data?.map((saved) => (
          <li key={saved.view.key}>
            <ViewCard saved={saved} />
          </li>
        ))}
      </ul>
    </Page>
  );
}

/** A saved view by its key: the page that shows it. */
export function OpenViewPage() {
  const { key } = useParams({ strict: false }) as { key: string };
  const views = useViews();
  const saved = views.data?.find(({ view }) => view.key === key);
  if (saved)
    return <Navigate to={`/explore/${saved.view.view}`} search={searchOf(saved.view) as never} replace />;
  return (
    <Page title="Saved view">
      {views.error && <ProblemNotice error={views.error} retry={() => void views.refetch()} />}
      {views.isPending && <Waiting shape="bars" height={420} label="Opening the view" />}
      {views.data && (
        <Empty
          title="There is no such view any more"
          action={
            <Button component={Link} to="/explore/views">
              All saved views
            </Button>
          }
        >
          Nothing is saved under “{key}”. It may have been removed.
        </Empty>
      )}
    </Page>
  );
}

function ViewCard({ saved }: { saved: SavedView }) {
  const [asked, ask] = useState<"name" | "removal" | null>(null);
  const { view, at_us } = saved;
  const close = () => ask(null);
  return (
    <Card withBorder padding="md" component="article" aria-label={view.title}>
      <Group justify="space-between" align="flex-start" gap="md">
        <Stack gap={4} className={classes.viewHead} flex={1} miw={240}>
          <Group gap="xs">
            <Title order={2} size="h5">
              <Anchor component={Link} to={`/explore/views/${view.key}`} inherit dir="auto">
                {view.title}
              </Anchor>
            </Title>
            <Badge variant="light" color="gray" tt="none">
              {VIEW_KINDS[view.view].title}
            </Badge>
          </Group>
          {view.note && (
            <Text size="sm" dir="auto" lineClamp={3}>
              {view.note}
            </Text>
          )}
          <Text size="sm" c="dimmed">
            {[day(at_us), view.period && `period ${view.period.replace("..", " to ")}`]
              .filter(Boolean)
              .join(" · ")}
          </Text>
          <Uses saved={saved} />
        </Stack>
        <Group gap="xs">
          <Button
            size="compact-sm"
            variant="default"
            aria-label={`Rename ${view.title}`}
            onClick={() => ask("name")}
          >
            Rename
          </Button>
          <Button
            size="compact-sm"
            variant="default"
            aria-label={`Remove ${view.title}`}
            onClick={() => ask("removal")}
          >
            Remove
          </Button>
        </Group>
      </Group>
      <Window opened={asked === "name"} close={close} title="Rename this view">
        {asked === "name" && <Renaming saved={saved} done={close} />}
      </Window>
      <Window opened={asked === "removal"} close={close} title="Remove this view?">
        {asked === "removal" && <Removing saved={saved} done={close} />}
      </Window>
    </Card>
  );
}

/** The maps on which figures of the view stand. */
function Uses({ saved: { used_by: uses = [] } }: { saved: SavedView }) {
  if (!uses.length)
    return (
      <Text size="sm" c="dimmed">
        On no map yet.
      </Text>
    );
  return (
    <Text size="sm">
      On{" "}
      {uses.map((use, at) => (
        <span key={use.map}>
          {at > 0 && ", "}
          <Anchor component={Link} to="/maps/$key" params={{ key: use.map } as never} inherit dir="auto">
            {use.title}
          </Anchor>{" "}
          ({people(use.figures, "figure")})
        </span>
      ))}
    </Text>
  );
}

interface Doing {
  saved: SavedView;
  done: () => void;
}

function Renaming({ saved, done }: Doing) {
  const save = useSaveView(done);
  return (
    <ViewForm
      words={{ title: saved.view.title, note: saved.view.note ?? null }}
      action={() => "Save"}
      keep={(words) => save.mutate({ view: { ...saved.view, ...words }, onto: saved.revision })}
      isKeeping={save.isPending}
      error={save.error}
      cancel={done}
    />
  );
}

function Removing({ saved, done }: Doing) {
  const remove = useRemoveView();
  const { view, used_by: uses = [] } = saved;
  const confirm = () =>
    remove.mutate(view.key, {
      onSuccess: () => {
        notifications.show({ message: `“${view.title}” is removed.` });
        done();
      },
    });
  return (
    <Stack>
      <Text size="sm" style={{ overflowWrap: "anywhere" }}>
        “{view.title}” is listed no more; its revisions are kept.{" "}
        {uses.length
          ? "Its figures stay on the maps, which go on asking for them."
          : "No figure of it stands on a map."}
      </Text>
      {remove.error && <ProblemNotice error={remove.error} />}
      <Group justify="flex-end">
        <Button variant="default" onClick={done} data-autofocus>
          Keep it
        </Button>
        <Button color="negative" loading={remove.isPending} onClick={confirm}>
          Remove
        </Button>
      </Group>
    </Stack>
  );
}
