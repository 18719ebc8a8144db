import { Page } from "@/ui";

export function EditorPage() {
  return <Page title="Map">Being built.</Page>;
}
