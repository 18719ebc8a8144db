"""The command that opens the workspace in the browser."""

from desirepath.cli import context
from desirepath.cli.opening import workspace
from desirepath.cli.printing import say
from desirepath.server import free_port, run_server


def serve(*, port: int = 8765) -> None:
    """Open the workspace in the browser, on this machine only.

    Parameters
    ----------
    port
        The port to listen on; the next free one when it is taken.
    """
    workspace()
    chosen = free_port(port)
    say(f"Serving on http://127.0.0.1:{chosen}  (Ctrl-C stops it)")
    run_server(context.folder(), port=chosen)
