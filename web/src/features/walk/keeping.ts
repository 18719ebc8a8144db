import { answered, api } from "@/client";
import { isWalk, type Walk } from "./walks";

/**
 * Walks as this browser keeps them: in IndexedDB, photos and all, so that a lost connection loses nothing. Each
 * workspace has its own: another may be served at this address tomorrow. Two tabs may go the same walk: each
 * changes what is kept by then, and tells the others.
 */

const NAME = "desirepath-walks";
const STORE = "walks";

let workspace: Promise<string> | null = null;

/** Which workspace is served; without a connection the one that was served here last. */
const served = (): Promise<string> =>
  (workspace ??= answered(api.GET("/api/summary")).then(
    (summary) => {
      localStorage.setItem(NAME, String(summary.id));
      return String(summary.id);
    },
    () => {
      workspace = null;
      return localStorage.getItem(NAME) ?? "";
    },
  ));

async function opened(): Promise<IDBDatabase> {
  const name = `${NAME}-${await served()}`;
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "id" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("This browser keeps nothing."));
  });
}

/** What is done in one transaction: all of it, or none. */
async function done<Result>(
  mode: IDBTransactionMode,
  ask: (store: IDBObjectStore, give: (result: Result) => void) => void,
): Promise<Result> {
  const database = await opened();
  try {
    return await new Promise<Result>((resolve, reject) => {
      const transaction = database.transaction(STORE, mode);
      let result: Result;
      transaction.oncomplete = () => resolve(result);
      transaction.onabort = () => reject(transaction.error ?? new Error("This browser keeps nothing."));
      ask(transaction.objectStore(STORE), (found) => {
        result = found;
      });
    });
  } finally {
    database.close();
  }
}

const readable = (found: unknown): Walk | undefined => (isWalk(found) ? found : undefined);

export const keptWalk = (id: string): Promise<Walk | undefined> =>
  done("readonly", (store, give) => {
    const request = store.get(id);
    request.onsuccess = () => give(readable(request.result));
  });

export const keptWalks = (): Promise<Walk[]> =>
  done("readonly", (store, give) => {
    const request = store.getAll();
    request.onsuccess = () => give((request.result as unknown[]).filter(isWalk));
  });

export const keepWalk = (walk: Walk): Promise<void> =>
  done("readwrite", (store, give) => {
    store.put(walk);
    give();
  });

/** Change the walk as it is kept by now, and tell other tabs; `otherwise` where it is not there. */
export async function changeKept(otherwise: Walk, how: (walk: Walk) => Walk): Promise<Walk> {
  const after = await done<Walk>("readwrite", (store, give) => {
    const request = store.get(otherwise.id);
    request.onsuccess = () => {
      const changed = how(readable(request.result) ?? otherwise);
      store.put(changed);
      give(changed);
    };
  });
  tabs().postMessage(after.id);
  return after;
}

/** Be told which walks other tabs have changed. */
export function onKept(heard: (id: string) => void): () => void {
  const told = ({ data }: MessageEvent<unknown>) => heard(String(data));
  tabs().addEventListener("message", told);
  return () => tabs().removeEventListener("message", told);
}

let channel: BroadcastChannel | undefined;

/** One for the whole tab: it does not hear itself. */
const tabs = (): BroadcastChannel => (channel ??= new BroadcastChannel(NAME));

/** Do what only one tab may be doing at a time; false where another is at it. */
export async function alone(name: string, what: () => Promise<void>): Promise<boolean> {
  let wasFree = false;
  await navigator.locks.request(`${NAME}.${name}`, { ifAvailable: true }, async (lock) => {
    wasFree = lock !== null;
    if (lock) await what();
  });
  return wasFree;
}
