"""The engine that a workspace names, started."""

from typing import Literal

from desirepath.engines.duckdb import DuckDBEngine
from desirepath.engines.protocol import Engine
from desirepath.engines.spark import SparkEngine

__all__ = ["EngineName", "started"]

EngineName = Literal["duckdb", "spark"]


def started(name: EngineName, *, spark_master: str = "local[*]") -> Engine:
    """The engine of this name.

    >>> import pyarrow as pa
    >>> started("duckdb").run(started("duckdb").table(pa.table({"a": [1]}))).num_rows
    1
    """
    return SparkEngine(spark_master) if name == "spark" else DuckDBEngine()
