import { Button, Group, Select, Stack, Tabs, Text, Textarea, TextInput, Title } from "@mantine/core";
import { useState } from "react";
import { addWithin, cardsOf } from "@/map";
import { useMapEditor } from "../context";
import type { Holder } from "./evidence-holder";
import { EVIDENCE_KINDS } from "./evidence-words";
import { QuoteSearch } from "./quote-search";
import { ViewFigures } from "./view-figures-list";

/** Puts a piece of evidence on a thing of the map, as an edit that can be undone. */
export function useAddEvidence() {
  const editor = useMapEditor();
  return (into: string, piece: Record<string, unknown>, label = "Evidence added"): boolean => {
    const done = editor.edit(label, (map, name) => addWithin(map, name, into, "evidence", piece));
    const card = cardsOf(editor.map()).find((one) => one.id === into);
    if (done) editor.announce(card ? `Added. The card is now ${card.status ?? "assumed"}.` : "Added.");
    return done;
  };
}

/** What the button says that puts something on the thing that is chosen. */
export const addingTo = (holder: Holder | null): string =>
  holder && !holder.card ? "Add to it" : "Add to the chosen card";

/** More to rest on: what people said, a figure of a saved view, a note of one's own. */
export function EvidenceAdding({ holder }: { holder: Holder | null }) {
  return (
    <section aria-label="Add evidence">
      <Title order={holder ? 4 : 3} size="h6" mb={4}>
        Add evidence
      </Title>
      <Tabs defaultValue="quote" keepMounted={false}>
        <Tabs.List mb="sm">
          <Tabs.Tab value="quote">Quote</Tabs.Tab>
          <Tabs.Tab value="figure">Figure</Tabs.Tab>
          <Tabs.Tab value="note">Note</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="quote">
          <QuoteSearch holder={holder} />
        </Tabs.Panel>
        <Tabs.Panel value="figure">
          <ViewFigures holder={holder} />
        </Tabs.Panel>
        <Tabs.Panel value="note">
          <NoteForm key={holder?.id} holder={holder} />
        </Tabs.Panel>
      </Tabs>
    </section>
  );
}

const WRITTEN = [
  "note",
  "observation",
  "interview",
  "focus_group",
  "staff_report",
  "call",
  "chat",
  "ticket",
  "review",
  "social_post",
] as const;
type WrittenKind = (typeof WRITTEN)[number];
const EMPTY = { kind: "note" as WrittenKind, text: "", source: "", day: "", stance: "supports" };

function NoteForm({ holder }: { holder: Holder | null }) {
  const add = useAddEvidence();
  const [said, say] = useState(EMPTY);
  const isReady = holder !== null && said.text.trim() !== "" && said.source.trim() !== "";
  const keep = () => {
    if (!holder) return;
    const piece = {
      kind: said.kind,
      provenance: {
        source: said.source.trim(),
        locator: "written on the map",
        extracted_by: "person",
        extracted_by_name: "local",
      },
      text: said.text.trim(),
      collected_at: said.day || new Date().toISOString().slice(0, 10),
      ...(said.stance === "contradicts" && { stance: said.stance }),
    };
    if (add(holder.id, piece, `${EVIDENCE_KINDS[said.kind]} added`)) say({ ...EMPTY, kind: said.kind });
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady) keep();
      }}
    >
      <Stack gap="xs">
        <Select
          label="What it is"
          data={WRITTEN.map((kind) => ({ value: kind, label: EVIDENCE_KINDS[kind] }))}
          value={said.kind}
          allowDeselect={false}
          onChange={(kind) => kind && say({ ...said, kind })}
        />
        <Textarea
          label="What was seen or said"
          description="Nothing that tells who somebody is: it stands on the map for everybody."
          autosize
          minRows={3}
          dir="auto"
          value={said.text}
          onChange={(event) => say({ ...said, text: event.currentTarget.value })}
        />
        <TextInput
          label="Source"
          placeholder="Shop visit, support team, diary study"
          dir="auto"
          value={said.source}
          onChange={(event) => say({ ...said, source: event.currentTarget.value })}
        />
        <Group grow gap="xs" align="flex-end">
          <TextInput
            label="When"
            type="date"
            value={said.day}
            onChange={(event) => say({ ...said, day: event.currentTarget.value })}
          />
          <Select
            label="It speaks"
            data={[
              { value: "supports", label: "for it" },
              { value: "contradicts", label: "against it" },
            ]}
            value={said.stance}
            allowDeselect={false}
            onChange={(stance) => stance && say({ ...said, stance })}
          />
        </Group>
        <Button type="submit" size="sm" disabled={!isReady} style={{ alignSelf: "start" }}>
          Add it
        </Button>
        {!holder && (
          <Text size="xs" c="dimmed">
            Choose first what it is about.
          </Text>
        )}
      </Stack>
    </form>
  );
}
