import { Button, Group, NumberInput, Select, Stack, Textarea, TextInput, Title } from "@mantine/core";
import { useState } from "react";
import { addThing, cardsOf, type JourneyMap, stepsOf } from "@/map";
import { useMapEditor, useSelection } from "../context";
import { stepOf } from "../selection";

const EMPTY = { score: 50 as number | string, reason: "", pill: "" };
const PILL = 24; // letters: longer stand out of their column

/** A place that needs attention, marked by somebody who knows: at a step, or at a card of it. */
export function HotspotPlacing({ map }: { map: JourneyMap }) {
  const editor = useMapEditor();
  const selection = useSelection();
  const selectedCard = selection?.kind === "card" ? selection.id : null;
  const [step, card, choose] = useWhere(stepOf(selection), selectedCard);
  const [said, say] = useState(EMPTY);
  const cards = cardsOf(map).filter((one) => one.step === step);
  const isReady = step !== null && said.reason.trim() !== "" && typeof said.score === "number";
  const place = () => {
    const spot = {
      step,
      ...(card && { card }),
      score: Math.min(100, Math.max(0, Number(said.score))) / 100,
      origin: "manual",
      reasons: [said.reason.trim()],
      ...(said.pill.trim() && { pill: said.pill.trim() }),
    };
    if (editor.edit("Hotspot placed", (now, name) => addThing(now, name, "hotspots", spot))) {
      say(EMPTY);
      editor.announce("The hotspot is placed.");
    }
  };
  return (
    <section aria-label="Place a hotspot by hand">
      <Title order={3} size="h5" mb={4}>
        Place one by hand
      </Title>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady) place();
        }}
      >
        <Stack gap="xs">
          <Select
            label="At the step"
            placeholder="Choose a step"
            searchable
            data={stepsOf(map).map((one) => ({ value: one.id, label: one.name }))}
            value={step}
            allowDeselect={false}
            onChange={(value) => choose(value, null)}
          />
          {cards.length > 0 && (
            <Select
              label="At a card of it"
              placeholder="The whole step"
              clearable
              data={cards.map((one) => ({
                value: one.id,
                label: one.text || one.figure || "A card without words",
              }))}
              value={card}
              onChange={(value) => choose(step, value)}
            />
          )}
          <Textarea
            label="Why it needs attention"
            autosize
            minRows={2}
            dir="auto"
            value={said.reason}
            onChange={(event) => say({ ...said, reason: event.currentTarget.value })}
          />
          <Group grow gap="xs" align="flex-start">
            <NumberInput
              label="Score, 0 to 100"
              min={0}
              max={100}
              allowDecimal={false}
              value={said.score}
              onChange={(score) => say({ ...said, score })}
            />
            <TextInput
              label="On the map it says"
              placeholder="hotspot"
              maxLength={PILL}
              dir="auto"
              value={said.pill}
              onChange={(event) => say({ ...said, pill: event.currentTarget.value })}
            />
          </Group>
          <Button type="submit" size="sm" disabled={!isReady} style={{ alignSelf: "start" }}>
            Place it
          </Button>
        </Stack>
      </form>
    </section>
  );
}

/** Where it goes: what is chosen here, until another step or card is chosen on the map. */
function useWhere(step: string | null, card: string | null) {
  const [was, note] = useState({ step, card, where: { step, card } });
  if (was.step !== step || was.card !== card) note({ step, card, where: step ? { step, card } : was.where });
  const choose = (wanted: string | null, at: string | null) =>
    note({ ...was, where: { step: wanted, card: at } });
  return [was.where.step, was.where.card, choose] as const;
}
