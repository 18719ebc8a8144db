import { Anchor, Group, Text, TextInput, Title, Tooltip } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useEffect, useState } from "react";
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
import { percent } from "@/ui";
import { useMap, useMapEditor, useShown } from "./context";
import classes from "./editor.module.css";

/** What the map is: its title, whom it is of, what it is meant to lead to, and how well it is supported. */
export function Header() {
  const map = useMap();
  const { mapKey } = useMapEditor();
  const revision = useShown((shown) => shown.state.revision);
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
          <Anchor component={Link} to="/maps/$key/walk" params={{ key: mapKey } as never} size="sm">
            Take the journey yourself
          </Anchor>
        </Group>
        <MapTitle key={map.title} title={map.title} />
        <Text size="sm" c="dimmed" dir="auto">
          {[subtitleText(map), factsText(map)].filter(Boolean).join(" · ")}
        </Text>
        {goals && (
          <Text size="sm" fw={600} c="accent" dir="auto">
            Goal: {goals}
          </Text>
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
  const words = `${percent(share)} of ${cards} card${cards === 1 ? "" : "s"} supported`;
  return (
    <Group gap={8} wrap="nowrap" title="Observed or validated: something known speaks for them">
      <span className={classes.bar} aria-hidden="true">
        <i style={{ inlineSize: `${share * 100}%` }} />
      </span>
      <Text size="xs" c="dimmed" component="span">
        {words}
      </Text>
    </Group>
  );
}
