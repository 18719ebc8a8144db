import { Alert, Button, Group, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { RefreshCw } from "lucide-react";
import { type Address, type Problem, useAddress } from "@/client";
import { count, ProblemNotice } from "@/ui";
import { type Job, startRefresh } from "./changing";
import { Running } from "./running";

const read = (address: Address) => address.refresh;

/** Facts have changed since journeys were computed: says so, and computes them again. */
export function RefreshNotice({ loads }: { loads: number }) {
  const [job, change] = useAddress(read);
  const start = useMutation<Job, Problem>({
    mutationFn: startRefresh,
    onSuccess: ({ id }) => change({ refresh: id }),
  });
  if (start.error) return <ProblemNotice error={start.error} retry={() => start.mutate()} />;
  if (job)
    return (
      <Running id={job} label="Computing journeys" again={() => start.mutate()}>
        {() => null}
      </Running>
    );
  return (
    <Alert
      color="accent"
      variant="light"
      icon={<RefreshCw aria-hidden />}
      title="What you see is not the newest"
    >
      <Group justify="space-between" gap="sm">
        <Text size="sm">
          {loads === 0
            ? "All loads were withdrawn since journeys were last computed."
            : `Loads have changed since journeys were last computed; ${count(loads)} count now.`}
        </Text>
        <Button size="xs" onClick={() => start.mutate()} loading={start.isPending}>
          Refresh
        </Button>
      </Group>
    </Alert>
  );
}
