"""retentioneering's side, in an environment of its own: the same file, one JSON line an operation."""

import os

os.environ["RETENTIONEERING_NO_TRACK"] = "1"

import sys

import pandas as pd
import retentioneering  # type: ignore[import-not-found]
from timing import timed  # type: ignore[import-not-found]

STEPS = ["home", "catalog", "product", "cart", "checkout"]


def main(file: str, runs: str) -> None:
    count = int(runs)
    clicks = pd.read_parquet(file)
    stream = timed("assemble", lambda: retentioneering.Eventstream(clicks), runs=count)
    timed(
        "transitions",
        lambda: stream.transition_graph_data("count"),
        runs=count,
        check=lambda matrix: int(matrix.values[1:-1, 1:-1].sum()),
    )
    timed("paths", lambda: whole_paths(stream), runs=1, check=lambda counts: int(counts.iloc[0]))
    timed(
        "5-step funnel (it has no window)",
        lambda: stream.funnel_data(STEPS),
        runs=count,
        check=lambda answer: [step["unique_paths"] for step in answer["steps"]],
    )
    timed("step matrix", lambda: stream.step_matrix_data(max_steps=10), runs=count)
    sessions = timed("sessions, 30 min gap", lambda: stream.split_sessions(timeout="30m"), runs=1)
    print(sessions is not None, file=sys.stderr)


def whole_paths(stream: object) -> pd.Series:
    """It has no measure of whole paths; this is what its user would write over its frame."""
    frame = stream.df  # type: ignore[attr-defined]
    ordered = frame.sort_values(["user_id", "timestamp"], kind="stable")
    return ordered.groupby("user_id", sort=False)["event"].agg(tuple).value_counts()


if __name__ == "__main__":
    main(*sys.argv[1:])
