import { type CSSProperties, memo } from "react";
import { CardFace, cardLabel, FigureFace, frameOf, Pill } from "@/canvas/map";
import {
  badgeText,
  type Card,
  type Cell as Held,
  heatOpacity,
  type Heats,
  type Kpi,
  type LaneRole,
  quoteText,
  slotOf,
} from "@/map";
import { useTexts } from "../context";
import classes from "./grid.module.css";
import type { Dated } from "./lane-rows";

interface Props {
  cell: Held;
  number: number;
  step: string | null;
  /** In the first of its lane's rows. */
  isTop: boolean;
  laneId: string;
  role: LaneRole;
  heats: Heats;
  dated: Dated;
  kpis: readonly Kpi[];
  isDerived: boolean;
}

/** A slot of the table: its cards under each other, or room for one. */
export const Cell = memo(function Cell({
  cell,
  number,
  step,
  isTop,
  laneId,
  role,
  heats,
  dated,
  kpis,
  isDerived,
}: Props) {
  const { at, span, cards } = cell;
  const spot = step ? heats.slots[slotOf(laneId, step)] : undefined;
  const isCarried = spot && Object.values(heats.pills).includes(spot);
  const isEmpty = cards.length === 0;
  const stop =
    isEmpty && step && !isDerived
      ? { "data-stop": `slot:${laneId}:${step}`, "data-kind": "slot", tabIndex: -1 }
      : {};
  return (
    <td
      colSpan={span > 1 ? span : undefined}
      className={classes.cell}
      data-row={number}
      data-at={at}
      data-span={span}
      data-hot={spot ? true : undefined}
      style={
        spot ? ({ "--heat": `${(heatOpacity(spot.score) * 50).toFixed(0)}%` } as CSSProperties) : undefined
      }
      data-lane={laneId}
      data-step={step ?? undefined}
      {...stop}
    >
      {spot && !isCarried && isTop && <Pill spot={spot} />}
      {cards.map((card) => (
        <CardStop
          key={card.id}
          card={card}
          role={role}
          laneId={laneId}
          heats={heats}
          dated={dated}
          kpis={kpis}
          isDerived={isDerived}
        />
      ))}
    </td>
  );
}, isSame);

function isSame(one: Props, other: Props): boolean {
  const { cell: a, heats: before, ...rest } = one;
  const { cell: b, heats: after, ...others } = other;
  const names = Object.keys(rest) as (keyof typeof rest)[];
  if (a.at !== b.at || a.span !== b.span || a.cards.length !== b.cards.length) return false;
  if (names.some((name) => rest[name] !== others[name])) return false;
  const slot = slotOf(one.laneId, one.step ?? "");
  if (before.slots[slot] !== after.slots[slot]) return false;
  return a.cards.every(
    (card, at) =>
      card === b.cards[at] &&
      before.tints[card.id] === after.tints[card.id] &&
      before.pills[card.id] === after.pills[card.id],
  );
}

type StopProps = Pick<Props, "role" | "laneId" | "heats" | "dated" | "kpis" | "isDerived"> & { card: Card };

function CardStop({ card, role, laneId, heats, dated, kpis, isDerived }: StopProps) {
  const texts = useTexts();
  const heat = heats.tints[card.id];
  const badge = badgeText(card, dated);
  const isFigure = role === "metrics" && Boolean(card.figure);
  const target = isFigure ? kpis.find((kpi) => kpi.id === card.kpi)?.target : undefined;
  return (
    <div
      {...frameOf(card, role, heat)}
      role="group"
      aria-roledescription={isFigure ? "figure" : "card"}
      aria-label={cardLabel(card, role, badge, texts)}
      tabIndex={-1}
      data-stop={`card:${card.id}`}
      data-kind={isDerived ? "derived" : "card"}
      data-id={card.id}
      data-holds={card.id}
      data-lane={laneId}
      data-step={card.step}
      data-figure={isFigure || undefined}
    >
      {isFigure ? (
        <FigureFace card={card} target={target} />
      ) : (
        <CardFace
          card={card}
          role={role}
          badge={badge}
          said={role === "quotes" ? quoteText(card, texts) : undefined}
          heat={heat}
          pill={heats.pills[card.id]}
        />
      )}
    </div>
  );
}
