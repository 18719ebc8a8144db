import { Button } from "@mantine/core";
import { type ErrorComponentProps, Link } from "@tanstack/react-router";
import { BrokenNotice, Empty, Page } from "@/ui";

/** An address at which there is nothing. */
export function Lost() {
  return (
    <Page title="Nothing is here">
      <Empty
        title="There is no page at this address"
        action={
          <Button component={Link} to="/">
            Go to the start
          </Button>
        }
      >
        It may have been renamed, or the link was cut short.
      </Empty>
    </Page>
  );
}

/** A page that could not be shown: never a blank window. */
export function Broken({ error, reset }: ErrorComponentProps) {
  return (
    <Page title="This page could not be shown">
      <BrokenNotice error={error} reset={reset} />
    </Page>
  );
}
