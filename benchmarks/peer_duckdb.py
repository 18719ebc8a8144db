"""DuckDB's side: what a good analyst writes in SQL over a table prepared once; one JSON line an operation."""

import sys
import tempfile

import duckdb
from timing import timed  # type: ignore[import-not-found]

STEPS = ["home", "catalog", "product", "cart", "checkout"]
PREPARE = """
CREATE OR REPLACE TABLE steps AS
SELECT user_id, event::node AS event, epoch_us(timestamp) AS at_us,
       row_number() OVER journey AS place, lead(event::node) OVER journey AS next_event,
       lead(epoch_us(timestamp)) OVER journey - epoch_us(timestamp) AS gap_us
FROM read_parquet(?, file_row_number=true)
WINDOW journey AS (PARTITION BY user_id ORDER BY timestamp, file_row_number)
ORDER BY user_id, place
"""
TRANSITIONS = "SELECT event, next_event, count(*) AS many{more} FROM steps GROUP BY ALL ORDER BY many DESC"
GAPS = ", quantile_disc(gap_us, [0.5, 0.9]) AS gaps"
PATHS = """
SELECT path, count(*) AS many
FROM (SELECT user_id, list(event ORDER BY place) AS path FROM steps GROUP BY user_id)
GROUP BY path ORDER BY many DESC LIMIT 1000
"""
MATRIX = "SELECT place, event, count(*) AS many FROM steps WHERE place <= 10 GROUP BY ALL"
MEMORY = "10GB"  # what is more waits on the disk
WEEK_US = 7 * 86_400_000_000


def main(file: str, runs: str) -> None:
    count = int(runs)
    base = duckdb.connect(config={"memory_limit": MEMORY, "temp_directory": tempfile.mkdtemp()})
    names = base.execute("SELECT DISTINCT event FROM read_parquet(?) ORDER BY 1", [file]).fetchall()
    base.execute(f"CREATE TYPE node AS ENUM ({', '.join(repr(name) for (name,) in names)})")
    timed("build", lambda: base.execute(PREPARE, [file]), runs=1)

    def asked(query: str) -> list[tuple[object, ...]]:
        return base.execute(query).fetchall()

    timed(
        "transitions",
        lambda: asked(TRANSITIONS.format(more="")),
        runs=count,
        check=lambda rows: sum(row[2] for row in rows if row[1] is not None),
    )
    timed("gaps", lambda: asked(TRANSITIONS.format(more=GAPS)), runs=count, check=len)
    timed("step matrix", lambda: asked(MATRIX), runs=count, check=len)
    timed("paths", lambda: asked(PATHS), runs=count, check=lambda rows: rows[0][1])
    timed("7-day funnel", lambda: asked(funnel(STEPS)), runs=1, check=lambda rows: list(rows[0]))


def funnel(steps: list[str]) -> str:
    """How many people get through the steps within a week of some first one, by the nearest next of each."""
    query = f"WITH s1 AS (SELECT user_id, at_us AS began, place FROM steps WHERE event = '{steps[0]}')"
    for number, step in enumerate(steps[1:], 2):
        query += (
            f", s{number} AS (SELECT a.user_id, a.began, b.place FROM s{number - 1} a ASOF JOIN "
            f"(SELECT user_id, place, at_us FROM steps WHERE event = '{step}') b "
            f"ON a.user_id = b.user_id AND a.place < b.place WHERE b.at_us - a.began <= {WEEK_US})"
        )
    counts = ", ".join(
        f"(SELECT count(DISTINCT user_id) FROM s{number})" for number in range(1, len(steps) + 1)
    )
    return f"{query} SELECT {counts}"


if __name__ == "__main__":
    main(*sys.argv[1:])
