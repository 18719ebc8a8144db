"""Build the web app into the package, so that who installs desirepath needs no Node.js."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

sys.path.insert(0, str(Path(__file__).resolve().parent))
from scripts import web


class WebApp(BuildHookInterface):  # type: ignore[misc,type-arg]  # hatchling is there only while it builds
    """The hook that hatchling finds here."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - as hatchling calls it
        """Build web/ when it is here; a source archive without it carries the built app."""
        if web.WEB.is_dir():
            web.build()
