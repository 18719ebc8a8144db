import { ActionIcon, AppShell, Burger, Button, Group, Kbd, ScrollArea, Text, Tooltip } from "@mantine/core";
import { useDisclosure, useHotkeys } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { Link, Outlet, useRouterState } from "@tanstack/react-router";
import { Search } from "lucide-react";
import { lazy, Suspense, useEffect, useState } from "react";
import { answered, api } from "@/client";
import { Connection } from "./connection";
import { Places } from "./places";
import { ScopeBar } from "./scope-bar";
import classes from "./shell.module.css";
import { ThemeChoice } from "./theme-choice";
import { isUnready, Unready } from "./unready";

const Palette = lazy(() => import("./palette"));

/** What is around every page: where one can go, what everything is about, and the search. */
export function Shell() {
  const [menu, { toggle, close }] = useDisclosure(false);
  const [palette, setPalette] = useState(false);
  const path = useRouterState({ select: (state) => state.location.pathname });
  const summary = useQuery({ queryKey: ["summary"], queryFn: () => answered(api.GET("/api/summary")) });
  const name = String((summary.data as { name?: string } | undefined)?.name ?? "");
  useHotkeys([["mod+K", () => setPalette(true)]], []);
  useEffect(close, [path, close]);
  return (
    <AppShell
      header={{ height: 56 }}
      navbar={{ width: 216, breakpoint: "sm", collapsed: { mobile: !menu } }}
      padding={{ base: "md", sm: "lg" }}
      transitionDuration={0}
    >
      <a href="#main" className={classes.skip}>
        Skip to the page
      </a>
      <AppShell.Header className={classes.header}>
        <Group h="100%" px="md" gap="sm" wrap="nowrap">
          <Burger opened={menu} onClick={toggle} hiddenFrom="sm" size="sm" aria-label="Menu" />
          <Link to="/" className={classes.brand}>
            <img src="/mark.svg" alt="Home" width={28} height={28} />
            <Text fw={650} visibleFrom="xs" truncate>
              {name || "desirepath"}
            </Text>
          </Link>
          <div className={classes.middle}>
            <ScopeBar />
          </div>
          <Button
            variant="default"
            visibleFrom="md"
            leftSection={<Search size={16} aria-hidden />}
            rightSection={<Kbd size="xs">Ctrl K</Kbd>}
            onClick={() => setPalette(true)}
          >
            Search
          </Button>
          <Tooltip label="Search (Ctrl K)">
            <ActionIcon
              variant="default"
              size={34}
              hiddenFrom="md"
              aria-label="Search"
              onClick={() => setPalette(true)}
            >
              <Search size={18} aria-hidden />
            </ActionIcon>
          </Tooltip>
          <ThemeChoice />
        </Group>
      </AppShell.Header>
      <AppShell.Navbar aria-label="Places" className={classes.navbar}>
        <ScrollArea flex={1} type="auto">
          <Places path={path} />
        </ScrollArea>
      </AppShell.Navbar>
      <AppShell.Main id="main" className={classes.main}>
        <Connection />
        {isUnready(path, summary.data) ? <Unready path={path} summary={summary.data} /> : <Outlet />}
      </AppShell.Main>
      {palette && (
        <Suspense>
          <Palette close={() => setPalette(false)} />
        </Suspense>
      )}
    </AppShell>
  );
}
