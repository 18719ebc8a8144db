"""Jobs of Spark that somebody watches: how far they are, and that they end when nobody wants them."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread
from typing import Any

import ibis

from desirepath.engines.protocol import Watcher
from desirepath.engines.watching import given_up

__all__ = ["followed"]

LOOK_SECONDS = 0.1  # between two looks at the jobs
GROUP = "spark.jobGroup.id"


@contextmanager
def followed(session: Any, watcher: Watcher | None) -> Iterator[None]:
    """The jobs that this thread starts inside are told of, and stopped with `Cancelled` when unwanted."""
    if watcher is None:
        yield
        return
    context, group = session.sparkContext, ibis.util.gen_name("desirepath")
    before = context.getLocalProperty(GROUP)
    context.setJobGroup(group, "desirepath", interruptOnCancel=True)
    over = Event()
    following = Thread(target=_follow, args=(context, group, watcher, over), daemon=True)
    following.start()
    try:
        yield
    except Exception:
        if watcher.is_unwanted():
            raise given_up() from None
        raise
    finally:
        over.set()
        following.join()
        context.setLocalProperty(GROUP, before)


def _follow(context: Any, group: str, watcher: Watcher, over: Event) -> None:
    while not over.wait(LOOK_SECONDS):
        if watcher.is_unwanted():
            context.cancelJobGroup(group)
            continue
        done, tasks = _tasks(context.statusTracker(), group)
        if done:
            watcher.tell(done, tasks)


def _tasks(tracker: Any, group: str) -> tuple[int, int]:
    """How many tasks of these jobs are done, and of how many."""
    jobs = [tracker.getJobInfo(job) for job in tracker.getJobIdsForGroup(group)]
    found = [tracker.getStageInfo(stage) for job in jobs if job is not None for stage in job.stageIds]
    stages = [stage for stage in found if stage is not None]
    return sum(stage.numCompletedTasks for stage in stages), sum(stage.numTasks for stage in stages)
