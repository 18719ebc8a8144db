import { Button, Group, Stack, Textarea } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { answered, api, type Problem } from "@/client";
import { ProblemNotice, Waiting } from "@/ui";
import type { Mapping } from "./values";

interface Props {
  mapping: Mapping;
  change: (mapping: Mapping) => void;
}

/** A mapping as the document it is kept as: what the fields cannot say can be written here. */
export function MappingText({ mapping, change }: Props) {
  const written = useQuery<string, Problem>({
    queryKey: ["mapping-text", mapping],
    placeholderData: (before) => before,
    queryFn: async () => (await answered(api.POST("/api/mappings/write", { body: mapping }))).text,
  });
  if (written.error) return <ProblemNotice error={written.error} />;
  if (written.data === undefined)
    return <Waiting shape="lines" height={240} label="The mapping is being written" />;
  return <Editor key={written.data} text={written.data} change={change} />;
}

function Editor({ text, change }: { text: string; change: (mapping: Mapping) => void }) {
  const [draft, setDraft] = useState(text);
  const read = useMutation<Mapping, Problem, string>({
    mutationFn: (wanted) => answered(api.POST("/api/mappings/read", { body: { text: wanted } })),
    onSuccess: change,
  });
  return (
    <Stack gap="sm">
      <Textarea
        aria-label="The mapping as text"
        autosize
        minRows={8}
        maxRows={24}
        spellCheck={false}
        styles={{ input: { fontFamily: "var(--mantine-font-family-monospace)", fontSize: 13 } }}
        value={draft}
        onChange={(event) => setDraft(event.currentTarget.value)}
      />
      {read.error && <ProblemNotice error={read.error} />}
      <Group gap="xs">
        <Button
          size="xs"
          onClick={() => read.mutate(draft)}
          disabled={draft === text}
          loading={read.isPending}
        >
          Use this text
        </Button>
        <Button size="xs" variant="default" onClick={() => setDraft(text)} disabled={draft === text}>
          Discard
        </Button>
      </Group>
    </Stack>
  );
}
