import { answered, api, Problem, problemOf, type Schema, Unreachable } from "@/client";
import { type Finding, type Photo, sent, type Walk } from "./walks";

/** What a walk has met, on its way to the map. Sending anything twice is the same as sending it once. */

type Keep = (change: (walk: Walk) => Walk) => void;

/**
 * Send what was met at these steps; `keep` is told after each part. Gives what was refused, by step: the others
 * are sent all the same. What nobody could take just now throws, and stays kept.
 */
export async function sendWalk(
  walk: Walk,
  steps: readonly string[],
  keep: Keep,
): Promise<Map<string, Problem>> {
  const refused = new Map<string, Problem>();
  try {
    await begin(walk, keep);
  } catch (error) {
    return new Map(steps.map((step) => [step, lasting(error)]));
  }
  for (const step of steps) {
    try {
      await sendStep(walk, step, keep);
    } catch (error) {
      refused.set(step, lasting(error)); // such as of a step that is gone
    }
  }
  return refused;
}

/** A refusal that will not pass; whatever may is thrown on. */
function lasting(error: unknown): Problem {
  if (error instanceof Problem && !error.isPassing) return error;
  throw error;
}

async function begin(walk: Walk, keep: Keep): Promise<void> {
  if (walk.begun) return;
  const params = { path: { key: walk.map } };
  const body = { id: walk.id, who: walk.who, device: walk.device || null, at: walk.at };
  await answered(api.POST("/api/maps/{key}/walks", { params, body }));
  keep((now) => ({ ...now, begun: true }));
}

async function sendStep(walk: Walk, step: string, keep: Keep): Promise<void> {
  const finding = walk.findings[step];
  if (!finding) return;
  const photos = await sendPhotos(finding.photos);
  await sendFinding(walk, step, finding, photos);
  keep((now) => sent(now, step, finding, photos));
}

async function sendPhotos(photos: Photo[]): Promise<Photo[]> {
  const found: Photo[] = [];
  for (const photo of photos) found.push(photo.name ? photo : await sendPhoto(photo));
  return found;
}

async function sendPhoto(photo: Photo): Promise<Photo> {
  const reply = await fetch("/api/attachments", {
    method: "POST",
    body: photo.content,
    headers: { "Content-Type": "application/octet-stream", "X-Desirepath": "upload" },
  }).catch(() => {
    throw new Unreachable();
  });
  const body: unknown = await reply.json().catch(() => undefined);
  if (!reply.ok) throw problemOf(body, reply);
  return { ...photo, name: (body as Schema<"Attachment">).name };
}

function sendFinding(walk: Walk, step: string, finding: Finding, photos: Photo[]): Promise<unknown> {
  const params = { path: { key: walk.map, walk: walk.id, step } };
  const body = {
    outcome: finding.outcome ?? "pass",
    note: finding.note.trim() || null,
    media: photos.flatMap((photo) => (photo.name ? [photo.name] : [])),
    at: finding.at,
  };
  return answered(api.PUT("/api/maps/{key}/walks/{walk}/steps/{step}", { params, body }));
}
