import { Button, Group, Stack, Text } from "@mantine/core";
import { useBlocker } from "@tanstack/react-router";
import type { Address } from "@/client";
import { Window } from "@/ui";

interface Props {
  /** What is written, such as "segment". */
  what: string;
  /** Whether anything would be lost. */
  isChanged: boolean;
  /** The parts of the address that must stay as they are too. */
  parts?: readonly string[];
  /** Saves what is written, then goes on; left out where it cannot be saved as it is. */
  save?: () => Promise<unknown>;
}

/** Asks before what is written and not saved is left: for another page, and for the browser's door. */
export function Leaving({ what, isChanged, parts = [], save }: Props) {
  const { status, proceed, reset } = useBlocker({
    shouldBlockFn: ({ current, next }) =>
      isChanged &&
      (current.pathname !== next.pathname ||
        parts.some((part) => (current.search as Address)[part] !== (next.search as Address)[part])),
    enableBeforeUnload: () => isChanged,
    withResolver: true,
  });
  return (
    <Window opened={status === "blocked"} close={() => reset?.()} title="Leave without saving?" size="lg">
      <Stack>
        <Text size="sm">
          What you have changed in this {what} is not saved yet.
          {!save && " As it is written, it cannot be saved: something is still to be mended."}
        </Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={reset} data-autofocus>
            Stay here
          </Button>
          <Button variant={save ? "default" : "filled"} onClick={proceed}>
            Leave without saving
          </Button>
          {save && <Button onClick={() => void save().then(proceed, reset)}>Save and leave</Button>}
        </Group>
      </Stack>
    </Window>
  );
}
