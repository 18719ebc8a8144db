import { answered, api, isProblem, Problem, problemOf, type Schema, Unreachable } from "@/client";
import { type Finding, type Photo, sent, unsent, type Walk } from "./walks";

/** What a walk has met, on its way to the map. Sending anything twice is the same as sending it once. */

type Keep = (change: (walk: Walk) => Walk) => void;

/** Send all that can be sent; `keep` is told after each part. What cannot be sent throws, and stays kept. */
export async function sendWalk(walk: Walk, keep: Keep, holding?: string): Promise<void> {
  const steps = unsent(walk, holding);
  if (steps.length === 0) return;
  if (!walk.begun) {
    const params = { path: { key: walk.map } };
    const body = { id: walk.id, who: walk.who, device: walk.device || null, at: walk.at };
    await answered(api.POST("/api/maps/{key}/walks", { params, body }));
    keep((now) => ({ ...now, begun: true }));
  }
  let refused: Problem | undefined;
  for (const step of steps) {
    try {
      await sendStep(walk, step, keep);
    } catch (error) {
      if (!(error instanceof Problem) || error instanceof Unreachable) throw error;
      refused ??= error; // such as of a step that is gone: the others are sent all the same
    }
  }
  if (refused) throw refused;
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
  if (!reply.ok) throw isProblem(body) ? new Problem(body) : problemOf(body, reply);
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
