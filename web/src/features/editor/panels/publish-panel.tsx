import { Badge, Button, Divider, Group, List, Select, Stack, Text } from "@mantine/core";
import { useChange } from "@/client";
import { Changing, day, ProblemNotice, Waiting } from "@/ui";
import { useMapEditor, useMapPart, useShown } from "../context";
import { CheckReport } from "./check-report";
import { useSetField, WrittenField } from "./fields";
import { NewGoal } from "./new-goal";
import { startFilling, useReady, useStanding } from "./use-standing";

const INTERVALS = [
  { value: "P1M", label: "every month" },
  { value: "P3M", label: "every three months" },
  { value: "P6M", label: "every half year" },
  { value: "P1Y", label: "every year" },
];
const STATES: Record<string, string> = {
  draft: "Draft",
  in_review: "In review",
  published: "Published",
  retired: "Out of use",
  template: "Template",
};

/** Who answers for the map, when it is looked at again, whether it is true; and its publishing. */
export function PublishPanel() {
  const status = useMapPart((map) => map.status ?? "draft");
  const reviewed = useMapPart((map) => map.last_reviewed_at);
  return (
    <Stack gap="lg">
      <Stack gap="sm">
        <Group gap="xs">
          <Badge variant="light" color={status === "published" ? "positive" : "accent"} size="lg">
            {STATES[status]}
          </Badge>
          <Text size="sm" c="dimmed">
            {reviewed ? `Reviewed ${day(reviewed)}` : "Never reviewed"}
          </Text>
        </Group>
        <Needed />
        <Verbs status={status} />
      </Stack>
      <Divider />
      <CheckReport />
    </Stack>
  );
}

function Needed() {
  const owner = useMapPart((map) => map.owner);
  const every = useMapPart((map) => map.review_every);
  const goal = useMapPart((map) => map.goals?.[0]);
  const set = useSetField();
  const known = INTERVALS.some((each) => each.value === every);
  return (
    <Stack gap="xs">
      <WrittenField
        id="map"
        field="owner"
        label="Owner"
        value={owner}
        placeholder="Who answers for this map"
      />
      <Select
        label="Looked at again"
        data={[...INTERVALS, ...(every && !known ? [{ value: every, label: every }] : [])]}
        value={every ?? null}
        placeholder="How often"
        comboboxProps={{ withinPortal: true }}
        onChange={(value) => set("Review interval", "map", "review_every", value)}
      />
      {goal ? (
        <WrittenField id={goal.id} field="statement" label="Goal" value={goal.statement} required multiline />
      ) : (
        <NewGoal label="Goal" />
      )}
    </Stack>
  );
}

function Verbs({ status }: { status: string }) {
  const ready = useReady();
  const standing = useStanding();
  const isSaved = useShown((shown) => shown.saving === "saved");
  const lacking = ready.data?.lacking ?? [];
  if (ready.isPending) return <Waiting shape="lines" height={72} label="Looking what is lacking" />;
  return (
    <Stack gap="xs">
      {status !== "published" && lacking.length > 0 && (
        <div>
          <Text size="sm" fw={600}>
            Before it can be published
          </Text>
          <List size="sm" spacing={2}>
            {lacking.map((each) => (
              <List.Item key={each}>{each.replace(/: add one to .*/, ".")}</List.Item>
            ))}
          </List>
        </div>
      )}
      <Group gap="xs">
        {status === "published" ? (
          <Button variant="default" loading={standing.isPending} onClick={() => standing.mutate("retire")}>
            Take out of use
          </Button>
        ) : (
          <Button
            disabled={lacking.length > 0 || !isSaved}
            loading={standing.isPending}
            onClick={() => standing.mutate("publish")}
          >
            Publish
          </Button>
        )}
        <Button variant="default" disabled={!isSaved} onClick={() => standing.mutate("review")}>
          Reviewed today
        </Button>
      </Group>
      {standing.error && <ProblemNotice error={standing.error} />}
      <Recount isSaved={isSaved} />
    </Stack>
  );
}

/** Every figure counted again; the page follows by itself. */
function Recount({ isSaved }: { isSaved: boolean }) {
  const { mapKey, store, announce } = useMapEditor();
  const filling = useChange("recount", () => startFilling(mapKey));
  const done = () => {
    announce("The figures are those of now.");
    store.flush();
    filling.leave();
  };
  if (filling.id ?? filling.problem)
    return <Changing change={filling} label="Counting the figures again" onDone={done} />;
  return (
    <Group>
      <Button
        variant="default"
        disabled={!isSaved}
        loading={filling.isBeginning}
        onClick={() => filling.begin()}
      >
        Recount the figures
      </Button>
    </Group>
  );
}
