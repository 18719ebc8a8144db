import { Anchor, Avatar, Group, Text, TextInput, Title, Tooltip } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { answered, api, pictureAt } from "@/client";
import {
  cardsOf,
  factsText,
  KIND_WORDS,
  ROOT,
  setField,
  stateText,
  subtitleText,
  supportedShare,
} from "@/map";
import { Figure, percent } from "@/ui";
import { useMap, useMapEditor, useShown } from "./context";
import classes from "./editor.module.css";

/** What the map is: its title, whom it is of, what it is meant to lead to, and how well it is supported. */
export function Header() {
  const map = useMap();
  const { mapKey, openPanel } = useMapEditor();
  const revision = useShown((shown) => shown.state.revision);
  const persona = usePersona(map.persona);
  const scenario = useScenario(map.scenario);
  const named = { ...map, persona: persona?.name ?? map.persona, scenario: scenario ?? map.scenario };
  const goals = (map.goals ?? []).map((goal) => goal.statement).join(" · ");
  useEffect(() => {
    document.title = `${map.title} · desirepath`;
  }, [map.title]);
  return (
    <header className={classes.header}>
      <div className={classes.titles}>
        <Group gap="md">
          <Anchor component={Link} to="/maps" size="sm" className={classes.back}>
            Maps
          </Anchor>
          <Anchor
            component={Link}
            to="/maps/$key/walk"
            params={{ key: mapKey } as never}
            size="sm"
            className={classes.back}
          >
            Take the journey yourself
          </Anchor>
        </Group>
        <Group gap="sm" wrap="nowrap">
          {persona?.image && <Face image={persona.image} />}
          <MapTitle key={map.title} title={map.title} />
        </Group>
        <Text size="sm" c="dimmed" dir="auto">
          {[subtitleText(named), factsText(map)].filter(Boolean).join(" · ")}
        </Text>
        {goals && (
          <Tooltip label="The goals, and what their figures rest on">
            <button type="button" className={classes.goal} dir="auto" onClick={() => openPanel("plan")}>
              Goal: {goals}
            </button>
          </Tooltip>
        )}
      </div>
      <div className={classes.state}>
        <Text size="xs" fw={650} tt="uppercase" lts={0.6}>
          {KIND_WORDS[map.map_kind ?? "current_state"]}
        </Text>
        <Text size="xs" c="dimmed">
          r{revision} · {stateText(map)}
        </Text>
        <Supported share={supportedShare(cardsOf(map))} cards={cardsOf(map).length} />
      </div>
    </header>
  );
}

/** The persona that the map is of, where there is such a one. */
function usePersona(key: string | null | undefined) {
  const personas = useQuery({
    queryKey: ["personas"],
    queryFn: () => answered(api.GET("/api/personas")),
    enabled: Boolean(key),
  });
  return personas.data?.find((entry) => entry.persona.key === key)?.persona;
}

/** What the scenario of the map is called, where it is the key of one. */
function useScenario(key: string | null | undefined): string | undefined {
  const scenarios = useQuery({
    queryKey: ["scenarios"],
    queryFn: () => answered(api.GET("/api/scenarios")),
    enabled: Boolean(key),
  });
  return scenarios.data?.find((entry) => entry.key === key)?.title;
}

/** The persona's picture; the name is in the line below. */
function Face({ image }: { image: string }) {
  const src = pictureAt(image);
  return src && <Avatar src={src} alt="" radius="xl" size={36} aria-hidden />;
}

/** The title; it is written where it stands. */
function MapTitle({ title }: { title: string }) {
  const editor = useMapEditor();
  const [draft, setDraft] = useState<string | null>(null);
  const keep = () => {
    const words = draft?.trim();
    if (words && words !== title)
      editor.edit("Title changed", (map, name) => setField(map, name, ROOT, "title", words));
    setDraft(null);
  };
  if (draft !== null)
    return (
      <TextInput
        aria-label="Title of the map"
        data-autofocus
        autoFocus // eslint-disable-line jsx-a11y/no-autofocus -- its owner has just asked to write here
        value={draft}
        maxLength={300}
        onChange={(event) => setDraft(event.currentTarget.value)}
        onBlur={keep}
        onKeyDown={(event) => {
          if (event.key === "Enter") keep();
          if (event.key === "Escape") setDraft(null);
        }}
      />
    );
  return (
    <Title order={1} className={classes.title} dir="auto">
      <Tooltip label="Rename the map">
        <button type="button" className={classes.titleButton} onClick={() => setDraft(title)}>
          {title}
        </button>
      </Tooltip>
    </Title>
  );
}

/** How much of the map rests on evidence. */
function Supported({ share, cards }: { share: number | null; cards: number }) {
  if (share === null) return null;
  return (
    <Group gap={8} wrap="nowrap">
      <span className={classes.bar} aria-hidden="true">
        <i style={{ inlineSize: `${share * 100}%` }} />
      </span>
      <Text size="xs" c="dimmed" component="span">
        <Figure
          size="xs"
          value={percent(share)}
          definition="Cards that are observed or validated: something known speaks for them, and nothing against."
          n={cards}
          noun="card"
        />{" "}
        of {cards} card{cards === 1 ? "" : "s"} supported
      </Text>
    </Group>
  );
}
