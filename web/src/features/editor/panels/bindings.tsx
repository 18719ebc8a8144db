import { ActionIcon, Badge, Button, Card, Group, Stack, Text } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { Check, Plus, X } from "lucide-react";
import { useState } from "react";
import { answered, api, type Schema, useReport } from "@/client";
import { type Binding, channelWords, countText, same, setBindings, type Step } from "@/map";
import { Cancelled, Figure, percent, ProblemNotice, Working } from "@/ui";
import { useMapEditor } from "../context";
import { BindingSearch } from "./binding-search";

type Reach = Schema<"Reach">;

/** What a step is bound to, what it may be bound to, and whom that would reach: counted before it is kept. */
export function Bindings({ step }: { step: Step }) {
  const editor = useMapEditor();
  const kept = step.bindings ?? [];
  const [chosen, setChosen] = useState<readonly Binding[]>(kept);
  const isChanged = !same(chosen, kept);
  const add = (binding: Binding) =>
    setChosen((all) => (all.some((one) => same(one, binding)) ? all : [...all, binding]));
  const keep = () => editor.edit("Step bound", (map, name) => setBindings(map, name, step.id, chosen));
  return (
    <Stack gap="sm">
      {chosen.length === 0 && (
        <Text size="sm" c="dimmed">
          This step stands for nothing in the data yet. Find what people did and add it: from then on its
          figures are counted.
        </Text>
      )}
      {chosen.map((binding, at) => (
        <Bound
          key={wordsOf(binding)}
          binding={binding}
          onRemove={() => setChosen(chosen.filter((_, other) => other !== at))}
          onConfirm={() =>
            setChosen(chosen.map((one, other) => (other === at ? { ...one, is_assumed: undefined } : one)))
          }
        />
      ))}
      <Preview step={step.id} chosen={chosen} />
      {isChanged && (
        <Group gap="xs">
          <Button size="sm" onClick={keep}>
            Bind the step so
          </Button>
          <Button size="sm" variant="default" onClick={() => setChosen(kept)}>
            As it was
          </Button>
        </Group>
      )}
      <Suggestions step={step} chosen={chosen} add={add} />
      <BindingSearch add={add} />
    </Stack>
  );
}

export const wordsOf = (binding: Binding): string =>
  [
    binding.pattern,
    binding.touchpoint,
    binding.action,
    binding.channel && `(${channelWords(binding.channel)})`,
  ]
    .filter(Boolean)
    .join(" · ") || "anything";

interface BoundProps {
  binding: Binding;
  onRemove: () => void;
  onConfirm: () => void;
}

function Bound({ binding, onRemove, onConfirm }: BoundProps) {
  return (
    <Card withBorder padding="xs">
      <Group gap="xs" wrap="nowrap" justify="space-between">
        <Text size="sm" dir="auto" style={{ overflowWrap: "anywhere" }}>
          {wordsOf(binding)}
        </Text>
        <Group gap={4} wrap="nowrap">
          {binding.is_assumed && (
            <Button
              size="compact-xs"
              variant="light"
              leftSection={<Check size={13} aria-hidden />}
              onClick={onConfirm}
            >
              Confirm
            </Button>
          )}
          <ActionIcon size={26} variant="subtle" aria-label={`Remove ${wordsOf(binding)}`} onClick={onRemove}>
            <X size={16} aria-hidden />
          </ActionIcon>
        </Group>
      </Group>
      {binding.is_assumed && (
        <Text size="xs" c="dimmed">
          Suggested by likeness of words; nobody has said yet that it is so.
        </Text>
      )}
    </Card>
  );
}

const WAIT_MS = 250;

