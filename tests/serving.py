"""A server of its own process, as `desirepath serve` starts it."""

import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import SystemRandom
from tempfile import TemporaryDirectory

SECONDS = 300  # a cold machine at work on other things
PORTS = range(20_000, 30_000)  # no system gives these away, so none is taken between two runs of a server


@contextmanager
def serving(folder: Path, port: int | None = None) -> Iterator[str]:
    """Its address is the one it says: another program may have taken the port that was free a moment ago."""
    port = port or free_port()
    command = [sys.executable, "-u", "-m", "desirepath", "-w", str(folder), "serve", "--port", str(port)]
    with TemporaryDirectory() as place, (Path(place) / "said").open("wb") as says:
        server = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=says, stderr=says)
        try:
            yield answering(server, Path(says.name))
        finally:
            server.terminate()
            try:
                server.wait(timeout=60)
            finally:
                server.kill()


def free_port() -> int:
    return next(port for port in SystemRandom().sample(PORTS, 100) if is_free(port))


def is_free(port: int) -> bool:
    with socket.socket() as attempt:
        try:
            attempt.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def answering(server: "subprocess.Popen[bytes]", says: Path) -> str:
    """Where it listens, as soon as it answers there."""
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        said = says.read_text(encoding="utf-8", errors="replace")
        assert server.poll() is None, said
        address = re.search(r"http://[\d.:]+", said)
        if address is not None and is_there(address.group()):
            return address.group()
        time.sleep(0.1)
    raise AssertionError(f"the server did not answer: {said}")


def is_there(url: str) -> bool:
    try:
        urllib.request.urlopen(f"{url}/api/summary", timeout=30).close()
    except OSError:
        return False
    return True
