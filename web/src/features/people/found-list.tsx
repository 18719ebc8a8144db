import { Card, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { ChevronRight, UserRound } from "lucide-react";
import type { Schema } from "@/client";
import { count, day, spaced } from "@/ui";
import classes from "./people.module.css";

type Found = Schema<"Found">;

/** People in a list, each a link to their story. */
export function FoundList({ people, zone }: { people: Found[]; zone: string }) {
  return (
    <Card withBorder padding={0}>
      <ul className={classes.plain} aria-label="People">
        {people.map((person) => (
          <li key={person.subject} className={classes.row}>
            <Link to="/people/$id" params={{ id: person.subject }} className={classes.person}>
              <UserRound size={20} aria-hidden className={classes.muted} />
              <span className={classes.who}>
                <Text component="span" fw={600} className={classes.breaks}>
                  {person.known_as}
                </Text>
                <Text component="span" size="sm" c="dimmed" className={classes.breaks}>
                  {foundBy(person)}
                </Text>
              </span>
              <Text component="span" size="sm" className={classes.count}>
                {count(person.interactions)} {person.interactions === 1 ? "interaction" : "interactions"}
              </Text>
              <Text component="span" size="sm" c="dimmed" className={classes.last}>
                {person.last_at_us === null ? "did nothing yet" : `last ${day(person.last_at_us, zone)}`}
              </Text>
              <ChevronRight size={18} aria-hidden className={classes.muted} />
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function foundBy({ what, by, value, subject, known_as }: Found): string {
  if (what === "identifier" && value !== known_as) return `${spaced(by)} ${value}`;
  if (what === "trait") return `${spaced(by)}: ${value}`;
  return subject.slice(-12);
}