/** Whom these bindings would bring to the step. */
function Preview({ step, chosen }: { step: string; chosen: readonly Binding[] }) {
  const { mapKey } = useMapEditor();
  const [asked] = useDebouncedValue(chosen, WAIT_MS);
  const found = useReport<Reach>(
    ["binding-reach", mapKey, step, asked],
    { reach_of: mapKey, bindings: asked, step },
    asked.length > 0,
  );
  if (!chosen.length) return null;
  if (found.error) return <ProblemNotice error={found.error} />;
  if (found.isStopped)
    return <Cancelled again={() => void found.refetch()}>Whom that reaches was not counted.</Cancelled>;
  if (!found.data)
    return (
      <Card padding="sm" bg="var(--dp-panel)" mih={92}>
        <Working label="Counting" step={found.step} share={found.progress} cancel={found.stop} />
      </Card>
    );
  return <ReachCard reach={found.data} />;
}

function ReachCard({ reach }: { reach: Reach }) {
  return (
    <Card padding="sm" bg="var(--dp-panel)" mih={92} aria-live="polite">
      <Stack gap={6}>
        <Group gap="xs" align="baseline">
          <Figure
            size="lg"
            value={countText(reach.people)}
            definition="Who did at least one of these, of everybody the map is of: also those who come to none of its steps."
            n={reach.n}
          />
          <Text size="sm">
            of {countText(reach.n)} people
            {reach.share !== null && reach.share !== undefined && !reach.too_few && (
              <>
                {" "}
                ·{" "}
                <Figure
                  size="sm"
                  value={percent(reach.share)}
                  definition="Of everybody the map is of, those who did at least one of these."
                  n={reach.n}
                  low={reach.share_low}
                  high={reach.share_high}
                />
              </>
            )}
            {reach.too_few && " · too few to say a share"}
          </Text>
        </Group>
        <Catches reach={reach} />
        {reach.wrong.map((says) => (
          <Text key={says} size="sm" c="negative">
            {says}
          </Text>
        ))}
      </Stack>
    </Card>
  );
}

function Catches({ reach }: { reach: Reach }) {
  if (!reach.catches.length) return <Text size="sm">Nobody did anything like this.</Text>;
  return (
    <Stack gap={2} component="ul" m={0} p={0} style={{ listStyle: "none" }}>
      {reach.catches.map((each) => (
        <Text
          key={`${each.channel} ${each.touchpoint} ${each.action}`}
          component="li"
          size="xs"
          c="dimmed"
          dir="auto"
        >
          {[each.touchpoint, each.action].filter(Boolean).join(" · ")}, {countText(each.interactions)} times
        </Text>
      ))}
      {reach.catches_more > 0 && (
        <Text component="li" size="xs" c="dimmed">
          and {reach.catches_more} more
        </Text>
      )}
    </Stack>
  );
}

interface Suggesting {
  step: Step;
  chosen: readonly Binding[];
  add: (binding: Binding) => void;
}

/** What the step's name is like. */
function Suggestions({ step, chosen, add }: Suggesting) {
  const { mapKey } = useMapEditor();
  const found = useQuery({
    queryKey: ["binding-suggestions", mapKey, step.id, step.name],
    queryFn: () => {
      const params = { path: { key: mapKey }, query: { step: step.id } };
      return answered(api.GET("/api/maps/{key}/bindings/suggestions", { params }));
    },
    retry: false,
  });
  const offered = ((found.data as Schema<"Suggestion">[] | undefined) ?? [])
    .map((one) => ({ ...one, binding: { ...one.binding, is_assumed: undefined } as Binding }))
    .filter((one) => !chosen.some((other) => same({ ...other, is_assumed: undefined }, one.binding)));
  if (!offered.length) return null;
  return (
    <Stack gap={6}>
      <Text size="sm" fw={600}>
        Sounds like
      </Text>
      {offered.map((one) => (
        <Button
          key={wordsOf(one.binding)}
          variant="default"
          justify="flex-start"
          size="xs"
          leftSection={<Plus size={14} aria-hidden />}
          rightSection={<Badge variant="default">{countText(one.interactions)}</Badge>}
          onClick={() => add(one.binding)}
        >
          {wordsOf(one.binding)}
        </Button>
      ))}
    </Stack>
  );
}
