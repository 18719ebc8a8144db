import { Page } from "@/ui";

export function PeoplePage() {
  return <Page title="People">Being built.</Page>;
}

export function PersonPage() {
  return <Page title="People">Being built.</Page>;
}
