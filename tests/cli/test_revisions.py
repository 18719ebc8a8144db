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


def test_what_is_no_whole_number_is_no_revision(shell: Shell, own_bakery: Path) -> None:
    said = shell("map", "restore", "current", "1.5", at=own_bakery)
    assert said.code == 2
    assert 'Expected a whole number; found "1.5".' in said.err
    assert shell("map", "undo", "current", "1e0", at=own_bakery).code == 2


def test_the_log_of_a_thing_that_never_was_names_the_nearest(shell: Shell, own_bakery: Path) -> None:
    said = shell("map", "log", "current", "--of", "lane-metrix", at=own_bakery)
    assert said.code == 2
    assert 'no thing on the map current with the id "lane-metrix". Did you mean "lane-metrics"' in said.err
    untouched = shell("map", "log", "current", "--of", "lane-metrics", at=own_bakery)
    assert untouched.code == 0
    assert "Nothing has been changed about it" in untouched.err


A, B = (
    f"kind: map\nkey: {key}\ntitle: {key}\nstages:\n- id: s\n  name: S\n  steps:\n"
    f"  - {{id: t, name: T, lineage_id: t, child: {child}}}\n"
    for key, child in (("one", "two"), ("two", "one"))
)


def test_maps_that_tell_one_anothers_steps_in_a_ring_are_refused_as_they_are_applied(
    shell: Shell, own_bakery: Path
) -> None:
    for name, text in (("a.yaml", A), ("b.yaml", B)):
        (own_bakery / name).write_text(text, encoding="utf-8")
    assert shell("apply", own_bakery / "a.yaml", at=own_bakery).code == 0
    said = shell("apply", own_bakery / "b.yaml", at=own_bakery)
    assert said.code == 2
    assert "ring: two → one → two" in said.err
    assert shell("map", "log", "two", at=own_bakery).code == 2  # nothing was kept
    (own_bakery / "b.yaml").write_text(B.replace("child: one", "child: three"), encoding="utf-8")
    assert shell("apply", own_bakery / "b.yaml", at=own_bakery).code == 0
