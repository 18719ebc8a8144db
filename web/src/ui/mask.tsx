import { Switch, Tooltip } from "@mantine/core";

interface Props {
  unmasked: boolean;
  change: (unmasked: boolean) => void;
  /** What is masked until somebody asks: "Identifiers and personal traits". */
  what: string;
}

/** Personal data is shown when somebody asks for it, on this page alone, and that is written down. */
export const Mask = ({ unmasked, change, what }: Props) => (
  <Tooltip
    multiline
    w={320}
    label={`${what} are masked until you ask to see them. It holds for this page only, and is written down with your name and the time.`}
  >
    <Switch
      label="Show personal data"
      checked={unmasked}
      onChange={(event) => change(event.currentTarget.checked)}
    />
  </Tooltip>
);
