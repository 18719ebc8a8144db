/** What the evidence panel is about: a card, or another thing of the map that holds evidence. */
import { useState } from "react";
import { type Card, cardsOf, type Evidence, type JourneyMap, quoteText, stepsOf } from "@/map";
import { useMapEditor, useSelection } from "../context";

export interface Holder {
  id: string;
  what: "card" | "opportunity" | "figure" | "emotion";
  name: string;
  /** The name of the step it is at. */
  at: string | null;
  evidence: readonly Evidence[];
  card: Card | null;
}

const NONE: readonly Evidence[] = [];

export function holderOf(
  map: JourneyMap,
  id: string | null,
  texts: Readonly<Record<string, string>>,
): Holder | null {
  if (!id) return null;
  const steps = new Map(stepsOf(map).map((step) => [step.id, step.name]));
  const card = cardsOf(map).find((one) => one.id === id);
  if (card) {
    const name = nameOf(card, texts);
    const { step, evidence = NONE } = card;
    return { id, what: "card", name, at: steps.get(step) ?? null, evidence, card };
  }
  const opportunity = map.opportunities?.find((one) => one.id === id);
  if (opportunity)
    return {
      ...bare,
      id,
      what: "opportunity",
      name: opportunity.title,
      evidence: opportunity.evidence ?? NONE,
    };
  const kpi = map.kpis?.find((one) => one.id === id);
  if (kpi) return { ...bare, id, what: "figure", name: kpi.name, evidence: kpi.evidence ?? NONE };
  const felt = map.emotions?.find((one) => one.id === id);
  if (!felt) return null;
  const name = `How people feel at “${steps.get(felt.step)}”`;
  return { ...bare, id, what: "emotion", name, evidence: felt.evidence ?? NONE };
}

const bare = { at: null, card: null };

/** A card by its words: those of its quote, of its figure, or its own. */
export const nameOf = (card: Card, texts: Readonly<Record<string, string>>): string =>
  [card.figure, card.text].filter(Boolean).join(": ") || quoteText(card, texts) || "A card without words";

/** The thing that was chosen last: by opening the panel for it, or by going to another card on the map. */
export function useChosen(about: string | null): [string | null, (id: string) => void] {
  const selection = useSelection();
  const { openPanel } = useMapEditor();
  const selected = selection?.kind === "card" ? selection.id : null;
  const [was, note] = useState({ about, selected, chosen: about ?? selected });
  if (was.about !== about) note({ about, selected, chosen: about ?? was.chosen });
  else if (was.selected !== selected) note({ about, selected, chosen: selected ?? was.chosen });
  return [was.chosen, (id) => openPanel("evidence", id)];
}
