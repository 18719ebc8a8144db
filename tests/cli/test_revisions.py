"""A map through time at the shell."""

from pathlib import Path

from tests.cli.bakery import Shell


def test_a_map_is_edited_looked_back_on_undone_and_restored(shell: Shell, own_bakery: Path) -> None:
    shell("export", own_bakery / "out", at=own_bakery)
    file = own_bakery / "out" / "map-current.yaml"
    text = file.read_text("utf-8")
    assert "revision: 1\n" in text
    title = next(line for line in text.splitlines() if line.startswith("title: "))
    file.write_text(text.replace(title, "title: Our bread"), encoding="utf-8")

    assert "map current, revision 2" in shell("apply", file, at=own_bakery).err
    log = shell("map", "log", "current", "--format", "csv", at=own_bakery)
    assert "map: title" in log.out.splitlines()[2]
    assert log.out.splitlines()[2].endswith("→ Our bread")

    assert "revision 3" in shell("map", "undo", "current", at=own_bakery).err
    assert "revision 4" in shell("map", "restore", "current", "2", at=own_bakery).err
    assert "revision 5" in shell("map", "review", "current", at=own_bakery).err


def test_publishing_says_what_is_missing(shell: Shell, own_bakery: Path) -> None:
    said = shell("map", "publish", "current", at=own_bakery)
    assert said.code == 2
    assert said.err.startswith('The map "current" cannot be published.\nIt has no owner')
