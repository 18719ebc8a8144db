import { Button, Checkbox, Group, Select, Stack, TagsInput, Text, Textarea } from "@mantine/core";
import { useState } from "react";
import { type Card, cardsOf, type JourneyMap, setField, standingOf, STATUS_WORDS, type Value } from "@/map";
import { useMap, useMapEditor, useSelection } from "../context";
import { thingOf } from "../selection";
import type { PanelProps } from "./registry";

/** A card's own fields: its text, what stands behind it, tags, how severe, where it is told. */
export function CardPanel({ about }: PanelProps) {
  const map = useMap();
  const selected = thingOf(useSelection());
  const card =
    cardsOf(map).find((one) => one.id === (about ?? selected)) ??
    cardsOf(map).find((one) => one.id === selected);
  if (!card) return <Text size="sm">Choose a card on the map: its details are shown here.</Text>;
  return <Fields key={card.id} card={card} role={roleOf(map, card.id)} />;
}

const roleOf = (map: JourneyMap, card: string) =>
  map.lanes?.find((lane) => lane.cards?.some((one) => one.id === card))?.role ?? "custom";

function Fields({ card, role }: { card: Card; role: string }) {
  const editor = useMapEditor();
  const set = (field: string, value: Value, label = "Card changed") =>
    editor.edit(label, (map, name) => setField(map, name, card.id, field, value));
  return (
    <Stack>
      <Written
        label="Text"
        value={card.text}
        disabled={card.is_locked}
        onKeep={(text) => set("text", text, "Text changed")}
      />
      <Written
        label="Note behind it"
        value={card.body ?? ""}
        disabled={card.is_locked}
        onKeep={(text) => set("body", text || null)}
      />
      <Text size="sm" c="dimmed">
        {STATUS_WORDS[standingOf(card)]}
      </Text>
      {role === "obstacles" && (
        <Select
          label="Severity"
          value={card.severity === null || card.severity === undefined ? null : String(card.severity)}
          data={SEVERITIES}
          clearable
          onChange={(value) => set("severity", value === null ? null : Number(value))}
        />
      )}
      <TagsInput
        label="Tags"
        value={card.tags ?? []}
        onChange={(tags) => set("tags", tags.length ? tags : null)}
      />
      <Checkbox
        label="Locked: its text cannot be changed by accident"
        checked={card.is_locked ?? false}
        onChange={(event) => set("is_locked", event.currentTarget.checked || null, "Card locked")}
      />
    </Stack>
  );
}

const SEVERITIES = [
  { value: "0", label: "0 · a trifle" },
  { value: "1", label: "1 · a nuisance" },
  { value: "2", label: "2 · serious" },
  { value: "3", label: "3 · stops people" },
];

interface WrittenProps {
  label: string;
  value: string;
  disabled?: boolean;
  onKeep: (text: string) => void;
}

/** A text that is kept when it is left, or with Ctrl Enter. */
function Written({ label, value, disabled, onKeep }: WrittenProps) {
  const [draft, setDraft] = useState<string | null>(null);
  const keep = () => {
    if (draft !== null && draft !== value) onKeep(draft);
    setDraft(null);
  };
  return (
    <Stack gap={4}>
      <Textarea
        label={label}
        value={draft ?? value}
        disabled={disabled}
        autosize
        minRows={2}
        maxRows={12}
        dir="auto"
        onChange={(event) => setDraft(event.currentTarget.value)}
        onBlur={keep}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) keep();
          if (event.key === "Escape" && draft !== null) {
            event.preventDefault();
            setDraft(null);
          }
        }}
      />
      {draft !== null && draft !== value && (
        <Group justify="flex-end">
          <Button
            size="compact-xs"
            variant="subtle"
            onMouseDown={(event) => event.preventDefault()}
            onClick={keep}
          >
            Keep
          </Button>
        </Group>
      )}
    </Stack>
  );
}
