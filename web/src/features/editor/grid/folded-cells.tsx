import { memo } from "react";
import type { Column, Lane } from "@/map";
import classes from "./grid.module.css";

interface Props {
  lane: Lane;
  columns: readonly Column[];
  order: ReadonlyMap<string, number>;
  number: number;
}

/** A folded lane: how many cards each slot holds. */
export const FoldedCells = memo(function FoldedCells({ lane, columns, number }: Props) {
  const counts = new Map<string, number>();
  for (const card of lane.cards ?? []) counts.set(card.step, (counts.get(card.step) ?? 0) + 1);
  return columns.map(({ step, stage, isFirst }, at) => {
    const count = step ? (counts.get(step.id) ?? 0) : 0;
    return (
      <td
        key={step?.id ?? stage.id}
        className={classes.folded}
        tabIndex={-1}
        data-stop={`folded:${lane.id}:${at}`}
        data-kind="folded"
        data-row={number}
        data-at={at}
        data-first={isFirst || undefined}
      >
        {count > 0 ? `${count} card${count === 1 ? "" : "s"}` : ""}
      </td>
    );
  });
});
