import { Alert, Button, Group, Stack, Text } from "@mantine/core";
import { CloudCheck, CloudOff, TriangleAlert } from "lucide-react";
import { type Problem, Unreachable } from "@/client";
import { count } from "@/ui";
import { OUTCOME_WORDS } from "./outcomes";
import type { Underway } from "./use-walk";
import classes from "./walk.module.css";
import { findingAt, type Walk, type WalkStep } from "./walks";

/** Whether what was met is on the map yet; nothing is lost meanwhile. */
export function Sent({ walking, steps }: { walking: Underway; steps: readonly WalkStep[] }) {
  const { walk, waiting, delay, refused, isKept, sendNow } = walking;
  if (Object.keys(walk.findings).length === 0) return null;
  const Icon = delay ? CloudOff : waiting > 0 && refused.size > 0 ? TriangleAlert : CloudCheck;
  return (
    <Stack gap="xs">
      <Group gap={6} wrap="nowrap">
        <Icon size={18} aria-hidden className={classes.icon} />
        <Text size="sm" c="dimmed" role="status" aria-live="polite">
          {told(waiting, delay)}
        </Text>
        {delay && (
          <Button variant="subtle" size="compact-sm" onClick={sendNow} style={{ flex: "none" }}>
            Try now
          </Button>
        )}
      </Group>
      {!isKept && waiting > 0 && (
        <Alert color="negative" title="Not kept in this browser" role="alert">
          This browser has no room for it: stay on this page until everything is sent.
        </Alert>
      )}
      {refused.size > 0 && <Refused refused={refused} walk={walk} steps={steps} />}
    </Stack>
  );
}

interface RefusedProps {
  refused: ReadonlyMap<string, Problem>;
  walk: Walk;
  steps: readonly WalkStep[];
}

/** What the server did not take: why, and what to do; of a step that is gone, what was said there. */
function Refused({ refused, walk, steps }: RefusedProps) {
  const isThere = (step: string) => steps.some(({ id }) => id === step);
  const says = [...refused].map(([step, problem]) =>
    isThere(step) ? problem.message : goneWith(walk, step),
  );
  const canChange = [...refused.keys()].some(isThere);
  const many = refused.size === 1 ? "A finding was refused" : `${count(refused.size)} findings were refused`;
  return (
    <Alert color="negative" title={many} role="alert">
      {[...new Set(says)].map((said) => (
        <Text size="sm" key={said}>
          {said}
        </Text>
      ))}
      <Text size="sm">
        {canChange
          ? "It stays on this device. Change what you said, and it is sent again."
          : "It stays on this device. Say it at another step, and it is on the map."}
      </Text>
    </Alert>
  );
}

/** A step that somebody has taken off the map while the walk went on. */
function goneWith(walk: Walk, step: string): string {
  const { outcome, note } = findingAt(walk, step);
  const said = [outcome && OUTCOME_WORDS[outcome], note.trim() && `“${note.trim()}”`].filter(Boolean);
  return `A step where you were is not on the map any more. You said there: ${said.join(", ")}.`;
}

function told(waiting: number, delay: Problem | undefined): string {
  const findings = `${count(waiting)} ${waiting === 1 ? "finding is" : "findings are"}`;
  if (!delay) return waiting ? `${findings} kept on this device.` : "Everything is on the map.";
  if (delay instanceof Unreachable)
    return `No connection: ${findings} kept on this device and sent when it is back.`;
  const why = delay.status === 429 ? "The server has too much to do" : "The server cannot take it just now";
  return `${why}: ${findings} kept on this device, and sent again ${soon(delay.retryAfter ?? 0)}.`;
}

const soon = (seconds: number): string =>
  seconds > 90 ? `in about ${count(Math.round(seconds / 60))} minutes` : "within two minutes";
