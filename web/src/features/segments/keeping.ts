import { notifications } from "@mantine/notifications";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { answered, api } from "@/client";
import type { Rule } from "./rules";

/** A segment as it was opened; `key` is null for one that is not kept yet. */
export interface Begun {
  key: string | null;
  title: string;
  rule: Rule;
  asOf: string | null;
  revision: number;
}

interface Written {
  key: string;
  title: string;
}

/** Saving and deleting the segment that is open; `kept` is told what was saved. */
export function useKeeping<Document extends Written>(
  begun: Begun,
  document: Document,
  kept: (document: Document) => void,
) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const forget = () =>
    Promise.all(
      ["segments", "segment", "vocabulary"].map((name) => queries.invalidateQueries({ queryKey: [name] })),
    );
  const saving = useMutation({
    mutationFn: (document: Document) => {
      const params = { path: { key: document.key }, query: { onto: begun.key ? begun.revision : undefined } };
      return answered(api.PUT("/api/segments/{key}", { params, body: document as never }));
    },
    onSuccess: async (_, document) => {
      kept(document);
      await forget();
      notifications.show({ message: `“${document.title}” is saved.` });
    },
  });
  const retiring = useMutation({
    mutationFn: () =>
      answered(api.DELETE("/api/segments/{key}", { params: { path: { key: document.key } } })),
    onSuccess: async () => {
      notifications.show({
        message: `“${document.title}” is deleted. What is made of it still means the same people.`,
      });
      await navigate({
        to: "/segments",
        ignoreBlocker: true,
        search: ((before: object) => ({ ...before, segment: undefined })) as never,
      });
      await forget();
    },
  });
  return {
    save: () =>
      saving.mutate(document, {
        onSuccess: () => {
          if (begun.key) return;
          void navigate({ to: "/segments/$key", params: { key: document.key }, ignoreBlocker: true });
        },
      }),
    saveFirst: () => saving.mutateAsync(document),
    retire: () => retiring.mutate(),
    isSaving: saving.isPending,
    isRetiring: retiring.isPending,
    error: saving.error ?? retiring.error,
  };
}
