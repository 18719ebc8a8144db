"""A server killed in the middle of a request: nothing is half there, and what is sent again is made once."""

import json
import os
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPException
from pathlib import Path
from typing import Any

from tests.server.companies import drawn
from tests.serving import free_port, is_there
from tests.waiting import until

# A server that lives once for each line it is told, and kills itself when its next write is about to be
# committed, or has just been, as the file "kill" says.
LIVES = """
import os, signal, sys
from pathlib import Path
from sqlalchemy import Engine, event
from sqlalchemy.engine.default import DefaultDialect
from desirepath.server import run_server

folder, port = Path(sys.argv[1]), int(sys.argv[2])
commit, writing = DefaultDialect.do_commit, []

def die(when):
    if writing and (folder / "kill").is_file() and (folder / "kill").read_text() == when:
        os.kill(os.getpid(), signal.SIGKILL)

@event.listens_for(Engine, "commit")
def about_to_be(connection):
    writing[:] = [True] if connection.get_execution_options().get("writes") else []
    die("before")

def committed(dialect, connection):
    commit(dialect, connection)
    die("after")

DefaultDialect.do_commit = committed
for _ in sys.stdin:
    life = os.fork()
    if life == 0:
        run_server(folder, port=port)
    os.waitpid(life, 0)
    (folder / "kill").unlink()
"""


class Server:
    """A shop's server, as one after the other of its lives."""

    def __init__(self, folder: Path, process: "subprocess.Popen[str]", port: int) -> None:
        self.folder, self.url, self._process, self._port = folder, f"http://127.0.0.1:{port}", process, port

    def begin(self) -> None:
        assert self._process.stdin
        self._process.stdin.write("once more\n")
        self._process.stdin.flush()
        until(lambda: self._process.poll() is not None or is_there(self.url))

    def ask(self, path: str, body: Any = None, *, method: str | None = None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        headers = {"Content-Type": "application/json"}
        asked = urllib.request.Request(self.url + path, data=data, headers=headers, method=method)
        with urllib.request.urlopen(asked, timeout=60) as answer:
            return json.load(answer)

    def dies(self, when: str, path: str, body: Any = None, *, method: str | None = None) -> None:
        """Ask for what it is killed at, so that nobody gets an answer."""
        (self.folder / "kill").write_text(when)
        try:
            answer = self.ask(path, body, method=method)
        except urllib.error.HTTPError as told:
            raise AssertionError(told.read()) from told
        except (HTTPException, OSError):
            answer = None
        assert answer is None
        until(lambda: not (self.folder / "kill").exists())

    def half_a_file(self) -> socket.socket:
        """The beginning of a file, on its way; the rest never comes."""
        head = "POST /api/uploads?name=visits.csv HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Desirepath: upload\r\n"
        way = socket.create_connection(("127.0.0.1", self._port))
        way.sendall(
            f"{head}Content-Type: application/octet-stream\r\nContent-Length: 99\r\n\r\nid,when".encode()
        )
        until(lambda: any((self.folder / "uploads").glob("*/*")))
        return way


@contextmanager
def living(folder: Path) -> Iterator[Server]:
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-c", LIVES, str(folder), str(port)],
        stdin=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    with process:
        try:
            yield Server(folder, process, port)
        finally:
            os.killpg(process.pid, signal.SIGKILL)


def test_what_a_killed_server_was_doing_is_done_whole_or_not_at_all(tmp_path: Path) -> None:
    shop = drawn(tmp_path / "shop")
    (row,) = shop.catalog.documents("map")
    retitled = {"op": "set", "id": "map", "field": "title", "value": "Kept", "was": row.body["title"]}
    edit = {"batch": "of-one-tab", "operations": [retitled]}
    with living(tmp_path / "shop") as server:
        server.begin()
        with server.half_a_file():
            (broken,) = server.ask("/api/loads/1/quarantine")
            address = f"/api/loads/1/quarantine/{broken['ordinal']}"
            mended = {"values": {"when": "2025-01-02T10:00:00Z"}}
            server.dies("before", address, mended, method="PUT")

        server.begin()
        assert server.ask("/api/uploads") == []
        assert server.ask("/api/loads/1/quarantine") == [broken]
        assert server.ask(address, mended, method="PUT")["fits"]
        (corrected,) = server.ask("/api/loads/1/quarantine")
        server.dies("after", "/api/maps/current/edits", edit)

        server.begin()
        assert server.ask("/api/loads/1/quarantine") == [corrected]
        revisions = server.ask("/api/maps/current/revisions?since=1")
        assert [change["operations"] for change in revisions] == [[retitled]]
        assert server.ask("/api/maps/current/edits", edit)["revision"] == 2  # sent again: it is made once
        assert server.ask("/api/maps/current/newest")["revision"] == 2
        server.dies("before", "/api/people/who-1?unmasked=true")

        server.begin()
        assert server.ask("/api/disclosures") == []  # and nobody was shown anything
        assert server.ask("/api/maps/current")["title"] == "Kept"
