import { Box, Button, Group, Select, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { answered, api, type Job, useChange } from "@/client";
import { Changing } from "@/ui";
import { useMapEditor } from "../context";

/** The same map drawn of another persona's people: a map of its own, its figures counted from their journeys. */
export function ForPersona() {
  const { mapKey: key } = useMapEditor();
  const navigate = useNavigate();
  const [persona, setPersona] = useState<string | null>(null);
  const personas = useQuery({
    queryKey: ["personas"],
    queryFn: () => answered(api.GET("/api/personas")),
  });
  const drawing = useChange("drawing", (who: string) =>
    answered(api.POST("/api/maps/{key}/personas", { params: { path: { key } }, body: { persona: who } })),
  );
  const open = ({ map }: Job) =>
    map && void navigate({ to: "/maps/$key", params: { key: map.key }, search: {} as never });
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
          disabled={!persona || drawing.id !== undefined}
          loading={drawing.isBeginning}
          onClick={() => persona && drawing.begin(persona)}
        >
          Draw it
        </Button>
      </Group>
      {(drawing.id ?? drawing.problem) && (
        <Box mt="sm">
          <Changing change={drawing} label="Drawing the map" onDone={open} />
        </Box>
      )}
    </section>
  );
}
