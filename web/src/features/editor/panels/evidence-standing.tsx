import { Badge, Button, Group, Stack, Text, Textarea } from "@mantine/core";
import { useState } from "react";
import { type Card, type CardStatus, type JourneyMap, setField, standing, standingNow } from "@/map";
import { useMapEditor } from "../context";
import evidence from "./evidence.module.css";
import { reasonWords } from "./evidence-words";

const COLOURS: Record<CardStatus, string> = {
  validated: "positive",
  observed: "accent",
  assumed: "gray",
  contradicted: "negative",
};

/** How a card stands and why; a person can say that it holds, and take that back. */
export function EvidenceStanding({ card, map }: { card: Card; map: JourneyMap }) {
  const { edit, announce } = useMapEditor();
  const [confirming, setConfirming] = useState(false);
  const alone = standing(card.evidence ?? [], map);
  const isSet = Boolean(card.status_override && card.override_note);
  const say = (status: CardStatus | null, note: string | null) => {
    const done = edit(note ? "Confirmed" : "Confirmation taken back", (now, name) => [
      ...setField(now, name, card.id, "status_override", status),
      ...setField(now, name, card.id, "override_note", note),
    ]);
    if (!done) return;
    setConfirming(false);
    announce(note ? "Confirmed." : "Taken back: its evidence decides again.");
  };
  return (
    <section aria-label="How it stands" className={evidence.standing}>
      <Stack gap="xs">
        <Group gap="xs">
          <Badge variant="light" size="lg" color={COLOURS[standingNow(card, map)]}>
            {standingNow(card, map)}
          </Badge>
          {isSet && <Text size="xs">set by hand</Text>}
        </Group>
        {isSet && (
          <Text size="sm" dir="auto" style={{ overflowWrap: "anywhere" }}>
            “{card.override_note}”
          </Text>
        )}
        <Text size="sm" c={isSet ? "dimmed" : undefined}>
          {isSet && `By its evidence alone it would be ${alone}. `}
          {reasonWords(card, map)}
        </Text>
        {confirming ? (
          <Confirming keep={(note) => say("validated", note)} cancel={() => setConfirming(false)} />
        ) : isSet ? (
          <Button size="xs" variant="default" onClick={() => say(null, null)} style={{ alignSelf: "start" }}>
            Take it back
          </Button>
        ) : (
          alone !== "validated" && (
            <Button
              size="xs"
              variant="default"
              onClick={() => setConfirming(true)}
              style={{ alignSelf: "start" }}
            >
              Confirm it
            </Button>
          )
        )}
      </Stack>
    </section>
  );
}

function Confirming({ keep, cancel }: { keep: (note: string) => void; cancel: () => void }) {
  const [note, write] = useState("");
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (note.trim()) keep(note.trim());
      }}
    >
      <Textarea
        label="Why it holds all the same"
        description="It counts as validated from then on; the note stays with it."
        autosize
        minRows={2}
        dir="auto"
        data-autofocus
        value={note}
        onChange={(event) => write(event.currentTarget.value)}
      />
      <Group gap="xs" mt="xs">
        <Button type="submit" size="xs" disabled={!note.trim()}>
          Confirm
        </Button>
        <Button size="xs" variant="default" onClick={cancel}>
          Cancel
        </Button>
      </Group>
    </form>
  );
}
