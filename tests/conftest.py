"""What many tests stand on: the demo company taken through the whole line, once for all processes."""

import fcntl
import os
import shutil
import signal
from pathlib import Path
from typing import Any

import pytest
import tests.examples  # noqa: F401 - which examples Hypothesis tries

from desirepath import cli, workspace
from desirepath.drawing import measuring
from desirepath.engines import SparkEngine

SHARED = Path(os.environ.get("DESIREPATH_SHARED", Path(__file__).parents[2] / "shared" / "data"))
PEOPLE, SEED = "900", "11"

# Who is begun in the background ignores Ctrl-C, and so would every program that a test begins and stops.
signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demo company on a seed that is not the default, made once and read by every test process."""
    if made := os.environ.get("DESIREPATH_TEST_DEMO"):  # one that is kept, for who runs a few tests often
        return Path(made)
    together = tmp_path_factory.getbasetemp().parent if "PYTEST_XDIST_WORKER" in os.environ else None
    folder = (together or tmp_path_factory.mktemp("story")) / "demo"
    with (folder.parent / "demo.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "map.html").is_file():
            shutil.rmtree(folder, ignore_errors=True)
            assert cli.run(["demo", str(folder), "--people", PEOPLE, "--seed", SEED, "--no-serve"]) == 0
    return folder


@pytest.fixture(scope="session")
def demo(demo_folder: Path) -> workspace.Workspace:
    """The demo company's workspace, opened. Read it; do not change it."""
    return workspace.open(demo_folder)


@pytest.fixture(autouse=True)
def nothing_was_said_yet() -> None:
    """What a process says once is said in every test that asks for it."""
    measuring._warn.cache_clear()


@pytest.fixture
def shared_data() -> Path:
    """The public data beside the checkout; without it the test says so and is skipped."""
    if not SHARED.is_dir():
        pytest.skip(f"the public data is not at {SHARED}; name its folder in DESIREPATH_SHARED")
    return SHARED


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Tests of one `xdist_group` go to one process: pytest-xdist 3.8 tells the group in an attribute that
    pytest 9.2 does not read any more, and deals such tests out one by one (pytest-xdist, issue 1386)."""
    if not getattr(config.option, "loadgroup", False):
        return
    for item in items:
        mark = item.get_closest_marker("xdist_group")
        if mark is not None and not item.nodeid.endswith(f"@{mark.args[0]}") and hasattr(item, "_id"):
            item._id = type(item._id).parse(f"{item.nodeid}@{mark.args[0]}")


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any, error: object) -> None:
    """A test process that crashes ends the run, its test named; pytest-xdist would wait for it for ever."""
    if error:
        node.config.pluginmanager.get_plugin("dsession").shouldstop = f"a test process ended: {error}"


@pytest.fixture(scope="session")
def checked_kernels(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where kernels are kept that check their indices; tests that use it say `xdist_group("kernels")`."""
    return tmp_path_factory.mktemp("kernels")


@pytest.fixture(scope="session")
def spark(pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory) -> SparkEngine:
    """Spark on two cores, started once: tests that use it say `xdist_group("spark")`, so one process does."""
    if getattr(pytestconfig.option, "loadgroup", False):
        (tmp_path_factory.getbasetemp().parent / "spark-is-here").mkdir()  # fails in a second process
    if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
        pytest.skip("Spark needs Java 17, and there is no java on the path (nor a JAVA_HOME)")
    many_small_queries = {
        "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
        "spark.sql.shuffle.partitions": "2",
        "spark.sql.adaptive.enabled": "false",
    }
    return SparkEngine("local[2]", settings=many_small_queries)
