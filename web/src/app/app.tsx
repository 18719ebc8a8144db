import { localStorageColorSchemeManager, MantineProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { Problem, Unreachable } from "@/client";
import { theme, variables } from "@/ui";
import { router } from "./router";

const patience = (failed: number, error: unknown) =>
  error instanceof Unreachable ? failed < 3 : !(error instanceof Problem) && failed < 1;

const queries = new QueryClient({
  defaultOptions: { queries: { staleTime: 15_000, retry: patience, refetchOnWindowFocus: true } },
});

/** The whole app: theme, questions and their answers, pages. */
export function App() {
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={variables}
      colorSchemeManager={localStorageColorSchemeManager()}
      defaultColorScheme="auto"
    >
      <QueryClientProvider client={queries}>
        <Notifications position="bottom-right" />
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  );
}
