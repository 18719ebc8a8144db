"""What the API says of itself, without the addresses that ask the same as JSON does: build/openapi.json."""

import json
import tempfile
from pathlib import Path
from typing import Any

from litestar.testing import TestClient

from desirepath import workspace
from desirepath.server import create_app

FILE = Path(__file__).resolve().parent.parent / "build" / "openapi.json"
BY_ADDRESS = ("/api/measures/", "/api/comparisons/")


def description() -> dict[str, Any]:
    """The OpenAPI document of a workspace with nothing in it."""
    with tempfile.TemporaryDirectory() as folder:
        workspace.create(Path(folder))
        with TestClient(create_app(Path(folder)), base_url="http://127.0.0.1") as asked:
            described: dict[str, Any] = asked.get("/api/openapi/openapi.json").json()
    kept = {path: what for path, what in described["paths"].items() if not path.startswith(BY_ADDRESS)}
    return {**described, "paths": kept}


if __name__ == "__main__":
    FILE.parent.mkdir(exist_ok=True)
    FILE.write_text(json.dumps(description()))
