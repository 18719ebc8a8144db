import { Page } from "@/ui";

export function HomePage() {
  return <Page title="Home">Being built.</Page>;
}
