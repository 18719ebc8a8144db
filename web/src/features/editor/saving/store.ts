/**
 * The map that is open, for everything that shows or changes it: one state, told to whoever listens. Edits are
 * seen at once, sent in batches, sent again until the server has answered, and brought onto what others did.
 */
import {
  canInsist,
  caughtUp,
  type Conflict,
  type EditingState,
  edited,
  forgotten,
  type Group,
  insisted,
  type JourneyMap,
  kept,
  type Naming,
  type Operation,
  redone,
  refused,
  reopened,
  returned,
  sending,
  undone,
} from "@/map";
import { askedToWait, isThere, type Pace, PACE, waitAfter } from "./pace";
import { openedWith, settled } from "./reopening";
import type { MapServer, Sent } from "./server";
import type { Unsent } from "./unsent";

/** "busy": the server is there, and cannot take it just now. */
export type Saving = "saved" | "saving" | "offline" | "busy";

/** What the state bar, the table and the panels see. */
export interface Shown {
  state: EditingState;
  saving: Saving;
  /** When the server last had everything, in milliseconds. */
  savedAt: number | null;
  /** Whether this browser keeps what is not on the server yet; false where it has no room. */
  isKept: boolean;
  /** What this browser had kept of this map and nobody can make anything of, as texts. */
  unreadable: readonly string[];
  /** Why the last edit was not made, in a sentence. */
  refusal: string | null;
}

interface Parts {
  server: MapServer;
  unsent: Unsent;
  name?: Naming;
  pace?: Partial<Pace>;
  now?: () => number;
}

export const randomName: Naming = (kind) => `${kind}-${crypto.randomUUID().slice(0, 12)}`;

export class EditorStore {
  readonly #server: MapServer;
  readonly #unsent: Unsent;
  readonly #name: Naming;
  readonly #pace: Pace;
  readonly #now: () => number;
  readonly #listeners = new Set<() => void>();
  #shown: Shown;
  #gathering: ReturnType<typeof setTimeout> | null = null;
  #looking: ReturnType<typeof setTimeout> | null = null;
  #wait = 0;
  #quietUntil = 0; // the server has asked to be left alone
  #most = Number.POSITIVE_INFINITY; // groups in a batch: fewer while it is not known which of them is refused
  #busy = false;
  #closed = false;

  constructor(state: EditingState, parts: Parts) {
    this.#server = parts.server;
    this.#unsent = parts.unsent;
    this.#name = parts.name ?? randomName;
    this.#pace = { ...PACE, ...parts.pace };
    this.#now = parts.now ?? Date.now;
    const saving = state.pending.length ? "saving" : "saved";
    const { unreadable } = parts.unsent;
    this.#shown = { state, saving, savedAt: null, isKept: true, unreadable, refusal: null };
  }

