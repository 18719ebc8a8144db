import { answered, api, type Schema } from "./api";
import { Problem } from "./problem";

export type Job = Schema<"Job">;
type Body = Schema<"Asking"> | Schema<"Comparing"> | Schema<"BehindAsking"> | Schema<"AskingMembers">;

const FIRST_LOOK_MS = 25;
const LAST_LOOK_MS = 800;
const CROWDED = 429;
const SECOND_MS = 1_000;

export interface Watching {
  signal?: AbortSignal;
  /** Told as often as the job is looked at: 0 … 1, and what is being done, where it is said. */
  onProgress?: (share: number, step: string | null) => void;
}

/** Ask what may take long, and wait for it; giving up (`signal`) cancels it on the server. */
export async function runJob<Answer>(body: unknown, watching: Watching = {}): Promise<Answer> {
  const ended = await finished(await started(body, watching.signal), watching);
  if (ended.state !== "done") {
    const detail = ended.detail ?? "This was cancelled.";
    throw new Problem({ title: "Cannot be answered", status: 400, detail });
  }
  const params = { path: { job: ended.id } };
  return (await answered(api.GET("/api/jobs/{job}/answer", { params, signal: watching.signal }))) as Answer;
}

/** The job of a question, begun as soon as there is room for it. */
async function started(body: unknown, signal?: AbortSignal): Promise<Job> {
  for (;;) {
    try {
      return await answered(api.POST("/api/jobs", { body: body as Body, signal }));
    } catch (error) {
      if (!(error instanceof Problem) || error.status !== CROWDED) throw error;
      await pause((error.retryAfter ?? 1) * SECOND_MS, signal);
    }
  }
}

/** Look at a job until it ends. */
export async function finished(job: Job, { signal, onProgress }: Watching = {}): Promise<Job> {
  const params = { path: { job: job.id } };
  let wait = FIRST_LOOK_MS;
  let seen = job;
  while (seen.state === "queued" || seen.state === "running") {
    onProgress?.(seen.progress, seen.step ?? null);
    try {
      await pause(wait, signal);
    } catch (error) {
      void api.DELETE("/api/jobs/{job}", { params });
      throw error;
    }
    wait = Math.min(wait * 1.6, LAST_LOOK_MS);
    seen = await answered(api.GET("/api/jobs/{job}", { params }));
  }
  return seen;
}

function pause(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(new DOMException("Given up", "AbortError"));
    };
    if (signal?.aborted) return reject(new DOMException("Given up", "AbortError"));
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", stop);
      resolve();
    }, ms);
    signal?.addEventListener("abort", stop, { once: true });
  });
}
