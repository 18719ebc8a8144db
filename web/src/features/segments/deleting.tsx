import { Button, Group, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { Window } from "@/ui";

interface Props {
  title: string;
  isRunning: boolean;
  start: () => void;
}

/** Deletes a segment, once more asked. */
export function Deleting({ title, isRunning, start }: Props) {
  const [isAsked, setIsAsked] = useState(false);
  return (
    <>
      <Button variant="default" loading={isRunning} onClick={() => setIsAsked(true)}>
        Delete
      </Button>
      <Window opened={isAsked} close={() => setIsAsked(false)} title={`Delete “${title}”?`}>
        <Stack>
          <Text size="sm">
            It is in no list any more. Maps, personas and views that are made of it still mean the same
            people.
          </Text>
          <Group justify="flex-end">
            <Button variant="default" onClick={() => setIsAsked(false)} data-autofocus>
              Keep it
            </Button>
            <Button
              color="negative"
              onClick={() => {
                setIsAsked(false);
                start();
              }}
            >
              Delete it
            </Button>
          </Group>
        </Stack>
      </Window>
    </>
  );
}
