import { Button, Group, Progress, Stack, Text, Textarea } from "@mantine/core";
import { ArrowLeft, ArrowRight } from "lucide-react";
import { count, Page } from "@/ui";
import { Outcomes } from "./outcomes";
import { Photos } from "./photo-list";
import { Sent } from "./sent";
import type { Underway } from "./use-walk";
import classes from "./walk.module.css";
import {
  findingAt,
  met,
  noted,
  photographed,
  type Saying,
  type WalkStep,
  wentSo,
  withoutPhoto,
} from "./walks";

interface Props {
  at: number;
  steps: WalkStep[];
  walking: Underway;
  to: (step: number | "end") => void;
}

/** One step of the journey: what it is, and how it went. */
export function StepPage({ at, steps, walking, to }: Props) {
  const step = steps[at] as WalkStep;
  const finding = findingAt(walking.walk, step.id);
  const say = (saying: Saying) => {
    const at = new Date().toISOString();
    walking.change((walk) => met(walk, step.id, saying, at));
  };
  const isLast = at === steps.length - 1;
  return (
    <div className={classes.narrow}>
      <div className={classes.progress}>
        <Group justify="space-between" gap="xs">
          <Text size="sm" c="dimmed">
            Step {count(at + 1)} of {count(steps.length)}
          </Text>
          <Text size="sm" c="dimmed">
            {step.stage}
          </Text>
        </Group>
        <Progress
          value={((at + 1) / steps.length) * 100}
          aria-label={`Step ${at + 1} of ${steps.length}`}
          mt={6}
        />
      </div>
      <Page title={step.name}>
        <Stack gap="lg">
          <About step={step} />
          <Outcomes chosen={finding.outcome} choose={(outcome) => say(wentSo(outcome))} />
          <Textarea
            label="What did you meet?"
            description="The first line becomes the card on the map."
            autosize
            minRows={3}
            maxRows={10}
            maxLength={5_000}
            value={finding.note}
            onChange={(event) => say(noted(finding.note, event.currentTarget.value))}
          />
          <Photos
            photos={finding.photos}
            add={(photo) => say(photographed(photo))}
            remove={(id) => say(withoutPhoto(id))}
          />
          <Sent walking={walking} steps={steps} />
        </Stack>
      </Page>
      <div className={classes.bar}>
        <Button
          size="lg"
          variant="default"
          leftSection={<ArrowLeft size={18} aria-hidden />}
          onClick={() => to(at - 1)}
          disabled={at === 0}
        >
          Back
        </Button>
        <Button
          size="lg"
          variant={finding.outcome ? "filled" : "default"}
          rightSection={<ArrowRight size={18} aria-hidden />}
          onClick={() => to(isLast ? "end" : at + 1)}
        >
          {isLast ? "To the end" : finding.outcome ? "Next step" : "Skip"}
        </Button>
      </div>
    </div>
  );
}

function About({ step }: { step: WalkStep }) {
  const lists: [string, string[]][] = [
    ["What customers do here", step.doing],
    ["Where", step.touchpoints],
    ["They expect", step.expected ? [step.expected] : []],
  ];
  return (
    <dl className={classes.about}>
      {lists
        .filter(([, texts]) => texts.length > 0)
        .map(([label, texts]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{texts.slice(0, 4).join(" · ")}</dd>
          </div>
        ))}
    </dl>
  );
}
