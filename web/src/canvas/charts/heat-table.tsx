import { UnstyledButton } from "@mantine/core";
import type { CSSProperties } from "react";
import { percent, UNKNOWN } from "@/ui";
import classes from "./charts.module.css";

export interface HeatCell {
  share: number | null;
  /** In words, for who listens and who points. */
  said: string;
  /** Fewer than 30, or not over yet. */
  soft: boolean;
  open?: () => void;
}

export interface HeatRow {
  id: string;
  name: string;
  count: string;
  /** Who the row is about. */
  open?: () => void;
  cells: (HeatCell | null)[];
}

interface Props {
  caption: string;
  corner: string;
  heads: string[];
  rows: HeatRow[];
}

/** A table whose cells are the warmer the larger they are; every number stands in it. */
export function HeatTable({ caption, corner, heads, rows }: Props) {
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, by keyboard too
    <div className={classes.scroller} tabIndex={0} role="region" aria-label={caption}>
      <table className={classes.heat}>
        <caption className={classes.unseen}>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{corner}</th>
            <th scope="col">n</th>
            {heads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <th scope="row">{row.name}</th>
              <td className={classes.size}>
                {row.open ? (
                  <UnstyledButton aria-label={`${row.count} ${row.name}: who they are`} onClick={row.open}>
                    {row.count}
                  </UnstyledButton>
                ) : (
                  row.count
                )}
              </td>
              {row.cells.map((cell, at) => (
                <td key={heads[at]}>{cell && <Cell cell={cell} />}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Cell({ cell }: { cell: HeatCell }) {
  const shown = cell.share === null ? UNKNOWN : percent(cell.share);
  const look = { "--warm": cell.share ?? 0 } as CSSProperties;
  if (!cell.open)
    return (
      <span className={classes.cell} style={look} data-soft={cell.soft || undefined} title={cell.said}>
        {shown}
      </span>
    );
  return (
    <UnstyledButton
      className={classes.cell}
      style={look}
      data-soft={cell.soft || undefined}
      aria-label={`${shown}: ${cell.said}`}
      title={cell.said}
      onClick={cell.open}
    >
      {shown}
    </UnstyledButton>
  );
}
