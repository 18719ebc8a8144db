import { Button, Group, Popover, Select, Stack, Text, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { SlidersHorizontal } from "lucide-react";
import { useState } from "react";
import { answered, api, type Scope, useScope } from "@/client";
import { LENSES, lately, periodOf } from "./scopes";

/** Of whom and of when everything is: one button that says it, and opens to change it. */
export function ScopeBar() {
  const [scope, change] = useScope();
  const segments = useQuery({ queryKey: ["segments"], queryFn: () => answered(api.GET("/api/segments")) });
  const titles = new Map((segments.data ?? []).map((each) => [each.key, each.title || each.key]));
  return (
    <Popover width={340} position="bottom-end" trapFocus returnFocus>
      <Popover.Target>
        <Button
          variant={scope.period || scope.segment || scope.lens ? "light" : "subtle"}
          leftSection={<SlidersHorizontal size={16} aria-hidden />}
          aria-label={`What everything is about: ${said(scope, titles)}`}
        >
          <Text component="span" size="sm" truncate maw={{ base: 130, xs: 200, lg: 360 }}>
            {said(scope, titles)}
          </Text>
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Choices scope={scope} change={change} segments={titles} />
      </Popover.Dropdown>
    </Popover>
  );
}

interface ChoicesProps {
  scope: Scope;
  change: (wanted: Partial<Scope>) => void;
  segments: Map<string, string>;
}

function Choices({ scope, change, segments }: ChoicesProps) {
  const offered = { combobox: { withinPortal: false }, allowDeselect: false } as const;
  const summary = useQuery({ queryKey: ["summary"], queryFn: () => answered(api.GET("/api/summary")) });
  const asOf = (summary.data as { as_of_us?: number | null } | undefined)?.as_of_us;
  const periods = lately(asOf);
  const known = !scope.period || periods.some((each) => each.value === scope.period);
  return (
    <Stack gap="sm">
      <Select
        label="Journeys that started"
        comboboxProps={offered.combobox}
        allowDeselect={false}
        data={[
          { value: "", label: "ever" },
          ...periods,
          ...(known ? [] : [{ value: scope.period ?? "", label: scope.period ?? "" }]),
        ]}
        value={scope.period ?? ""}
        onChange={(period) => change({ period: period || undefined })}
      />
      <OwnPeriod key={scope.period} period={scope.period} change={change} />
      <Select
        label="People"
        searchable
        comboboxProps={offered.combobox}
        allowDeselect={false}
        data={[
          { value: "", label: "everybody" },
          ...[...segments].map(([value, label]) => ({ value, label })),
        ]}
        value={scope.segment ?? ""}
        onChange={(segment) => change({ segment: segment || undefined })}
      />
      <Select
        label="Steps are"
        comboboxProps={offered.combobox}
        allowDeselect={false}
        data={[{ value: "", label: "as each view has them" }, ...LENSES]}
        value={scope.lens ?? ""}
        onChange={(lens) => change({ lens: lens || undefined })}
      />
      <Group justify="flex-end">
        <Button
          variant="default"
          size="xs"
          onClick={() => change({ period: undefined, segment: undefined, lens: undefined })}
        >
          Everybody, ever
        </Button>
      </Group>
    </Stack>
  );
}

function OwnPeriod({ period, change }: { period?: string; change: (wanted: Partial<Scope>) => void }) {
  const [from = "", until = ""] = period?.includes("..") ? period.split("..") : [];
  const [days, setDays] = useState({ from, until });
  const wanted = periodOf(days.from, days.until);
  return (
    <Stack gap="xs">
      <Group gap="xs" grow>
        <TextInput
          type="date"
          label="From"
          value={days.from}
          onChange={(event) => setDays({ ...days, from: event.currentTarget.value })}
        />
        <TextInput
          type="date"
          label="Until before"
          value={days.until}
          onChange={(event) => setDays({ ...days, until: event.currentTarget.value })}
        />
      </Group>
      <Button
        variant="default"
        size="xs"
        style={{ alignSelf: "flex-end" }}
        disabled={!wanted || wanted === period}
        onClick={() => change({ period: wanted })}
      >
        Set these days
      </Button>
    </Stack>
  );
}

/** What is not left open comes first: "2025-Q3 · Families"; else "Everybody, ever". */
function said(scope: Scope, titles: Map<string, string>): string {
  const parts = [
    scope.period?.replace("..", " to "),
    scope.segment && (titles.get(scope.segment) ?? scope.segment),
    scope.lens && `by ${LENSES.find((each) => each.value === scope.lens)?.label ?? scope.lens}`,
  ].filter(Boolean);
  return parts.length ? parts.join(" · ") : "Everybody, ever";
}
