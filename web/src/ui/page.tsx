import { Group, Stack, Text, Title } from "@mantine/core";
import { type ReactNode, useEffect, useRef } from "react";
import classes from "./page.module.css";

interface Props {
  title: string;
  /** One sentence: what is to be seen here. */
  about?: ReactNode;
  /** Buttons beside the title. */
  actions?: ReactNode;
  /** The whole width, for what is wide in itself; else as wide as reads well. */
  wide?: boolean;
  children: ReactNode;
}

/** Where the page is that is shown: the first one was opened, the others were come to by a link. */
let arrived: string | undefined;

/** A page: its title is the window's, and is where a keyboard or a reader lands after a link was followed. */
export function Page({ title, about, actions, wide = false, children }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · desirepath`;
  }, [title]);
  useEffect(() => {
    const before = arrived;
    arrived = window.location.pathname;
    if (before === undefined || before === arrived) return;
    if (document.activeElement === document.body) heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <div className={wide ? classes.wide : classes.page}>
      <Group justify="space-between" align="flex-start" gap="md" mb="lg" wrap="wrap">
        <Stack gap={4} className={classes.head}>
          <Title order={1} size="h2" ref={heading} tabIndex={-1} className={classes.title}>
            {title}
          </Title>
          {about && <Text c="dimmed">{about}</Text>}
        </Stack>
        {actions && <Group gap="xs">{actions}</Group>}
      </Group>
      {children}
    </div>
  );
}
