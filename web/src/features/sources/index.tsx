import { Page } from "@/ui";

export function SourcesPage() {
  return <Page title="Sources">Being built.</Page>;
}

export function NewSourcePage() {
  return <Page title="Sources">Being built.</Page>;
}

export function QuarantinePage() {
  return <Page title="Sources">Being built.</Page>;
}

export function TouchpointsPage() {
  return <Page title="Sources">Being built.</Page>;
}
