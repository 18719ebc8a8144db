import type { Answering } from "@/client";
import { useTakesLong, Working } from "@/ui";

interface Props {
  answer: Pick<Answering<unknown>, "progress" | "step" | "stop">;
  /** What is being done, in words. */
  label?: string;
}

/** How far the counting is, once that is known or it takes long; it can be stopped. */
export function Counting({ answer, label = "Counting journeys" }: Props) {
  const takesLong = useTakesLong();
  if (!answer.progress && !takesLong) return null;
  return <Working label={label} step={answer.step} share={answer.progress} cancel={answer.stop} />;
}
