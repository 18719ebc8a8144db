"""All sides on one machine in one run, their answers compared, and a page of ratios with versions.

    python -m benchmarks.run --size 1M
    python -m benchmarks.run --size 100M --built --peers duckdb

Each peer gets an environment of its own under `bench-data/`. The clickstream's generator is not part
of this repository; its folder is `../shared/bench`, or DESIREPATH_BENCH names another.
"""

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from benchmarks.page import KNOWN, SIDES, SIZES, Line, disagreements, page
from benchmarks.timing import others_at_work

ROOT = Path(__file__).parent.parent
DATA = ROOT / "bench-data"
PARTS = ("desirepath", "apart", *SIDES, "http")
US = [sys.executable, "-m", "benchmarks.ours"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", choices=SIZES, default="1M")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--peers", nargs="*", choices=SIDES, default=None, help="left out: all that manage")
    parser.add_argument("--built", action="store_true", help="ask what an earlier run has loaded and built")
    parser.add_argument("--only", nargs="*", choices=PARTS, help="these; the rest is told as it was")
    asked = parser.parse_args()
    kept = DATA / f"results-{asked.size}.json"
    found: dict[str, Any] = json.loads(kept.read_text(encoding="utf-8")) if asked.only is not None else {}
    for part in parts_of(asked):
        found.setdefault("machine", {})[part] = {"load": others_at_work()}
        found[part] = (found.get(part, {}) if part == "desirepath" else {}) | measured(part, asked)
        kept.write_text(json.dumps(found, indent=1), encoding="utf-8")
    wrong = disagreements(asked.size, found)
    told = page(asked.size, found, wrong)
    (ROOT / "benchmarks" / f"results-{asked.size}.md").write_text(told, encoding="utf-8")
    print(told)
    sys.exit(1 if wrong else 0)


def parts_of(asked: argparse.Namespace) -> list[str]:
    """What is measured, in this order."""
    if asked.only is not None:
        return [part for part in PARTS if part in asked.only]
    peers = KNOWN[asked.size].peers if asked.peers is None else asked.peers
    return ["desirepath", "apart", *peers, *(["http"] if KNOWN[asked.size].http_ms else [])]


def measured(part: str, asked: argparse.Namespace) -> dict[str, Any]:
    """One part of the page."""
    events, workspace = clickstream(asked.size), str(DATA / f"workspace-{asked.size}")
    if part == "desirepath":
        return ours(events, str(asked.runs), workspace, is_built=asked.built)
    if part == "apart":
        return results([*US, "apart", str(asked.runs), workspace])
    if part == "http":
        return over_http(workspace)
    script = str(ROOT / "benchmarks" / f"peer_{part}.py")
    once = KNOWN[asked.size].peers_ask_once
    return results([environment(part), script, events, "1" if once else str(asked.runs)])


def ours(events: str, runs: str, workspace: str, *, is_built: bool) -> dict[str, Line]:
    """Every step in a process of its own, as at the shell."""
    made = {} if is_built else results([*US, "load", events, workspace])
    made |= {} if is_built else results([*US, "build", workspace])
    made |= results([*US, "assemble", "1" if is_built else runs, workspace])
    made |= results([*US, "ask", runs, workspace])
    return made if is_built else made | results([*US, "add", events, workspace])


def over_http(workspace: str) -> dict[str, Any]:
    """What answers take with several clients at once."""
    command = [sys.executable, "-m", "benchmarks.asking", workspace]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    told: dict[str, Any] = json.loads(done.stdout)
    return told


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


def environment(name: str) -> str:
    """The python of a peer, with the peer in it; ours where it is a library that we use too."""
    wanted = SIDES[name]
    if not wanted:
        return sys.executable
    home = DATA / f"peer-{name}"
    python = home / "bin" / "python"
    if not (home / ".ready").exists():
        subprocess.run([sys.executable, "-m", "venv", str(home)], check=True)
        subprocess.run([str(python), "-m", "pip", "install", "--quiet", *wanted], check=True)
        (home / ".ready").touch()
    return str(python)


def results(command: list[str]) -> dict[str, Line]:
    """Run one side; its lines by name of the operation."""
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    lines: list[dict[str, Any]] = [
        json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")
    ]
    return {line["name"]: line for line in lines}


if __name__ == "__main__":
    main()
