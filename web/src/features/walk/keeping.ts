import { answered, api } from "@/client";
import type { Walk } from "./walks";

/**
 * Walks as this browser keeps them: in IndexedDB, photos and all, so that a lost connection loses nothing. Each
 * workspace has its own: another may be served at this address tomorrow.
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

async function done<Result>(
  mode: IDBTransactionMode,
  ask: (store: IDBObjectStore) => IDBRequest<Result>,
): Promise<Result> {
  const database = await opened();
  try {
    return await new Promise<Result>((resolve, reject) => {
      const request = ask(database.transaction(STORE, mode).objectStore(STORE));
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error ?? new Error("This browser keeps nothing."));
    });
  } finally {
    database.close();
  }
}

export const keptWalk = (id: string): Promise<Walk | undefined> =>
  done("readonly", (store) => store.get(id) as IDBRequest<Walk | undefined>);

export const keptWalks = (): Promise<Walk[]> =>
  done("readonly", (store) => store.getAll() as IDBRequest<Walk[]>);

export const keepWalk = (walk: Walk): Promise<unknown> => done("readwrite", (store) => store.put(walk));
