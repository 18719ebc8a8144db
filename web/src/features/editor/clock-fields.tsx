import { Button, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { readClock, setTimes, stepsOf, timeWords } from "@/map";
import { useMap, useMapEditor } from "./context";

/** When a step begins and ends, written as times of day. */
export function ClockFields({ step }: { step: string }) {
  const map = useMap();
  const found = stepsOf(map).find((each) => each.id === step);
  const words = timeWords(map).get(step) ?? ["no step says when it is"];
  return (
    <Stack gap={6}>
      <Group grow gap="xs" align="flex-start">
        <ClockField key={`from ${found?.starts_at}`} step={step} field="starts_at" value={found?.starts_at} />
        <ClockField key={`until ${found?.ends_at}`} step={step} field="ends_at" value={found?.ends_at} />
      </Group>
      <Text size="xs" c="dimmed" aria-live="polite">
        On the clock: {words.join(", ")}.
      </Text>
    </Stack>
  );
}

interface FieldProps {
  step: string;
  field: "starts_at" | "ends_at";
  value: string | null | undefined;
}

/** One time: kept when it is left, or at Enter; empty when nobody has said it. */
function ClockField({ step, field, value }: FieldProps) {
  const editor = useMapEditor();
  const [text, write] = useState(value ?? "");
  const said = text.trim() ? readClock(text) : null;
  const isWrong = text.trim() !== "" && said === null;
  const keep = () => {
    if (isWrong || said === (value ?? null)) return;
    editor.edit("Time of a step", (map, name) => setTimes(map, name, step, { [field]: said }));
  };
  return (
    <TextInput
      label={field === "starts_at" ? "From" : "Until"}
      placeholder="07:15"
      inputMode="numeric"
      maxLength={12}
      value={text}
      error={isWrong ? "A time of day, such as 07:15" : undefined}
      onChange={(event) => write(event.currentTarget.value)}
      onBlur={keep}
      onKeyDown={(event) => event.key === "Enter" && keep()}
    />
  );
}

/** The same over the map, for a step whose time has the focus. */
export function ClockDialog({ step, close }: { step: string; close: () => void }) {
  const name = stepsOf(useMap()).find((each) => each.id === step)?.name ?? "";
  return (
    <Modal opened onClose={close} title={`When: ${name}`} centered>
      <Stack gap="lg">
        <ClockFields step={step} />
        <Group justify="flex-end">
          <Button onClick={close}>Done</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
