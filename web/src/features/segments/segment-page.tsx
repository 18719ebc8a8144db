import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { answered, api } from "@/client";
import { Page, ProblemNotice, Waiting } from "@/ui";
import type { Rule } from "./rules";
import { SegmentEditorPage } from "./segment-editor";

const NEW = "new";

/** A segment: its rule, built from conditions, with its sentence and whom it means as one writes. */
export function SegmentPage() {
  const { key } = useParams({ strict: false }) as { key: string };
  const isNew = key === NEW;
  const segments = useQuery({ queryKey: ["segments"], queryFn: () => answered(api.GET("/api/segments")) });
  const segment = useQuery({
    queryKey: ["segment", key],
    queryFn: () => answered(api.GET("/api/segments/{key}", { params: { path: { key } } })),
    enabled: !isNew,
    staleTime: 0,
  });
  const error = segments.error ?? segment.error;
  const listed = segments.data;
  if (error)
    return (
      <Page
        title="Segment"
        actions={
          <Button variant="default" component={Link} to="/segments">
            All segments
          </Button>
        }
      >
        <ProblemNotice error={error} retry={() => void segment.refetch()} />
      </Page>
    );
  if (!listed || (!isNew && !segment.data))
    return (
      <Page title="Segment" about=" ">
        <Waiting shape="lines" height={560} label="Loading the segment" />
      </Page>
    );
  const begun = segment.data;
  return (
    <SegmentEditorPage
      key={key}
      begun={{
        key: isNew ? null : key,
        title: begun?.title ?? "",
        rule: (begun?.rule as Rule | undefined) ?? { by: "all", of: [{ by: "did" }] },
        asOf: begun?.as_of ?? null,
        revision: listed.find((each) => each.key === key)?.revision ?? 0,
      }}
      taken={listed.map((each) => each.key)}
    />
  );
}
