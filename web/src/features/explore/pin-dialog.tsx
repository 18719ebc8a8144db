import { Anchor, Button, Group, Select, Stack, Text, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Pin as PinIcon } from "lucide-react";
import { type FormEvent, useState } from "react";
import { answered, api, type Problem, type Schema } from "@/client";
import { people, ProblemNotice, Window } from "@/ui";

/** A figure of the answer that can stand on a map. */
export interface Pinnable {
  label: string;
  /** The value as it is seen here. */
  value: string;
  row: Record<string, unknown>;
  column: string;
}

interface Props {
  question: unknown;
  figures: Pinnable[];
}

/** Put a figure on a map, as evidence that is filled again with it. */
export function PinFigure({ question, figures }: Props) {
  const [opened, setOpened] = useState(false);
  return (
    <>
      <Button
        variant="default"
        leftSection={<PinIcon size={16} aria-hidden />}
        disabled={!question}
        onClick={() => setOpened(true)}
      >
        Pin to a map
      </Button>
      <Window opened={opened} close={() => setOpened(false)} title="Pin a figure to a map" size="lg">
        {opened && figures.length > 0 && (
          <Pinning question={question} figures={figures} done={() => setOpened(false)} />
        )}
        {opened && !figures.length && (
          <Text>
            No figure of this view can stand on a map: each rests on too few, or is of one group among
            several. Ask of more people, or without a breakdown.
          </Text>
        )}
      </Window>
    </>
  );
}

function Pinning({ question, figures, done }: Props & { done: () => void }) {
  const maps = useQuery({ queryKey: ["maps"], queryFn: () => answered(api.GET("/api/maps")) });
  const [figure, setFigure] = useState<string | null>("0");
  const [chosen, setChosen] = useState<string | null>(null);
  const [step, setStep] = useState<string | null>(null);
  const picked = figures[Number(figure ?? -1)];
  const [label, setLabel] = useState<string | null>(null);
  const key = chosen ?? maps.data?.[0]?.key ?? null;
  const pin = usePin();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (key && step && picked)
      pin.mutate({
        key,
        body: {
          question,
          row: picked.row,
          column: picked.column,
          step,
          label: (label ?? picked.label).slice(0, 200),
        },
      });
  };
  if (pin.data) return <Done pinned={pin.data} seen={picked} done={done} />;
  return (
    <form onSubmit={submit}>
      <Stack>
        <Select
          label="Figure"
          data={figures.map((one, at) => ({ value: String(at), label: `${one.label}: ${one.value}` }))}
          value={figure}
          onChange={(value) => {
            setFigure(value);
            setLabel(null);
          }}
          searchable
          allowDeselect={false}
        />
        <TextInput
          label="Called on the map"
          value={label ?? picked?.label ?? ""}
          onChange={(event) => setLabel(event.currentTarget.value)}
          maxLength={200}
          required
        />
        <Select
          label="Map"
          data={(maps.data ?? []).map((map) => ({ value: map.key, label: map.title }))}
          value={key}
          onChange={(value) => {
            setChosen(value);
            setStep(null);
          }}
          allowDeselect={false}
          nothingFoundMessage="There is no map yet."
        />
        {key && <PickMapStep map={key} value={step} change={setStep} />}
        <Text size="sm" c="dimmed">
          The map asks it of its own people and period, and again whenever it is filled; so it may show
          another value than this page.
        </Text>
        {pin.isError && <ProblemNotice error={pin.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={done}>
            Cancel
          </Button>
          <Button type="submit" loading={pin.isPending} disabled={!key || !step || !picked}>
            Pin
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

interface StepPicking {
  map: string;
  value: string | null;
  change: (step: string | null) => void;
}

function PickMapStep({ map, value, change }: StepPicking) {
  const found = useQuery({
    queryKey: ["map", map, "steps"],
    queryFn: () => answered(api.GET("/api/maps/{key}", { params: { path: { key: map } } })),
  });
  const data = (found.data?.stages ?? []).map((stage) => ({
    group: stage.name,
    items: (stage.steps ?? []).map((step) => ({ value: step.id, label: step.name })),
  }));
  return (
    <Select
      label="At the step"
      placeholder="Choose a step"
      data={data}
      value={value}
      onChange={change}
      searchable
      allowDeselect={false}
      required
    />
  );
}

interface Pinning {
  key: string;
  body: unknown;
}

function usePin() {
  const queries = useQueryClient();
  return useMutation<Schema<"Pinned">, Problem, Pinning>({
    mutationFn: ({ key, body }) =>
      answered(api.POST("/api/maps/{key}/pins", { params: { path: { key } }, body: body as never })),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["maps"] });
      await queries.invalidateQueries({ queryKey: ["map"] });
      await queries.invalidateQueries({ queryKey: ["views"] });
    },
  });
}

/** What the figure rests on; of a difference the smaller side. */
function restsOn({ n, measure }: Schema<"Pinned">["evidence"]): string {
  if (n === null || n === undefined) return "";
  return measure === "compare"
    ? ` (the smaller side: ${people(n, "journey")})`
    : ` of ${people(n, "journey")}`;
}

function Done({ pinned, seen, done }: { pinned: Schema<"Pinned">; seen?: Pinnable; done: () => void }) {
  return (
    <Stack role="status">
      <Text>
        On the map it reads <strong>{pinned.says}</strong>
        {restsOn(pinned.evidence)}
        {seen && seen.value !== pinned.says && `; here it is ${seen.value}`}.
      </Text>
      <Group justify="space-between">
        <Anchor component={Link} to="/maps/$key" params={{ key: pinned.map } as never}>
          Open the map
        </Anchor>
        <Button onClick={done} data-autofocus>
          Done
        </Button>
      </Group>
    </Stack>
  );
}
