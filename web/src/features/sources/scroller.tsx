import { Box } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./sources.module.css";

/** What is wider than the page scrolls by itself, by the keyboard too. */
export function Scroller({ label, children }: { label: string; children: ReactNode }) {
  return (
    <Box className={classes.scroller} data-scrolls role="region" aria-label={label} tabIndex={0}>
      {children}
    </Box>
  );
}
