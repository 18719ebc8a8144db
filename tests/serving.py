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


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Its address is the one it says: another program may have taken the port that was free a moment ago."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    command = [sys.executable, "-u", "-m", "desirepath", "-w", str(folder), "serve", "--port", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    try:
        assert server.stdout is not None
        said = re.search(rb"http://[\d.:]+", server.stdout.readline())
        assert said is not None, server.communicate(timeout=20)
        url = said.group().decode()
        wait_for(url, server)
        yield url
    finally:
        server.terminate()
        server.communicate(timeout=20)


def wait_for(url: str, server: "subprocess.Popen[bytes]") -> None:
    for _ in range(300):
        assert server.poll() is None, server.stderr.read() if server.stderr else ""
        try:
            urllib.request.urlopen(f"{url}/api/summary", timeout=5).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("the server did not answer")
