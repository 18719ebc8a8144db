import { Alert, Button, Group, Text, Tooltip } from "@mantine/core";
import { Check, CloudOff, RefreshCw, TriangleAlert } from "lucide-react";
import { useMapEditor, useShown } from "./context";
import classes from "./editor.module.css";
import type { Shown } from "./saving/store";
import { Unreadable } from "./unreadable";

type State = Shown["saving"] | "unkept";

const WORDS: Record<State, string> = {
  saved: "Saved",
  saving: "Saving …",
  offline: "Offline, kept here",
  busy: "Server busy, kept here",
  unkept: "Not sent, not kept",
};

const MORE: Record<State, string> = {
  saved: "Every change is on the server, as a revision of the map.",
  saving: "Your changes are on their way to the server.",
  offline: "The server does not answer. Your changes are kept in this browser and sent as soon as it does.",
  busy: "The server cannot take them just now. Your changes are kept in this browser and sent as soon as it can.",
  unkept:
    "The server does not answer, and this browser has no room to keep your changes. Leave this page open until it does.",
};

/** How far what was changed has come: said in words, and told when it changes. */
export function SaveState() {
  const editor = useMapEditor();
  const saving = useShown((shown): State =>
    !shown.isKept && ["offline", "busy"].includes(shown.saving) ? "unkept" : shown.saving,
  );
  const aside = useShown((shown) => shown.state.aside.length);
  const refusal = useShown((shown) => shown.refusal);
  const Icon = { saved: Check, saving: RefreshCw, offline: CloudOff, busy: CloudOff, unkept: TriangleAlert }[
    saving
  ];
  return (
    <>
      <Unreadable />
      {refusal && (
        <Alert
          className={classes.refusal}
          role="alert"
          color="negative"
          withCloseButton
          closeButtonLabel="Close"
          onClose={() => editor.store.dismissRefusal()}
        >
          That change was not made: {refusal}.
        </Alert>
      )}
      {aside > 0 && (
        <Button
          variant="light"
          color="hotspot"
          h={34}
          leftSection={<TriangleAlert size={16} aria-hidden />}
          onClick={() => editor.openPanel("conflicts")}
        >
          {aside === 1 ? "1 change to decide" : `${aside} changes to decide`}
        </Button>
      )}
      <Tooltip label={MORE[saving]} w={260}>
        <Group gap={6} wrap="nowrap" className={classes.saving} data-saving={saving}>
          <Icon size={15} aria-hidden />
          <Text size="sm" component="span" role="status" aria-live="polite">
            {WORDS[saving]}
          </Text>
        </Group>
      </Tooltip>
    </>
  );
}
