import { Button, Card, Group, Stack, Text } from "@mantine/core";
import type { Conflict, SetAside } from "@/map";
import { useMapEditor, useShown } from "../context";
import type { PanelProps } from "./registry";

/** Changes that others' changes stand against, each with both versions and the choice between them. */
export function ConflictPanel({ close }: PanelProps) {
  const aside = useShown((shown) => shown.state.aside);
  if (!aside.length)
    return (
      <Stack align="flex-start">
        <Text size="sm">Nothing is left to decide: all your changes are on the map.</Text>
        <Button size="xs" variant="default" onClick={close}>
          Close
        </Button>
      </Stack>
    );
  return (
    <Stack>
      <Text size="sm" c="dimmed">
        Somebody changed the same while you did. Nothing of yours is lost: say for each which of the two
        holds.
      </Text>
      {aside.map((each) => (
        <One key={each.group.id} aside={each} />
      ))}
    </Stack>
  );
}

function One({ aside: { group, conflicts, says } }: { aside: SetAside }) {
  const editor = useMapEditor();
  const canInsist = editor.store.canInsist(group.id);
  const decide = (choice: "mine" | "theirs") => {
    editor.store.decide(group.id, choice);
    editor.announce(choice === "mine" ? "Your version holds." : "Their version holds.");
  };
  return (
    <Card withBorder padding="md">
      <Stack gap="sm">
        <Text fw={600} size="sm">
          {group.label || "A change"}
        </Text>
        {conflicts.length ? (
          conflicts.map((conflict, at) => <Versions key={at} conflict={conflict} />)
        ) : (
          <Text size="sm">{says.join(" ")}</Text>
        )}
        <Group gap="xs">
          <Button size="xs" disabled={!canInsist} onClick={() => decide("mine")}>
            Keep mine
          </Button>
          <Button size="xs" variant="default" onClick={() => decide("theirs")}>
            {conflicts.length ? "Keep theirs" : "Let it go"}
          </Button>
        </Group>
        {!canInsist && (
          <Text size="xs" c="dimmed">
            What this was about is no longer on the map, so it cannot be made as it was. Copy what you need.
          </Text>
        )}
      </Stack>
    </Card>
  );
}

function Versions({ conflict }: { conflict: Conflict }) {
  const isRemoval = conflict.operation.op === "remove";
  return (
    <Stack gap={6}>
      <Version label="Theirs" words={wordsOf(conflict.theirs, "gone from the map")} />
      <Version label="Yours" words={isRemoval ? "deleted" : wordsOf(conflict.mine, "nothing")} />
    </Stack>
  );
}

function Version({ label, words }: { label: string; words: string }) {
  return (
    <div>
      <Text size="xs" c="dimmed">
        {label}
      </Text>
      <Text size="sm" dir="auto" style={{ whiteSpace: "pre-wrap", overflowWrap: "anywhere" }}>
        {words}
      </Text>
    </div>
  );
}

function wordsOf(value: unknown, nothing: string): string {
  if (value === null || value === undefined) return nothing;
  if (typeof value === "string") return value || "(no text)";
  if (typeof value !== "object") return String(value);
  const thing = value as Record<string, unknown>;
  for (const field of ["text", "name", "title", "label", "statement", "body"])
    if (typeof thing[field] === "string") return thing[field];
  return typeof thing.into === "string" ? "moved elsewhere" : JSON.stringify(value);
}
