import { Alert, Button, Card, Group, Progress, Stack, Text, Title } from "@mantine/core";
import { CircleAlert } from "lucide-react";
import type { ReactNode } from "react";

interface Failing {
  error: { title?: string; message: string };
  /** Offered as "Try again". */
  retry?: () => void;
}

/** What went wrong, as a sentence with a next step. */
export function ProblemNotice({ error, retry }: Failing) {
  return (
    <Alert
      role="alert"
      color="negative"
      variant="light"
      icon={<CircleAlert aria-hidden />}
      title={error.title ?? "That did not work"}
    >
      <Stack gap="sm" align="flex-start">
        <Text size="sm" style={{ overflowWrap: "anywhere" }}>
          {error.message}
        </Text>
        {retry && (
          <Button size="xs" variant="default" onClick={retry}>
            Try again
          </Button>
        )}
      </Stack>
    </Alert>
  );
}

interface Nothing {
  title: string;
  children: ReactNode;
  action?: ReactNode;
}

/** Nothing is here yet: why, and what to do next. */
export function Empty({ title, children, action }: Nothing) {
  return (
    <Card withBorder padding="xl" radius="md">
      <Stack align="center" gap="sm" py="lg" ta="center">
        <Title order={2} size="h4">
          {title}
        </Title>
        <Text c="dimmed" maw={520}>
          {children}
        </Text>
        {action}
      </Stack>
    </Card>
  );
}

interface Working {
  /** What is being done. */
  label: string;
  /** Which part of it. */
  step?: string | null;
  /** 0 … 1; left out where it cannot be known. */
  share?: number;
  cancel?: () => void;
  /** Somebody has pressed Cancel, and it is about to end. */
  isStopping?: boolean;
}

/** A long task: how far it is, and a way to stop it. */
export function Working({ label, step, share, cancel, isStopping = false }: Working) {
  const said = isStopping ? "stopping" : step;
  return (
    <Stack gap={6} role="status" aria-live="polite">
      <Group justify="space-between" wrap="nowrap" gap="sm">
        <Text size="sm" style={{ overflowWrap: "anywhere" }}>
          {said ? `${label}: ${said}` : label}
        </Text>
        {cancel && (
          <Button
            size="compact-sm"
            variant="default"
            style={{ flex: "none" }}
            data-disabled={isStopping || undefined}
            aria-disabled={isStopping}
            onClick={isStopping ? undefined : cancel}
          >
            Cancel
          </Button>
        )}
      </Group>
      {share === undefined ? (
        <Progress value={100} aria-hidden animated />
      ) : (
        <Progress value={Math.round(share * 100)} aria-label={label} animated={share < 1} />
      )}
    </Stack>
  );
}
