/** Pictures that the workspace keeps: sent as bytes, known by a name that only a picture has. */
import { problemOf } from "./api";
import { Unreachable } from "./problem";

const NAME = /^[0-9a-f]{64}\.(png|jpg|webp)$/;

/** Where a kept picture is shown from; null for a text that names none. */
export const pictureAt = (name: string | null | undefined): string | null =>
  name && NAME.test(name) ? `/api/attachments/${name}` : null;

/** Send a picture to be kept; its name there. A refusal is thrown as a problem. */
export async function sendPicture(content: Blob): Promise<string> {
  const reply = await fetch("/api/attachments", {
    method: "POST",
    body: content,
    headers: { "Content-Type": "application/octet-stream", "X-Desirepath": "upload" },
  }).catch(() => {
    throw new Unreachable();
  });
  const body: unknown = await reply.json().catch(() => undefined);
  if (!reply.ok) throw problemOf(body, reply);
  return (body as { name: string }).name;
}
