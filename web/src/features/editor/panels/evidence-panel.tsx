import { Divider, Select, Stack, Text, Title } from "@mantine/core";
import { cardsOf, type JourneyMap, stepsOf } from "@/map";
import { useMap, useTexts } from "../context";
import { EvidenceAdding } from "./evidence-adding";
import { type Holder, holderOf, nameOf, useChosen } from "./evidence-holder";
import { EvidencePiece } from "./evidence-piece";
import { EvidenceStanding } from "./evidence-standing";
import classes from "./panels.module.css";
import type { PanelProps } from "./registry";

/** What a card rests on: each piece with where it comes from, how it makes the card stand, and more of it. */
export function EvidencePanel({ about }: PanelProps) {
  const map = useMap();
  const texts = useTexts();
  const [chosen, choose] = useChosen(about);
  const holder = holderOf(map, chosen, texts);
  return (
    <Stack gap="lg">
      <Chooser map={map} texts={texts} chosen={holder?.card ? holder.id : null} choose={choose} />
      {holder ? <Held key={holder.id} holder={holder} map={map} /> : <Unchosen />}
      <Divider />
      <EvidenceAdding holder={holder} />
    </Stack>
  );
}

const Unchosen = () => (
  <Text size="sm" c="dimmed">
    Choose a card here or on the map: what speaks for it and against it is shown then.
  </Text>
);

interface Choosing {
  map: JourneyMap;
  texts: Readonly<Record<string, string>>;
  chosen: string | null;
  choose: (id: string) => void;
}

function Chooser({ map, texts, chosen, choose }: Choosing) {
  const cards = cardsOf(map);
  const data = stepsOf(map)
    .map((step) => ({
      group: step.name,
      items: cards
        .filter((card) => card.step === step.id)
        .map((card) => ({ value: card.id, label: nameOf(card, texts) })),
    }))
    .filter(({ items }) => items.length);
  return (
    <Select
      label="Card"
      placeholder="Choose a card"
      searchable
      limit={60}
      nothingFoundMessage="No card has these words."
      data={data}
      value={chosen}
      onChange={(id) => id && choose(id)}
      allowDeselect={false}
    />
  );
}

function Held({ holder, map }: { holder: Holder; map: JourneyMap }) {
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
      </div>
      {holder.card && <EvidenceStanding key={holder.card.id} card={holder.card} map={map} />}
      <section aria-label="What it rests on">
        <Title order={4} size="h6" mb={4}>
          {holder.evidence.length ? `What it rests on (${holder.evidence.length})` : "What it rests on"}
        </Title>
        {holder.evidence.length === 0 && (
          <Text size="sm" c="dimmed">
            Nothing yet: it is assumed. Add a figure, a quote or a note below.
          </Text>
        )}
        <ul className={classes.list}>
          {holder.evidence.map((piece) => (
            <EvidencePiece key={piece.id} piece={piece} map={map} />
          ))}
        </ul>
      </section>
    </>
  );
}
