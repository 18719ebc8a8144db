import { Box, Button, SimpleGrid } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useNavigate } from "@tanstack/react-router";
import { type Job, useAddress, useChange } from "@/client";
import { Changing, Empty, Page, ProblemNotice, Waiting } from "@/ui";
import { MapCard } from "./map-card";
import { NewMapDialog } from "./new-map";
import { mapsQuery, startDraft } from "./questions";

/** All maps, the one that was changed last first. */
export function MapsPage() {
  const [isNew, change] = useAddress((address) => address.new !== undefined);
  const maps = useQuery(mapsQuery);
  const begin = () => change({ new: "template" }, { replace: false });
  const drafting = useChange("draft", startDraft);
  const navigate = useNavigate();
  const open = ({ map }: Job) =>
    map && void navigate({ to: "/maps/$key", params: { key: map.key }, search: {} as never });
  const leave = () => change({ draft: undefined, new: undefined });
  const again = () => change({ draft: undefined, new: "data" });
  return (
    <Page
      title="Maps"
      about="Journeys as people lived them, and as they should be."
      actions={
        <Button leftSection={<Plus size={16} aria-hidden />} onClick={begin}>
          New map
        </Button>
      }
    >
      {drafting.id && (
        <Box mb="lg">
          <Changing change={{ ...drafting, leave }} label="Drafting a map" again={again} onDone={open} />
        </Box>
      )}
      {maps.error && <ProblemNotice error={maps.error as Error} retry={() => void maps.refetch()} />}
      {maps.isPending && <Waiting shape="cards" height={230} label="Loading the maps" />}
      {maps.data?.length === 0 && (
        <Empty title="No map yet" action={<Button onClick={begin}>New map</Button>}>
          Begin from a template, from what your customers did, or from an empty page.
        </Empty>
      )}
      {maps.data && maps.data.length > 0 && (
        <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} component="ul" m={0} p={0} style={{ listStyle: "none" }}>
          {maps.data.map((entry) => (
            <MapCard key={entry.key} entry={entry} />
          ))}
        </SimpleGrid>
      )}
      {isNew && !drafting.id && (
        <NewMapDialog maps={maps.data ?? []} drafting={drafting} close={() => change({ new: undefined })} />
      )}
    </Page>
  );
}
