import { Anchor, Stack, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { CircleAlert, Eye, Info, type LucideIcon } from "lucide-react";
import type { Schema } from "@/client";
import { Figure } from "@/ui";
import classes from "./home.module.css";
import { figureOf } from "./matter-figures";
import { actionOf, goingTo } from "./places";

type Matter = Schema<"Matter">;

const GRADES: Record<Matter["grade"], { icon: LucideIcon; says: string }> = {
  act: { icon: CircleAlert, says: "To act on" },
  look: { icon: Eye, says: "To look at" },
  know: { icon: Info, says: "To know" },
};

/** What needs attention, most important first. */
export function Matters({ matters }: { matters: Matter[] }) {
  return (
    <ol className={classes.matters} aria-label="What needs attention">
      {matters.map((matter, at) => (
        <Row key={`${matter.code} ${matter.about} ${at}`} matter={matter} isFirst={at === 0} />
      ))}
    </ol>
  );
}

function Row({ matter, isFirst }: { matter: Matter; isFirst: boolean }) {
  const { icon: Icon, says } = GRADES[matter.grade];
  const figure = matter.figure && figureOf(matter.code, matter.figure);
  const going = goingTo(matter.place);
  return (
    <li className={classes.matter} data-grade={matter.grade} data-first={isFirst || undefined}>
      <Icon className={classes.grade} size={20} role="img" aria-label={says} />
      <Stack gap={2} className={classes.says}>
        {matter.about && (
          <Text size="sm" c="dimmed">
            {matter.about}
          </Text>
        )}
        <Text size={isFirst ? "lg" : "md"} fw={isFirst ? 600 : 400}>
          {matter.says}
        </Text>
      </Stack>
      <div className={classes.number}>{figure && <Figure {...figure} size={isFirst ? "lg" : "md"} />}</div>
      <Anchor component={Link} to={going.to} search={going.search as never} className={classes.go} size="sm">
        {actionOf(matter.code)}
      </Anchor>
    </li>
  );
}
