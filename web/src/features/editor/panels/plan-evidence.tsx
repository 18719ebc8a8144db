import { Button, Text } from "@mantine/core";
import { FileSearch } from "lucide-react";
import { type Goal, type Kpi, supports } from "@/map";
import { percent } from "@/ui";
import { useMapEditor } from "../context";
import { figureWords } from "./evidence-words";

/** The figure as it is now, how sure that is, and the way to what it rests on. */
export function RestsOn({ kpi }: { kpi: Kpi }) {
  const { openPanel } = useMapEditor();
  const pieces = kpi.evidence ?? [];
  return (
    <div>
      <Text size="sm">{nowWords(kpi) ?? "Not measured yet."}</Text>
      <Button
        mt={4}
        size="compact-sm"
        variant="default"
        leftSection={<FileSearch size={14} aria-hidden />}
        aria-label={`What “${kpi.name}” rests on`}
        onClick={() => openPanel("evidence", kpi.id)}
      >
        {pieces.length ? `What it rests on (${pieces.length})` : "Add what it rests on"}
      </Button>
    </div>
  );
}

/** How far a goal has come, by the figure that measures it. */
export function NowOf({ goal, kpi }: { goal: Goal; kpi: Kpi | undefined }) {
  const { openPanel } = useMapEditor();
  if (!kpi)
    return (
      <Text size="sm" c="dimmed">
        No figure measures it yet, so nobody can say how far it is.
      </Text>
    );
  const far = typeof goal.progress === "number" ? `, ${percent(goal.progress)} of the way` : "";
  const now = nowWords(kpi);
  return (
    <div>
      <Text size="sm">{now ? `${now}${far}` : "Its figure is not measured yet."}</Text>
      <Button
        mt={4}
        size="compact-sm"
        variant="subtle"
        px={0}
        aria-label={`What the goal “${goal.statement}” is measured by`}
        onClick={() => openPanel("evidence", kpi.id)}
      >
        What that rests on
      </Button>
    </div>
  );
}

/** "Now 62 %, 95 % interval 58 % to 66 %, n = 410". */
function nowWords(kpi: Kpi): string | null {
  const piece = (kpi.evidence ?? []).find((one) => typeof one.value === "number" && supports(one));
  const said = piece && figureWords(piece);
  return said?.value ? [`Now ${said.value}`, ...said.sure].join(", ") : null;
}
