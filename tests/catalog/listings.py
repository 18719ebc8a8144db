"""Little loads and parts for the catalog's stories."""

from pathlib import Path

from desirepath.catalog import Catalog, Generation, Ledger, Load, Part


def a_load(number: int, *, path: str = "web.csv") -> Load:
    return Load(
        number=number,
        source="web",
        path=path,
        checksum=f"sha-{number}",
        mapping="web-events",
        mapping_revision=1,
        loaded_at_us=1_700_000_000_000_000 + number,
        state="live",
        ledger=Ledger(
            read=5,
            loaded=3,
            duplicates=1,
            changed=0,
            quarantined=1,
            without_subject=0,
            traits=0,
            spend=0,
            interactions=3,
        ),
    )


def a_part(folder: Path, number: int, *, load: int) -> Part:
    """A part with its file in place, though not yet listed."""
    path = folder / "facts" / f"{number:06d}-interactions.parquet"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"rows")
    return Part(
        number=number, load=load, table="interactions", path=path.relative_to(folder).as_posix(), rows=3
    )


def loaded(catalog: Catalog, folder: Path, *, replaces: tuple[int, ...] = ()) -> Load:
    """One more load of one part, committed."""
    load = a_load(catalog.reserve_load())
    part = a_part(folder, catalog.reserve_parts(1).start, load=load.number)
    catalog.commit_load(load, [part], replaces=replaces)
    return load


def a_generation(folder: Path, number: int) -> Generation:
    path = folder / "tables" / f"gen-{number:06d}"
    path.mkdir(parents=True)
    (path / "steps.arrow").write_bytes(b"steps")
    return Generation(
        number=number,
        path=path.relative_to(folder).as_posix(),
        fingerprint=f"print-{number}",
        as_of_us=1,
        published_at_us=2,
        subjects=3,
        interactions=4,
    )
