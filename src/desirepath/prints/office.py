"""A map for PowerPoint and Excel: shapes and cells that can be edited.

Both need the extra `office`. `slides` and `sheets` do the work; they are asked for only when a file is.
"""

from importlib import import_module
from types import ModuleType
from typing import Any, Literal

import msgspec

from desirepath.drawing import legal
from desirepath.errors import InputError
from desirepath.maps import Comparison, JourneyMap
from desirepath.prints.layout_reading import Texts
from desirepath.prints.wording import speaking


def to_pptx(journey_map: JourneyMap, *, texts: Texts | None = None) -> bytes:
    """The map as a PowerPoint file of native shapes. `texts` finds the words of quotes.

    One slide where the map can be read on one, else more, parted at stages and lanes. `InputError` without
    the extra `office`.

    >>> to_pptx(JourneyMap(key="a", title="A map", stages=[]))[:2]
    b'PK'
    """
    with speaking(journey_map.language):
        made: bytes = _writer("slides").compose(_legal_map(journey_map), texts)
    return made


def comparison_to_pptx(
    comparison: Comparison,
    before: JourneyMap,
    after: JourneyMap,
    *,
    mode: Literal["overlay", "stacked", "table"] = "overlay",
    texts: Texts | None = None,
) -> bytes:
    """Two maps as a PowerPoint file of native shapes (`comparison` is of these two).

    `mode`: one over the other, one under the other, or the table of changes.

    >>> from desirepath.maps import compare
    >>> now, then = (JourneyMap(key=key, title=key, stages=[]) for key in ("now", "then"))
    >>> comparison_to_pptx(compare(now, then), now, then)[:2]
    b'PK'
    """
    with speaking(after.language or before.language):
        made: bytes = _writer("slide_comparing").compose(comparison, before, after, texts, mode=mode)
    return made


def to_xlsx(*maps: JourneyMap, texts: Texts | None = None) -> bytes:
    """Maps as an Excel file: a sheet for each, one of all evidence, one of opportunities where there are any.

    >>> to_xlsx(JourneyMap(key="a", title="A map", stages=[]))[:2]
    b'PK'
    """
    made: bytes = _writer("sheets").compose(maps, texts)
    return made


def _legal_map(journey_map: JourneyMap) -> JourneyMap:
    """The map without the characters that no file of slides may hold."""
    return msgspec.convert(_legal(msgspec.to_builtins(journey_map)), JourneyMap)


def _legal(value: Any) -> Any:
    if isinstance(value, str):
        return legal(value)
    if isinstance(value, list):
        return [_legal(each) for each in value]
    return {name: _legal(each) for name, each in value.items()} if isinstance(value, dict) else value


def _writer(name: str) -> ModuleType:
    try:
        return import_module(f"desirepath.prints.{name}")
    except ModuleNotFoundError as error:
        if error.name and error.name.startswith("desirepath"):
            raise
        raise InputError(
            f'PowerPoint and Excel files need {error.name}. Try: pip install "desirepath[office]"'
        ) from error
