import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback, useMemo } from "react";

/** What stands after the `?`: names and texts, nothing else. */
export type Address = Record<string, string>;

/** The state of a view as its address holds it, so that a link shows the same. */
export function useAddress<State>(
  read: (address: Address) => State,
): [State, (change: Record<string, string | undefined>, options?: { replace?: boolean }) => void] {
  const address = useSearch({ strict: false }) as Address;
  const navigate = useNavigate();
  const state = useMemo(() => read(address), [read, address]);
  const change = useCallback(
    (wanted: Record<string, string | undefined>, { replace = true } = {}) =>
      void navigate({
        to: ".",
        search: ((before: Address) => without({ ...before, ...wanted })) as never,
        replace,
        resetScroll: false,
      }),
    [navigate],
  );
  return [state, change];
}

export function parseAddress(text: string): Address {
  return Object.fromEntries(new URLSearchParams(text));
}

export function spellAddress(address: Record<string, unknown>): string {
  const said = Object.entries(address).filter(([, value]) => value !== undefined && value !== "");
  const text = new URLSearchParams(said.map(([name, value]) => [name, String(value)])).toString();
  return text ? `?${text}` : "";
}

function without(address: Record<string, string | undefined>): Address {
  return Object.fromEntries(Object.entries(address).filter(([, value]) => value)) as Address;
}
