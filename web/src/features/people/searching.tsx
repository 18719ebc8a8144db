import { Stack } from "@mantine/core";
import { Cancelled, useTakesLong, Waiting, Working } from "@/ui";

interface Props {
  /** Somebody has stopped it. */
  isStopped: boolean;
  stop: () => void;
  again: () => void;
}

/** People are being looked for; where it takes long it can be stopped. */
export function Searching({ isStopped, stop, again }: Props) {
  const takesLong = useTakesLong();
  if (isStopped) return <Cancelled again={again}>Nobody was looked for to the end.</Cancelled>;
  return (
    <Stack>
      {takesLong && <Working label="Looking for people" cancel={stop} />}
      <Waiting shape="list" height={560} label="Looking for people" />
    </Stack>
  );
}
