import { Progress, Text } from "@mantine/core";
import { type Schema, useReport } from "@/client";
import { count, Figure, percent, signed } from "@/ui";
import classes from "./segments.module.css";

type Figures = Schema<"PersonaFigures">;
type Entry = Schema<"PersonaEntry">;

/** What the data say of a persona's people; nothing is asked where it has no segment. */
export function useFigures({ persona, revision }: Entry) {
  const kept = ["persona-figures", persona.key, revision, persona.segment];
  return useReport<Figures>(kept, { figures_of: persona.key }, Boolean(persona.segment));
}

/** How many, how they feel, whether they buy. */
export function Headline({ figures }: { figures: Figures }) {
  const { feeling, conversion } = figures;
  return (
    <dl className={classes.headline}>
      <div>
        <dt>People</dt>
        <dd>
          <Figure
            value={count(figures.people)}
            definition={`People of its segment: ${figures.share === null ? "–" : percent(figures.share)} of all ${count(figures.of)}.`}
          />
        </dd>
      </div>
      <div>
        <dt>Feeling</dt>
        <dd>
          <Figure
            value={feeling.mean === null ? null : signed(feeling.mean)}
            definition="Mean valence of their answers, from −2 to +2, one value a person."
            n={feeling.n}
            low={feeling.low === null ? null : signed(feeling.low, 2)}
            high={feeling.high === null ? null : signed(feeling.high, 2)}
            rate
          />
        </dd>
      </div>
      <div>
        <dt>Conversion</dt>
        <dd>
          <Figure
            value={conversion?.share == null ? null : percent(conversion.share)}
            definition={
              conversion
                ? `The share of them that ${conversion.says}.`
                : "No stage of the journey is where people buy."
            }
            n={conversion?.n}
            low={conversion?.low}
            high={conversion?.high}
            rate
          />
        </dd>
      </div>
    </dl>
  );
}

/** Where most of them were seen. */
export function Met({ figures }: { figures: Figures }) {
  return (
    <ul className={classes.bars}>
      {figures.touchpoints.map((met) => (
        <li key={met.touchpoint}>
          <Text size="sm" style={{ overflowWrap: "anywhere" }}>
            {met.touchpoint}{" "}
            <Text component="span" c="dimmed" size="sm">
              <Figure
                size="sm"
                value={met.share === null ? count(met.subjects) : percent(met.share)}
                definition={`Of those of them who did something, ${count(met.subjects)} were seen at ${met.touchpoint}.`}
                n={figures.with_journeys}
                rate={met.share !== null}
              />{" "}
              · {count(met.subjects)} of {count(figures.with_journeys)}
            </Text>
          </Text>
          <Progress value={(met.share ?? 0) * 100} size={6} aria-label={`Seen at ${met.touchpoint}`} />
        </li>
      ))}
    </ul>
  );
}
