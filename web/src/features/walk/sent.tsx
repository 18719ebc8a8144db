import { Group, Text } from "@mantine/core";
import { CloudCheck, CloudOff } from "lucide-react";
import { Unreachable } from "@/client";
import { count, ProblemNotice } from "@/ui";
import type { Underway } from "./use-walk";
import classes from "./walk.module.css";

/** Whether what was met is on the map yet; nothing is lost meanwhile. */
export function Sent({ walking: { walk, waiting, error } }: { walking: Underway }) {
  if (error && !(error instanceof Unreachable)) return <ProblemNotice error={error} />;
  if (Object.keys(walk.findings).length === 0) return null;
  const Icon = error ? CloudOff : CloudCheck;
  return (
    <Group gap={6} role="status" aria-live="polite" wrap="nowrap">
      <Icon size={18} aria-hidden className={classes.icon} />
      <Text size="sm" c="dimmed">
        {told(waiting, error !== undefined)}
      </Text>
    </Group>
  );
}

function told(waiting: number, isLost: boolean): string {
  const findings = `${count(waiting)} ${waiting === 1 ? "finding is" : "findings are"}`;
  if (isLost) return `No connection: ${findings} kept on this device and sent when it is back.`;
  return waiting ? `${findings} kept on this device.` : "Everything is on the map.";
}
