import { UnstyledButton } from "@mantine/core";
import { Ban, Check, type LucideIcon, TriangleAlert } from "lucide-react";
import classes from "./walk.module.css";
import { OUTCOMES, type Outcome } from "./walks";

export const OUTCOME_WORDS: Record<Outcome, string> = {
  pass: "Pass",
  friction: "Friction",
  blocked: "Blocked",
};
const MEANS: Record<Outcome, string> = {
  pass: "It just worked",
  friction: "It worked, with trouble",
  blocked: "I could not go on",
};
export const ICONS: Record<Outcome, LucideIcon> = { pass: Check, friction: TriangleAlert, blocked: Ban };

interface Props {
  chosen: Outcome | undefined;
  choose: (outcome: Outcome) => void;
}

/** Three large buttons: how it went. */
export function Outcomes({ chosen, choose }: Props) {
  return (
    <div role="group" aria-label="How did it go?" className={classes.outcomes}>
      {OUTCOMES.map((outcome) => {
        const Icon = ICONS[outcome];
        return (
          <UnstyledButton
            key={outcome}
            className={classes.outcome}
            data-outcome={outcome}
            aria-pressed={chosen === outcome}
            onClick={() => choose(outcome)}
          >
            <Icon size={28} strokeWidth={2} aria-hidden />
            <span className={classes.word}>{OUTCOME_WORDS[outcome]}</span>
            <span className={classes.means}>{MEANS[outcome]}</span>
          </UnstyledButton>
        );
      })}
    </div>
  );
}
