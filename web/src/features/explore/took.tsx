import type { ReactNode } from "react";
import { Figure, span } from "@/ui";

interface Props {
  /** Microseconds; null where it is not known. */
  us: number | null | undefined;
  definition: string;
  /** The journeys whose time it is. */
  n?: number;
  size?: "sm" | "md";
  children?: ReactNode;
}

/** How long something took, as a figure that opens. */
export const Took = ({ us, ...rest }: Props) => (
  <Figure value={typeof us === "number" ? span(us) : null} noun="journey" {...rest} />
);
