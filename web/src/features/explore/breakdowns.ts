import { useQuery } from "@tanstack/react-query";
import { answered, api } from "@/client";
import { capital, spaced } from "@/ui";

const FIELDS = ["device", "channel", "campaign", "source"];

/** What an answer can be broken down by: how people came, and what is known of them. */
export function usePlaceableBreakdowns(current?: string) {
  const found = useQuery({
    queryKey: ["vocabulary"],
    queryFn: () => answered(api.GET("/api/vocabulary")),
    staleTime: 60_000,
  });
  const traits = (found.data?.traits ?? [])
    .filter((trait) => trait.type === "text")
    .map((trait) => trait.name);
  const segments = (found.data?.segments ?? []).map((segment) => segment.key);
  const groups = [
    {
      group: "What they used",
      items: FIELDS.flatMap((field) => [one(field, `First ${field}`), one(`last ${field}`, `Last ${field}`)]),
    },
    { group: "Who they are", items: traits.map((trait) => one(`traits.${trait}`, capital(spaced(trait)))) },
    {
      group: "Segments",
      items: segments.map((key) => one(`segments.${key}`, capital(spaced(key.replaceAll("-", " "))))),
    },
  ].filter((group) => group.items.length);
  const known = !current || groups.some((group) => group.items.some((item) => item.value === current));
  return known ? groups : [...groups, { group: "Other", items: [one(current, current)] }];
}

const one = (value: string, label: string) => ({ value, label });
