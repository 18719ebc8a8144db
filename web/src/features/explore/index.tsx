import { Page } from "@/ui";

export function FlowPage() {
  return <Page title="Explore">Being built.</Page>;
}

export function FunnelPage() {
  return <Page title="Explore">Being built.</Page>;
}

export function StagesPage() {
  return <Page title="Explore">Being built.</Page>;
}

export function PathsPage() {
  return <Page title="Explore">Being built.</Page>;
}

export function RetentionPage() {
  return <Page title="Explore">Being built.</Page>;
}

export function ComparePage() {
  return <Page title="Explore">Being built.</Page>;
}
