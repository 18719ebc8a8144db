import { Divider, Select, Stack, Text, Title } from "@mantine/core";
import { useMemo } from "react";
import { feltText, type JourneyMap } from "@/map";
import { useMap, useTexts } from "../context";
import evidenceClasses from "./evidence.module.css";
import { EvidenceAdding } from "./evidence-adding";
import { groupsOf, type Holder, holdersOf, useChosen } from "./evidence-holder";
import { EvidencePiece } from "./evidence-piece";
import { EvidenceStanding } from "./evidence-standing";
import classes from "./panels.module.css";
import type { PanelProps } from "./registry";

/** What something on the map rests on: each piece with where it comes from, how a card stands by it, and more. */
export function EvidencePanel({ about }: PanelProps) {
  const map = useMap();
  const texts = useTexts();
  const [chosen, choose] = useChosen(about);
  const holders = useMemo(() => holdersOf(map, texts), [map, texts]);
  const groups = useMemo(() => groupsOf(map, holders), [map, holders]);
  const holder = holders.find(({ id }) => id === chosen) ?? null;
  return (
    <Stack gap="lg">
      <Select
        label="Evidence of"
        placeholder="Choose a card, a feeling or a figure"
        searchable
        limit={60}
        nothingFoundMessage="Nothing on the map has these words."
        data={groups}
        value={holder?.id ?? null}
        onChange={(id) => id && choose(id)}
        allowDeselect={false}
        styles={{ input: { textOverflow: "ellipsis" } }}
      />
      {holder ? <Held key={holder.id} holder={holder} map={map} /> : <Unchosen />}
      <Divider />
      <EvidenceAdding holder={holder} />
    </Stack>
  );
}

const Unchosen = () => (
  <Text size="sm" c="dimmed">
    Choose a card, a feeling or a figure, here or on the map: what speaks for it and against it is shown then.
  </Text>
);

const NOTHING: Record<Holder["what"], string> = {
  card: "Nothing yet: it is assumed. Add a figure, a quote or a note below.",
  figure: "Nothing yet: nobody has measured it. Add a figure of a saved view or a note below.",
  feeling: "Nothing yet: somebody has written it down. Add what people said, or a note, below.",
  opportunity: "Nothing yet. Add a figure, a quote or a note below.",
};

const UNKNOWN = "It is not kept where this was measured: recount the figures of the map.";

function Held({ holder, map }: { holder: Holder; map: JourneyMap }) {
  const { card, felt, evidence } = holder;
  return (
    <>
      <div>
        <Title order={3} size="h5" dir="auto" className={classes.body}>
          {holder.name}
        </Title>
        {holder.at && (
          <Text size="sm" c="dimmed" dir="auto">
            at “{holder.at}”
          </Text>
        )}
        {felt && <Text size="sm">{feltText(felt)}</Text>}
      </div>
      {card && <EvidenceStanding key={card.id} card={card} map={map} />}
      <section aria-label="What it rests on" className={evidenceClasses.rests} data-holds={holder.id}>
        <Title order={4} size="h6" mb={4}>
          {evidence.length ? `What it rests on (${evidence.length})` : "What it rests on"}
        </Title>
        {evidence.length === 0 && (
          <Text size="sm" c="dimmed">
            {felt?.source === "measured" ? UNKNOWN : NOTHING[holder.what]}
          </Text>
        )}
        <ul className={classes.list}>
          {evidence.map((piece) => (
            <EvidencePiece key={piece.id} piece={piece} map={map} />
          ))}
        </ul>
      </section>
    </>
  );
}
