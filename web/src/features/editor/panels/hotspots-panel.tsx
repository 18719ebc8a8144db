import { Badge, Button, Group, Stack, Text, Title } from "@mantine/core";
import { useEffect, useRef } from "react";
import { useAddress } from "@/client";
import { addThing, countText, fixed, type Hotspot, type JourneyMap, removeThing } from "@/map";
import { useMap, useMapEditor } from "../context";
import { HotspotPlacing } from "./hotspot-placing";
import { barsOf, chancesAt, nameOf, opportunityOf, placeOf, worstFirst } from "./hotspot-words";
import hot from "./hotspots.module.css";
import classes from "./panels.module.css";
import type { PanelProps } from "./registry";

/** Where the map needs attention, the worst first, with what each score is made of. */
export function HotspotsPanel({ about }: PanelProps) {
  const map = useMap();
  const spots = worstFirst(map.hotspots ?? []);
  return (
    <Stack gap="lg">
      {spots.length === 0 && (
        <Text size="sm" c="dimmed">
          Nothing stands out: no step is clearly worse than the others. Recount the figures, or place a
          hotspot by hand.
        </Text>
      )}
      <ol className={classes.list} aria-label="Hotspots, the worst first">
        {spots.map((spot) => (
          <Spot key={spot.id} spot={spot} map={map} isWanted={isAbout(spot, about)} />
        ))}
      </ol>
      <HotspotPlacing map={map} />
    </Stack>
  );
}

const isAbout = (spot: Hotspot, about: string | null): boolean =>
  about !== null && [spot.id, spot.step, spot.card].includes(about);

interface Props {
  spot: Hotspot;
  map: JourneyMap;
  isWanted: boolean;
}

function Spot({ spot, map, isWanted }: Props) {
  const row = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isWanted) row.current?.scrollIntoView({ block: "nearest" });
  }, [isWanted]);
  const place = placeOf(map, spot);
  const isByHand = spot.origin === "manual";
  const isTooFew = spot.score <= 0 && !isByHand;
  return (
    <li ref={row} className={`${classes.item} ${hot.spot}`} data-wanted={isWanted || undefined}>
      <Stack gap={8}>
        <Group justify="space-between" align="flex-start" wrap="nowrap" gap="sm">
          <div className={hot.where}>
            <Title order={3} size="h6" dir="auto">
              {nameOf(map, spot.step)}
            </Title>
            {place && (
              <Text size="sm" c="dimmed" dir="auto">
                {place}
              </Text>
            )}
          </div>
          {!isTooFew && (
            <Text className={hot.score} aria-label={`Score ${fixed(spot.score * 100)} of 100`}>
              {fixed(spot.score * 100)}
            </Text>
          )}
        </Group>
        <Group gap={6}>
          {spot.pill && (
            <span className={hot.pill} data-faint={isTooFew || undefined}>
              {spot.pill}
            </span>
          )}
          {isByHand && <Badge variant="default">placed by hand</Badge>}
        </Group>
        {isTooFew && <Text size="sm">Too few people to tell whether this is one.</Text>}
        <Parts spot={spot} />
        {spot.reasons?.map((reason) => (
          <Text key={reason} size="sm" dir="auto" className={classes.body}>
            {reason}
          </Text>
        ))}
        {typeof spot.n === "number" && (
          <Text size="xs" c="dimmed">
            n = {countText(spot.n)}
          </Text>
        )}
        <Doing spot={spot} map={map} />
      </Stack>
    </li>
  );
}

/** The parts of the score, laid end to end. */
function Parts({ spot }: { spot: Hotspot }) {
  const bars = barsOf(spot);
  if (!bars.length) return null;
  return (
    <ul className={hot.parts} aria-label="What the score is made of">
      {bars.map(({ name, reads, from, value }) => (
        <li key={name}>
          <span className={hot.reads}>
            <span>{reads}</span>
            <span className={hot.points}>+{fixed(value * 100)}</span>
          </span>
          <span className={hot.track} aria-hidden="true">
            <i style={{ insetInlineStart: `${from * 100}%`, inlineSize: `${Math.max(value * 100, 1)}%` }} />
          </span>
        </li>
      ))}
    </ul>
  );
}

function Doing({ spot, map }: { spot: Hotspot; map: JourneyMap }) {
  const editor = useMapEditor();
  const show = useShowStep();
  const [chance] = chancesAt(map, spot.step);
  const make = () => {
    if (
      !editor.edit("Opportunity added", (now, name) =>
        addThing(now, name, "opportunities", opportunityOf(now, spot)),
      )
    )
      return;
    editor.openPanel("opportunities", editor.map().opportunities?.at(-1)?.id);
    editor.announce("An opportunity was made of it.");
  };
  return (
    <Group gap="xs">
      <Button size="compact-sm" variant="default" onClick={() => show(spot)}>
        Show on the map
      </Button>
      {chance ? (
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => editor.openPanel("opportunities", chance.id)}
        >
          Its opportunity
        </Button>
      ) : (
        <Button size="compact-sm" variant="default" onClick={make}>
          Make it an opportunity
        </Button>
      )}
      {spot.card && (
        <Button size="compact-sm" variant="default" onClick={() => editor.openPanel("evidence", spot.card)}>
          Evidence
        </Button>
      )}
      {spot.origin === "manual" && (
        <Button
          size="compact-sm"
          variant="subtle"
          color="negative"
          onClick={() => editor.edit("Hotspot removed", (now, name) => removeThing(now, name, spot.id))}
        >
          Remove
        </Button>
      )}
    </Group>
  );
}

/** Go to a hotspot's card or step on the map: it is focused where the map is a table, opened on a phone. */
function useShowStep() {
  const { openPanel } = useMapEditor();
  const [, change] = useAddress((address) => address.step ?? null);
  return ({ card, step }: Hotspot) => {
    const stops = [card && `card:${card}`, `step:${step}`].filter(Boolean) as string[];
    const stop = stops
      .map((name) => document.querySelector<HTMLElement>(`[data-stop="${CSS.escape(name)}"]`))
      .find(Boolean);
    if (stop) {
      stop.scrollIntoView({ block: "center", inline: "center" });
      stop.focus({ preventScroll: true });
      return;
    }
    openPanel(null);
    change({ step, panel: undefined, about: undefined });
  };
}
