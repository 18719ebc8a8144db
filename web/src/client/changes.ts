import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useEffectEvent } from "react";
import { useAddress } from "./address";
import { answered, api } from "./api";
import type { Job } from "./jobs";
import type { Problem } from "./problem";

/** What takes long and changes something: begun on the server, looked at until it ends, stopped by hand. */
export interface Change<Given = void> {
  /** The job that is looked at. */
  id: string | undefined;
  begin: (given: Given) => void;
  isBeginning: boolean;
  /** Why it could not even begin. */
  problem: Problem | null;
  /** Look at it no more; it goes on. */
  leave: () => void;
}

/** A change whose job stands in the address under this name, so that who loads the page again finds it. */
export function useChange<Given = void>(name: string, start: (given: Given) => Promise<Job>): Change<Given> {
  const [id, change] = useAddress((address) => address[name]);
  const started = useMutation<Job, Problem, Given>({
    mutationFn: start,
    onSuccess: (job) => change({ [name]: job.id }),
  });
  const leave = () => {
    started.reset();
    change({ [name]: undefined });
  };
  return { id, begin: started.mutate, isBeginning: started.isPending, problem: started.error, leave };
}

export const hasEnded = ({ state }: Job): boolean => state !== "queued" && state !== "running";

const EVERY_MS = 400;

/** How a job stands, looked at until it ends; then what rests on what it changed is asked again. */
export function useJob(id: string | undefined, onDone?: (job: Job) => void) {
  const queries = useQueryClient();
  const found = useQuery<Job, Problem>({
    queryKey: ["job", id],
    enabled: id !== undefined,
    staleTime: 0,
    gcTime: 0,
    queryFn: () => answered(api.GET("/api/jobs/{job}", { params: { path: { job: id ?? "" } } })),
    refetchInterval: ({ state }) => (state.error || (state.data && hasEnded(state.data)) ? false : EVERY_MS),
  });
  const job = found.data;
  const ended = useEffectEvent(async (last: Job) => {
    await queries.invalidateQueries({ predicate: ({ queryKey: [about] }) => restsOn(String(about), last) });
    if (last.state === "done") onDone?.(last);
  });
  useEffect(() => {
    if (job && hasEnded(job)) void ended(job);
  }, [job]);
  return found;
}

const OF_A_FILE = ["job", "upload", "trial", "mapping-text"]; // no change makes these tell something else
const OF_MAPS = ["maps", "map", "home", "revisions", "personas", "touchpoints"];

const restsOn = (about: string, { kind }: Job): boolean =>
  kind === "draft" || kind === "fill" ? OF_MAPS.includes(about) : !OF_A_FILE.includes(about);

export const useCancel = () =>
  useMutation<Job, Problem, string>({
    mutationFn: (job) => answered(api.DELETE("/api/jobs/{job}", { params: { path: { job } } })),
  });
