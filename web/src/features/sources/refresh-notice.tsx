import { Alert, Button, Group, Text } from "@mantine/core";
import { RefreshCw } from "lucide-react";
import { useChange } from "@/client";
import { Changing, count } from "@/ui";
import { startRefresh } from "./questions";

/** Facts have changed since journeys were computed: says so, and computes them again. */
export function RefreshNotice({ loads }: { loads: number }) {
  const refresh = useChange("refresh", startRefresh);
  if (refresh.id ?? refresh.problem)
    return (
      <Changing change={refresh} label="Computing journeys" again={refresh.begin} onDone={refresh.leave} />
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
        <Button size="xs" onClick={() => refresh.begin()} loading={refresh.isBeginning}>
          Refresh
        </Button>
      </Group>
    </Alert>
  );
}
