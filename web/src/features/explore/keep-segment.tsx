import { Button, Group, Popover, Stack, Text, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { UsersRound } from "lucide-react";
import { type FormEvent, useState } from "react";
import { answered, api, type Problem, type Schema, useScope } from "@/client";
import { keyOf } from "./views";

/** These people as a segment: kept under a name, to be looked at everywhere. */
export function KeepSegment({ segment }: { segment: Schema<"Segment"> }) {
  const [title, setTitle] = useState(segment.title);
  const [opened, setOpened] = useState(false);
  const [, changeScope] = useScope();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const keep = useMutation<string, Problem, "here" | "there">({
    mutationFn: async () => {
      const key = keyOf(title);
      const body = { ...segment, kind: "segment", key, title };
      await answered(
        api.PUT("/api/segments/{key}", {
          params: { path: { key }, query: { onto: 0 } },
          body: body as never,
        }),
      );
      return key;
    },
    onSuccess: async (key, where) => {
      await queries.invalidateQueries({ queryKey: ["segments"] });
      setOpened(false);
      if (where === "here") changeScope({ segment: key });
      else void navigate({ to: "/segments/$key", params: { key } as never });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    keep.mutate("here");
  };
  return (
    <Popover width={320} position="bottom-start" trapFocus returnFocus opened={opened} onChange={setOpened}>
      <Popover.Target>
        <Button
          variant="light"
          leftSection={<UsersRound size={16} aria-hidden />}
          onClick={() => setOpened(!opened)}
          style={{ alignSelf: "flex-start" }}
        >
          Open as a segment
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <form onSubmit={submit}>
          <Stack gap="sm">
            <TextInput
              label="Name of the segment"
              value={title}
              onChange={(event) => setTitle(event.currentTarget.value)}
              required
              maxLength={200}
              data-autofocus
            />
            {keep.isError && (
              <Text size="sm" c="negative" role="alert">
                {keep.error.status === 409
                  ? "There is a segment of this name already. Choose another name."
                  : keep.error.message}
              </Text>
            )}
            <Group gap="xs">
              <Button type="submit" size="xs" loading={keep.isPending}>
                Look only at them
              </Button>
              <Button
                size="xs"
                variant="default"
                loading={keep.isPending}
                onClick={() => keep.mutate("there")}
              >
                Open the segment
              </Button>
            </Group>
          </Stack>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}
