import { Button, Stack, Text, Title, VisuallyHidden } from "@mantine/core";
import { FileUp } from "lucide-react";
import { type DragEvent, useRef, useState } from "react";
import { Problem } from "@/client";
import { ProblemNotice, Working } from "@/ui";
import classes from "./sources.module.css";
import { sendFile, type Upload } from "./uploading";

type State =
  { is: "waiting" } | { is: "sending"; share: number; name: string } | { is: "failed"; error: Problem };

/** A place to drop a file on, or to choose one; says how far it is on its way. */
export function FileDrop({ done }: { done: (upload: Upload) => void }) {
  const [state, setState] = useState<State>({ is: "waiting" });
  const [over, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const giveUp = useRef<AbortController>(null);

  async function send(file: File | undefined) {
    if (!file) return;
    giveUp.current = new AbortController();
    const onProgress = (share: number) => setState({ is: "sending", share, name: file.name });
    onProgress(0);
    try {
      done(await sendFile(file, { signal: giveUp.current.signal, onProgress }));
    } catch (error) {
      setState(error instanceof Problem ? { is: "failed", error } : { is: "waiting" });
    }
  }

  const dropped = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    void send(event.dataTransfer.files[0]);
  };
  return (
    <Stack>
      <section
        aria-label="Choose a file"
        className={classes.drop}
        data-over={over}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={dropped}
      >
        {state.is === "sending" ? (
          <Working
            label={`Handing over ${state.name}`}
            share={state.share}
            cancel={() => giveUp.current?.abort()}
          />
        ) : (
          <Stack align="center" gap="sm">
            <FileUp size={32} strokeWidth={1.5} aria-hidden />
            <Title order={2} size="h4">
              Drop an export here
            </Title>
            <Text c="dimmed" size="sm" maw={460}>
              CSV, TSV, Excel, JSON, JSON lines, Parquet, XES or OCEL, plain or gzipped. It stays on this
              machine, and nothing is loaded before you say so.
            </Text>
            <Button onClick={() => input.current?.click()}>Choose a file</Button>
          </Stack>
        )}
        <VisuallyHidden>
          <input
            ref={input}
            type="file"
            aria-label="File"
            tabIndex={-1}
            onChange={(event) => {
              void send(event.currentTarget.files?.[0]);
              event.currentTarget.value = "";
            }}
          />
        </VisuallyHidden>
      </section>
      {state.is === "failed" && <ProblemNotice error={state.error} />}
    </Stack>
  );
}
