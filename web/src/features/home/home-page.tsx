import { Button, Group, SimpleGrid, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { answered, api, type Schema, useScope } from "@/client";
import { count, day, Empty, Outline, Page, people, ProblemNotice, WaitingFor } from "@/ui";
import { useChecking } from "./checking";
import { Hotspots } from "./hotspots";
import { Maps } from "./maps";
import { Matters } from "./matters";
import { Opportunities } from "./opportunities";
import { Sources } from "./sources";

/** The first page: what needs attention, most important first, and what it stands on. */
export function HomePage() {
  const home = useQuery({ queryKey: ["home"], queryFn: () => answered(api.GET("/api/home")) });
  const checking = useChecking(home.data?.to_check ?? []);
  return (
    <Page title="What needs attention" about={home.data ? <About home={home.data} /> : " "}>
      {home.error && <ProblemNotice error={home.error} retry={() => void home.refetch()} />}
      {home.isPending && <Coming />}
      {home.data && isEmpty(home.data) && <Beginning />}
      {home.data && !isEmpty(home.data) && (
        <Stack gap="lg">
          {home.data.matters.length ? (
            <Matters matters={home.data.matters} />
          ) : (
            <Text c="dimmed">Nothing does: no step is hot, nothing is overdue, and every row fits.</Text>
          )}
          <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
            <Hotspots hotspots={home.data.hotspots} hasMaps={home.data.maps.length > 0} />
            <Stack gap="lg">
              <Maps maps={home.data.maps} checking={checking} />
              <Opportunities opportunities={home.data.opportunities} />
            </Stack>
          </SimpleGrid>
          {home.data.stock.loads > 0 && (
            <Sources
              stock={home.data.stock}
              sources={home.data.sources}
              asOf={home.data.as_of_us}
              zone={home.data.zone}
            />
          )}
        </Stack>
      )}
    </Page>
  );
}

const isEmpty = ({ stock, maps }: Schema<"Home">) => stock.loads === 0 && maps.length === 0;

const Beginning = () => (
  <Empty
    title="Nothing has been loaded yet"
    action={
      <Group justify="center" gap="sm">
        <Button component={Link} to="/sources/new">
          Add data
        </Button>
        <Button component={Link} to="/maps" variant="default">
          Begin a map
        </Button>
      </Group>
    }
  >
    Hand over a file in which a row says who did what and when. Or begin with a map of what you know: all that
    is on it can be checked later.
  </Empty>
);

/** The page in outline: the list, two columns, the sources. */
const Coming = () => (
  <WaitingFor label="Looking what needs attention">
    <Stack gap="lg">
      <Outline shape="list" height={380} />
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
        <Outline shape="list" height={300} />
        <Outline shape="list" height={300} />
      </SimpleGrid>
      <Outline shape="table" height={240} />
    </Stack>
  </WaitingFor>
);

function About({ home }: { home: Schema<"Home"> }) {
  const [scope] = useScope();
  const narrowed = Boolean(scope.period || scope.segment);
  return (
    <>
      {home.name}: {people(home.subjects, home.noun)}, {count(home.interactions)} interactions
      {home.as_of_us !== null && ` up to ${day(home.as_of_us, home.zone)}`}.
      {narrowed && " This page is always about everybody, ever."}
    </>
  );
}
