"""Rows of Parquet, a file or a folder, shaped by an engine's workers: each reads some stretches itself.

What comes back, in the order of the file, is what shaping it here gives. Equal rows are counted, and parts
written, in one place: `taking` does that with rows from anywhere.
"""

import pickle
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from desirepath.engines import Spreads
from desirepath.errors import SourceError
from desirepath.interactions.conforming import Shaped, shape
from desirepath.interactions.mappings import Mapping
from desirepath.records import Record
from desirepath.sources import Stretch, bytes_of, read_stretch

__all__ = ["Shaping", "shaped_there"]


class Shaping(Record):
    """What a worker does with a stretch of the file; it is sent there."""

    path: Path
    mapping: Mapping
    load: int
    at_us: int

    def __call__(self, stretch: bytes) -> Iterator[bytes]:
        """Each batch of it, shaped; or why it cannot be read: raised, it would be tried elsewhere again."""
        try:
            for rows in read_stretch(self.path, pickle.loads(stretch)):  # noqa: S301 - ours
                made = shape(rows, self.mapping, load=self.load, loaded_at_us=self.at_us)
                yield pickle.dumps(made, protocol=5)
        except SourceError as error:
            yield pickle.dumps(str(error))


def shaped_there(
    engine: Spreads, shaping: Shaping, stretches: Sequence[Stretch], *, progress: Callable[[int], None]
) -> Iterator[Shaped]:
    """The batches of all stretches in order. SourceError when one cannot be read."""
    size, total = bytes_of(shaping.path), sum(stretch.rows for stretch in stretches)
    read = 0
    for made in engine.hand_out([pickle.dumps(stretch) for stretch in stretches], shaping):
        shaped: Shaped | str = pickle.loads(made)  # noqa: S301 - ours
        if isinstance(shaped, str):
            raise SourceError(shaped)
        read += shaped.read
        progress(size * read // max(total, 1))
        yield shaped
