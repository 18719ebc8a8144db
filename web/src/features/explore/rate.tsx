import type { ReactNode } from "react";
import { Figure, percent } from "@/ui";

interface Props {
  /** null where it is not known. */
  share: number | null;
  definition: string;
  low?: number | null;
  high?: number | null;
  /** The journeys it is a share of. */
  n: number;
  digits?: number;
  size?: "sm" | "md";
  children?: ReactNode;
}

/** A share of journeys, as a figure that opens; "too few" where it rests on too few. */
export const Rate = ({ share, digits, ...rest }: Props) => (
  <Figure value={share === null ? null : percent(share, digits)} noun="journey" rate {...rest} />
);
