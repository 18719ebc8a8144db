import type { ReactNode } from "react";
import { Rate } from "./rate";

export interface FunnelRow {
  group?: string;
  step: number;
  node: string;
  journeys: number;
  subjects: number;
  share_of_first: number | null;
  share_of_first_low: number | null;
  share_of_first_high: number | null;
  share_of_previous: number | null;
  share_of_previous_low: number | null;
  share_of_previous_high: number | null;
  time_from_first_p50_us: number | null;
  time_from_previous_p50_us: number | null;
  n: number;
  too_few: boolean;
}

/** What share of all who began came as far as this. */
export function FunnelFigure({ row, children }: { row: FunnelRow; children?: ReactNode }) {
  return (
    <Rate
      share={row.share_of_first}
      definition={`Of the journeys that began this funnel, those that reached ${row.node}.`}
      low={row.step === 1 ? null : row.share_of_first_low}
      high={row.step === 1 ? null : row.share_of_first_high}
      n={row.n}
    >
      {children}
    </Rate>
  );
}
