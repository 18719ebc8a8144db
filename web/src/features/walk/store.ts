import { Problem, Unreachable } from "@/client";
import { unsent, type Walk } from "./walks";

/**
 * A walk that is under way, for the pages that show it: seen at once, kept in this browser at every change, and
 * sent as soon as it can be. Another tab on the same walk is heard, and nothing that either says is lost.
 */

type Change = (walk: Walk) => Walk;

/** Where walks are kept. */
export interface Shelf {
  read(id: string): Promise<Walk | undefined>;
  change(otherwise: Walk, how: Change): Promise<Walk>;
  /** Be told which walks other tabs have changed. */
  listen(heard: (id: string) => void): () => void;
  /** Do what only one tab may be doing at a time; false where another is at it. */
  alone(name: string, what: () => Promise<void>): Promise<boolean>;
}

export type Send = (
  walk: Walk,
  steps: readonly string[],
  keep: (change: Change) => void,
) => Promise<Map<string, Problem>>;

export interface Shown {
  /** Undefined while it is being looked for, null when this browser has none of this id. */
  walk: Walk | null | undefined;
  /** False where this browser has no room for it. */
  isKept: boolean;
  /** Why what waits is not sent just now; it is tried again. */
  delay: Problem | undefined;
  /** What will not be taken as it is, by step. */
  refused: ReadonlyMap<string, Problem>;
}

interface Parts {
  shelf: Shelf;
  send: Send;
  /** Told after everything that arrived. */
  arrived?: (walk: Walk) => void;
  again?: number;
  patience?: number;
}

const AGAIN_MS = 4_000;
const PATIENCE_MS = 120_000;

export class WalkStore {
  readonly #parts: Parts;
  readonly #listeners = new Set<() => void>();
  #shown: Shown = { walk: undefined, isKept: true, delay: undefined, refused: new Map() };
  #base: Walk | undefined; // as it is kept
  #changes: Change[] = []; // made here, and not kept yet
  #refused = new Map<string, { at: string | undefined; problem: Problem }>();
  #holding: string | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #tries = 0;
  #turn: Promise<void> = Promise.resolve(); // what is read and kept, one after the other
  #isSending = false;

  constructor(
    readonly id: string,
    parts: Parts,
  ) {
    this.#parts = parts;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly shown = (): Shown => this.#shown;

  /** Look for the walk and begin to send; gives the way to stop, which leaves nothing held back. */
  start(): () => void {
    const heard = this.#parts.shelf.listen((id) => {
      if (id === this.id) void this.#read();
    });
    const now = () => this.sendNow();
    window.addEventListener("online", now);
    const seen = () => void this.#read(); // a page that slept has heard nothing
    document.addEventListener("visibilitychange", seen);
    void this.#read().then(now);
    return () => {
      heard();
      window.removeEventListener("online", now);
      document.removeEventListener("visibilitychange", seen);
      clearTimeout(this.#timer);
      this.#timer = this.#holding = undefined;
      void this.#send();
    };
  }

  /** The step that is being written on: not sent before it is left. */
  hold(step: string | undefined): void {
    this.#holding = step;
    this.#sendSoon();
  }

  readonly change = (how: Change): void => {
    if (!this.#base) return;
    this.#changes.push(how);
    this.#tell();
    void this.#keep();
    this.#sendSoon();
  };

  /** Do not wait for the next try. */
  readonly sendNow = (): void => {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    void this.#send();
  };

  #read(): Promise<void> {
    return this.#inTurn(async () => {
      const found = await this.#parts.shelf.read(this.id).catch(() => undefined);
      if (!found && this.#base) return; // it lives on here
      this.#base = found;
      this.#tell({ walk: found ?? null });
      if (this.#due().length) this.#later(); // who changed it sends it first
    });
  }

  /** Keep what was changed, on whatever is kept by then; what there is no room for is tried with the next. */
  #keep(): Promise<void> {
    return this.#inTurn(async () => {
      const made = [...this.#changes];
      if (!this.#base || !made.length) return;
      try {
        this.#base = await this.#parts.shelf.change(this.#base, (walk) => after(walk, made));
        this.#changes = this.#changes.slice(made.length);
        this.#tell({ isKept: true });
      } catch {
        this.#tell({ isKept: false });
      }
    });
  }

  #inTurn(what: () => Promise<void>): Promise<void> {
    return (this.#turn = this.#turn.then(what));
  }

  #due(): string[] {
    const { walk } = this.#shown;
    if (!walk) return [];
    const isNew = (step: string) => this.#refused.get(step)?.at !== walk.findings[step]?.at;
    return unsent(walk, this.#holding).filter((step) => !this.#refused.has(step) || isNew(step));
  }

  #sendSoon(): void {
    if (!this.#shown.delay) void this.#send();
  }

  async #send(): Promise<void> {
    const steps = this.#due();
    if (this.#isSending || steps.length === 0) return;
    this.#isSending = true;
    let wasMine = false;
    try {
      wasMine = await this.#parts.shelf.alone(this.id, () => this.#sendSteps(steps));
      this.#tries = 0;
      this.#tell({ delay: undefined });
    } catch (error) {
      this.#failed(error);
    } finally {
      this.#isSending = false;
    }
    if (wasMine)
      void this.#send(); // what was changed meanwhile
    else this.#later();
  }

  async #sendSteps(steps: readonly string[]): Promise<void> {
    const { walk } = this.#shown;
    if (!walk) return;
    try {
      const refused = await this.#parts.send(walk, steps, this.change);
      for (const step of steps) this.#refused.delete(step);
      for (const [step, problem] of refused)
        this.#refused.set(step, { at: walk.findings[step]?.at, problem });
    } finally {
      this.#parts.arrived?.(walk);
    }
  }

  #failed(error: unknown): void {
    const problem = error instanceof Problem ? error : new Unreachable();
    const asked = (problem.retryAfter ?? 0) * 1_000;
    const slower = problem instanceof Unreachable ? 0 : this.#tries++;
    const wait = Math.min(this.#parts.patience ?? PATIENCE_MS, this.#again * 2 ** slower);
    this.#tell({ delay: problem });
    this.#wait(Math.max(wait, asked));
  }

  /** Try again in a while, unless that is so already. */
  #later(): void {
    this.#timer ??= setTimeout(this.sendNow, this.#again);
  }

  get #again(): number {
    return this.#parts.again ?? AGAIN_MS;
  }

  #wait(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.sendNow, ms);
  }

  #tell(change: Partial<Shown> = {}): void {
    const walk = this.#base
      ? after(this.#base, this.#changes)
      : "walk" in change
        ? change.walk
        : this.#shown.walk;
    const refused = [...this.#refused].filter(([step, { at }]) => walk?.findings[step]?.at === at);
    this.#shown = {
      ...this.#shown,
      ...change,
      walk,
      refused: new Map(refused.map(([step, { problem }]) => [step, problem])),
    };
    for (const listener of this.#listeners) listener();
  }
}

const after = (walk: Walk, changes: readonly Change[]): Walk =>
  changes.reduce((made, change) => change(made), walk);
