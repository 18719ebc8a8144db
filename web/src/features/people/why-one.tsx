import { Card, Stack, Text, Title } from "@mantine/core";
import type { Schema } from "@/client";
import { capital, count, spaced } from "@/ui";
import classes from "./people.module.css";
import { linked } from "./telling";

type KnownAs = Schema<"KnownAs">;

/** Every identifier of somebody, with the chain of rows that makes it theirs. */
export function WhyOne({ identifiers }: { identifiers: KnownAs[] }) {
  return (
    <Card withBorder padding="lg" component="section" aria-label="Why these identifiers are one person">
      <Title order={2} size="h4" mb={4}>
        Why these identifiers are one person
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        Two that stand on the same row are the same person. Nothing is guessed.
      </Text>
      <Stack gap="xs" component="ul" className={classes.plain}>
        {identifiers.map((each, at) => (
          <li key={`${each.type} ${each.value} ${at}`}>
            <Identifier each={each} />
          </li>
        ))}
      </Stack>
    </Card>
  );
}

function Identifier({ each }: { each: KnownAs }) {
  const name = (
    <>
      <span className={classes.kind}>{capital(spaced(each.type))}</span>{" "}
      <span className={classes.value}>{each.value}</span>
    </>
  );
  if (each.because.length === 0)
    return (
      <div className={classes.strongest}>
        {name}
        <Text size="xs" c="dimmed">
          the strongest they have · on {count(each.seen)} {each.seen === 1 ? "row" : "rows"}
        </Text>
      </div>
    );
  return (
    <details className={classes.why}>
      <summary>
        {name}
        <Text component="span" size="xs" c="dimmed">
          {" "}
          {each.because.length} {each.because.length === 1 ? "link" : "links"}
        </Text>
      </summary>
      <ol className={classes.chain}>
        {each.because.map((link) => (
          <li key={linked(link)}>{linked(link)}</li>
        ))}
      </ol>
    </details>
  );
}
