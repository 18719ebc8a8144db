/**
 * The map editor. How it hangs together, for whoever adds to it:
 *
 * - `saving/store.ts` holds the one state of the open map and saves it; `@/map` says what an edit is.
 * - `context.tsx` is the only door to it: `useMapEditor()` edits, selects, opens panels and speaks to who
 *   listens; `useMap()`, `useMapPart()` and `useSelection()` show.
 * - `panels/registry.tsx` lists the panels; a new one is a file in `panels/` and an entry there.
 * - `view.ts` is how the map is looked at (density, layers, lanes), all of it in the address.
 * - `grid/` is the table: `controller` knows focus, writing and menus, `listening` hears keys, pointers and the
 *   clipboard in one place, `actions` and `menu-entries` are what can be done with a thing.
 * - `phone/` shows one step per screen below 768 px.
 *
 * A command makes edits of a map: `editor.edit("Step moved", (map, name) => moveStep(map, name, id, …))`.
 */
export { EditorPage } from "./page";
