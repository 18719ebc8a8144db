import { Page } from "@/ui";

export function WalkPage() {
  return <Page title="Walk">Being built.</Page>;
}
