"""Where the tasks of a process stand, and the way each flow takes: beside the boxes, not through them."""

from collections.abc import Iterable

from desirepath.maps import Card, JourneyMap, Lane
from desirepath.records import Record

WIDTH, HEIGHT = 120.0, 60.0  # of a task
_COLUMN, _ROW, _HEAD = 160.0, 90.0, 60.0
_PADDING = 15.0  # of a lane, above and below its tasks
_BESIDE = {"sequence": 20.0, "down": 12.0, "up": 28.0}  # from a task's right edge, in the gap between columns
_BEFORE = 8.0  # how far from its end a message turns
Point = tuple[float, float]


class Task(Record):
    """A card of a lane as a task, with its upper left corner."""

    id: str
    card: Card
    lane: str
    x: float
    y: float


def tasks_of(journey_map: JourneyMap, lanes: list[Lane]) -> list[Task]:
    """The cards of these lanes as tasks: a column for each step, several of a slot below one another."""
    order = {step.id: at for at, step in enumerate(s for stage in journey_map.stages for s in stage.steps)}
    tasks: list[Task] = []
    top = 0.0
    for lane in lanes:
        rows = 1
        for step, at in order.items():
            here = [card for card in lane.cards if card.step == step]
            rows = max(rows, len(here))
            x = _HEAD + 30 + at * _COLUMN
            for number, card in enumerate(here):
                y = top + _PADDING + number * _ROW
                tasks.append(Task(id=f"task-{len(tasks)}", card=card, lane=lane.id, x=x, y=y))
        top += rows * _ROW + (40 if lane.role == "actions" else 0)
    return tasks


def band_of(lane: Lane, tasks: list[Task]) -> tuple[float, float]:
    """From where to where a lane reaches downwards."""
    mine = [task.y for task in tasks if task.lane == lane.id]
    return min(mine) - _PADDING, max(mine) + HEIGHT + _PADDING


def flow_points(start: Task, end: Task) -> list[Point]:
    """The way of a sequence flow: down to the task below, or to the right into the next column."""
    if start.x == end.x:
        return [(start.x + WIDTH / 2, start.y + HEIGHT), (end.x + WIDTH / 2, end.y)]
    leaves, comes = start.y + HEIGHT / 2, end.y + HEIGHT / 2
    turn = start.x + WIDTH + _BESIDE["sequence"]
    between = [] if leaves == comes else [(turn, leaves), (turn, comes)]
    return [(start.x + WIDTH, leaves), *between, (end.x, comes)]


def message_points(start: Task, end: Task, tasks: Iterable[Task]) -> list[Point]:
    """The way of a message to the other pool: straight where nothing is between, else beside the column."""
    is_down = start.y < end.y
    comes = end.y if is_down else end.y + HEIGHT
    upper, lower = sorted((start.y, end.y))
    is_free = not any(task.x == start.x and upper < task.y < lower for task in tasks)
    if start.x == end.x and is_free:
        return [(start.x + WIDTH / 2, start.y + (HEIGHT if is_down else 0)), (end.x + WIDTH / 2, comes)]
    turn = start.x + WIDTH + _BESIDE["down" if is_down else "up"]
    last = comes - _BEFORE if is_down else comes + _BEFORE
    leaves = start.y + HEIGHT / 2
    return [
        (start.x + WIDTH, leaves), (turn, leaves), (turn, last), (end.x + WIDTH / 2, last),
        (end.x + WIDTH / 2, comes),
    ]  # fmt: skip
