import { SegmentedControl, Stack } from "@mantine/core";
import type { Answering } from "@/client";
import { Cancelled, Outline, ProblemNotice, SidePanel, WaitingFor } from "@/ui";
import { type BehindAnswer, type Body, type Opened, type Place, useBehind, useOpened } from "./asking";
import { BehindTold } from "./behind-told";
import { Counting } from "./counting";

/** How a view's figures are opened. */
export interface Opening {
  title: (opened: Opened) => string;
  called: (name: string) => string;
  /** What was asked, where that is not the view's own question: of one side. */
  body?: (opened: Opened) => Body;
  /** Places beside this one that may be looked at instead: those who came back, those who did not. */
  beside?: (opened: Opened) => Beside[];
}

export interface Beside {
  label: string;
  place: Place;
}

interface Props extends Opening {
  /** What the view asked. */
  asked: Body;
}

/** Who is behind a figure: how many, when, what they do next, a few of them, and all of them as a segment. */
export function BehindDrawer({ asked, body, title, called, beside }: Props) {
  const { opened, open, close } = useOpened();
  const found = useBehind(opened && body ? body(opened) : asked, opened);
  const others = (opened && beside?.(opened)) ?? [];
  return (
    <SidePanel opened={opened !== null} close={close} title={opened ? title(opened) : ""}>
      {others.length > 0 && (
        <SegmentedControl
          fullWidth
          mb="lg"
          aria-label="Who of them"
          data={others.map((other, at) => ({ value: String(at), label: other.label }))}
          value={String(others.findIndex((other) => same(other.place, opened?.place)))}
          onChange={(at) => open(others[Number(at)]?.place as Place, { group: opened?.group })}
        />
      )}
      <Found found={found} called={called} />
    </SidePanel>
  );
}

const same = (one: Place, other: Place | undefined): boolean => JSON.stringify(one) === JSON.stringify(other);

function Found({ found, called }: { found: Answering<BehindAnswer>; called: (name: string) => string }) {
  if (found.isError) return <ProblemNotice error={found.error} retry={() => void found.refetch()} />;
  if (found.isStopped)
    return <Cancelled again={() => void found.refetch()}>Nobody was looked up to the end.</Cancelled>;
  if (found.data && !found.isPlaceholderData) return <BehindTold found={found.data} called={called} />;
  return (
    <Stack gap="lg">
      <Counting answer={found} label="Looking who they are" />
      <WaitingFor label="Looking who they are">
        <Stack gap="lg">
          <Outline shape="figures" height={72} />
          <Outline shape="bars" height={300} />
          <Outline shape="columns" height={72} />
          <Outline shape="list" height={304} />
        </Stack>
      </WaitingFor>
    </Stack>
  );
}
