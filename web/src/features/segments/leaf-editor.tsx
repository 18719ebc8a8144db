import { Button, Group as Row, Text } from "@mantine/core";
import { AnsweredEditor } from "./answered-editor";
import { type Editing, useBuilding } from "./building";
import { DidEditor } from "./did-editor";
import { PathEditor, SegmentEditor, StageEditor } from "./other-editors";
import { type Leaf, mended, type Misfit, type Path, problemsOf, replaced } from "./rules";
import { ThenEditor } from "./then-editor";
import { TraitEditor } from "./trait-editor";

/** The fields of one condition, and what is wrong with it, said where it is. */
export function LeafEditor({ rule: leaf, path }: { rule: Leaf; path: Path }) {
  const { rule, problems, change } = useBuilding();
  const found = problemsOf(problems, path);
  const editing = {
    rule: leaf,
    path,
    set: (changed: Partial<Leaf>) => change(replaced(rule, path, { ...leaf, ...changed } as Leaf)),
    wrong: (field: string) => found.get(field)?.says,
  };
  return (
    <>
      <Fields editing={editing} />
      {[...found.values()].map((problem) => (
        <Wrong key={problem.says} problem={problem} />
      ))}
    </>
  );
}

/** What is wrong, and, where a name was perhaps meant, that name. */
function Wrong({ problem }: { problem: Misfit }) {
  const { rule, change } = useBuilding();
  return (
    <Row gap="xs" mt={6} role="alert">
      <Text size="sm" c="var(--dp-negative)" style={{ overflowWrap: "anywhere" }}>
        {problem.says}
      </Text>
      {problem.guess && (
        <Button size="compact-sm" variant="default" onClick={() => change(mended(rule, problem), "Mended")}>
          Use “{problem.guess}”
        </Button>
      )}
    </Row>
  );
}

function Fields({ editing }: { editing: Editing<Leaf> }) {
  const { rule } = editing;
  const as = <Kind extends Leaf>(kind: Kind) => ({ ...editing, rule: kind }) as unknown as Editing<Kind>;
  switch (rule.by) {
    case "trait":
      return <TraitEditor {...as(rule)} />;
    case "did":
      return <DidEditor {...as(rule)} />;
    case "then":
      return <ThenEditor {...as(rule)} />;
    case "answered":
      return <AnsweredEditor {...as(rule)} />;
    case "stage":
      return <StageEditor {...as(rule)} />;
    case "path":
      return <PathEditor {...as(rule)} />;
    case "segment":
      return <SegmentEditor {...as(rule)} />;
  }
}
