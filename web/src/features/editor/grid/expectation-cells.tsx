import { memo } from "react";
import { type Column, type Expectation, valenceText } from "@/map";
import classes from "./grid.module.css";

/** What people expect of each step and what they got, as a dumbbell. */
export const ExpectationCells = memo(function ExpectationCells({
  columns,
  number,
}: {
  columns: readonly Column[];
  number: number;
}) {
  return columns.map(({ id, step }, at) => (
    <td
      key={id}
      className={classes.expectation}
      {...(step && { tabIndex: -1, "data-stop": `expectation:${id}`, "data-kind": "derived" })}
      data-row={number}
      data-at={at}
    >
      {step?.expectation && <Told of={step.expectation} />}
    </td>
  ));
});

/** What is expected of a step, and what came of it. */
export function Told({ of }: { of: Expectation }) {
  const { statement, expected, received } = of;
  const parts = [
    expected === null || expected === undefined ? null : `expected ${valenceText(expected)}`,
    received === null || received === undefined ? null : `got ${valenceText(received)}`,
  ].filter(Boolean);
  return (
    <>
      <span dir="auto">{statement}</span>
      {parts.length > 0 && <Dumbbell expected={expected ?? null} received={received ?? null} />}
      <span className={classes.quiet}>{parts.join(", ")}</span>
    </>
  );
}

function Dumbbell({ expected, received }: { expected: number | null; received: number | null }) {
  const x = (value: number) => 6 + ((Math.max(-2, Math.min(2, value)) + 2) / 4) * 148;
  const isWorse = expected !== null && received !== null && received < expected;
  return (
    <svg
      viewBox="0 0 160 16"
      width={160}
      height={16}
      aria-hidden="true"
      className={classes.dumbbell}
      data-worse={isWorse || undefined}
    >
      <path d="M6 8H154M80 4V12" />
      {expected !== null && received !== null && <path data-between d={`M${x(expected)} 8H${x(received)}`} />}
      {expected !== null && <circle data-expected cx={x(expected)} cy={8} r={4.5} />}
      {received !== null && <circle cx={x(received)} cy={8} r={5} />}
    </svg>
  );
}
