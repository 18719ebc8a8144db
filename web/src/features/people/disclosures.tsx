import { Card, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { answered, api, type Problem, type Schema } from "@/client";
import { moment, ProblemNotice, spaced } from "@/ui";

type Disclosure = Schema<"Disclosure">;

const WHERE: Record<Disclosure["what"], string> = {
  page: "on this page",
  search: "in a search",
  story: "in the shell or from Python",
  quarantine: "in quarantine",
};
const MOST = 50;
const LISTED = 5;

/** Who was shown this person's data as it was told, and when: asked again when the mask is lifted. */
export function Disclosures({ subject, isMasked }: { subject: string; isMasked: boolean }) {
  const found = useQuery<Disclosure[], Problem>({
    queryKey: ["disclosures", subject, isMasked],
    queryFn: () => answered(api.GET("/api/disclosures", { params: { query: { subject, limit: MOST } } })),
    staleTime: 0,
  });
  if (found.error) return <ProblemNotice error={found.error} />;
  if (!found.data) return null;
  return (
    <Card withBorder padding="lg" component="section" aria-labelledby="disclosures">
      <Stack gap="sm">
        <Title order={2} size="h4" id="disclosures">
          Who saw personal data
        </Title>
        {found.data.length === 0 && (
          <Text size="sm" c="dimmed">
            Nobody yet. Whenever it is shown unmasked, that is written down here.
          </Text>
        )}
        {found.data.slice(0, LISTED).map((each) => (
          <div key={each.number}>
            <Text size="sm" fw={500}>
              {each.author}, {moment(each.at_us)} UTC, {WHERE[each.what]}
            </Text>
            <Text size="sm" c="dimmed" style={{ overflowWrap: "anywhere" }}>
              {each.shown.map(spaced).join(", ")}
            </Text>
          </div>
        ))}
        {found.data.length > LISTED && (
          <Text size="sm" c="dimmed">
            And {found.data.length < MOST ? found.data.length - LISTED : `${MOST - LISTED} or more`} times
            before.
          </Text>
        )}
      </Stack>
    </Card>
  );
}
