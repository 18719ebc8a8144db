import type { Photo } from "./walks";

/** Photos, made small before they are kept: a phone's are large, and tell where they were taken. */

const LARGEST = 1600;
const THUMB = 160;
const KINDS = ["image/png", "image/jpeg", "image/webp"];

/** A photo to be kept; undefined for a file that is no picture. */
export async function photoOf(file: File): Promise<Photo | undefined> {
  const picture = await createImageBitmap(file).catch(() => undefined);
  const id = crypto.randomUUID();
  if (!picture) return KINDS.includes(file.type) ? { id, content: file, thumb: "" } : undefined;
  const thumb = drawn(picture, THUMB).toDataURL("image/jpeg", 0.7);
  const content = await new Promise<Blob | null>((resolve) =>
    drawn(picture, LARGEST).toBlob(resolve, "image/jpeg", 0.85),
  );
  return { id, content: content ?? file, thumb };
}

function drawn(picture: ImageBitmap, largest: number): HTMLCanvasElement {
  const scale = Math.min(1, largest / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return canvas;
}
