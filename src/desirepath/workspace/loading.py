"""Which mapping a file is loaded through, and the loads that come of it."""

from collections.abc import Callable, Iterable, Sequence
from fnmatch import fnmatch
from pathlib import Path

from desirepath.catalog import Catalog, Load, Revision
from desirepath.engines import Engine
from desirepath.errors import InputError, SourceError, UnknownName
from desirepath.interactions import Mapping, is_table, load, preview
from desirepath.records import Record
from desirepath.sources import is_parquet_folder
from desirepath.workspace import documents
from desirepath.workspace.carrying import Carried, carried
from desirepath.workspace.stopping import Progress, Stop, stoppable


class Outcome(Record):
    """What came of one file; `was_there`: it had been loaded with this mapping already.

    `corrections` are of rows of the load that it replaces.
    """

    load: Load
    was_there: bool
    corrections: Carried = Carried()


class Chosen(Record):
    """A file and the mapping revision it is to be loaded through."""

    path: Path
    mapping: Mapping
    revision: int


def require(paths: Iterable[Path]) -> None:
    """`SourceError` for a path that is not there: said before anything is read or kept."""
    for path in paths:
        if not is_table(path) and not path.exists():
            raise SourceError(f"There is no file {path}. Check the name and the folder it should be in.")


def require_load(catalog: Catalog, number: int) -> None:
    """`UnknownName` for a load that never was."""
    known = [each.number for each in catalog.loads()]
    if number not in known:
        raise UnknownName("load", str(number), map(str, known))


def choose(catalog: Catalog, paths: Sequence[Path], mapping: Mapping | None) -> list[Chosen]:
    """Each file with its mapping: the one given, or the one whose `files` patterns its name matches."""
    kept = catalog.documents("mapping")
    if mapping is not None:
        revision = catalog.document("mapping", mapping.key)
        return [
            Chosen(path=path, mapping=mapping, revision=revision.number) for path in _files(paths, [mapping])
        ]
    if not kept:
        raise InputError(
            "No mapping says how to read a file. Write one: desirepath mapping suggest FILE -o mapping.yaml; "
            "then: desirepath load FILE --mapping mapping.yaml"
        )
    known = [(each, _mapping(each)) for each in kept]
    return [_fitting(path, known) for path in _files(paths, [found for _, found in known])]


def check_fit(paths: Sequence[Path], mapping: Mapping, engine: Callable[[], Engine]) -> None:
    """Raise when the first file cannot be read or lacks a column: before the mapping is kept."""
    for path in _files(paths, [mapping])[:1]:
        preview(path, mapping, rows=1, engine=engine() if is_table(path) else None)


def load_files(
    catalog: Catalog,
    engine: Engine,
    folder: Path,
    *,
    files: Sequence[Chosen],
    replace: bool,
    progress: Progress | None,
    at_us: int,
    stop: Stop | None = None,
) -> list[Outcome]:
    """Load each file in turn; a file that cannot be read stops there, and what was loaded before stays.

    Cancelled, with nothing of the file under way kept, once `stop()`.
    """
    outcomes = []
    for each in files:
        said = f"Loading {each.path.name} was cancelled: nothing of it was kept."
        before = _numbers(catalog, "replaced")
        with stoppable(engine, stop, said=said) as check:
            done = load(
                each.path,
                each.mapping,
                mapping_revision=each.revision,
                catalog=catalog,
                engine=engine,
                folder=folder,
                at_us=at_us,
                replace=replace,
                progress=_named(progress, each.path.name, check),
            )
        replaced = sorted(_numbers(catalog, "replaced") - before)
        corrections = carried(catalog, engine, folder, replaced=replaced, load=done.number)
        outcomes.append(Outcome(load=done, was_there=done.loaded_at_us != at_us, corrections=corrections))
    return outcomes


def _numbers(catalog: Catalog, state: str) -> set[int]:
    return {each.number for each in catalog.loads() if each.state == state}


def _named(progress: Progress | None, name: str, check: Callable[[], None]) -> Callable[[int, int], None]:
    def tell(done: int, total: int) -> None:
        check()
        if progress is not None:
            progress(name, done, total)

    return tell


def _mapping(revision: Revision) -> Mapping:
    found = documents.record_of(revision)
    assert isinstance(found, Mapping)  # noqa: S101  (KINDS says so)
    return found


def _files(paths: Sequence[Path], mappings: Sequence[Mapping]) -> list[Path]:
    files: list[Path] = []
    for path in paths:
        if path.is_dir() and not _is_one(path, mappings):
            files += _matching(path, mappings)
        else:
            files.append(path)
    return files


def _is_one(folder: Path, mappings: Sequence[Mapping]) -> bool:
    """Whether a folder of Parquet files is one table: a mapping of Parquet has patterns that its name fits,
    or it is the only one in question and has none."""
    return any(_takes_folder(folder, mapping) for mapping in mappings) or (
        len(mappings) == 1 and not mappings[0].files and is_parquet_folder(folder)
    )


def _takes_folder(folder: Path, mapping: Mapping) -> bool:
    return mapping.format.type == "parquet" and _fits(folder, mapping)


def _matching(folder: Path, mappings: Sequence[Mapping]) -> list[Path]:
    found = [
        path
        for path in sorted(folder.iterdir())
        if any((_fits if path.is_file() else _takes_folder)(path, mapping) for mapping in mappings)
    ]
    if not found:
        patterns = sorted({pattern for mapping in mappings for pattern in mapping.files})
        raise InputError(
            f"No file in {folder} matches a mapping's patterns: {', '.join(patterns) or 'there are none'}. "
            "A folder of Parquet files is one table when its own name does and `format` says `type: parquet`."
        )
    return found


def _fits(path: Path, mapping: Mapping) -> bool:
    name = path.name or path.resolve().name  # the folder "." has none
    return any(fnmatch(name, pattern) for pattern in mapping.files)


def _fitting(path: Path, known: Sequence[tuple[Revision, Mapping]]) -> Chosen:
    fitting = [(revision, mapping) for revision, mapping in known if _fits(path, mapping)]
    if len(fitting) != 1:
        names = ", ".join(mapping.key for _, mapping in fitting or known)
        found = "No mapping fits" if not fitting else "Several mappings fit"
        raise InputError(f"{found} {path.name} by its name: say which with --mapping ({names}).")
    revision, mapping = fitting[0]
    return Chosen(path=path, mapping=mapping, revision=revision.number)
