import { Button, Grid, Group, Progress, Stack, Stepper, Text } from "@mantine/core";
import { useDebouncedValue, useMediaQuery } from "@mantine/hooks";
import { ArrowLeft, ArrowRight } from "lucide-react";
import { useEffect, useState } from "react";
import { type Address, type Schema, useAddress } from "@/client";
import { Page, ProblemNotice, Waiting } from "@/ui";
import { ColumnsTable } from "./columns-table";
import { FileDrop } from "./file-drop";
import { LoadStep } from "./load-step";
import { MappingBuilder } from "./mapping-builder";
import { useColumns, useSuggestion, useTrial } from "./questions";
import classes from "./sources.module.css";
import { TrialPanel } from "./trial-panel";
import { type Mapping, mappingIn } from "./values";

const STEPS = ["file", "columns", "meaning", "load"] as const;
type Step = (typeof STEPS)[number];

const read = (address: Address) => ({
  upload: address.upload,
  step: STEPS.find((each) => each === address.step) ?? (address.upload ? "columns" : "file"),
});

/** From a file to facts: its columns, what they mean, what comes of it, and in. */
export function NewSourcePage() {
  const [{ upload, step }, change] = useAddress(read);
  const at = STEPS.indexOf(upload ? step : "file");
  const go = (to: Step) => change({ step: to }, { replace: false });
  return (
    <Page
      title="Add data"
      wide
      about="Hand over an export, say what its columns mean, and see what comes of it before it is loaded."
    >
      <Stack gap="xl">
        <Steps at={at} go={go} />
        {upload ? (
          <Uploaded
            key={upload}
            upload={upload}
            step={step}
            go={go}
            leave={() => change({ upload: undefined, step: undefined })}
          />
        ) : (
          <FileDrop done={({ id }) => change({ upload: id, step: "columns" }, { replace: false })} />
        )}
      </Stack>
    </Page>
  );
}

const LABELS = ["File", "Columns", "Meaning", "Load"];

/** How far it is; on a phone in one line. */
function Steps({ at, go }: { at: number; go: (to: Step) => void }) {
  const narrow = useMediaQuery("(max-width: 48em)", false, { getInitialValueInEffect: false });
  if (narrow)
    return (
      <div>
        <Text size="sm" fw={600} mb={6}>
          Step {at + 1} of {LABELS.length}: {LABELS[at]}
        </Text>
        <Progress
          value={((at + 1) / LABELS.length) * 100}
          aria-label={`Step ${at + 1} of ${LABELS.length}`}
        />
      </div>
    );
  return (
    <Stepper
      active={at}
      size="sm"
      iconSize={32}
      onStepClick={(number) => go(STEPS[number] ?? "file")}
      maw={820}
    >
      {LABELS.map((label, number) => (
        <Stepper.Step key={label} label={label} allowStepSelect={number > 0 && number < at} />
      ))}
    </Stepper>
  );
}

interface UploadedProps {
  upload: string;
  step: Step;
  go: (to: Step) => void;
  leave: () => void;
}

function Uploaded({ upload, step, go, leave }: UploadedProps) {
  const columns = useColumns(upload);
  const suggestion = useSuggestion(columns.data ? upload : undefined);
  const [mapping, setMapping] = useDraft(upload, suggestion.data?.mapping);
  const problem = columns.error ?? suggestion.error;
  // once it is loaded the file is taken away
  if (step === "load" && mapping)
    return <LoadStep upload={upload} mapping={mapping} change={setMapping} back={() => go("meaning")} />;
  if (problem)
    return (
      <Stack align="flex-start">
        <ProblemNotice error={problem} />
        <Button onClick={leave}>Choose another file</Button>
      </Stack>
    );
  if (!columns.data || !mapping) return <Waiting shape="table" height={420} label="The file is being read" />;
  if (step === "meaning")
    return <Meaning upload={upload} sample={columns.data} mapping={mapping} change={setMapping} go={go} />;
  return (
    <Stack>
      <ColumnsTable sample={columns.data} />
      <Group justify="space-between">
        <Button variant="default" leftSection={<ArrowLeft size={16} aria-hidden />} onClick={leave}>
          Another file
        </Button>
        <Button rightSection={<ArrowRight size={16} aria-hidden />} onClick={() => go("meaning")}>
          Say what it means
        </Button>
      </Group>
    </Stack>
  );
}

interface MeaningProps {
  upload: string;
  sample: Schema<"FileSample">;
  mapping: Mapping;
  change: (mapping: Mapping) => void;
  go: (to: Step) => void;
}

function Meaning({ upload, sample, mapping, change, go }: MeaningProps) {
  const [wanted] = useDebouncedValue(mapping, 250);
  const trial = useTrial({ upload }, wanted);
  const fits = (trial.data?.preview?.accepted ?? 0) > 0;
  return (
    <Stack>
      <Text size="sm" c="dimmed" maw={720}>
        This is a first suggestion, by the names of the columns and their values. Look at the interactions and
        correct what is wrong; they change as you do.
      </Text>
      <Grid gap="xl">
        <Grid.Col span={{ base: 12, lg: 6 }}>
          <MappingBuilder
            mapping={mapping}
            columns={sample.columns}
            flaws={trial.data?.flaws ?? []}
            change={change}
          />
        </Grid.Col>
        <Grid.Col span={{ base: 12, lg: 6 }}>
          <div className={classes.sticky}>
            <TrialPanel
              trial={trial.data}
              error={trial.error}
              isStale={trial.isFetching || wanted !== mapping}
            />
          </div>
        </Grid.Col>
      </Grid>
      <Group justify="space-between">
        <Button
          variant="default"
          leftSection={<ArrowLeft size={16} aria-hidden />}
          onClick={() => go("columns")}
        >
          Columns
        </Button>
        <Button
          rightSection={<ArrowRight size={16} aria-hidden />}
          onClick={() => go("load")}
          disabled={!fits}
        >
          Load it
        </Button>
      </Group>
    </Stack>
  );
}

/** The mapping as far as it is: kept in this tab, so that a reload loses nothing. */
function useDraft(
  upload: string,
  suggested: Mapping | undefined,
): [Mapping | undefined, (mapping: Mapping) => void] {
  const place = `mapping:${upload}`;
  const [draft, setDraft] = useState(() => mappingIn(sessionStorage.getItem(place)));
  const mapping = draft ?? suggested;
  useEffect(() => {
    if (mapping) keep(place, mapping);
  }, [place, mapping]);
  return [mapping, setDraft];
}

function keep(place: string, mapping: Mapping): void {
  try {
    sessionStorage.setItem(place, JSON.stringify(mapping));
  } catch {
    // There is no room: a reload begins with the suggestion again.
  }
}
