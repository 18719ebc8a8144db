import { Anchor, Card, Group, Title } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";

interface Props {
  title: string;
  more?: { label: string; to: string };
  children: ReactNode;
}

/** One part of the first page, with where there is more of it. */
export function Section({ title, more, children }: Props) {
  return (
    <Card withBorder padding="lg" component="section" aria-label={title}>
      <Group justify="space-between" align="baseline" mb="md" wrap="nowrap">
        <Title order={2} size="h4">
          {title}
        </Title>
        {more && (
          <Anchor component={Link} to={more.to} size="sm" py={2}>
            {more.label}
          </Anchor>
        )}
      </Group>
      {children}
    </Card>
  );
}
