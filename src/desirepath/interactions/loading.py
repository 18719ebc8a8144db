"""Loading: which file is taken in, through which mapping, and instead of which earlier load.

What is already there is not taken again; `taking` does the rest.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

from desirepath.catalog import Catalog, Load
from desirepath.engines import Engine, Listed, Spreads
from desirepath.errors import InputError, SourceError
from desirepath.interactions.conforming import Shaped, shape
from desirepath.interactions.mapping_columns import require_columns
from desirepath.interactions.mappings import Format, Mapping
from desirepath.interactions.replayed import replays_of
from desirepath.interactions.shaping import Shaping, shaped_there
from desirepath.interactions.tables import is_table, listed_table, shaped_table
from desirepath.interactions.taking import Taking, take
from desirepath.sources import FileFormat, bytes_of, checksum_of, detect, read, stretches

__all__ = ["file_format", "load"]

Progress = Callable[[int, int], None]
WORTH_SPREADING = 2  # pieces of a file: one alone is read here


def load(
    path: Path,
    mapping: Mapping,
    *,
    mapping_revision: int,
    catalog: Catalog,
    engine: Engine,
    folder: Path,
    at_us: int,
    replace: bool = False,
    progress: Progress | None = None,
) -> Load:
    """Take in a file, or a folder of Parquet files as one table, or a table of the engine's catalogue
    ("table:sales.clicks"), through a mapping; the committed load, with its ledger.

    A file that is already live with this revision of the mapping is not loaded again: the load that
    has it is returned (its `loaded_at_us` is not `at_us`). With `replace`, the live load of the same
    content through the same mapping stops counting, else the newest one of the same path through it;
    a file of which no row fits replaces nothing. `progress` is told bytes done and bytes in all. Whatever
    fails, the workspace stays as it was.

    Raises `SourceError` when the file cannot be read, `DocumentError` when the mapping reads a
    column it does not have, `InputError` when its rows would count twice or replace rows by none,
    `WorkspaceError` when the disk is full or another process is writing.
    """
    with catalog.writer_lock(doing=f"loading {path.name}"):
        listed = listed_table(engine, path) if is_table(path) else None
        checksum = _checksum(path) if listed is None else listed.checksum
        earlier = _earlier(catalog, path, checksum, mapping.key)
        already = _already(earlier, checksum, mapping_revision)
        if already is not None:
            return already
        if not replace:
            _refuse_another_revision(earlier, checksum, mapping, mapping_revision)
        number = catalog.reserve_load()
        replaced = [known.number for known in _replaced(earlier, checksum)] if replace else []
        taking = Taking(
            path=_kept(path),
            rows_of=_kept(path) if path.is_dir() else str(path),
            batches=_shaped(engine, path, mapping, progress, listed=listed, load=number, at_us=at_us),
            mapping=mapping,
            revision=mapping_revision,
            checksum=checksum,
            number=number,
            at_us=at_us,
            folder=folder,
            replaced=[*replaced, *replays_of(catalog, replaced)],
        )
        return take(taking, catalog, engine)


def file_format(form: Format) -> FileFormat:
    """A mapping's format as sources write it; what is left out is detected."""
    return FileFormat(
        type=form.type,
        encoding=form.encoding,
        delimiter=form.delimiter,
        records=form.records,
        sheet=form.sheet,
        header_row=form.header_row,
    )


def _shaped(
    engine: Engine,
    path: Path,
    mapping: Mapping,
    progress: Progress | None,
    *,
    listed: Listed | None,
    load: int,
    at_us: int,
) -> Iterator[Shaped]:
    """The rows of the file in order, shaped by the engine's workers where they can read it."""
    if listed is not None:
        told = progress or (lambda *_: None)
        yield from shaped_table(engine, listed, path, mapping, load=load, at_us=at_us, tell=told)
        return
    form = detect(path, file_format(mapping.format))
    tell = _telling(progress, bytes_of(path))
    pieces = stretches(path) if isinstance(engine, Spreads) and form.type == "parquet" else []
    if isinstance(engine, Spreads) and len(pieces) >= WORTH_SPREADING:
        first = next(read(path, form))
        require_columns(mapping, first.columns.column_names, file=path.name)
        shaping = Shaping(path=path.resolve(), mapping=mapping, load=load, at_us=at_us)
        yield from shaped_there(engine, shaping, pieces, progress=tell)
        return
    for batch, rows in enumerate(read(path, form, progress=tell)):
        if batch == 0 and not form.is_sparse:
            require_columns(mapping, rows.columns.column_names, file=path.name)
        yield shape(rows, mapping, load=load, loaded_at_us=at_us)


def _telling(progress: Progress | None, size: int) -> Callable[[int], None]:
    def tell(done: int) -> None:
        if progress is not None:
            progress(min(done, size), size)

    return tell


def _checksum(path: Path) -> str:
    if not path.exists():
        raise SourceError(f'There is no file "{path}". Check the path.')
    return checksum_of(path)


def _kept(path: Path) -> str:
    """The path as the catalog keeps it."""
    return str(path if is_table(path) else path.resolve())


def _earlier(catalog: Catalog, path: Path, checksum: str, mapping: str) -> list[Load]:
    """The live loads of the same path or the same content, through the same mapping; oldest first."""
    return [
        known
        for known in catalog.loads()
        if known.state == "live"
        and known.mapping == mapping
        and (known.path == _kept(path) or known.checksum == checksum)
    ]


def _already(earlier: list[Load], checksum: str, revision: int) -> Load | None:
    return next((k for k in earlier if (k.checksum, k.mapping_revision) == (checksum, revision)), None)


def _replaced(earlier: list[Load], checksum: str) -> list[Load]:
    """A path may be written anew every day: only its newest load gives way, not the days before."""
    return [known for known in earlier if known.checksum == checksum] or earlier[-1:]


def _refuse_another_revision(earlier: list[Load], checksum: str, mapping: Mapping, revision: int) -> None:
    """Rows through an edited mapping would stand beside themselves: all of them when the content is
    the same, those without a key when the file has grown."""
    has_unkeyed = any(rule.key is None for rule in mapping.interactions)
    for known in earlier:
        edited = known.mapping_revision != revision
        if known.checksum == checksum or (edited and has_unkeyed):
            also, rename = "", ""
            if known.checksum != checksum:
                also = " Rows without a key would count twice."
                rename = "; a file of other days needs a name of its own"
            raise InputError(
                f"{Path(known.path).name} is already loaded (load {known.number}) through revision "
                f"{known.mapping_revision} of the mapping {mapping.key}; now it has revision {revision}."
                f"{also} Use --replace to load it anew, or withdraw that load first{rename}."
            )
