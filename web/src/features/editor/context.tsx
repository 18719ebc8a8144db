import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useSyncExternalStore,
} from "react";
import { useAddress } from "@/client";
import type { JourneyMap, Naming, Operation } from "@/map";
import { type EditorStore, randomName, type Shown } from "./saving/store";
import { type Selection, SelectionStore } from "./selection";

/** Makes the edits of one thing that a person does, of the map as it is. */
export type Command = (map: JourneyMap, name: Naming) => Operation[];

/** The map that is open and what can be done with it, for the table and every panel. */
export interface MapEditor {
  /** The map's key. */
  mapKey: string;
  store: EditorStore;
  /** The map as it is now, read without listening: in an event handler. */
  map(): JourneyMap;
  /**
   * Make an edit: `edit("Rename a step", (map, name) => setField(map, name, id, "name", text))`. It is seen at
   * once, saved by itself and can be undone. False when the map cannot take it: the bar says why. Edits with
   * the same `merge` that follow each other are undone as one.
   */
  edit(label: string, command: Command, merge?: string): boolean;
  undo(): boolean;
  redo(): boolean;
  selection: SelectionStore;
  select(selection: Selection | null): void;
  /** Open a panel (its id in the registry) about a thing; null closes it. The address holds both. */
  openPanel(panel: string | null, about?: string | null): void;
  /** Tell who hears the page what has happened. */
  announce(words: string): void;
  /** The texts of the map's quotes, read without listening; `useTexts()` listens. */
  readonly texts: Readonly<Record<string, string>>;
}

const Context = createContext<MapEditor | null>(null);
const Texts = createContext<Readonly<Record<string, string>>>({});

interface Props {
  mapKey: string;
  store: EditorStore;
  texts: Readonly<Record<string, string>>;
  children: ReactNode;
}

/** Everything below can edit the map. */
export function MapEditorProvider({ mapKey, store, texts, children }: Props) {
  const voice = useRef<HTMLDivElement>(null);
  const selection = useMemo(() => new SelectionStore(), []);
  const held = useRef(texts);
  useEffect(() => {
    held.current = texts;
  }, [texts]);
  const [, change] = useAddress(readPanel);
  const editor = useMemo<MapEditor>(
    () => ({
      mapKey,
      store,
      map: () => store.map,
      edit: (label, command, merge) => store.edit(label, command(store.map, randomName), merge),
      undo: () => store.undo(),
      redo: () => store.redo(),
      selection,
      select: (now) => selection.set(now),
      openPanel: (panel, about = null) => change({ panel: panel ?? undefined, about: about ?? undefined }),
      announce: (words) => {
        if (voice.current) voice.current.textContent = words;
      },
      get texts() {
        return held.current;
      },
    }),
    [mapKey, store, selection, change],
  );
  return (
    <Context.Provider value={editor}>
      <Texts.Provider value={texts}>{children}</Texts.Provider>
      <div ref={voice} role="status" aria-live="polite" style={UNSEEN} />
    </Context.Provider>
  );
}

const UNSEEN = {
  position: "absolute",
  inlineSize: 1,
  blockSize: 1,
  overflow: "hidden",
  clipPath: "inset(50%)",
} as const;

/** The map that is open; only inside the editor's page. */
export function useMapEditor(): MapEditor {
  const editor = useContext(Context);
  if (!editor) throw new Error("useMapEditor() is only for what is inside the map editor.");
  return editor;
}

/** The texts of the map's quotes, by interaction: read from the facts, never kept in the map. */
export const useTexts = (): Readonly<Record<string, string>> => useContext(Texts);

/** A part of what the store shows; draws again only when that part has changed. */
export function useShown<Part>(part: (shown: Shown) => Part): Part {
  const { store } = useMapEditor();
  return useSyncExternalStore(store.subscribe, () => part(store.shown()));
}

/** The map as it is; draws again after every edit. */
export const useMap = (): JourneyMap => useShown((shown) => shown.state.map);

/** A part of the map; draws again only when that part is another: `useMapPart((map) => map.stages)`. */
export const useMapPart = <Part,>(part: (map: JourneyMap) => Part): Part =>
  useShown((shown) => part(shown.state.map));

export function useSelection(): Selection | null {
  const { selection } = useMapEditor();
  return useSyncExternalStore(selection.subscribe, selection.now);
}

interface Panel {
  panel: string | null;
  about: string | null;
}

/** Which panel is open, and about what. */
export function usePanel(): [Panel, (wanted: Panel) => void] {
  const [open, change] = useAddress(readPanel);
  return [open, ({ panel, about }) => change({ panel: panel ?? undefined, about: about ?? undefined })];
}

const readPanel = (address: Record<string, string>): Panel => ({
  panel: address.panel ?? null,
  about: address.about ?? null,
});
