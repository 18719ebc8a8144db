import { Text } from "@mantine/core";
import { countText, type Opportunity } from "@/map";
import { type Bubble, bubblesOf, HEIGHT, leaderOf, placeAt, PLOT, valueOf, WIDTH } from "./matrix-layout";
import classes from "./matrix.module.css";

interface Props {
  opportunities: readonly Opportunity[];
  chosen: string | null;
  choose: (id: string) => void;
}

/** Effort against value; the numbers are buttons, and the list below says the same in words. */
export function Matrix({ opportunities, chosen, choose }: Props) {
  const bubbles = bubblesOf(opportunities);
  if (!bubbles.length)
    return (
      <Text size="sm" c="dimmed">
        Score an opportunity (customer value, business value, effort) to see it between effort and value.
      </Text>
    );
  const most = reachOf(bubbles);
  const isSomeDone = bubbles.some(({ opportunity }) => opportunity.status === "done");
  const isSomeUnknown = bubbles.some(({ opportunity }) => typeof opportunity.reach !== "number");
  return (
    <figure className={classes.figure}>
      <div className={classes.room} role="group" aria-label="Effort against value">
        <Drawing bubbles={bubbles} chosen={chosen} />
        {bubbles.map(({ opportunity, number, at, numberAt }) => (
          <button
            key={opportunity.id}
            type="button"
            className={classes.number}
            data-chosen={opportunity.id === chosen || undefined}
            data-led={numberAt !== at || undefined}
            style={{ left: share(numberAt.x, WIDTH), top: share(numberAt.y, HEIGHT) }}
            aria-label={`${number}: ${opportunity.title}, value ${valueOf(opportunity)} of 100, effort ${opportunity.effort} of 5`}
            aria-pressed={opportunity.id === chosen}
            onClick={() => choose(opportunity.id)}
          >
            {number}
          </button>
        ))}
      </div>
      <Text component="figcaption" size="xs" c="dimmed">
        {most > 0 && `A bubble's area is how many people it reaches, at most ${countText(most)}. `}
        {isSomeUnknown && "Dashed: how many it reaches is counted with the figures. "}
        {isSomeDone && "Hollow: it is done."}
      </Text>
    </figure>
  );
}

const share = (part: number, whole: number) => `${(part / whole) * 100}%`;

const reachOf = (bubbles: readonly Bubble[]) =>
  Math.max(...bubbles.map(({ opportunity }) => opportunity.reach ?? 0));

function Drawing({ bubbles, chosen }: { bubbles: readonly Bubble[]; chosen: string | null }) {
  const { x, y, width, height } = PLOT;
  const middle = placeAt(2.5, 50);
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} className={classes.drawing} aria-hidden="true">
      <rect x={x} y={y} width={width} height={height} rx={6} className={classes.plot} />
      <path d={`M${x} ${middle.y}h${width}M${middle.x} ${y}v${height}`} className={classes.cross} />
      <g className={classes.quarter}>
        <text x={x + 10} y={y + 19}>
          Do first
        </text>
        <text x={x + width - 10} y={y + 19} textAnchor="end">
          Plan well
        </text>
        <text x={x + 10} y={y + height - 10}>
          When there is time
        </text>
        <text x={x + width - 10} y={y + height - 10} textAnchor="end">
          Leave for now
        </text>
      </g>
      <Axes />
      {[...bubbles]
        .sort((one, other) => other.radius - one.radius)
        .map((bubble) => (
          <Ball key={bubble.opportunity.id} bubble={bubble} isChosen={bubble.opportunity.id === chosen} />
        ))}
    </svg>
  );
}

function Axes() {
  const { x, y, width, height } = PLOT;
  return (
    <g className={classes.axis}>
      <text x={x} y={y + height + 32}>
        little effort
      </text>
      <text x={x + width} y={y + height + 32} textAnchor="end">
        much effort →
      </text>
      {[0, 1, 2, 3, 4, 5].map((effort) => (
        <text key={effort} x={placeAt(effort, 0).x} y={y + height + 15} textAnchor="middle">
          {effort}
        </text>
      ))}
      {[0, 50, 100].map((value) => (
        <text key={value} x={x - 6} y={placeAt(0, value).y + 4} textAnchor="end">
          {value}
        </text>
      ))}
      <text transform={`translate(10 ${placeAt(0, 75).y + 4}) rotate(-90)`} textAnchor="middle">
        value →
      </text>
    </g>
  );
}

function Ball({ bubble, isChosen }: { bubble: Bubble; isChosen: boolean }) {
  const { at, numberAt, radius, opportunity } = bubble;
  return (
    <g>
      <circle
        cx={at.x}
        cy={at.y}
        r={radius}
        className={classes.bubble}
        data-done={opportunity.status === "done" || undefined}
        data-unknown={typeof opportunity.reach !== "number" || undefined}
        data-chosen={isChosen || undefined}
      />
      {numberAt !== at && <path d={leaderOf(bubble)} className={classes.leader} />}
    </g>
  );
}
