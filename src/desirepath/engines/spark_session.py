"""A Spark session, started so that it answers as every other engine does. Imports the driver.

Only `spark` imports this, when an engine is made.
"""

import logging
import os
import re
import signal
import socket
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from threading import current_thread, main_thread
from typing import Any

from pyspark import StorageLevel
from pyspark.errors import PySparkException
from pyspark.sql import DataFrame, SparkSession

from desirepath.engines.spark_dialect import Backend
from desirepath.engines.spark_failures import did_not_start, nobody_answers

__all__ = ["connect", "on_disk", "unburdened"]

LOCAL = re.compile(r"local(?:\[(\*|\d+)\])?")
TRIES = 4  # how often a task is tried before the work fails: Spark's own number for clusters
ANSWER_SECONDS = 5.0
SESSION = {
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.ansi.enabled": "true",  # an overflow or a text that is no number fails: it is not null
    "spark.sql.execution.arrow.pyspark.enabled": "true",
    "spark.sql.mapKeyDedupPolicy": "LAST_WIN",
}
HERE = {  # of a Spark that runs in this machine only
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.memory": "2g",
    "spark.sql.shuffle.partitions": "4",
}
ALWAYS = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "ERROR",
    "spark.executorEnv.PYTHONWARNINGS": "ignore:PySpark does not yet fully support pandas:FutureWarning",
    "spark.driver.maxResultSize": "0",  # partial answers may be large; they are merged here
}


def connect(master: str, settings: Mapping[str, str]) -> tuple[SparkSession, Any]:
    """A session of its own and the Ibis backend on it; a Spark that runs already is used."""
    logging.getLogger("SQLQueryContextLogger").setLevel(logging.CRITICAL + 1)  # it tells Java's whole stack
    logging.getLogger().addFilter(_not_of_the_bridge)
    session = _running(master, settings).newSession()
    for name, value in {**SESSION, **_of_sessions(session, settings)}.items():
        session.conf.set(name, value)
    backend = Backend()
    backend.register_options()
    backend.do_connect(session)
    return session, backend


def on_disk() -> StorageLevel:
    """Where rows wait that are too many for anybody's memory."""
    return StorageLevel.DISK_ONLY


def unburdened(rows: DataFrame) -> DataFrame:
    """The same rows without what Spark 4 guesses of their size: it multiplies the guesses of what is joined,
    checkpoint or not, so that after twenty joined rounds a guess alone takes minutes."""
    java: Any = rows._jdf  # noqa: SLF001 - Python's own way there would take every row through Python
    session = rows.sparkSession
    fresh = session._jsparkSession.createDataFrame(java.javaRDD(), java.schema())  # noqa: SLF001
    return DataFrame(fresh, session)


def _running(master: str, settings: Mapping[str, str]) -> SparkSession:
    found = SparkSession.getActiveSession()
    if found is not None:
        return found
    _check_answers(master)
    # Workers take whatever `python3` is otherwise, and find no pyarrow there.
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    here = LOCAL.fullmatch(master)
    if here:
        os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    builder = SparkSession.builder.appName("desirepath").master(_persistent(master))
    warehouse = Path(tempfile.gettempdir()) / "desirepath" / "warehouse"
    chosen = {"spark.sql.warehouse.dir": str(warehouse), **ALWAYS, **(HERE if here else {}), **settings}
    for name, value in chosen.items():
        builder = builder.config(name, value)
    by_hand = signal.getsignal(signal.SIGINT)
    try:
        return builder.getOrCreate()
    except (PySparkException, OSError) as error:
        raise did_not_start(error) from error
    finally:
        if (
            current_thread() is main_thread()
        ):  # Spark's own asks Java inside what asks Java, and tells both stacks
            signal.signal(signal.SIGINT, by_hand)


def _not_of_the_bridge(record: logging.LogRecord) -> bool:
    """What py4j logs when Java is gone, or is no longer waited for: `spark_failures` says it in words."""
    return Path(record.pathname).parent.name != "py4j"


def _persistent(master: str) -> str:
    """A master on this machine that tries a task again when its worker dies: `local` alone does not."""
    here = LOCAL.fullmatch(master)
    return f"local[{here.group(1) or 1},{TRIES}]" if here else master


def _check_answers(master: str) -> None:
    """A cluster that cannot be reached is said now: Spark itself would try for a minute, then say less."""
    if not master.startswith("spark://"):
        return
    for place in master.removeprefix("spark://").split(","):
        host, _, port = place.rpartition(":")
        try:
            socket.create_connection((host, int(port)), timeout=ANSWER_SECONDS).close()
        except (OSError, ValueError):
            continue
        return
    raise nobody_answers(master)


def _of_sessions(session: SparkSession, settings: Mapping[str, str]) -> dict[str, str]:
    """Those settings that a running session still takes."""
    return {name: value for name, value in settings.items() if session.conf.isModifiable(name)}
