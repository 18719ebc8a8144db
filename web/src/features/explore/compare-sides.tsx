import { Select, Stack, Text, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type CSSProperties, useState } from "react";
import { answered, api } from "@/client";
import { capital, spaced } from "@/ui";
import classes from "./explore.module.css";

export interface Side {
  kind: "segment" | "period" | "trait";
  value: string;
}

/** A side as its address has it: "segment:movers", "period:2025-Q1", "trait:plan=family". */
export function readSide(text: string | undefined): Side | null {
  const [kind, ...rest] = (text ?? "").split(":");
  const value = rest.join(":");
  return value && (kind === "segment" || kind === "period" || kind === "trait") ? { kind, value } : null;
}

/** The side as the API takes it. */
export function chosenBy(side: Side | null): Record<string, unknown> {
  if (!side) return {};
  if (side.kind !== "trait") return { [side.kind]: side.value };
  const [name = "", ...value] = side.value.split("=");
  return { where: { [name]: value.join("=") } };
}

export function sideName(side: Side | null, titles: Map<string, string>): string {
  if (!side) return "";
  if (side.kind === "segment") return titles.get(side.value) ?? side.value;
  if (side.kind === "period") return side.value.replace("..", " to ").replace(/-(?=[QW])/g, " ");
  const [name = "", ...value] = side.value.split("=");
  return `${capital(spaced(name))} ${value.join("=")}`;
}

export interface Sides {
  titles: Map<string, string>;
  traits: { name: string; values: string[] }[];
}

/** What a side can be: the segments there are, and what is known of people. */
export function useSides(): Sides {
  const segments = useQuery({ queryKey: ["segments"], queryFn: () => answered(api.GET("/api/segments")) });
  const names = useQuery({
    queryKey: ["vocabulary"],
    queryFn: () => answered(api.GET("/api/vocabulary")),
    staleTime: 60_000,
  });
  return {
    titles: new Map((segments.data ?? []).map((each) => [each.key, each.title])),
    traits: (names.data?.traits ?? [])
      .filter((trait) => trait.values?.length)
      .map((trait) => ({ name: trait.name, values: trait.values ?? [] })),
  };
}

interface Props {
  letter: string;
  side: Side | null;
  colour: string;
  sides: Sides;
  change: (side: string | undefined) => void;
}

/** One side: a segment, people of one kind, or a period. */
export function PickSide({ letter, side, colour, sides, change }: Props) {
  return (
    <section
      className={classes.side}
      style={{ "--side": colour } as CSSProperties}
      aria-label={`Side ${letter}`}
    >
      <Stack gap="sm">
        <Text fw={600}>Side {letter}</Text>
        <Select
          label="People"
          placeholder="Everybody"
          data={peopleOf(sides, side)}
          value={side && side.kind !== "period" ? textOf(side) : null}
          onChange={(value) => change(value ?? undefined)}
          searchable
          clearable
          limit={200}
        />
        <OwnPeriod
          key={side?.kind === "period" ? side.value : ""}
          period={side?.kind === "period" ? side.value : ""}
          change={change}
        />
      </Stack>
    </section>
  );
}

const textOf = (side: Side): string => `${side.kind}:${side.value}`;

/** Whom a side can be; one that is no segment any more, or no value, is offered as it is called. */
function peopleOf(sides: Sides, side: Side | null) {
  const groups = [
    {
      group: "Segments",
      items: [...sides.titles].map(([key, title]) => ({ value: `segment:${key}`, label: title })),
    },
    ...sides.traits.map((trait) => ({
      group: capital(spaced(trait.name)),
      items: trait.values.map((value) => ({ value: `trait:${trait.name}=${value}`, label: value })),
    })),
  ].filter((group) => group.items.length);
  const isThere = groups.some((group) => group.items.some((item) => side && item.value === textOf(side)));
  if (!side || side.kind === "period" || isThere) return groups;
  return [
    ...groups,
    { group: "Other", items: [{ value: textOf(side), label: sideName(side, sides.titles) }] },
  ];
}

function OwnPeriod({ period, change }: { period: string; change: (side: string | undefined) => void }) {
  const [text, setText] = useState(period);
  const set = () => {
    if (text.trim() !== period) change(text.trim() ? `period:${text.trim()}` : undefined);
  };
  return (
    <TextInput
      label="Or journeys that started in"
      placeholder="2025-Q1, 2025-03, 2025-01-01..2025-04-01"
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={set}
      onKeyDown={(event) => event.key === "Enter" && set()}
    />
  );
}
