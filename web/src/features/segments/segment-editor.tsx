import { Button, Card, Stack, TextInput, VisuallyHidden } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { answered, api, useScope } from "@/client";
import { Page, ProblemNotice } from "@/ui";
import { BuildingProvider } from "./building";
import { Deleting } from "./deleting";
import { GroupEditor } from "./group-editor";
import { Leaving } from "./leaving";
import { MeansPanel } from "./means-panel";
import { asGroup, keyFor, type Rule } from "./rules";
import classes from "./segments.module.css";
import { type Begun, useKeeping } from "./keeping";
import { useTrial } from "./trial";

interface Props {
  begun: Begun;
  taken: string[];
}

/** The editor of one segment: its title and rule at the left, whom it means at the right. */
export function SegmentEditorPage({ begun, taken }: Props) {
  const [title, setTitle] = useState(begun.title);
  const [rule, setRule] = useState<Rule>(() => asGroup(begun.rule));
  const [said, setSaid] = useState("");
  const names = useQuery({
    queryKey: ["vocabulary"],
    queryFn: () => answered(api.GET("/api/vocabulary")),
    staleTime: 60_000,
  });
  const key = begun.key ?? keyFor(title, taken);
  const document = { key, title: title.trim() || "Untitled", rule, ...(begun.asOf && { as_of: begun.asOf }) };
  const trial = useTrial(document);
  const [kept, setKept] = useState(document);
  const isChanged = document.title !== kept.title || JSON.stringify(rule) !== JSON.stringify(kept.rule);
  const keeping = useKeeping(begun, document, setKept);
  const change = (next: Rule, words = "") => {
    setRule(asGroup(next));
    setSaid(words);
  };
  const canSave = Boolean(title.trim()) && trial.problems.length === 0 && !trial.isStale;
  return (
    <Page
      title={begun.key ? begun.title : "New segment"}
      about={
        isChanged
          ? "Who is meant. What you have changed is not saved yet."
          : "Who is meant: conditions on what is known of people and what they did."
      }
      actions={
        <>
          {begun.key && <UseEverywhere segment={begun.key} />}
          {begun.key && (
            <Deleting title={begun.title} isRunning={keeping.isRetiring} start={keeping.retire} />
          )}
          <Button loading={keeping.isSaving} disabled={!canSave} onClick={keeping.save}>
            Save
          </Button>
        </>
      }
    >
      <Leaving what="segment" isChanged={isChanged} save={canSave ? keeping.saveFirst : undefined} />
      {keeping.error && <ProblemNotice error={keeping.error} />}
      <div className={classes.editor}>
        <Stack gap="lg" className={classes.rule}>
          <TextInput
            label="Title"
            placeholder="Quiet promoters"
            value={title}
            maxLength={200}
            maw={480}
            onChange={(event) => setTitle(event.currentTarget.value)}
          />
          <Card withBorder padding="lg" component="section" aria-label="Rule" className={classes.card}>
            <BuildingProvider value={{ rule, problems: trial.problems, names: names.data, change, own: key }}>
              <GroupEditor group={asGroup(rule)} path={[]} label="How the conditions join" />
            </BuildingProvider>
          </Card>
          <VisuallyHidden aria-live="polite">{said}</VisuallyHidden>
        </Stack>
        <MeansPanel trial={trial} segment={begun.key} />
      </div>
    </Page>
  );
}

function UseEverywhere({ segment }: { segment: string }) {
  const [scope, change] = useScope();
  const isUsed = scope.segment === segment;
  return (
    <>
      <Button
        variant={isUsed ? "light" : "default"}
        aria-pressed={isUsed}
        onClick={() => change({ segment: isUsed ? undefined : segment })}
      >
        {isUsed ? "Everything is about them" : "Make everything about them"}
      </Button>
      <Button variant="default" component={Link} to="/people" search={{ segment } as never}>
        See the people
      </Button>
    </>
  );
}
