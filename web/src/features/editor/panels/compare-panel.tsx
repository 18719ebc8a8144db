import {
  Button,
  Group,
  List,
  SegmentedControl,
  Select,
  Stack,
  Text,
  useComputedColorScheme,
} from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { answered, api, type Problem, type Schema } from "@/client";
import { ProblemNotice, Waiting, Window } from "@/ui";
import { useMapEditor, useMapPart } from "../context";
import { doneWithout, wordsOf } from "./comparison-words";
import classes from "./panels.module.css";
import { useRevision } from "./use-standing";

type Comparison = Schema<"Comparison">;
type Mode = "overlay" | "stacked";

/** This map beside another, or beside one of its own revisions; how it should be comes after how it is. */
export function ComparePanel() {
  const { mapKey: key } = useMapEditor();
  const revision = useRevision();
  const [other, setOther] = useState<string | null>(null);
  const kind = useMapPart((map) => map.map_kind ?? "current_state");
  const maps = useQuery({ queryKey: ["maps"], queryFn: () => answered(api.GET("/api/maps")) });
  const revisions = Array.from({ length: revision - 1 }, (_, at) => revision - 1 - at).slice(0, 50);
  const data = [
    {
      group: "Maps",
      items: (maps.data ?? [])
        .filter((map) => map.key !== key)
        .map((map) => ({ value: map.key, label: map.title })),
    },
    {
      group: "This map before",
      items: revisions.map((number) => ({ value: `${key}@${number}`, label: `as it was in r${number}` })),
    },
  ];
  const others = maps.data?.find((map) => map.key === other)?.map_kind ?? kind;
  const isAhead = kind !== "future_state" && others === "future_state";
  return (
    <Stack>
      <Select
        label="Beside"
        description="What is new, gone and different, in words and as one picture."
        placeholder="Another map, or an earlier revision"
        searchable
        data={data}
        value={other}
        onChange={setOther}
        nothingFoundMessage="There is nothing to compare with yet: begin a future state, or change something."
      />
      {other && (
        <Found
          {...(isAhead ? { before: key, after: other } : { before: other, after: key })}
          revision={revision}
          isOtherKind={others !== kind}
        />
      )}
    </Stack>
  );
}

interface FoundProps {
  before: string;
  after: string;
  revision: number;
  isOtherKind: boolean;
}

function Found({ before, after, revision, isOtherKind }: FoundProps) {
  const [seen, see] = useState(false);
  const found = useQuery<Comparison, Problem>({
    queryKey: ["comparison", before, after, revision],
    queryFn: () =>
      answered(api.GET("/api/maps/{before}/comparison/{after}", { params: { path: { before, after } } })),
  });
  if (found.isPending) return <Waiting shape="list" height={240} label="Comparing" />;
  if (found.error) return <ProblemNotice error={found.error} retry={() => void found.refetch()} />;
  const without = isOtherKind ? doneWithout(found.data.columns) : undefined;
  const different = found.data.columns.filter((column) => column.state !== "same");
  return (
    <Stack gap="sm">
      <Text size="sm">{found.data.summary}</Text>
      <Button variant="default" onClick={() => see(true)}>
        Look at both as one picture
      </Button>
      <List size="sm" spacing={6}>
        {different.map((column) => (
          <List.Item key={column.lineage} style={{ overflowWrap: "anywhere" }}>
            <Text span size="sm" fw={600}>
              {column.name}
            </Text>
            {` · ${wordsOf(column, without).join(" · ")}`}
          </List.Item>
        ))}
      </List>
      {seen && <Picture before={before} after={after} close={() => see(false)} />}
    </Stack>
  );
}

interface PictureProps {
  before: string;
  after: string;
  close: () => void;
}

function Picture({ before, after, close }: PictureProps) {
  const theme = useComputedColorScheme();
  const [mode, setMode] = useState<Mode>("overlay");
  const address = `/api/maps/${before}/comparison/${after}/picture`;
  return (
    <Window opened close={close} title="Two maps as one picture" size="95%">
      <Stack>
        <Group justify="space-between">
          <SegmentedControl
            aria-label="How they are shown"
            value={mode}
            onChange={(value) => setMode(value as Mode)}
            data={[
              { value: "overlay", label: "Over one another" },
              { value: "stacked", label: "One under the other" },
            ]}
          />
          <Button
            component="a"
            variant="default"
            href={`${address}?mode=table&format=html`}
            target="_blank"
            rel="noreferrer"
          >
            As a table
          </Button>
        </Group>
        <div className={classes.preview} data-scrolls>
          <img src={`${address}?mode=${mode}&theme=${theme}`} alt={`The two maps, ${mode}`} />
        </div>
      </Stack>
    </Window>
  );
}
