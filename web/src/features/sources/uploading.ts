import { isProblem, Problem, problemOf, type Schema, Unreachable } from "@/client";

export type Upload = Schema<"Upload">;

interface Watching {
  signal?: AbortSignal;
  onProgress?: (share: number) => void;
}

/** Hand a file to the server, told how far it is; giving up breaks it off, and nothing of it stays there. */
export function sendFile(file: File, watching: Watching = {}): Promise<Upload> {
  return sendBytes<Upload>(`/api/uploads?name=${encodeURIComponent(file.name)}`, file, watching);
}

// fetch cannot say how much has been sent, so this is an XMLHttpRequest.
function sendBytes<Answer>(to: string, content: Blob, { signal, onProgress }: Watching): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", to);
    request.responseType = "json";
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.setRequestHeader("X-Desirepath", "upload");
    request.upload.onprogress = ({ loaded, total }) => onProgress?.(total ? loaded / total : 0);
    request.onerror = () => reject(new Unreachable());
    request.onabort = () => reject(new DOMException("Given up", "AbortError"));
    request.onload = () => {
      if (request.status < 300) resolve(request.response as Answer);
      else reject(refusal(request));
    };
    signal?.addEventListener("abort", () => request.abort(), { once: true });
    request.send(content);
  });
}

function refusal(request: XMLHttpRequest): Problem {
  const body: unknown = request.response;
  return isProblem(body)
    ? new Problem(body)
    : problemOf(body, new Response(null, { status: request.status || 500 }));
}
