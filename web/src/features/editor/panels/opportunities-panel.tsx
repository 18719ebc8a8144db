import { Button, Stack, Text, UnstyledButton } from "@mantine/core";
import { ChevronDown, ChevronRight, Plus } from "lucide-react";
import { useEffect, useRef } from "react";
import { addThing, countText, type Opportunity } from "@/map";
import { day } from "@/ui";
import { useMapEditor, useMapPart, useSelection } from "../context";
import { stepOf } from "../selection";
import { Matrix } from "./matrix";
import { byValue, placedOf, valueOf } from "./matrix-layout";
import { OpportunityFields } from "./opportunity-fields";
import { STATUSES } from "./opportunity-words";
import classes from "./opportunities.module.css";
import panels from "./panels.module.css";
import type { PanelProps } from "./registry";

const NONE: readonly Opportunity[] = [];

/** What could be done better: between effort and value, and one by one, the most valuable first. */
export function OpportunitiesPanel({ about }: PanelProps) {
  const opportunities = useMapPart((map) => map.opportunities ?? NONE);
  const { openPanel } = useMapEditor();
  const placed = placedOf(opportunities).map(({ id }) => id);
  const open = opportunities.some(({ id }) => id === about) ? about : null;
  const choose = (id: string) => openPanel("opportunities", id === open ? null : id);
  return (
    <Stack gap="lg">
      {opportunities.length === 0 ? (
        <Text size="sm" c="dimmed">
          No opportunity yet. Make one of a hotspot, or add one here: a question that begins with “How might
          we”.
        </Text>
      ) : (
        <Matrix opportunities={opportunities} chosen={open} choose={choose} />
      )}
      <ul className={panels.list} aria-label="Opportunities, the most valuable first">
        {byValue(opportunities).map((one) => (
          <Entry
            key={one.id}
            opportunity={one}
            number={placed.indexOf(one.id) + 1}
            isOpen={one.id === open}
            toggle={() => choose(one.id)}
          />
        ))}
      </ul>
      <AddOne />
    </Stack>
  );
}

interface Props {
  opportunity: Opportunity;
  /** Its number in the matrix; 0: it is not in it. */
  number: number;
  isOpen: boolean;
  toggle: () => void;
}

function Entry({ opportunity, number, isOpen, toggle }: Props) {
  const row = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isOpen) row.current?.scrollIntoView({ block: "nearest" });
  }, [isOpen]);
  const Sign = isOpen ? ChevronDown : ChevronRight;
  return (
    <li ref={row} className={`${panels.item} ${classes.entry}`}>
      <UnstyledButton className={classes.head} aria-expanded={isOpen} onClick={toggle}>
        <span className={classes.disc} data-empty={number === 0 || undefined}>
          {number || "–"}
        </span>
        <span className={classes.words}>
          <span className={classes.title} dir="auto">
            {opportunity.title}
          </span>
          <span className={classes.facts}>{factsOf(opportunity)}</span>
        </span>
        <Sign size={18} aria-hidden />
      </UnstyledButton>
      {isOpen && <OpportunityFields opportunity={opportunity} />}
    </li>
  );
}

function factsOf(one: Opportunity): string {
  const value = valueOf(one);
  return [
    STATUSES[one.status ?? "open"],
    value === null ? "value not scored" : `value ${countText(value)}`,
    typeof one.effort === "number" ? `effort ${one.effort} of 5` : "effort not scored",
    typeof one.reach === "number" && `reaches ${countText(one.reach)}`,
    one.owner,
    one.due && `due ${day(one.due)}`,
  ]
    .filter(Boolean)
    .join(" · ");
}

function AddOne() {
  const editor = useMapEditor();
  const step = stepOf(useSelection());
  const add = () => {
    const fresh = { title: "How might we …?", ...(step && { steps: [step] }) };
    if (editor.edit("Opportunity added", (map, name) => addThing(map, name, "opportunities", fresh)))
      editor.openPanel("opportunities", editor.map().opportunities?.at(-1)?.id);
  };
  return (
    <Button
      size="xs"
      variant="default"
      leftSection={<Plus size={14} aria-hidden />}
      onClick={add}
      style={{ alignSelf: "start" }}
    >
      Add an opportunity
    </Button>
  );
}
