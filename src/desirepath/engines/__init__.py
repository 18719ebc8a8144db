"""Where relational work is run: one protocol, one file per engine, nothing else imports a driver.

An engine knows how to read parts and run an Ibis expression; it never knows what a funnel is.
Start with `protocol`, then `duckdb` and `spark`; `starting` makes the one that a workspace names.
`files` holds how a file comes to exist whole or not at all.
"""

from desirepath.engines.duckdb import DuckDBEngine
from desirepath.engines.files import whole_file
from desirepath.engines.protocol import Engine, Spreads, Watcher
from desirepath.engines.spark import SparkEngine
from desirepath.engines.starting import EngineName, started

__all__ = [
    "DuckDBEngine",
    "Engine",
    "EngineName",
    "SparkEngine",
    "Spreads",
    "Watcher",
    "started",
    "whole_file",
]
