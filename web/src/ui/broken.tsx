import { Alert, Button, Stack, Text } from "@mantine/core";
import { CircleAlert } from "lucide-react";
import { ProblemNotice } from "./notices";

const UNFETCHED = /dynamically imported module|preload CSS|Importing a module script/i;

/**
 * What could not be drawn, as a sentence; `error` is what was thrown. A part of the app that is not to be had
 * any more (no connection, a newer app on the server) comes with a new page, not with another try.
 */
export function BrokenNotice({ error, reset }: { error: unknown; reset: () => void }) {
  const told = error instanceof Error ? error : new Error(String(error));
  if (!UNFETCHED.test(told.message)) return <ProblemNotice error={told} retry={reset} />;
  return (
    <Alert
      role="alert"
      color="negative"
      variant="light"
      icon={<CircleAlert aria-hidden />}
      title="This part of the app could not be fetched"
    >
      <Stack gap="sm" align="flex-start">
        <Text size="sm">
          The server does not answer, or it has a newer app than this page. What you changed is kept in this
          browser: when the server answers, load the page again.
        </Text>
        <Button size="xs" variant="default" onClick={() => window.location.reload()}>
          Load the page again
        </Button>
      </Stack>
    </Alert>
  );
}
