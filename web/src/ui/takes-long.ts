import { useEffect, useState } from "react";

const LONG_MS = 1_000;

/** Whether what shows this has been there so long that it should say how it gets on. */
export function useTakesLong(): boolean {
  const [takesLong, setTakesLong] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setTakesLong(true), LONG_MS);
    return () => clearTimeout(timer);
  }, []);
  return takesLong;
}
