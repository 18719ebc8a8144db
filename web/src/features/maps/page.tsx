import { Button, SimpleGrid } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useAddress } from "@/client";
import { Empty, Page, ProblemNotice, Waiting } from "@/ui";
import { MapCard } from "./map-card";
import { NewMapDialog } from "./new-map";
import { mapsQuery } from "./questions";

/** All maps, the one that was changed last first. */
export function MapsPage() {
  const [isNew, change] = useAddress((address) => address.new !== undefined);
  const maps = useQuery(mapsQuery);
  const begin = () => change({ new: "template" }, { replace: false });
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
      {maps.error && <ProblemNotice error={maps.error as Error} retry={() => void maps.refetch()} />}
      {maps.isPending && (
        <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }}>
          {[0, 1, 2].map((at) => (
            <Waiting key={at} height={270} label="Loading the maps" />
          ))}
        </SimpleGrid>
      )}
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
      {isNew && <NewMapDialog maps={maps.data ?? []} close={() => change({ new: undefined })} />}
    </Page>
  );
}
