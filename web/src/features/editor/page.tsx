import { Button } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useEffect } from "react";
import { answered, api, Problem } from "@/client";
import { Page, ProblemNotice, Waiting } from "@/ui";
import { MapEditorProvider } from "./context";
import classes from "./editor.module.css";
import { MapGrid } from "./grid/table";
import { Header } from "./header";
import { PanelRoom } from "./panels/panel-room";
import { StepByStep } from "./phone/step-by-step";
import { type Texts, useTextsOf } from "./quote-texts";
import { serverOf } from "./saving/server";
import { EditorStore } from "./saving/store";
import { unsentOf } from "./saving/unsent";
import { Shortcuts } from "./shortcuts";
import { Toolbar } from "./toolbar";

/** A map, to be looked at and changed. */
export function EditorPage() {
  const { key } = useParams({ strict: false }) as { key: string };
  const opening = useQuery({
    queryKey: ["editor", key],
    queryFn: () => openedStore(key),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
  const texts = useTextsOf(key);
  if (opening.error) return <NotOpened error={opening.error} retry={() => void opening.refetch()} />;
  if (!opening.data) return <Opening />;
  return <Opened key={key} mapKey={key} store={opening.data} texts={texts} />;
}

/** What is unsent belongs to a map of this workspace: another may be served here tomorrow. */
async function openedStore(key: string): Promise<EditorStore> {
  const { id } = (await answered(api.GET("/api/summary"))) as { id: string };
  return EditorStore.open({ server: serverOf(key), unsent: await unsentOf(`${id}.${key}`) });
}

interface Props {
  mapKey: string;
  store: EditorStore;
  texts: Texts;
}

function Opened({ mapKey, store, texts }: Props) {
  const isPhone = useMediaQuery("(max-width: 47.99em)", window.matchMedia("(max-width: 47.99em)").matches);
  useEffect(() => store.start(), [store]);
  return (
    <MapEditorProvider mapKey={mapKey} store={store} texts={texts}>
      <div className={classes.editor} data-phone={isPhone || undefined}>
        <Header />
        <Toolbar isPhone={Boolean(isPhone)} />
        <div className={classes.work}>
          {isPhone ? <StepByStep /> : <MapGrid />}
          <PanelRoom />
        </div>
      </div>
      <Shortcuts />
    </MapEditorProvider>
  );
}

function NotOpened({ error, retry }: { error: Error; retry: () => void }) {
  const told =
    error instanceof Problem ? error : { title: "The map could not be opened", message: error.message };
  const isPassing = !(error instanceof Problem) || error.isPassing;
  return (
    <Page title="This map">
      <ProblemNotice error={told} retry={isPassing ? retry : undefined} />
      <Button component={Link} to="/maps" mt="md" variant={isPassing ? "default" : "filled"}>
        All maps
      </Button>
    </Page>
  );
}

function Opening() {
  return (
    <Page title="Opening the map" wide>
      <Waiting shape="map" height="calc(100dvh - 220px)" label="Opening the map" />
    </Page>
  );
}
