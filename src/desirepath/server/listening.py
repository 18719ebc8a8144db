"""Listening on loopback, on the port that was asked for or the next free one."""

import socket
from pathlib import Path

import uvicorn

from desirepath.errors import InputError
from desirepath.server.application import create_app
from desirepath.server.memory import keep_freed

LOOPBACK = "127.0.0.1"


def free_port(wanted: int) -> int:
    """The first free port of loopback from `wanted` on; `InputError` when the next hundred are taken."""
    if not 1 <= wanted <= 65_535:
        raise InputError(f"A port is a number from 1 to 65535; found {wanted}.")
    for port in range(wanted, min(wanted + 100, 65_536)):
        with socket.socket() as attempt:
            attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                attempt.bind((LOOPBACK, port))
            except OSError:
                continue
            return port
    raise InputError(f"The ports {wanted} to {wanted + 99} are all taken. Name another with --port.")


def run_server(folder: Path, *, port: int) -> None:
    """Serve the workspace in this folder on loopback until stopped."""
    keep_freed()
    uvicorn.run(create_app(folder), host=LOOPBACK, port=port, log_level="warning", server_header=False)
