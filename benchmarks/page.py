"""What a run says: the page of one size, our figures beside the peers' and beside what was aimed at."""

import os
import platform
from dataclasses import dataclass, field
from importlib.metadata import version
from typing import Any

from benchmarks.reasons import WHY_MEMORY, over_http, reason

Line = dict[str, Any]
QUIET = 0.25  # of the cores kept busy by others as a part begins: more is noise
SIZES = {"1M": 1_000_000, "10M": 10_000_000, "100M": 100_000_000}
SIDES = {
    "retentioneering": ["retentioneering==5.2.4"],
    "pm4py": ["pm4py==2.7.23", "polars>=1.40.1,<2"],
    "duckdb": [],  # SQL over a prepared table, with the DuckDB that we use too
}


@dataclass(frozen=True)
class Known:
    """What is known of a size beforehand: the answers, what was aimed at, and who can be asked."""

    answers: dict[str, Any] = field(default_factory=dict)
    aims: dict[str, float] = field(default_factory=dict)  # wall seconds at most
    most_mb: dict[str, float] = field(default_factory=dict)  # megabytes of memory at most
    http_ms: dict[str, float] = field(default_factory=dict)  # for answers over HTTP, milliseconds at most
    peers: tuple[str, ...] = tuple(SIDES)
    peers_ask_once: bool = False  # where once takes minutes


KNOWN = {
    "1M": Known(
        answers={
            "transitions": 893_675,
            "sessions, 30 min gap": 265_490,
            "paths, top 1,000": 2_591,
            "7-day funnel, 5 steps": [71_965, 41_214, 21_832, 6_440, 2_519],
        }
    ),
    "10M": Known(
        answers={
            "transitions": 8_936_102,
            "sessions, 30 min gap": 2_659_576,
            "paths, top 1,000": 26_370,
        },
        aims={
            "transitions": 0.05,
            "transitions, changed lens": 0.05,
            "transitions, half the people": 0.05,
            "transitions, median and p90 gaps": 0.3,
            "step matrix, 10 steps": 0.05,
            "flow, 6 steps": 0.05,
            "paths, top 1,000": 0.15,
            "7-day funnel, 5 steps": 0.1,
            "7-day funnel, 20 steps": 0.4,
            "retention, 12 weeks": 0.2,
        },
        http_ms={"median_ms": 150, "p95_ms": 1_000},
    ),
    # Both others need more memory than the machine of the published run has.
    "100M": Known(
        aims={"transitions": 0.4, "7-day funnel, 5 steps": 1.2},
        most_mb={"assemble": 6_000},
        peers=("duckdb",),
        peers_ask_once=True,
    ),
}
# Ours → what each peer calls the same or the nearest thing.
NEAREST = {
    "refresh": {"retentioneering": "assemble", "pm4py": "build", "duckdb": "build"},
    "assemble": {"retentioneering": "assemble", "pm4py": "build", "duckdb": "build"},
    "transitions": {"retentioneering": "transitions", "pm4py": "transitions", "duckdb": "transitions"},
    "transitions, median and p90 gaps": {"pm4py": "gaps", "duckdb": "gaps"},
    "step matrix, 10 steps": {"retentioneering": "step matrix", "duckdb": "step matrix"},
    "paths, top 1,000": {"retentioneering": "paths", "pm4py": "paths", "duckdb": "paths"},
    "7-day funnel, 5 steps": {
        "retentioneering": "5-step funnel (it has no window)",
        "duckdb": "7-day funnel",
    },
    "sessions, 30 min gap": {"retentioneering": "sessions, 30 min gap"},
}
NOTES = """
- **refresh**: who is who is resolved first, in a cold process; no peer has such a step.
- **assemble**: facts with string ids, it being known who is who → a published generation. The peers build
  from integer ids.
- **refresh after 1 % more**: a hundredth of the interactions comes on top; only the people it concerns are
  assembled.
- **transitions**: ours also count the persons of every pair and give each share an interval that knows of
  repeated persons; the peers count.
- **paths**: retentioneering has no such measure: its frame is grouped by person in pandas.
- **funnel**: retentioneering's has no window. **Sessions**: it labels them; we cut and count inside them.
- DuckDB may take 10 GB of memory, and waits on the disk for more.
- pm4py's gaps are a mean, a median, least and most; DuckDB's exact quantiles as ours.
"""


