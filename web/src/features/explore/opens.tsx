import { Anchor, UnstyledButton } from "@mantine/core";
import { count } from "@/ui";
import classes from "./explore.module.css";

interface Props {
  number: number;
  /** What they did: "reached Plans page". */
  did?: string;
  open: () => void;
}

/** A number that opens to who is behind it. */
export const Opens = ({ number, did, open }: Props) => (
  <UnstyledButton
    className={classes.link}
    aria-label={`${count(number)}${did ? ` ${did}` : ""}: who they are`}
    onClick={open}
  >
    {count(number)}
  </UnstyledButton>
);

/** Within what is behind a figure: the way to the people. */
export const ToPeople = ({ open, children }: { open: () => void; children: string }) => (
  <Anchor component="button" size="sm" ta="start" onClick={open}>
    {children}
  </Anchor>
);
