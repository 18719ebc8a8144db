import { Page } from "@/ui";

export function MapsPage() {
  return <Page title="Maps">Being built.</Page>;
}
