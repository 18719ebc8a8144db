import { memo } from "react";
import type { Column, Lane } from "@/map";
import classes from "./grid.module.css";

interface Props {
  lane: Lane;
  columns: readonly Column[];
  number: number;
}

/** A folded lane: how many cards each slot holds. */
export const FoldedCells = memo(function FoldedCells({ lane, columns, number }: Props) {
  const counts = new Map<string, number>();
  for (const card of lane.cards ?? []) counts.set(card.step, (counts.get(card.step) ?? 0) + 1);
  return columns.map(({ id, step }, at) => {
    const count = step ? (counts.get(step.id) ?? 0) : 0;
    return (
      <td
        key={id}
        className={classes.folded}
        {...(step && { tabIndex: -1, "data-stop": `folded:${lane.id}:${id}`, "data-kind": "folded" })}
        data-row={number}
        data-at={at}
      >
        {count > 0 ? `${count} card${count === 1 ? "" : "s"}` : ""}
      </td>
    );
  });
});
