import { Button, Group, Modal, NumberInput, Slider, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { feltText, setEmotion, stepsOf } from "@/map";
import { useMap, useMapEditor } from "../context";
import type { Scored } from "./keys";

interface Props {
  step: string;
  close: () => void;
}

const MARKS = [-2, -1, 0, 1, 2].map((value) => ({
  value,
  label: value > 0 ? `+${value}` : String(value).replace("-", "−"),
}));

/** What people feel at a step: what was measured is told, the guess and the target can be set. */
export function ScoreDialog({ step, close }: Props) {
  const map = useMap();
  const name = stepsOf(map).find((each) => each.id === step)?.name ?? "";
  const measured = map.emotions?.find((one) => one.step === step && one.source === "measured");
  return (
    <Modal opened onClose={close} title={`How people feel: ${name}`} centered>
      <Stack gap="lg">
        <Text size="sm" c="dimmed">
          {measured
            ? feltText(measured)
            : "Nothing was measured here yet: bind the step, then refresh the map."}
        </Text>
        <Score step={step} source="target" label="Target" about="Where this step should be." />
        <Score step={step} source="authored" label="Your guess" about="Where nothing is measured yet." />
        <Group justify="flex-end">
          <Button onClick={close}>Done</Button>
        </Group>
      </Stack>
    </Modal>
  );
}

interface ScoreProps {
  step: string;
  source: Scored;
  label: string;
  about: string;
}

function Score({ step, source, label, about }: ScoreProps) {
  const editor = useMapEditor();
  const kept = useMap().emotions?.find((one) => one.step === step && one.source === source)?.value ?? null;
  const [shown, setShown] = useState(kept);
  const keep = (value: number | null) => {
    setShown(value);
    editor.edit(label, (map, name) => setEmotion(map, name, { step, source, value }), `${source} ${step}`);
  };
  return (
    <Stack gap={6}>
      <Group justify="space-between" align="flex-end">
        <div>
          <Text fw={600} size="sm">
            {label}
          </Text>
          <Text size="xs" c="dimmed">
            {about}
          </Text>
        </div>
        <Group gap="xs">
          <NumberInput
            aria-label={label}
            value={shown ?? ""}
            onChange={(value) => keep(value === "" ? null : Number(value))}
            min={-2}
            max={2}
            step={0.1}
            decimalScale={1}
            w={90}
            size="xs"
          />
          <Button size="xs" variant="default" disabled={kept === null} onClick={() => keep(null)}>
            Remove
          </Button>
        </Group>
      </Group>
      <Slider
        min={-2}
        max={2}
        step={0.1}
        value={shown ?? 0}
        onChange={setShown}
        onChangeEnd={keep}
        marks={MARKS}
        thumbLabel={label}
        label={(value) => value.toFixed(1)}
        mb="md"
      />
    </Stack>
  );
}
