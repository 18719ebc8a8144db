import { Alert, Button, Group, SimpleGrid, Stack, TextInput } from "@mantine/core";
import { useState } from "react";
import type { Schema } from "@/client";
import { ProblemNotice } from "@/ui";
import { useCorrectRow } from "./questions";

interface Props {
  load: number;
  row: Schema<"RawRow">;
  close: () => void;
}

/** A row by its columns, to be put right; what was read stays beside it. */
export function CorrectRow({ load, row, close }: Props) {
  const said: Record<string, string> = row.correction?.values ?? row.cells;
  const [values, setValues] = useState(said);
  const correct = useCorrectRow();
  const names = [...new Set([...Object.keys(row.cells), ...Object.keys(said)])];
  const changed = Object.fromEntries(
    names.filter((name) => values[name] !== said[name]).map((name) => [name, values[name] ?? ""]),
  );
  const save = () =>
    correct.mutate(
      { load, ordinal: row.ordinal, values: changed },
      { onSuccess: ({ fits }) => fits && close() },
    );
  return (
    <Stack
      component="form"
      mt="sm"
      gap="sm"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} spacing="sm">
        {names.map((name, at) => (
          <TextInput
            key={name}
            label={name}
            size="sm"
            autoFocus={at === 0} // eslint-disable-line jsx-a11y/no-autofocus -- who corrects it has just asked to
            maxLength={20_000}
            value={values[name] ?? ""}
            onChange={(event) => setValues({ ...values, [name]: event.currentTarget.value })}
          />
        ))}
      </SimpleGrid>
      {correct.error && <ProblemNotice error={correct.error} />}
      {correct.data && !correct.data.fits && (
        <Alert color="hotspot" variant="light" role="status" title="It is kept, and does not fit yet">
          {correct.data.reason}
        </Alert>
      )}
      <Group justify="flex-end">
        <Button size="xs" variant="default" onClick={close}>
          Close
        </Button>
        <Button
          size="xs"
          type="submit"
          disabled={Object.keys(changed).length === 0}
          loading={correct.isPending}
        >
          Keep the correction
        </Button>
      </Group>
    </Stack>
  );
}
