"""Answers over HTTP under load: clients who ask a mix of questions at once, half of which were asked before.

python -m benchmarks.asking WORKSPACE [--clients 8] [--questions 200] prints one JSON line: how long an answer
takes at the median and for the slowest twentieth, in milliseconds, over all and over those asked first.
"""

import argparse
import http.client
import json
import math
import os
import random
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import desirepath

SEED = 5
WARM = 2  # questions of each measure, before the clock starts: a server that has just begun compiles


class Asked:
    """What one answer took."""

    def __init__(self, question: dict[str, Any], seconds: float, *, is_repeated: bool, size: int) -> None:
        self.question, self.seconds, self.is_repeated, self.size = question, seconds, is_repeated, size


def questions(nodes: list[str], chance: random.Random) -> Iterator[dict[str, Any]]:
    """Questions of all sorts without end; hardly two are alike."""
    sorts: list[Callable[[], dict[str, Any]]] = [
        lambda: {"measure": "transitions", "top": chance.randint(10, 1_000)},
        lambda: {"measure": "funnel", "steps": chance.sample(nodes, 5), "within_days": chance.randint(1, 60)},
        lambda: {"measure": "paths", "top": chance.randint(10, 1_000)},
        lambda: {"measure": "step_matrix", "steps": chance.randint(4, 30)},
        lambda: {"measure": "flow", "steps": chance.randint(4, 20), "top": chance.randint(4, 12)},
        lambda: {"measure": "retention", "unit": "week", "periods": chance.randint(6, 40)},
        lambda: {"measure": "drop_off", "goal": chance.sample(nodes, 2)},
    ]
    while True:
        for sort in sorts:
            asking: dict[str, Any] = {"question": sort()}
            kind = chance.random()
            if kind < 0.2 and asking["question"]["measure"] in ("transitions", "paths"):
                asking["question"]["lens"] = {"show": {chance.choice(nodes): None}}
            elif kind < 0.3:
                asking["question"]["split"] = {"by": "gap", "minutes": chance.randint(10, 600)}
            elif kind < 0.4:
                asking["containing"] = {"touchpoint": chance.choice(nodes)}
            yield asking


def mix(nodes: list[str], count: int) -> list[tuple[dict[str, Any], bool]]:
    """So many questions, every other one of them asked before."""
    chance = random.Random(SEED)  # noqa: S311
    fresh, asked = questions(nodes, chance), list[dict[str, Any]]()
    order = []
    for number in range(count):
        is_repeated = number % 2 == 1
        question = chance.choice(asked) if is_repeated else next(fresh)
        asked.append(question)
        order.append((question, is_repeated))
    return order


@contextmanager
def served(folder: Path) -> Iterator[tuple[int, int]]:
    """The port and the process of a server of this workspace."""
    with socket.socket() as place:
        place.bind(("127.0.0.1", 0))
        port = int(place.getsockname()[1])
    command = [sys.executable, "-m", "desirepath", "-w", str(folder), "serve", "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(600):
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                time.sleep(0.1)
        yield port, process.pid
    finally:
        process.terminate()
        process.wait(timeout=30)


def ask(connection: http.client.HTTPConnection, question: dict[str, Any]) -> bytes:
    """The answer's body; anything but an answer ends the benchmark."""
    body = json.dumps(question).encode()
    connection.request("POST", "/api/answers", body, {"Content-Type": "application/json"})
    reply = connection.getresponse()
    told = reply.read()
    if reply.status != http.client.OK:
        raise SystemExit(f"{reply.status}: {told.decode()} when asked {question}")
    return told


def client(
    port: int, order: Iterator[tuple[dict[str, Any], bool]], turn: threading.Lock, done: list[Asked]
) -> None:
    """Ask the next question as soon as the last is answered."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=600)
    while True:
        with turn:
            question, is_repeated = next(order, (None, False))
        if question is None:
            return
        began = time.perf_counter()
        told = ask(connection, question)
        done.append(Asked(question, time.perf_counter() - began, is_repeated=is_repeated, size=len(told)))


def processor_s(process: int) -> float:
    """The processor time that a process has taken so far (Linux)."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def measured(folder: Path, *, clients: int, count: int) -> tuple[list[Asked], float]:
    """What each answer took, with so many clients at once; and the server's processor time for all."""
    kinds = desirepath.open(folder).store().kinds
    nodes = sorted({str(node) for node in kinds["touchpoint"].to_pylist()})
    done: list[Asked] = []
    with served(folder) as (port, process):
        warming = http.client.HTTPConnection("127.0.0.1", port, timeout=600)
        others = questions(nodes, random.Random(SEED + 1))  # noqa: S311
        for _ in range(7 * WARM):
            ask(warming, next(others))
        before = processor_s(process)
        order, turn = iter(mix(nodes, count)), threading.Lock()
        threads = [threading.Thread(target=client, args=(port, order, turn, done)) for _ in range(clients)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        took = processor_s(process) - before
    return done, took


def told(done: list[Asked]) -> dict[str, Any]:
    """The median and the 95th percentile (nearest rank), in milliseconds."""
    times = sorted(one.seconds * 1_000 for one in done)
    if not times:
        return {}
    half, most = (times[math.ceil(len(times) * share) - 1] for share in (0.5, 0.95))
    return {"n": len(times), "median_ms": round(half, 1), "p95_ms": round(most, 1)}


def main() -> None:
    """Ask, and print what it took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("workspace", type=Path)
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--questions", type=int, default=200)
    asked = parser.parse_args()
    done, took = measured(asked.workspace, clients=asked.clients, count=asked.questions)
    measures = sorted({one.question["question"]["measure"] for one in done})
    fresh = [one for one in done if not one.is_repeated]
    line = {
        "name": "answers over HTTP",
        "clients": asked.clients,
        "cores": os.cpu_count(),
        "processor_s": round(took, 2),
        "all": told(done),
        "asked first": told(fresh),
        "asked before": told([one for one in done if one.is_repeated]),
        "by measure": {
            name: told([one for one in fresh if one.question["question"]["measure"] == name])
            for name in measures
        },
        "megabytes": round(sum(one.size for one in done) / 1e6, 1),
    }
    print(json.dumps(line, indent=2))


if __name__ == "__main__":
    main()
