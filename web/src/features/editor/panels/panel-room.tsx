import { ActionIcon, Drawer, Title } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { CatchBoundary } from "@tanstack/react-router";
import { X } from "lucide-react";
import { Suspense, useEffect, useRef } from "react";
import { BrokenNotice, Waiting } from "@/ui";
import { useMapEditor, usePanel } from "../context";
import classes from "../editor.module.css";
import { type EditorPanel, fetchPanels, panelOf } from "./registry";

/** The map comes first; then its panels are fetched, while there is a connection. */
const AFTER_MS = 2_000;
const NARROW = "(max-width: 61.99em)";

/** The panel that is open: beside the map where there is room, over it where there is not. */
export function PanelRoom() {
  const editor = useMapEditor();
  const [{ panel, about }] = usePanel();
  const isNarrow = useMediaQuery(NARROW, window.matchMedia(NARROW).matches);
  const found = panelOf(panel);
  useEffect(() => {
    const fetching = setTimeout(() => void fetchPanels(), AFTER_MS);
    return () => clearTimeout(fetching);
  }, []);
  if (!found) return null;
  const close = () => editor.openPanel(null);
  const inside = <Inside panel={found} about={about} close={close} />;
  if (isNarrow)
    return (
      <Drawer
        opened
        onClose={close}
        position="right"
        title={found.label}
        size="min(420px, 100%)"
        closeButtonProps={{ "aria-label": "Close" }}
      >
        {inside}
      </Drawer>
    );
  return (
    <Beside key={found.id} panel={found} close={close}>
      {inside}
    </Beside>
  );
}

interface Besides {
  panel: EditorPanel;
  close: () => void;
  children: React.ReactNode;
}

function Beside({ panel, close, children }: Besides) {
  const heading = useRef<HTMLHeadingElement>(null);
  const from = useRef<Element | null>(null);
  const room = useRef<HTMLElement>(null);
  useEffect(() => {
    const { current } = room;
    const pressed = (event: KeyboardEvent) => {
      if (event.key === "Escape" && !event.defaultPrevented) close();
    };
    current?.addEventListener("keydown", pressed);
    return () => current?.removeEventListener("keydown", pressed);
  });
  useEffect(() => {
    from.current = document.activeElement;
    heading.current?.focus();
    return () => {
      if (from.current instanceof HTMLElement && from.current.isConnected) from.current.focus();
    };
  }, []);
  return (
    <aside ref={room} className={classes.panel} aria-labelledby="panel-title">
      <div className={classes.panelHead}>
        <Title order={2} size="h5" id="panel-title" tabIndex={-1} ref={heading}>
          {panel.label}
        </Title>
        <ActionIcon variant="subtle" size={30} aria-label="Close the panel" onClick={close}>
          <X size={18} aria-hidden />
        </ActionIcon>
      </div>
      <div className={classes.panelBody}>{children}</div>
    </aside>
  );
}

function Inside({ panel, about, close }: { panel: EditorPanel; about: string | null; close: () => void }) {
  const Content = panel.component;
  return (
    <CatchBoundary getResetKey={() => panel.id} errorComponent={BrokenNotice}>
      <Suspense fallback={<Waiting shape="lines" height={240} />}>
        <Content about={about} close={close} />
      </Suspense>
    </CatchBoundary>
  );
}
