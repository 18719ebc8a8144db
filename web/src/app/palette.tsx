import "@mantine/spotlight/styles.css";
import { createSpotlight, Spotlight, type SpotlightActionData } from "@mantine/spotlight";
import { useNavigate } from "@tanstack/react-router";
import { Search } from "lucide-react";
import { useEffect, useMemo } from "react";
import { AREAS } from "./navigation";

const [store, spotlight] = createSpotlight();

/** Everything that can be gone to, by typing a part of its name. */
export default function Palette({ close }: { close: () => void }) {
  const navigate = useNavigate();
  useEffect(() => spotlight.open(), []);
  const places = useMemo<SpotlightActionData[]>(
    () =>
      AREAS.flatMap((area) =>
        area.places.map(({ label, to, icon: Icon }) => ({
          id: to,
          label,
          group: area.label ?? "Places",
          leftSection: <Icon size={18} aria-hidden />,
          onClick: () => void navigate({ to }),
        })),
      ),
    [navigate],
  );
  return (
    <Spotlight
      store={store}
      actions={[{ group: "Places", actions: places }]}
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
