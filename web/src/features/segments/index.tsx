import { Page } from "@/ui";

export function SegmentsPage() {
  return <Page title="Segments">Being built.</Page>;
}

export function SegmentPage() {
  return <Page title="Segments">Being built.</Page>;
}

export function PersonasPage() {
  return <Page title="Segments">Being built.</Page>;
}
