import { NavLink, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { AREAS, type Place } from "./navigation";
import classes from "./places.module.css";

/** The side bar's links; the one that is open says so. */
export function Places({ path }: { path: string }) {
  const open = longest(path);
  return (
    <div className={classes.places}>
      {AREAS.map((area) => (
        <section key={area.label ?? ""} aria-label={area.label ?? "Main"}>
          {area.label && (
            <Text size="xs" fw={600} c="dimmed" className={classes.label}>
              {area.label}
            </Text>
          )}
          {area.places.map((place) => (
            <One key={place.to} place={place} active={place.to === open} />
          ))}
        </section>
      ))}
    </div>
  );
}

function One({ place, active }: { place: Place; active: boolean }) {
  const Icon = place.icon;
  return (
    <NavLink
      component={Link}
      to={place.to}
      activeOptions={{ exact: true }}
      label={place.label}
      leftSection={<Icon size={18} strokeWidth={1.8} aria-hidden />}
      active={active}
      aria-current={active ? "page" : undefined}
      className={classes.place}
    />
  );
}

/** The place whose address begins this one, the longest of them: a map's page is under Maps. */
function longest(path: string): string | undefined {
  return AREAS.flatMap((area) => area.places.map((place) => place.to))
    .filter((to) => path === to || (to !== "/" && path.startsWith(`${to}/`)))
    .sort((one, other) => other.length - one.length)[0];
}
