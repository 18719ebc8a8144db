"""Killing what works for Spark: its Python workers, or the whole of its Java process."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, Thread

DAEMON = "pyspark.daemon"


def children(of: int) -> list[int]:
    """The processes that this one started, and those that they did."""
    parents = {}
    for each in Path("/proc").iterdir():
        if each.name.isdigit():
            with suppress(OSError):
                parents[int(each.name)] = int((each / "stat").read_text().rpartition(")")[2].split()[1])
    found, asked = list[int](), [of]
    while asked:
        asked = [child for child, parent in parents.items() if parent in asked]
        found += asked
    return found


def command(process: int) -> str:
    with suppress(OSError):
        return Path(f"/proc/{process}/cmdline").read_text().replace("\0", " ")
    return ""


def workers(of: int) -> list[int]:
    """Spark's Python workers below this process: all that their daemon started."""
    daemons = [each for each in children(of) if DAEMON in command(each)]
    return [each for each in daemons if any(each in children(other) for other in daemons if other != each)]


def is_working(process: int) -> bool:
    with suppress(OSError):
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] == "R"
    return False


@contextmanager
def killing_workers(of: int, *, most: int, when: Callable[[], bool] = lambda: True) -> Iterator[list[int]]:
    """Kill -9 for workers in the middle of their work, so many of them, from when this is so on."""
    killed, over = list[int](), Event()

    def kill() -> None:
        while not over.is_set() and len(killed) < most:
            for worker in workers(of) if when() else []:
                if is_working(worker) and worker not in killed and len(killed) < most:
                    with suppress(ProcessLookupError):
                        os.kill(worker, signal.SIGKILL)
                        killed.append(worker)
            time.sleep(0.01)

    killer = Thread(target=kill)
    killer.start()
    try:
        yield killed
    finally:
        over.set()
        killer.join()
