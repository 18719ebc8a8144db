"""Where relational work is run: one protocol, one file per engine, nothing else imports a driver.

An engine knows how to read parts and run an Ibis expression; it never knows what a funnel is.
Start with `protocol`, then `duckdb` and `spark`; `starting` makes the one that a workspace names.
`files` holds how a file comes to exist whole or not at all, `sqlite` how a foreign database is read.
"""

from desirepath.engines.duckdb import DuckDBEngine
from desirepath.engines.files import disk_is_full, no_room, whole_file
from desirepath.engines.protocol import Engine, Listed, Lists, Spreads, Watcher
from desirepath.engines.spark import SparkEngine
from desirepath.engines.sqlite import SQLITE, SqliteFile, sqlite_file
from desirepath.engines.starting import EngineName, started

__all__ = [
    "SQLITE",
    "DuckDBEngine",
    "Engine",
    "EngineName",
    "Listed",
    "Lists",
    "SparkEngine",
    "Spreads",
    "SqliteFile",
    "Watcher",
    "disk_is_full",
    "no_room",
    "sqlite_file",
    "started",
    "whole_file",
]
