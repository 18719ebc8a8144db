import { Figure, percent } from "@/ui";

interface Row {
  step: number;
  node: string;
  share_of_first: number | null;
  share_of_first_low: number | null;
  share_of_first_high: number | null;
  n: number;
  too_few: boolean;
}

/** What share of all who began came as far as this. */
export function FunnelFigure({ row }: { row: Row }) {
  return (
    <Figure
      value={row.share_of_first === null ? null : percent(row.share_of_first)}
      definition={`Of the journeys that began this funnel, those that reached ${row.node}.`}
      low={row.step === 1 ? null : row.share_of_first_low}
      high={row.step === 1 ? null : row.share_of_first_high}
      n={row.n}
      noun="journey"
      rate
    />
  );
}
