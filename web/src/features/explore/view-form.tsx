import { Button, Group, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import type { Problem } from "@/client";

export interface Words {
  title: string;
  note: string | null;
}

interface Props {
  words: Words;
  /** What the button says, of the words as they are. */
  action: (words: Words) => string;
  keep: (words: Words) => void;
  isKeeping: boolean;
  error: Problem | null;
  cancel: () => void;
}

/** What a view is called, and what it shows. */
export function ViewForm({ words, action, keep, isKeeping, error, cancel }: Props) {
  const [title, setTitle] = useState(words.title);
  const [note, setNote] = useState(words.note ?? "");
  const written = { title: title.trim(), note: note.trim() || null };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    keep(written);
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <TextInput
          label="Name"
          value={title}
          onChange={(event) => setTitle(event.currentTarget.value)}
          required
          maxLength={200}
          data-autofocus
        />
        <Textarea
          label="What it shows"
          description="For whoever opens it next"
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
          autosize
          minRows={2}
          maxRows={12}
          maxLength={20_000}
        />
        {error && (
          <Text size="sm" c="negative" role="alert">
            {error.message}
          </Text>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={cancel}>
            Cancel
          </Button>
          <Button type="submit" loading={isKeeping} disabled={!written.title}>
            {action(written)}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
