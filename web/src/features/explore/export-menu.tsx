import { Button, Menu } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { isProblem, Problem, Unreachable } from "@/client";
import { download } from "@/ui";
import type { Body } from "./asking";

type Form = "csv" | "parquet" | "json" | "svg" | "png";

const FORMS: { form: Form; label: string }[] = [
  { form: "csv", label: "Data as CSV" },
  { form: "parquet", label: "Data as Parquet" },
  { form: "json", label: "Data as JSON" },
  { form: "svg", label: "Picture as SVG" },
  { form: "png", label: "Picture as PNG" },
];

interface Props {
  /** What was asked; of two sides at another address. */
  body: Body;
  address?: "/api/answers" | "/api/comparisons";
  name: string;
  disabled?: boolean;
  failed: (problem: Problem) => void;
}

/** The answer as a file: its rows, or the picture that the server draws of it. */
export function ExportMenu({ body, address = "/api/answers", name, disabled, failed }: Props) {
  const save = useMutation<Form, Problem, Form>({
    mutationFn: async (form) => {
      const file = await fetched(address, body, form === "png" ? "svg" : form);
      download(`${name}.${form}`, form === "png" ? await painted(await file.text()) : file);
      return form;
    },
    onError: failed,
  });
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <Button
          variant="default"
          leftSection={<Download size={16} aria-hidden />}
          disabled={disabled}
          loading={save.isPending}
        >
          Export
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {FORMS.map(({ form, label }) => (
          <Menu.Item key={form} onClick={() => save.mutate(form)}>
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

async function fetched(address: string, body: unknown, form: string): Promise<Blob> {
  const reply = await fetch(`${address}?format=${form}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  }).catch(() => {
    throw new Unreachable();
  });
  if (reply.ok) return reply.blob();
  const told: unknown = await reply.json().catch(() => null);
  throw isProblem(told)
    ? new Problem(told)
    : new Problem({
        title: "Not answered",
        status: reply.status,
        detail: `The server answered ${reply.status}.`,
      });
}

const SHARP = 2; // pixels for each point

/** A picture of the server's as PNG, painted here. */
async function painted(svg: string): Promise<Blob> {
  const picture = new Image();
  await new Promise((resolve, reject) => {
    picture.onload = resolve;
    picture.onerror = () =>
      reject(
        new Problem({
          title: "No picture",
          status: 0,
          detail: "This browser cannot paint it. Export it as SVG.",
        }),
      );
    picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  });
  const canvas = document.createElement("canvas");
  canvas.width = picture.naturalWidth * SHARP;
  canvas.height = picture.naturalHeight * SHARP;
  canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) =>
      blob
        ? resolve(blob)
        : reject(new Problem({ title: "No picture", status: 0, detail: "Export it as SVG." })),
    ),
  );
}
