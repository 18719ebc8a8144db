import { Alert, Button, Stack, Text } from "@mantine/core";
import { CircleSlash } from "lucide-react";
import { type ReactNode, useEffect, useRef } from "react";
import { hasEnded, type Job, useCancel, useJob } from "@/client";
import { ProblemNotice, Working } from "./notices";
import { Waiting } from "./waiting";

interface Props {
  /** What was begun with `useChange`. */
  change: { id: string | undefined; problem: Error | null; leave: () => void };
  /** What is being done, in words: "Computing journeys". */
  label: string;
  /** What "Try again" does; without it, what was there before can be pressed again. */
  again?: () => void;
  onDone?: (job: Job) => void;
  /** What is shown once it is done. */
  children?: (job: Job) => ReactNode;
}

/** A change under way: which step it does, how far it is, a way to stop it; then what came of it. */
export function Changing({ change, label, again = change.leave, onDone, children }: Props) {
  const { data: job, error } = useJob(change.id, onDone);
  const problem = change.problem ?? (change.id ? error : null);
  if (problem) return <ProblemNotice error={problem} retry={again} />;
  if (!change.id) return null;
  if (!job) return <Waiting height={64} label={label} />;
  if (!hasEnded(job)) return <UnderWay job={job} label={label} />;
  if (job.state === "done") return children?.(job) ?? null;
  return <NotDone job={job} again={again} close={change.leave} />;
}

function UnderWay({ job, label }: { job: Job; label: string }) {
  const cancel = useCancel();
  return (
    <Working
      label={label}
      step={job.state === "queued" ? "waiting for its turn" : job.step}
      share={job.progress}
      cancel={() => cancel.mutate(job.id)}
      isStopping={job.is_stopping || (cancel.variables === job.id && !cancel.isError)}
    />
  );
}

function NotDone({ job, again, close }: { job: Job; again: () => void; close: () => void }) {
  const says = job.detail ?? "It was cancelled before it began: nothing was changed.";
  if (job.state !== "cancelled")
    return <ProblemNotice error={{ title: "It did not work", message: says }} retry={again} />;
  return (
    <Cancelled again={again} close={close}>
      {says}
    </Cancelled>
  );
}

interface Stopped {
  again: () => void;
  close?: () => void;
  children: ReactNode;
}

/** Somebody has stopped it: what that leaves, and a way to begin again. */
export function Cancelled({ again, close, children }: Stopped) {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (document.activeElement === document.body) button.current?.focus(); // it was on what is gone now
  }, []);
  return (
    <Alert
      role="status"
      color="gray"
      variant="default"
      icon={<CircleSlash aria-hidden />}
      title="Cancelled"
      withCloseButton={close !== undefined}
      closeButtonLabel="Close"
      onClose={close}
    >
      <Stack gap="sm" align="flex-start">
        <Text size="sm" style={{ overflowWrap: "anywhere" }}>
          {children}
        </Text>
        <Button ref={button} size="xs" variant="default" onClick={again}>
          Try again
        </Button>
      </Stack>
    </Alert>
  );
}
