/** How the map is looked at; all of it stands in the address, so a link shows the same. */
import { useMemo } from "react";
import { useAddress } from "@/client";
import type { JourneyMap } from "@/map";
import type { Scored } from "./grid/keys";

export type Density = "compact" | "comfortable" | "reading";

export interface View {
  density: Density;
  /** Which curve is written in the emotion lane. */
  scored: Scored | null;
  /** The layers that are shown, by id; null: as the map says. */
  layers: readonly string[] | null;
  /** The lanes that are shown, by id; null: all. */
  lanes: readonly string[] | null;
  /** Whether the ways that people really take are drawn over the order of the steps. */
  reality: boolean;
}

const DENSITIES: readonly Density[] = ["compact", "comfortable", "reading"];

export function useView(): [
  View,
  (change: {
    density?: Density;
    scored?: Scored;
    layers?: readonly string[] | null;
    lanes?: readonly string[] | null;
    reality?: boolean;
  }) => void,
] {
  const [view, change] = useAddress(readView);
  return [
    view,
    ({ density, scored, reality, ...lists }) => {
      const wanted: Record<string, string | undefined> = {};
      if (density) wanted.density = density === "comfortable" ? undefined : density;
      if (scored) wanted.scored = scored;
      if (reality !== undefined) wanted.reality = reality ? "1" : undefined;
      if ("layers" in lists) wanted.layers = lists.layers?.length === 0 ? "-" : lists.layers?.join(",");
      if ("lanes" in lists) wanted.lanes = lists.lanes?.join(",");
      change(wanted);
    },
  ];
}

function readView(address: Record<string, string>): View {
  const density = DENSITIES.find((each) => each === address.density) ?? "comfortable";
  const scored = address.scored === "target" || address.scored === "authored" ? address.scored : null;
  const reality = address.reality === "1";
  return { density, scored, reality, layers: listed(address.layers), lanes: listed(address.lanes) };
}

const listed = (text: string | undefined): string[] | null =>
  text === undefined ? null : text.split(",").filter((each) => each && each !== "-");

/** The map with only what is seen of it: cards and hotspots of layers that are off are left out. */
export function useSeen(map: JourneyMap, { layers, lanes }: View): JourneyMap {
  return useMemo(() => seenOf(map, layers, lanes), [map, layers, lanes]);
}

export function seenOf(
  map: JourneyMap,
  layers: readonly string[] | null,
  lanes: readonly string[] | null,
): JourneyMap {
  if (!map.layers?.length && !lanes) return map;
  const on = new Set(
    layers ?? (map.layers ?? []).filter((layer) => layer.is_shown !== false).map((layer) => layer.id),
  );
  const lies = (of: readonly string[]) => !of.length || of.some((layer) => on.has(layer));
  const kept = (map.lanes ?? []).filter((lane) => !lanes || lanes.includes(lane.id));
  return {
    ...map,
    lanes: kept.map((lane) => {
      const cards = (lane.cards ?? []).filter((card) => lies(card.layers ?? []));
      return cards.length === (lane.cards ?? []).length ? lane : { ...lane, cards };
    }),
    hotspots: (map.hotspots ?? []).filter((spot) => lies(spot.layer ? [spot.layer] : [])),
  };
}
