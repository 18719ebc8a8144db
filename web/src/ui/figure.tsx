import { Anchor, Divider, Popover, Stack, Text, UnstyledButton } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import classes from "./figure.module.css";
import { count, percent, plural, TOO_FEW, UNKNOWN } from "./words";

interface Props {
  /** The number as it is read: "74 %"; null where nothing is known. */
  value: string | null;
  /** What it counts, in a sentence. */
  definition: string;
  /** How many it rests on; a rate of fewer than 30 reads "too few". */
  n?: number | null;
  /** What n counts: "person", "journey". */
  noun?: string;
  /** The 95 % interval, as shares or as text. */
  low?: number | string | null;
  high?: number | string | null;
  /** Whether the number is a rate, which too few cannot carry. */
  rate?: boolean;
  /** Where the people behind it are. */
  href?: string;
  /** What else is to be said: the measure, a formula, an explanation. */
  children?: ReactNode;
  size?: "xs" | "sm" | "md" | "lg";
}

/** A number that can be opened: what it means, what it rests on, how sure it is, who is behind it. */
export function Figure({ value, definition, n, noun = "person", rate = false, size = "md", ...rest }: Props) {
  const tooFew = rate && typeof n === "number" && n < TOO_FEW;
  const shown = value === null ? UNKNOWN : tooFew ? "too few" : value;
  return (
    <Popover width={300} position="bottom-start" trapFocus returnFocus>
      <Popover.Target>
        <UnstyledButton
          className={classes.figure}
          data-size={size}
          aria-label={`${shown}: what is behind it`}
        >
          {shown}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown>
        <Behind shown={shown} definition={definition} n={n} noun={noun} tooFew={tooFew} {...rest} />
      </Popover.Dropdown>
    </Popover>
  );
}

type Shown = Omit<Props, "value" | "rate" | "size"> & { shown: string; noun: string; tooFew: boolean };

function Behind({ shown, definition, n, noun, low, high, href, tooFew, children }: Shown) {
  const ends = [low, high].filter((end) => end !== undefined && end !== null).map(ending);
  return (
    <Stack gap={6}>
      <Text fw={650} size="lg" className={classes.number}>
        {shown}
      </Text>
      <Text size="sm">{definition}</Text>
      <Divider />
      {ends.length === 2 && !tooFew && (
        <Text size="sm">
          95 % interval {ends[0]} to {ends[1]}
        </Text>
      )}
      {typeof n === "number" && (
        <Text size="sm">
          n = {count(n)} {n === 1 ? noun : plural(noun)}
        </Text>
      )}
      {tooFew && <Text size="sm">Fewer than {TOO_FEW} say little: the rate is not shown.</Text>}
      {children}
      {href && (
        <Anchor component={Link} to={href} size="sm">
          The people behind it
        </Anchor>
      )}
    </Stack>
  );
}

const ending = (end: number | string): string => (typeof end === "number" ? percent(end, 1) : end);