  /** Open a map: what was left unsent is sent first, so that the map that is read has it. */
  static async open(parts: Parts): Promise<EditorStore> {
    const { server, unsent } = parts;
    const left = await settled(server, unsent.found);
    const { map, revision } = await server.load();
    const store = new EditorStore(openedWith(map, revision, left, unsent), parts);
    store.#keep();
    return store;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly shown = (): Shown => this.#shown;

  get map(): JourneyMap {
    return this.#shown.state.map;
  }

  get name(): Naming {
    return this.#name;
  }

  /** Begin to send and to look what others do; gives the way to stop. */
  start(): () => void {
    this.#closed = false;
    this.#look(0);
    const lookNow = () => this.#look(0);
    window.addEventListener("online", lookNow);
    document.addEventListener("visibilitychange", lookNow);
    return () => {
      this.#closed = true;
      window.removeEventListener("online", lookNow);
      document.removeEventListener("visibilitychange", lookNow);
      clearTimeout(this.#gathering ?? undefined);
      clearTimeout(this.#looking ?? undefined);
      this.#gathering = this.#looking = null;
      this.#quietUntil = 0;
      if (this.#hasUnsent()) void this.#synchronise(); // who leaves the page does not wait for more
    };
  }

  /** Make an edit; false, and a refusal in words, when the map cannot take it. */
  edit(label: string, operations: readonly Operation[], merge?: string): boolean {
    if (!operations.length) return false;
    const group: Group = { id: this.#name("edit"), label, operations: [...operations], merge };
    return this.#change((state) => edited(state, group));
  }

  undo(): boolean {
    return this.#change((state) => undone(state, this.#name("undo")));
  }

  redo(): boolean {
    return this.#change((state) => redone(state, this.#name("redo")));
  }

  /** Of what was set aside: make it after all (`mine`), or leave what is there (`theirs`). */
  decide(group: string, choice: "mine" | "theirs"): boolean {
    return this.#change((state) => (choice === "mine" ? insisted(state, group) : forgotten(state, group)));
  }

  canInsist(group: string): boolean {
    return canInsist(this.#shown.state, group);
  }

  dismissRefusal(): void {
    this.#tell({ refusal: null });
  }

  /** Let go of what could not be read. */
  dismissUnreadable(): void {
    this.#unsent.forget();
    this.#tell({ unreadable: [] });
  }

  /** Send what waits now, without waiting for more. */
  flush(): void {
    this.#gather(0);
  }

  #change(make: (state: EditingState) => EditingState): boolean {
    const before = this.#shown.state;
    try {
      const state = make(before);
      if (state === before) return false;
      this.#tell({ state, refusal: null });
    } catch (error) {
      this.#tell({ refusal: error instanceof Error ? error.message : String(error) });
      return false;
    }
    this.#keep();
    if (this.#shown.state.pending.length) this.#gather(this.#pace.gather);
    return true;
  }

  #gather(wait: number): void {
    clearTimeout(this.#gathering ?? undefined);
    this.#gathering = setTimeout(() => void this.#synchronise(), wait);
    if (this.#shown.saving === "saved" && this.#hasUnsent()) this.#tell({ saving: "saving" });
  }

  #look(wait: number): void {
    if (this.#closed) return;
    clearTimeout(this.#looking ?? undefined);
    this.#looking = setTimeout(() => void this.#lookNow(), wait);
  }

  async #lookNow(): Promise<void> {
    if (!isHidden() || this.#hasUnsent()) await this.#synchronise();
    this.#look(Math.max(this.#quietUntil - this.#now(), 0) || this.#wait || this.#pace.look);
  }

  /** Send what waits, then bring in what others did: one at a time, so that each sees the other's end. */
  async #synchronise(): Promise<void> {
    if (this.#busy || this.#now() < this.#quietUntil) return;
    this.#busy = true;
    try {
      await this.#send();
      await this.#catchUp();
      this.#wait = this.#quietUntil = 0;
      if (!this.#hasUnsent()) {
        this.#most = Number.POSITIVE_INFINITY;
        this.#tell({ saving: "saved", savedAt: this.#shown.savedAt ?? this.#now() });
      }
    } catch (error) {
      this.#wait = waitAfter(error, this.#wait, this.#pace);
      this.#quietUntil = this.#now() + askedToWait(error);
      this.#tell({ saving: isThere(error) ? "busy" : "offline" });
    } finally {
      this.#busy = false;
      this.#keep();
    }
    if (!this.#closed && this.#shown.state.pending.length && !this.#wait)
      this.#gather(Number.isFinite(this.#most) ? 0 : this.#pace.gather);
  }

  async #send(): Promise<void> {
    const state = sending(this.#shown.state, this.#name("batch"), this.#most);
    if (!state.sent) return;
    const { id, groups } = state.sent;
    this.#tell({ state, saving: this.#shown.saving === "saved" ? "saving" : this.#shown.saving });
    this.#keep();
    const operations = groups.flatMap((group) => group.operations);
    const label = [...new Set(groups.map((group) => group.label).filter(Boolean))].join(", ");
    this.#became(await this.#server.send({ id, operations, base: state.revision, label }));
    const { state: after } = this.#shown;
    if (after.sent) await this.#bring(after, true);
    this.#tell({ savedAt: this.#now() });
  }

  #became(sent: Sent): void {
    const { state } = this.#shown;
    switch (sent.became) {
      case "kept":
        this.#tell({ state: kept(state, sent.revision, sent.onto) ?? state });
        return;
      case "refused":
        this.#tell({ state: this.#parted(sent.says, sent.isWhole) });
        return;
      case "conflict":
        this.#conflicting = sent;
        return;
    }
  }

  /** Of several edits that were refused together, only those that are refused alone are set aside. */
  #parted(says: string, isWhole: boolean, conflicts: Conflict[] = []): EditingState {
    const { state } = this.#shown;
    const many = state.sent?.groups.length ?? 0;
    const isAlone = isWhole || many <= 1;
    this.#most = isAlone ? Number.POSITIVE_INFINITY : Math.floor(many / 2);
    return isAlone ? refused(state, says, conflicts) : returned(state);
  }

  #conflicting: Extract<Sent, { became: "conflict" }> | null = null;

  async #catchUp(): Promise<void> {
    const newest = await this.#server.newest();
    if (newest > this.#shown.state.revision) await this.#bring(this.#shown.state, false);
    else if (newest < this.#shown.state.revision) await this.#reload();
  }

  /** Bring in what others did; `answered`: it is known what became of what was sent. */
  async #bring(before: EditingState, answered: boolean): Promise<void> {
    const conflict = this.#conflicting;
    this.#conflicting = null;
    const changes = await this.#server.since(before.revision);
    const waiting = conflict ? returned(this.#shown.state) : this.#shown.state;
    try {
      const state = caughtUp(waiting, changes, { made: answered && !conflict });
      const isStuck = conflict && state.aside.length === waiting.aside.length;
      this.#tell({ state: isStuck ? this.#parted(conflict.says, false, conflict.conflicts) : state });
    } catch {
      await this.#reload();
    }
  }

  async #reload(): Promise<void> {
    const { map, revision } = await this.#server.load();
    this.#tell({ state: reopened(returned(this.#shown.state), map, revision) });
  }

  #hasUnsent(): boolean {
    return Boolean(this.#shown.state.sent) || this.#shown.state.pending.length > 0;
  }

  #keep(): void {
    this.#tell({ isKept: this.#unsent.save(this.#shown.state) });
  }

  #tell(change: Partial<Shown>): void {
    const names = Object.keys(change) as (keyof Shown)[];
    if (names.every((name) => this.#shown[name] === change[name])) return;
    this.#shown = { ...this.#shown, ...change };
    for (const listener of this.#listeners) listener();
  }
}

const isHidden = () => document.visibilityState === "hidden";
