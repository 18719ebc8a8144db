import { Button, Group, Select, Text, Title } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { answered, api, type Problem, type Schema } from "@/client";
import { ProblemNotice } from "@/ui";
import { useMapEditor } from "../context";

/** The same map drawn of another persona's people: a map of its own, its figures counted from their journeys. */
export function ForPersona() {
  const { mapKey: key } = useMapEditor();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [persona, setPersona] = useState<string | null>(null);
  const personas = useQuery({
    queryKey: ["personas"],
    queryFn: () => answered(api.GET("/api/personas")),
  });
  const drawing = useMutation<Schema<"MadeRevision">, Problem, string>({
    mutationFn: (who) =>
      answered(api.POST("/api/maps/{key}/personas", { params: { path: { key } }, body: { persona: who } })),
    onSuccess: async (made) => {
      await queries.invalidateQueries({ queryKey: ["maps"] });
      await navigate({ to: "/maps/$key", params: { key: made.key }, search: {} as never });
    },
  });
  return (
    <section aria-label="For another persona">
      <Title order={3} size="h5" mb={4}>
        For another persona
      </Title>
      <Text size="sm" c="dimmed" mb="xs">
        The same stages and steps as a map of its own, its figures counted from their journeys alone.
      </Text>
      <Group align="flex-end" gap="xs" wrap="nowrap">
        <Select
          flex={1}
          label="Persona"
          placeholder={personas.data?.length ? "Whose journeys" : "There is no persona yet"}
          data={(personas.data ?? []).map(({ persona: { key: value, name: label } }) => ({ value, label }))}
          value={persona}
          onChange={setPersona}
        />
        <Button
          variant="default"
          disabled={!persona}
          loading={drawing.isPending}
          onClick={() => persona && drawing.mutate(persona)}
        >
          Draw it
        </Button>
      </Group>
      {drawing.error && <ProblemNotice error={drawing.error} />}
    </section>
  );
}
