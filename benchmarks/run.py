"""Both sides on one machine in one run, their answers compared, and a table of ratios with versions.

    python -m benchmarks.run --size 1M

The peer gets an environment of its own under `bench-data/`. The clickstream's generator is not part
of this repository; its folder is `../shared/bench`, or DESIREPATH_BENCH names another.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
DATA = ROOT / "bench-data"
PEER = "retentioneering==5.2.4"
SIZES = {"1M": 1_000_000, "10M": 10_000_000}
EXPECTED: dict[str, dict[str, Any]] = {
    "1M": {
        "transitions": 893_675,
        "sessions, 30 min gap": 265_490,
        "paths": 2_591,
        "7-day funnel, 5 steps": [71_965, 41_214, 21_832, 6_440, 2_519],
    },
    "10M": {"transitions": 8_936_102, "sessions, 30 min gap": 2_659_576, "paths": 26_370},
}
COMPARED = {
    "assemble": "assemble",
    "refresh": "assemble",
    "transitions": "transitions",
    "paths": "paths",
    "7-day funnel, 5 steps": "5-step funnel (it has no window)",
    "sessions, 30 min gap": "sessions, 30 min gap",
}
NOTE = {
    "assemble": "facts with string ids, owners known → generation; the peer: a frame → Eventstream",
    "refresh": "who-is-who resolved first, in a cold process; the peer has no such step",
    "paths": "the peer has no such measure: its frame grouped by person in pandas",
    "7-day funnel, 5 steps": "the peer's funnel has no window",
    "sessions, 30 min gap": "the peer labels sessions; we cut and count the transitions inside them",
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", choices=SIZES, default="1M")
    parser.add_argument("--runs", type=int, default=3)
    asked = parser.parse_args()
    events = clickstream(asked.size)
    us = [sys.executable, "-m", "benchmarks.ours"]
    ours = results([*us, "load", events, str(DATA / "workspace")])
    ours |= results([*us, "build", str(asked.runs), str(DATA / "workspace")])
    ours |= results([*us, "ask", str(asked.runs), str(DATA / "workspace")])
    peer_python = peer_environment()
    theirs = results(
        [peer_python, str(ROOT / "benchmarks" / "peer_retentioneering.py"), events, str(asked.runs)]
    )
    wrong = disagreements(asked.size, ours)
    table = report(asked.size, ours, theirs, wrong)
    place = ROOT / "benchmarks" / f"results-{asked.size}.md"
    place.write_text(table, encoding="utf-8")
    print(table)
    sys.exit(1 if wrong else 0)


def clickstream(size: str) -> str:
    """The benchmark's data, generated once."""
    place = DATA / f"clicks-{size}.parquet"
    if not place.exists():
        generator = (
            Path(os.environ.get("DESIREPATH_BENCH", ROOT.parent / "shared" / "bench")) / "clickstream.py"
        )
        if not generator.is_file():
            sys.exit(f"The clickstream generator is not at {generator}. Name its folder in DESIREPATH_BENCH.")
        DATA.mkdir(exist_ok=True)
        subprocess.run([sys.executable, str(generator), str(SIZES[size]), str(place)], check=True)
    return str(place)


def peer_environment() -> str:
    """The peer's own python, with the peer in it."""
    home = DATA / "peer"
    python = home / "bin" / "python"
    if not (home / ".ready").exists():
        subprocess.run([sys.executable, "-m", "venv", str(home)], check=True)
        subprocess.run([str(python), "-m", "pip", "install", "--quiet", PEER], check=True)
        (home / ".ready").touch()
    return str(python)


def results(command: list[str]) -> dict[str, dict[str, Any]]:
    """Run one side; its lines by name of the operation."""
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    lines = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    return {line["name"]: line for line in lines}


def disagreements(size: str, ours: dict[str, dict[str, Any]]) -> list[str]:
    """Where our answer is not the known one."""
    return [
        f"{name}: expected {wanted}, found {ours[name]['answer']}"
        for name, wanted in EXPECTED[size].items()
        if ours[name]["answer"] != wanted
    ]


def report(size: str, ours: dict[str, Any], theirs: dict[str, Any], wrong: list[str]) -> str:
    """The table, as Markdown."""
    load = ours["load"]
    about = (
        f"desirepath {version('desirepath')} beside {PEER.replace('==', ' ')}, one run, one machine: "
        f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}, "
        f"DuckDB {version('duckdb')}, numba {version('numba')}. Wall seconds are medians of a warm process."
    )
    loading = (
        f"Loading (Parquet → facts, every row with its identity hash): {SIZES[size] / load['wall_s']:,.0f} "
        f"rows a second, peak {load['peak_mb']} MB."
    )
    agreed = "; ".join(wrong) if wrong else "all agree"
    head = "| operation | desirepath, s | MB | retentioneering, s | MB | times faster | |"
    rows = [row(name, ours[name], theirs[other]) for name, other in COMPARED.items()]
    table = [head, "|---|---:|---:|---:|---:|---:|---|", *rows]
    answers = f"Answers against the known counts: {agreed}."
    return "\n".join(
        [f"# Side by side, {size} interactions", "", about, "", *table, "", loading, "", answers, ""]
    )


def row(name: str, us: dict[str, Any], them: dict[str, Any]) -> str:
    """One operation, both sides."""
    cells = [
        name,
        f"{us['wall_s']:.3f}",
        us["peak_mb"],
        f"{them['wall_s']:.2f}",
        them["peak_mb"],
        f"{them['wall_s'] / us['wall_s']:.1f}",
        NOTE.get(name, ""),
    ]
    return f"| {' | '.join(map(str, cells))} |"


if __name__ == "__main__":
    main()
