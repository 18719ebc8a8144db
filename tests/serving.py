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
from tempfile import TemporaryDirectory

SECONDS = 60  # a cold machine at work on other things


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
                server.wait(timeout=20)
            finally:
                server.kill()


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
    return port


def answering(server: "subprocess.Popen[bytes]", says: Path) -> str:
    """Where it listens, as soon as it answers there."""
    for _ in range(SECONDS * 10):
        said = says.read_text(encoding="utf-8", errors="replace")
        assert server.poll() is None, said
        address = re.search(r"http://[\d.:]+", said)
        if address is not None and is_there(address.group()):
            return address.group()
        time.sleep(0.1)
    raise AssertionError(f"the server did not answer: {said}")


def is_there(url: str) -> bool:
    try:
        urllib.request.urlopen(f"{url}/api/summary", timeout=5).close()
    except OSError:
        return False
    return True
