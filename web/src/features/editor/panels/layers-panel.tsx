import { ActionIcon, Button, Checkbox, Group, Stack, Text, TextInput, Title, Tooltip } from "@mantine/core";
import { Trash2 } from "lucide-react";
import { type FormEvent, useState } from "react";
import { addThing, cardsOf, type Lane, type Layer, type LayerSet, removeThing, setField } from "@/map";
import { useMapEditor, useMapPart, useSelection } from "../context";
import { useView } from "../view";

const NO_LAYERS: readonly Layer[] = [];
const NO_SETS: readonly LayerSet[] = [];
const NO_LANES: readonly Lane[] = [];

/** What is seen of the map: the real ways, its layers, its lanes; and sets of them under a name. */
export function LayersPanel() {
  const [view, change] = useView();
  return (
    <Stack gap="lg">
      <Checkbox
        label="The ways people really take"
        description="Back to an earlier step, or past some, over the drawn order."
        checked={view.reality}
        onChange={(event) => change({ reality: event.currentTarget.checked })}
      />
      <OnClock />
      <Layers />
      <Lanes />
      <Sets />
    </Stack>
  );
}

/** Of a day: whether its columns stand on a clock. */
function OnClock() {
  const { edit } = useMapEditor();
  const isOn = useMapPart((map) => map.axis === "clock");
  const isDay = useMapPart((map) => map.map_kind === "day_in_the_life");
  if (!isOn && !isDay) return null;
  const set = (axis: "clock" | null) =>
    edit("Axis changed", (map, name) => setField(map, name, "map", "axis", axis));
  return (
    <Checkbox
      label="On the clock of a day"
      description="Steps as wide as they are long, under the hours; when each is stands in its details."
      checked={isOn}
      onChange={(event) => set(event.currentTarget.checked ? "clock" : null)}
    />
  );
}

/** The layers that are on: as the address says, else as the map does. */
function useShownLayers(): [readonly string[], (shown: readonly string[] | null) => void] {
  const [view, change] = useView();
  const layers = useMapPart((map) => map.layers ?? NO_LAYERS);
  const usual = layers.filter((layer) => layer.is_shown !== false).map((layer) => layer.id);
  return [view.layers ?? usual, (shown) => change({ layers: shown })];
}

function Layers() {
  const { edit } = useMapEditor();
  const layers = useMapPart((map) => map.layers ?? NO_LAYERS);
  const [shown, show] = useShownLayers();
  const toggle = (id: string) =>
    show(shown.includes(id) ? shown.filter((each) => each !== id) : [...shown, id]);
  return (
    <section aria-label="Layers">
      <Title order={3} size="h5" mb="xs">
        Layers
      </Title>
      <Stack gap={6}>
        {layers.map((layer) => (
          <Group key={layer.id} justify="space-between" wrap="nowrap">
            <Checkbox
              label={layer.name}
              checked={shown.includes(layer.id)}
              onChange={() => toggle(layer.id)}
            />
            <Group gap={4} wrap="nowrap">
              <Button
                size="compact-xs"
                variant="subtle"
                onClick={() => show([layer.id])}
                aria-label={`Only ${layer.name}`}
              >
                Only
              </Button>
              <Remove
                name={layer.name}
                onClick={() => edit("Layer removed", (map, name) => removeThing(map, name, layer.id))}
              />
            </Group>
          </Group>
        ))}
        {!layers.length && (
          <Text size="sm" c="dimmed">
            Everything lies on the map itself. Cards put on a layer can be shown and hidden together.
          </Text>
        )}
        <OnLayer layers={layers} />
        <Named
          label="New layer"
          action="Add"
          onNamed={(text) =>
            edit("Layer added", (map, name) => addThing(map, name, "layers", { name: text }))
          }
        />
      </Stack>
    </section>
  );
}

/** Which layers the chosen card lies on. */
function OnLayer({ layers }: { layers: readonly Layer[] }) {
  const { edit } = useMapEditor();
  const selected = useSelection();
  const id = selected?.kind === "card" ? selected.id : null;
  const card = useMapPart((map) => (id ? cardsOf(map).find((each) => each.id === id) : undefined));
  if (!card || !layers.length) return null;
  const on = card.layers ?? [];
  const put = (layer: string) => {
    const next = on.includes(layer) ? on.filter((each) => each !== layer) : [...on, layer];
    edit("Layer of a card", (map, name) => setField(map, name, card.id, "layers", next.length ? next : null));
  };
  return (
    <Stack gap={4} mt="xs">
      <Text size="sm" fw={600}>
        {`“${card.text}” lies on`}
      </Text>
      {layers.map((layer) => (
        <Checkbox
          key={layer.id}
          size="xs"
          label={layer.name}
          checked={on.includes(layer.id)}
          onChange={() => put(layer.id)}
        />
      ))}
    </Stack>
  );
}

function Lanes() {
  const lanes = useMapPart((map) => map.lanes ?? NO_LANES);
  const [view, change] = useView();
  const all = lanes.map((lane) => lane.id);
  const shown = view.lanes ?? all;
  const toggle = (id: string) => {
    const next = all.filter((each) => (each === id ? !shown.includes(id) : shown.includes(each)));
    change({ lanes: next.length === all.length ? null : next });
  };
  return (
    <section aria-label="Lanes">
      <Title order={3} size="h5" mb="xs">
        Lanes
      </Title>
      <Stack gap={6}>
        {lanes.map((lane) => (
          <Checkbox
            key={lane.id}
            label={lane.label}
            checked={shown.includes(lane.id)}
            onChange={() => toggle(lane.id)}
          />
        ))}
      </Stack>
    </section>
  );
}

function Sets() {
  const { edit } = useMapEditor();
  const sets = useMapPart((map) => map.layer_sets ?? NO_SETS);
  const [shown] = useShownLayers();
  const [view, change] = useView();
  return (
    <section aria-label="Saved sets">
      <Title order={3} size="h5" mb="xs">
        Saved sets
      </Title>
      <Stack gap={6}>
        {sets.map((set) => (
          <Group key={set.id} justify="space-between" wrap="nowrap">
            <Button
              size="xs"
              variant="default"
              onClick={() => change({ layers: set.shown, lanes: set.lanes?.length ? set.lanes : null })}
            >
              {set.name}
            </Button>
            <Remove
              name={set.name}
              onClick={() => edit("Set removed", (map, name) => removeThing(map, name, set.id))}
            />
          </Group>
        ))}
        <Named
          label="Save what is shown as"
          action="Save"
          onNamed={(text) =>
            edit("Set of layers saved", (map, name) =>
              addThing(map, name, "layer_sets", {
                name: text,
                shown: [...shown],
                ...(view.lanes && { lanes: [...view.lanes] }),
              }),
            )
          }
        />
      </Stack>
    </section>
  );
}

function Remove({ name, onClick }: { name: string; onClick: () => void }) {
  return (
    <Tooltip label="Remove">
      <ActionIcon variant="subtle" size={26} aria-label={`Remove “${name}”`} onClick={onClick}>
        <Trash2 size={15} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}

function Named({
  label,
  action,
  onNamed,
}: {
  label: string;
  action: string;
  onNamed: (text: string) => void;
}) {
  const [text, setText] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim()) onNamed(text.trim());
    setText("");
  };
  return (
    <form onSubmit={submit}>
      <Group align="flex-end" gap="xs" wrap="nowrap">
        <TextInput
          flex={1}
          label={label}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" disabled={!text.trim()}>
          {action}
        </Button>
      </Group>
    </form>
  );
}