def disagreements(size: str, found: dict[str, dict[str, Line]]) -> list[str]:
    """Where an answer is not the known one, or a peer that answers the same question says otherwise."""
    ours = found["desirepath"]
    wrong = [
        f"{name}: expected {wanted}, found {ours[name]['answer']}"
        for name, wanted in KNOWN[size].answers.items()
        if name in ours and ours[name]["answer"] != wanted
    ]
    for name in ("transitions", "paths, top 1,000", "7-day funnel, 5 steps"):
        for side in found.keys() & SIDES.keys():
            line = found[side].get(NEAREST[name].get(side, ""))
            same = side != "retentioneering" or name == "transitions"
            answer = ours.get(name, {}).get("answer")
            if line and same and answer is not None and line["answer"] != answer:
                wrong.append(f"{name}: {side} says {line['answer']}, we say {answer}")
    return wrong


def page(size: str, found: dict[str, dict[str, Line]], wrong: list[str]) -> str:
    """The page, as Markdown."""
    ours, known = found["desirepath"], KNOWN[size]
    sides = [side for side in SIDES if side in found]
    head = [
        "operation",
        "desirepath, s",
        "of processor",
        "MB",
        "aim",
        *(f"{side}, s (ratio)" for side in sides),
    ]
    rows = [
        _row(name, line, _aim(name, line, known), [_theirs(name, side, found) for side in sides])
        for name, line in ours.items()
        if name != "load"
    ]
    agreed = "; ".join(wrong) if wrong else "all agree"
    lines = [
        f"# Side by side, {size} interactions",
        "",
        _about(sides, found),
        "",
        f"| {' | '.join(head)} |",
        f"|---|{'---:|' * (len(head) - 1)}",
        *rows,
        "",
        *_loading(size, ours),
        f"Answers against the known counts and the peers': {agreed}.",
        *_missed(known, found),
        *_over_http(known, found),
    ]
    return "\n".join([*lines, NOTES])


def _about(sides: list[str], found: dict[str, dict[str, Line]]) -> str:
    versions = [each.replace("==", " ") for side in sides for each in SIDES[side] if "==" in each]
    versions += [f"SQL on DuckDB {version('duckdb')}"] if "duckdb" in sides else []
    return (
        f"desirepath {version('desirepath')} beside {', '.join(versions) or 'no other'}, on one machine: "
        f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}, numba "
        f"{version('numba')}. Wall seconds, medians of a warm process that keeps what it frees, as "
        "`desirepath serve` does (but for load and refresh); peak memory of the process. An absolute time "
        "means nothing elsewhere: read the ratios (the peer's / ours)."
        f"{_busy(found)}"
    )


def _busy(found: dict[str, dict[str, Line]]) -> str:
    """How busy the machine was as each part began; taking apart is in processor time, and does not mind."""
    machine = found.get("machine", {})
    loads = {part: line["load"] for part, line in machine.items() if part != "apart"}
    if not loads:
        return ""
    told = [f"{load} ({part})" for part, load in loads.items()]
    earlier = [part for part in ("desirepath", *SIDES, "http") if part in found and part not in loads]
    told += [f"not noted, being of an earlier run ({', '.join(earlier)})"] if earlier else []
    noisy = any(_is_noisy(line) for part, line in machine.items() if part != "apart")
    more = ": where others were at work, seconds are too many, and ratios rough" if noisy else ""
    return f" Cores that others kept busy as each part began: {', '.join(told)}{more}."


