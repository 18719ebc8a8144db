"""pm4py's side, over polars, in an environment of its own: the same file, one JSON line an operation."""

import sys
import warnings

warnings.filterwarnings("ignore")

import pm4py  # type: ignore[import-not-found]
import polars as pl  # type: ignore[import-not-found]
from timing import timed  # type: ignore[import-not-found]


def main(file: str, runs: str) -> None:
    count = int(runs)
    raw = pl.scan_parquet(file)

    def formatted() -> object:
        names = {"case_id": "user_id", "activity_key": "event", "timestamp_key": "timestamp"}
        return pm4py.format_dataframe(raw, **names).collect().lazy()

    log = timed("build", formatted, runs=count)
    timed(
        "transitions",
        lambda: pm4py.discover_dfg(log),
        runs=count,
        check=lambda found: int(sum(found[0].values())),
    )
    timed("gaps", lambda: pm4py.discover_performance_dfg(log), runs=count, check=lambda found: len(found[0]))
    timed(
        "paths",
        lambda: pm4py.get_variants(log),
        runs=count,
        check=lambda found: max(int(many) for many in found.values()),
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
