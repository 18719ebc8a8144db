import { Button, Group, Stack, Table, Text, Title } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Trash2 } from "lucide-react";
import { answered, api, type Problem, type Schema } from "@/client";
import { bytes, count, day, moment, ProblemNotice } from "@/ui";
import { Heads } from "./heads";
import { Scroller } from "./scroller";
import classes from "./sources.module.css";

type Upload = Schema<"Upload">;

/** Files that were handed over and wait to be loaded: how large, how old, what for, and when they go. */
export function Uploads() {
  const uploads = useQuery<Upload[], Problem>({
    queryKey: ["uploads"],
    queryFn: () => answered(api.GET("/api/uploads")),
  });
  const drop = useDrop();
  if (uploads.error) return <ProblemNotice error={uploads.error} retry={() => void uploads.refetch()} />;
  if (!uploads.data?.length) return null;
  return (
    <Stack gap="sm" component="section" aria-labelledby="uploads">
      <Title order={2} size="h4" id="uploads">
        Files that wait
      </Title>
      <Text size="sm" c="dimmed">
        Handed over and not loaded yet. Each is taken away once it is loaded, and a week after it came at the
        latest.
      </Text>
      {drop.error && <ProblemNotice error={drop.error} />}
      <Scroller label="Uploads">
        <Table className={classes.table}>
          <Heads
            of={[
              "File",
              { number: "Size" },
              { number: "Handed over" },
              "Use",
              { number: "Taken away" },
              null,
            ]}
          />
          <Table.Tbody>
            {uploads.data.map((upload) => (
              <Row
                key={upload.id}
                upload={upload}
                drop={() => drop.mutate(upload.id)}
                isGoing={drop.isPending && drop.variables === upload.id}
              />
            ))}
          </Table.Tbody>
        </Table>
      </Scroller>
    </Stack>
  );
}

function useDrop() {
  const queries = useQueryClient();
  return useMutation<Upload, Problem, string>({
    mutationFn: (upload) => answered(api.DELETE("/api/uploads/{upload}", { params: { path: { upload } } })),
    onSuccess: ({ name }) => notifications.show({ message: `${name} is gone. What was loaded of it stays.` }),
    onSettled: () => queries.invalidateQueries({ queryKey: ["uploads"] }),
  });
}

interface RowProps {
  upload: Upload;
  drop: () => void;
  isGoing: boolean;
}

function Row({ upload, drop, isGoing }: RowProps) {
  const { id, name, bytes: size, uploaded_at_us: came, goes_at_us: goes, loads = [] } = upload;
  return (
    <Table.Tr>
      <Table.Th scope="row" className={classes.short} title={name}>
        {name}
      </Table.Th>
      <Table.Td className={classes.number}>{bytes(size)}</Table.Td>
      <Table.Td className={classes.number}>{moment(came)}</Table.Td>
      <Table.Td>
        {loads.length ? `Loaded already (load ${loads.map(count).join(", ")})` : "Not loaded"}
      </Table.Td>
      <Table.Td className={classes.number}>{day(goes)}</Table.Td>
      <Table.Td>
        <Group gap="xs" wrap="nowrap" justify="flex-end">
          <Button
            component={Link}
            to="/sources/new"
            search={{ upload: id } as never}
            size="compact-sm"
            variant="default"
            aria-label={`Go on with ${name}`}
          >
            Go on
          </Button>
          <Button
            size="compact-sm"
            variant="subtle"
            color="negative"
            leftSection={<Trash2 size={14} aria-hidden />}
            onClick={drop}
            loading={isGoing}
            aria-label={`Delete ${name}`}
          >
            Delete
          </Button>
        </Group>
      </Table.Td>
    </Table.Tr>
  );
}
