import type { ReactNode } from "react";
import { ProblemNotice, Waiting, Working } from "@/ui";
import { type Job, hasEnded, useCancel, useJob } from "./changing";

interface Props {
  id: string;
  label: string;
  again: () => void;
  /** What is shown once it is done. */
  children: (job: Job) => ReactNode;
}

/** A load or a refresh: how far it is, a way to stop it, and what came of it. */
export function Running({ id, label, again, children }: Props) {
  const { data: job, error } = useJob(id);
  const cancel = useCancel();
  if (error) return <ProblemNotice error={error} retry={again} />;
  if (!job) return <Waiting height={64} label={label} />;
  if (!hasEnded(job)) {
    const said = job.is_stopping ? "Stopping …" : job.step ? `${label}: ${job.step}` : `${label} …`;
    const stop = job.is_stopping ? undefined : () => cancel.mutate(id);
    return <Working label={said} share={job.progress} cancel={stop} />;
  }
  if (job.state === "done") return children(job);
  const title = job.state === "cancelled" ? "Cancelled" : "It did not work";
  const message = job.detail ?? "It was cancelled: nothing was changed.";
  return <ProblemNotice error={{ title, message }} retry={again} />;
}
