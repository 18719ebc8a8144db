import { Button, Card, Group, Stack, Text, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { Search } from "lucide-react";
import { useState } from "react";
import { answered, api, type Schema, useAddress, useScope } from "@/client";
import { Empty, Page, people, ProblemNotice } from "@/ui";
import { FoundList } from "./found-list";
import { Searching } from "./searching";

const AT_ONCE = 30;

/** People by a part of an identifier or of what is known of them; everybody, the latest first, before one types. */
export function PeoplePage() {
  const [{ search }, change] = useAddress((address) => ({ search: address.search ?? "" }));
  const [{ segment }, scope] = useScope();
  const queries = useQueryClient();
  const queryKey = ["people", search, segment];
  const found = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }) => {
      const query = { search, segment, offset: pageParam, limit: AT_ONCE };
      return answered(api.GET("/api/people", { params: { query }, signal }));
    },
    initialPageParam: 0,
    getNextPageParam: (last, pages) => {
      const seen = pages.reduce((sum, page) => sum + page.people.length, 0);
      return seen < last.total && last.people.length ? seen : undefined;
    },
  });
  return (
    <Page title="People" about="Find somebody, and read what they did across all channels.">
      <Stack gap="lg">
        <SearchField text={search} change={(text) => change({ search: text || undefined })} />
        {segment && <OfSegment segment={segment} everybody={() => scope({ segment: undefined })} />}
        {found.error && <ProblemNotice error={found.error} retry={() => void found.refetch()} />}
        {found.isPending && (
          <Searching
            key={search}
            isStopped={found.fetchStatus === "idle"}
            stop={() => void queries.cancelQueries({ queryKey, exact: true })}
            again={() => void found.refetch()}
          />
        )}
        {found.data && <Results pages={found.data.pages} search={search} />}
        {found.hasNextPage && (
          <Group justify="center">
            <Button
              variant="default"
              loading={found.isFetchingNextPage}
              onClick={() => void found.fetchNextPage()}
            >
              Show more
            </Button>
          </Group>
        )}
      </Stack>
    </Page>
  );
}

function Results({ pages, search }: { pages: Schema<"FoundPeople">[]; search: string }) {
  const { total = 0, is_more: isMore = false } = pages[0] ?? {};
  const rows = pages.flatMap((page) => page.people);
  return (
    <>
      <Text size="sm" c="dimmed" role="status" aria-live="polite">
        {said(total, search, isMore)}
      </Text>
      {rows.length > 0 ? (
        <FoundList people={rows} zone={pages[0]?.zone ?? "UTC"} />
      ) : (
        <Nobody search={search} />
      )}
    </>
  );
}

function said(total: number, search: string, isMore: boolean): string {
  if (!search) return `${people(total)}, those who did something last first.`;
  return `${isMore ? "More than " : ""}${people(total)} found.${isMore ? " Say more of the name." : ""}`;
}

function SearchField({ text, change }: { text: string; change: (text: string) => void }) {
  const [typed, setTyped] = useState(text);
  const later = useDebouncedCallback(change, 250);
  return (
    <TextInput
      size="md"
      maw={560}
      aria-label="Search people"
      placeholder="E-mail, number, plan, city …"
      leftSection={<Search size={18} aria-hidden />}
      value={typed}
      maxLength={200}
      autoComplete="off"
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        later(event.currentTarget.value.trim());
      }}
    />
  );
}

function OfSegment({ segment, everybody }: { segment: string; everybody: () => void }) {
  const segments = useQuery({ queryKey: ["segments"], queryFn: () => answered(api.GET("/api/segments")) });
  const known = segments.data?.find((each) => each.key === segment);
  return (
    <Card withBorder padding="sm">
      <Group justify="space-between" gap="md">
        <Text size="sm" style={{ flex: "1 1 280px", overflowWrap: "anywhere" }}>
          Only people of the segment <b>{known?.title ?? segment}</b>. {known?.sentence}
        </Text>
        <Button size="compact-sm" variant="default" onClick={everybody}>
          Everybody
        </Button>
      </Group>
    </Card>
  );
}

function Nobody({ search }: { search: string }) {
  return (
    <Empty title={search ? `Nobody is like “${search}”` : "Nobody is known yet"}>
      {search
        ? "Try a part of an e-mail, a customer number, a phone number, or a value that is known of people, such as a plan or a city."
        : "Load data in which a row says who it is about, then compute the tables."}
    </Empty>
  );
}
