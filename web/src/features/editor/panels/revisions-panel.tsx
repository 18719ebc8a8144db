import { Badge, Button, Group, Stack, Text, useComputedColorScheme } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { answered, api, type Problem, type Schema } from "@/client";
import { capital, moment, ProblemNotice, Waiting, Window } from "@/ui";
import { useMapEditor } from "../context";
import { type Doing, doingsOf, ownOf, toldOf } from "./changes";
import classes from "./panels.module.css";
import { useRevision } from "./use-standing";

type Change = Schema<"Change">;

/** What became of the map: every revision, who made it and why; to be looked at and gone back to. */
export function RevisionsPanel() {
  const { mapKey: key } = useMapEditor();
  const revision = useRevision();
  const [shown, show] = useState<number | null>(null);
  const found = useQuery<Change[], Problem>({
    queryKey: ["revisions", key, revision],
    queryFn: () => answered(api.GET("/api/maps/{key}/revisions", { params: { path: { key } } })),
    placeholderData: (before) => before,
  });
  if (found.isPending) return <Waiting shape="list" height={320} label="The revisions" />;
  if (found.error) return <ProblemNotice error={found.error} retry={() => void found.refetch()} />;
  const newest = [...found.data].reverse();
  return (
    <Stack gap={0} component="ol" className={classes.list}>
      {doingsOf(newest).map((doing, at) => (
        <li key={doing.changes[0]?.number} className={classes.item}>
          <Done doing={doing} isNewest={at === 0} show={show} />
        </li>
      ))}
      {shown !== null && (
        <Preview number={shown} isNewest={shown === newest[0]?.number} close={() => show(null)} />
      )}
    </Stack>
  );
}

interface DoneProps {
  doing: Doing<Change>;
  isNewest: boolean;
  show: (number: number) => void;
}

/** One revision, or as many as were made one after the other by doing the same: each of them is there to be opened. */
function Done({ doing: { label, changes }, isNewest, show }: DoneProps) {
  const [newest, ...earlier] = changes as [Change, ...Change[]];
  if (!earlier.length) return <One change={newest} isNewest={isNewest} show={show} />;
  return (
    <>
      <One change={{ ...newest, label }} isNewest={isNewest} show={show} />
      <details className={classes.earlier}>
        <summary>{`${changes.length} revisions, from r${earlier.at(-1)?.number ?? 0}`}</summary>
        <ol className={classes.list}>
          {changes.map((change, at) => (
            <li key={change.number} className={classes.item}>
              <One
                change={{ ...change, label: ownOf(change, label) }}
                isNewest={isNewest && at === 0}
                show={show}
              />
            </li>
          ))}
        </ol>
      </details>
    </>
  );
}

function One({ change, isNewest, show }: Omit<DoneProps, "doing"> & { change: Change }) {
  return (
    <Group justify="space-between" wrap="nowrap" align="flex-start" gap="xs">
      <div style={{ minWidth: 0 }}>
        <Text size="sm" fw={600} style={{ overflowWrap: "anywhere" }} dir="auto">
          {capital(change.label ?? toldOf(change))}
        </Text>
        <Text size="xs" c="dimmed">
          {`r${change.number} · ${moment(change.at_us)} · ${change.author}`}
        </Text>
      </div>
      {isNewest ? (
        <Badge variant="light" flex="none">
          Now
        </Badge>
      ) : (
        <Button
          size="compact-sm"
          variant="default"
          flex="none"
          onClick={() => show(change.number)}
          aria-label={`Look at revision ${change.number}`}
        >
          Look
        </Button>
      )}
    </Group>
  );
}

function Preview({ number, isNewest, close }: { number: number; isNewest: boolean; close: () => void }) {
  const { mapKey: key, store, announce } = useMapEditor();
  const theme = useComputedColorScheme();
  const queries = useQueryClient();
  const restore = useMutation<unknown, Problem>({
    mutationFn: () =>
      answered(
        api.POST("/api/maps/{key}/restore", { params: { path: { key } }, body: { revision: number } }),
      ),
    onSuccess: () => {
      store.flush();
      void queries.invalidateQueries({ queryKey: ["revisions", key] });
      announce(`The map is as it was in revision ${number}.`);
      close();
    },
  });
  return (
    <Window opened close={close} title={`Revision ${number}`} size="90%">
      <Stack>
        <div className={classes.preview} data-scrolls>
          <img
            src={`/api/maps/${key}@${number}/picture?theme=${theme}`}
            alt={`The map in revision ${number}`}
          />
        </div>
        {restore.error && <ProblemNotice error={restore.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            Close
          </Button>
          <Button disabled={isNewest} loading={restore.isPending} onClick={() => restore.mutate()}>
            Go back to this
          </Button>
        </Group>
        <Text size="sm" c="dimmed">
          Going back makes a new revision: what came after this one stays and can be gone back to as well.
        </Text>
      </Stack>
    </Window>
  );
}
