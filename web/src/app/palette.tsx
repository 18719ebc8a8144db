import "@mantine/spotlight/styles.css";
import { useDebouncedValue } from "@mantine/hooks";
import { createSpotlight, Spotlight, type SpotlightActionData } from "@mantine/spotlight";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Search } from "lucide-react";
import { useEffect, useMemo, useState } from "react";
import { answered, api, type Schema } from "@/client";
import { AREAS } from "./navigation";

type Hit = Schema<"Hit">;

const [store, spotlight] = createSpotlight();

/** Everything that can be gone to, by typing a part of its name. */
export default function Palette({ close }: { close: () => void }) {
  const [typed, setTyped] = useState("");
  const places = usePlaces();
  const hits = useHits(typed);
  useEffect(() => spotlight.open(), []);
  return (
    <Spotlight
      store={store}
      query={typed}
      onQueryChange={setTyped}
      actions={[{ group: "Places", actions: places }, ...hits]}
      filter={(query, actions) =>
        actions.map((group) => kept(query, group as Group)).filter((group) => group.actions.length)
      }
      onSpotlightClose={close}
      shortcut={null}
      highlightQuery
      scrollable
      maxHeight={420}
      nothingFound="Nothing has this name."
      searchProps={{
        leftSection: <Search size={18} aria-hidden />,
        placeholder: "Pages, maps, steps, segments, people …",
        "aria-label": "Search",
      }}
    />
  );
}

interface Group {
  group: string;
  actions: SpotlightActionData[];
}

/** Places are found by their names here; the rest was found by the server. */
function kept(query: string, { group, actions }: Group): Group {
  const wanted = query.trim().toLocaleLowerCase();
  if (group !== "Places" || !wanted) return { group, actions };
  return { group, actions: actions.filter((each) => each.label?.toLocaleLowerCase().includes(wanted)) };
}

function usePlaces(): SpotlightActionData[] {
  const navigate = useNavigate();
  return useMemo(
    () =>
      AREAS.flatMap((area) =>
        area.places.map(({ label, to, icon: Icon }) => ({
          id: to,
          label: area.label === "Explore" ? `Explore: ${label}` : label,
          leftSection: <Icon size={18} aria-hidden />,
          onClick: () => void navigate({ to }),
        })),
      ),
    [navigate],
  );
}

/** What the server knows by this name: maps, their steps, segments, personas, views, touchpoints, people. */
function useHits(typed: string): Group[] {
  const navigate = useNavigate();
  const [asked] = useDebouncedValue(typed.trim(), 120);
  const found = useQuery({
    queryKey: ["search", asked],
    queryFn: ({ signal }) => answered(api.GET("/api/search", { params: { query: { q: asked } }, signal })),
    enabled: asked.length > 0,
    placeholderData: (before) => before,
  });
  return useMemo(() => {
    const groups = new Map<string, SpotlightActionData[]>();
    for (const hit of asked ? (found.data ?? []) : []) {
      const actions = groups.get(GROUPS[hit.kind] ?? hit.kind) ?? [];
      groups.set(GROUPS[hit.kind] ?? hit.kind, actions);
      actions.push(actionOf(hit, () => void navigate(goal(hit))));
    }
    return [...groups].map(([group, actions]) => ({ group, actions }));
  }, [found.data, asked, navigate]);
}

const GROUPS: Record<string, string> = {
  map: "Maps",
  step: "Steps of maps",
  view: "Saved views",
  segment: "Segments",
  persona: "Personas",
  touchpoint: "Touchpoints",
  person: "People",
};

const actionOf = (hit: Hit, onClick: () => void): SpotlightActionData => ({
  id: `${hit.kind} ${hit.key} ${hit.part ?? ""}`,
  label: hit.name,
  description: hit.detail || undefined,
  onClick,
});

/** Where what was found is shown. */
function goal({ kind, key, name, part }: Hit) {
  const search = (address: Record<string, string>) => address as never;
  switch (kind) {
    case "map":
      return { to: "/maps/$key", params: { key } } as const;
    case "step":
      return {
        to: "/maps/$key",
        params: { key },
        search: search({ panel: "step", about: part ?? "" }),
      } as const;
    case "view":
      return { to: "/explore/views/$key", params: { key } } as const;
    case "segment":
      return { to: "/segments/$key", params: { key } } as const;
    case "persona":
      return { to: "/personas", search: search({ persona: key }) } as const;
    case "touchpoint":
      return { to: "/sources/touchpoints", search: search({ find: name }) } as const;
    case "person":
      return { to: "/people/$id", params: { id: key } } as const;
  }
}
