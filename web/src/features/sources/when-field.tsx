import { Autocomplete, Select } from "@mantine/core";
import type { Schema } from "@/client";
import { type Column, Field, ValueInput } from "./value-field";
import type { Rule } from "./values";

type Time = Schema<"Time">;

const FORMATS = [
  { value: "iso", label: "2025-03-31 or 2025-03-31T14:05:00Z" },
  { value: "%d.%m.%Y", label: "31.03.2025" },
  { value: "%d.%m.%Y %H:%M", label: "31.03.2025 14:05" },
  { value: "%d.%m.%Y %H:%M:%S", label: "31.03.2025 14:05:00" },
  { value: "%d/%m/%Y", label: "31/03/2025 (day first)" },
  { value: "%d/%m/%Y %H:%M", label: "31/03/2025 14:05 (day first)" },
  { value: "%m/%d/%Y", label: "03/31/2025 (month first)" },
  { value: "%m/%d/%Y %H:%M", label: "03/31/2025 14:05 (month first)" },
  { value: "%d-%m-%Y", label: "31-03-2025" },
  { value: "%d.%m.%y", label: "31.03.25" },
  { value: "%d/%m/%y", label: "31/03/25 (day first)" },
  { value: "%m/%d/%y", label: "03/31/25 (month first)" },
  { value: "%m/%d/%y %H:%M", label: "03/31/25 14:05 (month first)" },
  { value: "%Y%m%d", label: "20250331" },
  { value: "epoch_s", label: "seconds since 1970" },
  { value: "epoch_ms", label: "milliseconds since 1970" },
  { value: "order_only", label: "no time: only the order of the rows" },
];
const WRITTEN: [RegExp, string][] = [
  [/^\d{4}-\d\d-\d\d/, "iso"],
  [/^\d{1,2}\.\d{1,2}\.\d{4}$/, "%d.%m.%Y"],
  [/^\d{1,2}\.\d{1,2}\.\d{4} \d\d:\d\d$/, "%d.%m.%Y %H:%M"],
  [/^\d{1,2}\.\d{1,2}\.\d{4} \d\d:\d\d:\d\d$/, "%d.%m.%Y %H:%M:%S"],
  [/^\d{1,2}\/\d{1,2}\/\d{4}$/, "%d/%m/%Y"],
  [/^\d{1,2}\/\d{1,2}\/\d{4} \d\d:\d\d/, "%d/%m/%Y %H:%M"],
  [/^\d{8}$/, "%Y%m%d"],
  [/^\d{10}$/, "epoch_s"],
  [/^\d{13}$/, "epoch_ms"],
];
const ZONES = ["UTC", ...Intl.supportedValuesOf("timeZone")];

interface Props {
  time: Rule["time"];
  columns: Column[];
  change: (time: Rule["time"]) => void;
  error?: string;
}

/** When it happened: the column, how it is written, and in whose time. */
export function WhenField({ time, columns, change, error }: Props) {
  const told: Time = typeof time === "string" ? ({ of: time, format: "iso" } as Time) : time;
  const format = typeof told.format === "string" ? told.format : (told.format?.[0] ?? "iso");
  const known = FORMATS.some((one) => one.value === format);
  const guess = (name: string) => written(columns.find((column) => `{${column.name}}` === name)) ?? format;
  return (
    <Field label="When" about="A time without a zone is taken as in the zone you name.">
      <ValueInput
        label="When"
        required
        value={told.of}
        columns={columns}
        error={error}
        change={(of) =>
          of !== null && change({ ...told, of, format: typeof of === "string" ? guess(of) : format })
        }
      />
      <Select
        aria-label="When: how it is written"
        allowDeselect={false}
        data={known ? FORMATS : [...FORMATS, { value: format, label: format }]}
        value={format}
        onChange={(to) => to && change({ ...told, format: to })}
      />
      {format !== "order_only" && (
        <Autocomplete
          aria-label="When: time zone"
          placeholder="Time zone (UTC)"
          data={ZONES}
          limit={30}
          value={told.zone ?? ""}
          onChange={(zone) => change({ ...told, zone: zone || null })}
        />
      )}
    </Field>
  );
}

/** How most values of a column are written: a stray word among dates makes them no less dates. */
function written(column: Column | undefined): string | undefined {
  if (!column) return undefined;
  const fitting = (pattern: RegExp) => column.values.filter((value) => pattern.test(value)).length;
  const found = WRITTEN.find(([pattern]) => fitting(pattern) * 2 > column.values.length);
  return column.time_format ?? found?.[1];
}
