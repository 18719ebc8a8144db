import { useInfiniteQuery } from "@tanstack/react-query";
import { answered, api, useAddress } from "@/client";

const AT_ONCE = 100;

export type Story = ReturnType<typeof useStory>;

/** What somebody did, a page at a time, from the place that the address names. */
export function useStory(subject: string) {
  const [{ from }, change] = useAddress((address) => ({ from: placeIn(address.from) }));
  const pages = useInfiniteQuery({
    queryKey: ["journal", subject, from],
    queryFn: ({ pageParam, signal }) => {
      const query = { offset: Math.max(pageParam, 0), limit: pageParam < 0 ? AT_ONCE + pageParam : AT_ONCE };
      const params = { path: { subject }, query };
      return answered(api.GET("/api/people/{subject}/journal", { params, signal }));
    },
    initialPageParam: from,
    getNextPageParam: (last) => {
      const next = last.offset + last.entries.length;
      return next < last.total && last.entries.length ? next : undefined;
    },
    getPreviousPageParam: (first) => (first.offset > 0 ? first.offset - AT_ONCE : undefined),
  });
  return { pages, from, go: (place: number) => change({ from: place ? String(place) : undefined }) };
}

function placeIn(text: string | undefined): number {
  const place = Number(text ?? 0);
  return Number.isInteger(place) && place > 0 && place < 10_000_000 ? place : 0;
}
