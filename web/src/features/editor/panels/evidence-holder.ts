/** What the evidence panel is about: a card, or another thing of the map that holds evidence. */
import { useState } from "react";
import {
  type Card,
  cardsOf,
  type Emotion,
  type EmotionSource,
  type Evidence,
  type JourneyMap,
  quoteText,
  stepsOf,
  valenceText,
} from "@/map";
import { useMap, useMapEditor, useSelection } from "../context";
import type { Selection } from "../selection";

export interface Holder {
  id: string;
  what: "card" | "opportunity" | "figure" | "feeling";
  name: string;
  /** The name of the step it is at. */
  at: string | null;
  evidence: readonly Evidence[];
  card: Card | null;
  felt: Emotion | null;
}

type Texts = Readonly<Record<string, string>>;
const NONE: readonly Evidence[] = [];
const SOURCES: readonly EmotionSource[] = ["measured", "target", "authored"];
const FELT: Record<EmotionSource, string> = {
  measured: "Measured feeling",
  target: "Target of feeling",
  authored: "Guessed feeling",
};

/** Everything on the map that can rest on evidence: cards, feelings, figures, opportunities. */
export function holdersOf(map: JourneyMap, texts: Texts): Holder[] {
  const steps = new Map(stepsOf(map).map((step) => [step.id, step.name]));
  const bare = { at: null, card: null, felt: null };
  const cards = cardsOf(map).map((card): Holder => {
    const { id, step, evidence = NONE } = card;
    return {
      id,
      what: "card",
      name: nameOf(card, texts),
      at: steps.get(step) ?? null,
      evidence,
      card,
      felt: null,
    };
  });
  const feelings = (map.emotions ?? []).map((felt): Holder => {
    const name = `${FELT[felt.source]} ${valenceText(felt.value)}`;
    const { id, step, evidence = NONE } = felt;
    return { id, what: "feeling", name, at: steps.get(step) ?? null, evidence, card: null, felt };
  });
  const figures = (map.kpis ?? []).map(({ id, name, step, evidence = NONE }): Holder => {
    return { ...bare, id, what: "figure", name, at: steps.get(step ?? "") ?? null, evidence };
  });
  const chances = (map.opportunities ?? []).map(({ id, title, evidence = NONE }): Holder => {
    return { ...bare, id, what: "opportunity", name: title, evidence };
  });
  return [...cards, ...feelings, ...figures, ...chances];
}

/** The choices by what they are about: each step's cards and feelings, then what the whole map holds. */
export function groupsOf(map: JourneyMap, holders: readonly Holder[]) {
  const label = ({ id, name }: Holder) => ({ value: id, label: name });
  const atSteps = stepsOf(map).map((step) => ({
    group: step.name,
    items: holders.filter(({ card, felt }) => (card ?? felt)?.step === step.id).map(label),
  }));
  const ofMap = (group: string, what: Holder["what"]) => ({
    group,
    items: holders.filter((holder) => holder.what === what).map(label),
  });
  const all = [...atSteps, ofMap("Figures to move", "figure"), ofMap("Opportunities", "opportunity")];
  return all.filter(({ items }) => items.length);
}

/** A card by its words: those of its quote, of its figure, or its own. */
export const nameOf = (card: Card, texts: Texts): string =>
  [card.figure, card.text].filter(Boolean).join(": ") || quoteText(card, texts) || "A card without words";

/** The thing that was chosen last: by opening the panel for it, or by going to another one on the map. */
export function useChosen(about: string | null): [string | null, (id: string) => void] {
  const selected = heldBy(useSelection(), useMap().emotions ?? []);
  const { openPanel } = useMapEditor();
  const [was, note] = useState({ about, selected, chosen: about ?? selected });
  if (was.about !== about) note({ about, selected, chosen: about ?? was.chosen });
  else if (was.selected !== selected) note({ about, selected, chosen: selected ?? was.chosen });
  return [was.chosen, (id) => openPanel("evidence", id)];
}

/** What is selected on the map and can rest on evidence: a card, or the first point of an emotion. */
function heldBy(selection: Selection | null, emotions: readonly Emotion[]): string | null {
  if (selection?.kind === "card") return selection.id;
  if (selection?.kind !== "emotion") return null;
  const felt = emotions.filter((one) => one.step === selection.step);
  return felt.toSorted((a, b) => SOURCES.indexOf(a.source) - SOURCES.indexOf(b.source))[0]?.id ?? null;
}
