"""Opening: made when it is new, quick when it is known, and clear when it cannot be used."""

import sqlite3
import subprocess
import sys
import textwrap
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from desirepath.catalog import Catalog, migrating
from desirepath.catalog.models import Row
from desirepath.catalog.opening import SCHEMA, database
from desirepath.errors import WorkspaceError


def test_the_migrations_lead_to_the_models(tmp_path: Path) -> None:
    with database(tmp_path / "catalog.sqlite").connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), Row.metadata)

    assert differences == []


def test_the_schema_that_opening_expects_is_the_newest_migration() -> None:
    scripts = ScriptDirectory(str(Path(migrating.__file__).parent / "migrations"))

    assert scripts.get_current_head() == SCHEMA


def test_a_catalog_that_is_up_to_date_opens_without_alembic(tmp_path: Path) -> None:
    Catalog.open(tmp_path)
    story = textwrap.dedent("""
        import sys
        from pathlib import Path
        from desirepath.catalog import Catalog

        Catalog.open(Path(sys.argv[1])).loads()
        print("alembic" in sys.modules)
    """)

    told = subprocess.run(
        [sys.executable, "-c", story, str(tmp_path)], capture_output=True, text=True, check=True
    )

    assert told.stdout == "False\n"


def test_several_may_open_a_new_catalog_at_the_same_moment(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        catalogs = list(pool.map(lambda _: Catalog.open(tmp_path), range(8)))

    assert sorted(catalog.reserve_load() for catalog in catalogs) == list(range(1, 9))


def test_a_catalog_of_a_newer_schema_is_left_alone(tmp_path: Path) -> None:
    Catalog.open(tmp_path)
    with sqlite3.connect(tmp_path / "catalog.sqlite") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()

    with pytest.raises(WorkspaceError, match=r"has schema 9999, .* up to 0004.*newer version"):
        Catalog.open(tmp_path)


def test_a_file_that_is_no_catalog_is_said_to_be_none(tmp_path: Path) -> None:
    (tmp_path / "catalog.sqlite").write_text("these are not the rows you are looking for" * 100)

    with pytest.raises(WorkspaceError, match="file is not a database"):
        Catalog.open(tmp_path)


def test_a_catalog_that_is_a_folder_cannot_be_opened(tmp_path: Path) -> None:
    (tmp_path / "catalog.sqlite").mkdir()

    with pytest.raises(WorkspaceError, match="unable to open database file"):
        Catalog.open(tmp_path)


def test_a_file_where_the_folder_should_be_is_no_workspace(tmp_path: Path) -> None:
    (tmp_path / "acme").write_text("a note")

    with pytest.raises(WorkspaceError, match="acme cannot be a workspace folder: File exists"):
        Catalog.open(tmp_path / "acme")


def test_a_full_disk_leaves_the_catalog_as_it_was(tmp_path: Path) -> None:
    Catalog.open(tmp_path).put("stages", "shop", {"note": "kept"}, author="ana", reason="", at_us=1)
    story = textwrap.dedent("""
        import resource, signal, sys
        from pathlib import Path
        from desirepath.catalog import Catalog
        from desirepath.errors import WorkspaceError

        catalog = Catalog.open(Path(sys.argv[1]))
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
        try:
            catalog.put("stages", "shop", {"note": "x" * 300_000}, author="ana", reason="", at_us=2)
        except WorkspaceError as error:
            print(error)
    """)

    told = subprocess.run(
        [sys.executable, "-c", story, str(tmp_path)], capture_output=True, text=True, check=True
    )

    assert "Nothing was changed" in told.stdout
    assert Catalog.open(tmp_path).document("stages", "shop").body == {"note": "kept"}
