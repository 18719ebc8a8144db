import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { Empty, Page } from "@/ui";
import { AREAS } from "./navigation";

interface Summary {
  loads?: number;
  generation?: unknown;
}

const ASKING = ["/people", "/explore/"];
const KEPT = "/explore/views"; // what is saved can be read and put away whatever is loaded

/** Whether a page asks what people did, and nothing of that has been computed. */
export const isUnready = (path: string, summary: Summary | undefined): boolean =>
  summary?.generation === null && ASKING.some((start) => path.startsWith(start)) && !path.startsWith(KEPT);

/** What such a page says instead: what is lacking, and where to get it. */
export function Unready({ path, summary }: { path: string; summary: Summary | undefined }) {
  const places = AREAS.flatMap((area) => area.places);
  const title = places.find(({ to }) => to !== "/" && path.startsWith(to))?.label ?? "Nothing is here yet";
  return summary?.loads ? (
    <Page title={title}>
      <Empty title="Nothing has been computed yet" action={<Go to="/sources">See the loads</Go>}>
        Data are loaded, but who is who and what they did in which order is not worked out yet.
      </Empty>
    </Page>
  ) : (
    <Page title={title}>
      <Empty title="Nothing has been loaded yet" action={<Go to="/sources/new">Add data</Go>}>
        This page shows what people did. Hand over a file in which a row says who did what and when.
      </Empty>
    </Page>
  );
}

const Go = ({ to, children }: { to: string; children: string }) => (
  <Button component={Link} to={to}>
    {children}
  </Button>
);
