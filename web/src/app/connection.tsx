import { Alert } from "@mantine/core";
import { useIsFetching, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { Unreachable } from "@/client";

/** Says when the server does not answer, and when it does again. */
export function Connection() {
  const queries = useQueryClient();
  const asking = useIsFetching();
  const [lost, setLost] = useState(false);
  useEffect(
    () =>
      queries.getQueryCache().subscribe(({ query }) => {
        if (query.state.status === "success" && query.state.fetchStatus === "idle") setLost(false);
        if (query.state.error instanceof Unreachable || query.state.fetchFailureReason instanceof Unreachable)
          setLost(true);
      }),
    [queries],
  );
  useEffect(() => {
    if (!lost || asking > 0) return;
    const again = setTimeout(() => void queries.refetchQueries({ type: "active" }), 2_000);
    return () => clearTimeout(again);
  }, [lost, asking, queries]);
  return (
    <div role="status" aria-live="polite">
      {lost && (
        <Alert color="hotspot" mb="md" title="The server does not answer">
          Is desirepath serve still running? What you change is kept in this browser until it answers again.
        </Alert>
      )}
    </div>
  );
}
