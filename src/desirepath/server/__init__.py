"""The HTTP door: a JSON API with OpenAPI, and one page, on this machine only.

`routes` has one file per noun; `guarding` says who may ask; `app` is the built web app. Nothing here
computes: every answer comes from the workspace.
"""

from desirepath.server.application import create_app
from desirepath.server.listening import free_port, run_server

__all__ = ["create_app", "free_port", "run_server"]
