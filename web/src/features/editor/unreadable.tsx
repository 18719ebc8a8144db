import { Alert, Button, Group, Text } from "@mantine/core";
import { download } from "@/ui";
import { useMapEditor, useShown } from "./context";
import classes from "./editor.module.css";

/** What this browser had kept of the map and nobody can make anything of: said, and to be had as a file. */
export function Unreadable() {
  const editor = useMapEditor();
  const texts = useShown((shown) => shown.unreadable);
  if (!texts.length) return null;
  return (
    <Alert
      className={classes.refusal}
      role="alert"
      color="hotspot"
      withCloseButton
      closeButtonLabel="Let it go"
      onClose={() => editor.store.dismissUnreadable()}
    >
      <Text size="sm">
        This browser had kept changes of this map that did not reach the server, and they cannot be read any
        more. They are put aside; the map is as the server has it.
      </Text>
      <Group mt="xs">
        <Button
          size="xs"
          variant="default"
          onClick={() => download("unsent-changes.json", texts.join("\n"), "application/json")}
        >
          Save them as a file
        </Button>
      </Group>
    </Alert>
  );
}