def _loading(size: str, ours: dict[str, Line]) -> list[str]:
    if "load" not in ours:
        return ["Facts, and who is who, are those of an earlier run: loading is not measured again.", ""]
    load = ours["load"]
    rate = f"{SIZES[size] / load['wall_s']:,.0f} rows a second, peak {load['peak_mb']} MB"
    return [f"Loading (Parquet → facts, every row with its identity hash): {rate}.", ""]


def _missed(known: Known, found: dict[str, dict[str, Line]]) -> list[str]:
    """Why, for every aim that was missed."""
    ours, apart = found["desirepath"], found.get("apart", {})
    slow = [name for name, aim in known.aims.items() if name in ours and ours[name]["wall_s"] > aim]
    large = [name for name, most in known.most_mb.items() if name in ours and ours[name]["peak_mb"] > most]
    told = [reason(name, ours[name]["wall_s"], apart.get(name)) for name in slow]
    told += [f"- **{name}**, memory: {WHY_MEMORY[name]}" for name in large]
    return ["", "## Why aims are missed", "", *told] if told else []


def _over_http(known: Known, found: dict[str, dict[str, Line]]) -> list[str]:
    """What answers took; while others were at work, only what the processor says of them."""
    http: dict[str, Any] = found.get("http", {})
    if not http:
        return []
    head = f"## Answers over HTTP, {http['clients']} clients at once, half of what they ask was asked before"
    if _is_noisy(found["machine"]["http"]):
        said = (
            f"Others were at work meanwhile, so what answers took by the clock is not told. {over_http(http)}"
        )
        aims = ", ".join(f"{name[:-3]} {aim:g} ms" for name, aim in known.http_ms.items())
        return ["", head, "", f"Aims: {aims or 'none'}. {said}"]
    rows = {"all": http["all"], "asked first": http["asked first"], "asked before": http["asked before"]}
    rows |= {f"{name}, asked first": one for name, one in http["by measure"].items()}
    table = [f"| {name} | {one['n']} | {one['median_ms']} | {one['p95_ms']} |" for name, one in rows.items()]
    aims = "; ".join(f"{name[:-3]} {against(http['all'][name], aim)}" for name, aim in known.http_ms.items())
    missed = any(http["all"][name] > aim for name, aim in known.http_ms.items())
    told = f"Aims, ms: {aims or 'none'}. {over_http(http) if missed else ''}".strip()
    return [
        "",
        head,
        "",
        told,
        "",
        "| questions | n | median, ms | 95 %, ms |",
        "|---|---:|---:|---:|",
        *table,
    ]


def _is_noisy(line: Line) -> bool:
    load: float = line["load"]
    return load > QUIET * (os.cpu_count() or 1)


def _theirs(name: str, side: str, found: dict[str, dict[str, Line]]) -> Line | None:
    return found[side].get(NEAREST.get(name, {}).get(side, ""))


def _row(name: str, line: Line, aim: str, peers: list[Line | None]) -> str:
    processor = f"{line['cpu_s']:.2f}" if "cpu_s" in line else "–"
    cells = [name, f"{line['wall_s']:.3f}", processor, str(line["peak_mb"]), aim]
    cells += [f"{one['wall_s']:.2f} ({one['wall_s'] / line['wall_s']:.1f})" if one else "–" for one in peers]
    return f"| {' | '.join(cells)} |"


def _aim(name: str, line: Line, known: Known) -> str:
    aims = [f"{against(line['wall_s'], known.aims[name])} (s)"] if name in known.aims else []
    aims += [f"{against(line['peak_mb'], known.most_mb[name])} (MB)"] if name in known.most_mb else []
    return ", ".join(aims)


def against(found: float, aim: float) -> str:
    return f"{aim:g}, met" if found <= aim else f"{aim:g}, missed by {found / aim:.1f}×"
