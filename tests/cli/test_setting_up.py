"""Making a workspace, its documents in and out, its health; and what every command has in common."""

import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.cli.bakery import STAGES, VISITS_MAPPING, Shell

from desirepath import cli
from desirepath import workspace as workspaces

GROUPS = {"mapping": ["suggest", "check", "schema"], "quarantine": ["list", "show"],
          "person": ["find", "show"], "map": ["draft", "render", "check"]}  # fmt: skip
COMMANDS = [
    *([name] for name in cli.COMMANDS),
    *([group, name] for group, names in GROUPS.items() for name in names),
]


def documents_of(folder: Path) -> list[tuple[str, str, int]]:
    return [(kept.kind, kept.key, kept.number) for kept in workspaces.open(folder).catalog.documents()]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_help_shows_an_example_and_needs_no_workspace(
    command: list[str], shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    said = shell(*command, "--help")
    assert (said.code, said.err) == (0, "")
    assert "Example: desirepath" in said.out
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("frobnicate", "Try: desirepath --help"),
        ("mesure paths", 'Did you mean "measure"?'),
        ("map drft", 'Did you mean "draft"?'),
        ("ledger --frmat json", "Try: desirepath ledger --help"),
        ("ledger extra", "Try: desirepath ledger --help"),
        ("mapping check", "Try: desirepath mapping check --help"),
        ("person show", "Try: desirepath person show --help"),
        ("quarantine show x", "into int"),
        ("map render current", "Try: desirepath map render --help"),
        ("map render current -o x.svg --theme purple", 'Choose from: "light", "dark"'),
        ("load", "Nothing to load"),
        ("load --withdraw x", "into int"),
        ("apply", "Nothing to apply"),
        ("export", "Try: desirepath export --help"),
        ("refresh --format csv", 'Choose from: "table", "json"'),
        ("serve --port x", "into int"),
        ("serve --port 99999999", "from 1 to 65535"),
        ("demo", "Try: desirepath demo --help"),
        ("demo there --people 0", "Must be >= 1"),
        ("init", "Try: desirepath init --help"),
        ("doctor --fix", "Try: desirepath doctor --help"),
    ],
)
def test_a_wrong_argument_says_what_to_try(line: str, says: str, shell: Shell, bakery: Path) -> None:
    said = shell(*shlex.split(line), at=bakery)
    assert (said.code, said.out) == (2, "")
    assert says in said.err


@pytest.mark.parametrize(
    "line",
    ["ledger", "refresh", "measure paths", "person find ana", "person show ana", "quarantine list",
     "map draft", "map check current", "map render current -o x.svg", "export there", "load x.csv",
     "apply .", "serve", "mapping check x.csv --mapping visits"],
)  # fmt: skip
def test_without_a_workspace_every_command_says_how_to_make_one(
    line: str, shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "x.csv").write_text("a\n1\n")
    said = shell(*shlex.split(line))
    assert (said.code, said.out) == (2, "")
    assert "There is no workspace in this folder. Make one with: desirepath init" in said.err
    assert [each.name for each in tmp_path.iterdir()] == ["x.csv"]


def test_a_workspace_is_made_once(shell: Shell, tmp_path: Path) -> None:
    made = shell("init", tmp_path / "shop", "--name", "Shøp", "--zone", "Europe/Oslo", "--currency", "NOK")
    assert made.code == 0
    assert workspaces.open(tmp_path / "shop").settings.name == "Shøp"
    again = shell("init", tmp_path / "shop")
    assert (again.code, again.err) == (2, f"{tmp_path / 'shop'} holds a workspace already.\n")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--zone", "Europe/Olso"], 'Did you mean "Europe/Oslo"?'),
        (["--currency", "kroner"], "three capital letters"),
        (["--noun", "horse"], "household"),
    ],
)
def test_settings_that_cannot_be_make_nothing(
    arguments: list[str], says: str, shell: Shell, tmp_path: Path
) -> None:
    said = shell("init", tmp_path / "shop", *arguments)
    assert said.code == 2
    assert says in said.err
    assert not (tmp_path / "shop").exists()


def test_a_workspace_is_not_made_out_of_a_file(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "shop").write_text("")
    assert (
        shell("init", tmp_path / "shop").err == f"{tmp_path / 'shop'} is a file; a workspace is a folder.\n"
    )


def test_one_bad_document_in_a_folder_changes_nothing(shell: Shell, empty: Path) -> None:
    before = documents_of(empty)
    (empty / "documents" / "visits.yaml").write_text(VISITS_MAPPING.replace("viewed", "seen") + "source: x\n")
    (empty / "documents" / "stages.yaml").write_text(STAGES.replace("Look around", "Browse"))
    said = shell("apply", empty / "documents", at=empty)
    assert said.code == 2
    assert '"source" is written twice' in said.err
    assert documents_of(empty) == before


def test_a_document_that_did_not_change_makes_no_new_revision(shell: Shell, empty: Path) -> None:
    before = documents_of(empty)
    assert shell("apply", empty / "documents", at=empty).code == 0
    assert documents_of(empty) == before


def test_what_is_exported_can_be_applied_elsewhere_and_back(
    shell: Shell, own_bakery: Path, tmp_path: Path
) -> None:
    before = documents_of(own_bakery)
    assert shell("export", tmp_path / "out", at=own_bakery).code == 0
    assert sorted(file.name for file in (tmp_path / "out").iterdir()) == [
        "map-current.yaml", "mapping-contacts.yaml", "mapping-visits.yaml", "stages-bakery.yaml",
    ]  # fmt: skip

    assert shell("apply", tmp_path / "out", at=own_bakery).code == 0
    assert documents_of(own_bakery) == before

    shell("init", tmp_path / "fresh")
    assert shell("apply", tmp_path / "out", at=tmp_path / "fresh").code == 0
    assert documents_of(tmp_path / "fresh") == before
    bodies = [
        {(kept.kind, kept.key): kept.body for kept in workspaces.open(folder).catalog.documents()}
        for folder in (own_bakery, tmp_path / "fresh")
    ]
    assert bodies[0] == bodies[1]


@pytest.mark.parametrize(
    ("paths", "says"),
    [
        (["nope.yaml"], "There is no file"),
        (["facts"], "holds no document: expected files ending in .yaml"),
        (["visits.csv"], "kind"),
        (["workspace.yaml"], "expected one of: identity_rules, map, mapping, persona, scenario"),
    ],
)
def test_what_is_no_document_is_not_applied(paths: list[str], says: str, shell: Shell, bakery: Path) -> None:
    said = shell("apply", *(bakery / path for path in paths), at=bakery)
    assert said.code == 2
    assert says in said.err


def test_documents_are_not_exported_into_a_file(shell: Shell, bakery: Path) -> None:
    said = shell("export", bakery / "visits.csv", at=bakery)
    assert said.code == 2
    assert "visits.csv" in said.err


def test_the_doctor_looks_at_the_installation_and_the_workspace(shell: Shell, bakery: Path) -> None:
    checks = shell("doctor", "--format", "json", at=bakery)
    assert checks.code == 0
    assert {check["name"]: check["sound"] for check in checks.json} == dict.fromkeys(
        ("python", "libraries", "drawing", "disk", "workspace", "parts", "tables"), True
    )
    assert "60 subjects" in shell("doctor", at=bakery).out
    assert {row["sound"] for row in shell("doctor", "--format", "csv", at=bakery).rows} == {"yes"}


def test_the_doctor_is_at_home_outside_a_workspace_too(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    checks = shell("doctor", "--format", "json")
    assert checks.code == 0
    assert [check["name"] for check in checks.json] == ["python", "libraries", "drawing", "disk"]
    assert list(tmp_path.iterdir()) == []


def test_the_doctor_misses_a_workspace_that_was_named(shell: Shell, tmp_path: Path) -> None:
    said = shell("doctor", at=tmp_path / "nope")
    assert said.code == 2
    assert "There is no workspace in" in said.out
    assert not (tmp_path / "nope").exists()


def test_the_doctor_finds_a_deleted_and_a_damaged_part(shell: Shell, own_bakery: Path) -> None:
    facts = sorted((own_bakery / "facts").glob("*interactions*"))
    facts[0].write_bytes(facts[0].read_bytes()[:-100])
    damaged = shell("doctor", at=own_bakery)
    assert damaged.code == 2
    assert f"Damaged: facts/{facts[0].name}." in damaged.out

    facts[0].unlink()
    missing = shell("doctor", at=own_bakery)
    assert missing.code == 2
    assert f"Missing: facts/{facts[0].name}. Restore them from a backup, or withdraw" in missing.out


def test_the_doctor_says_that_deleted_tables_can_be_computed_again(shell: Shell, own_bakery: Path) -> None:
    shutil.rmtree(own_bakery / "tables")
    said = shell("doctor", at=own_bakery)
    assert said.code == 2
    assert "desirepath refresh" in said.out
    assert shell("refresh", at=own_bakery).code == 0
    assert shell("doctor", at=own_bakery).code == 0


def test_what_nobody_foresaw_ends_in_a_sentence(
    shell: Shell, bakery: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def break_down(*_: object) -> None:
        raise ZeroDivisionError("division by zero")

    monkeypatch.setattr(workspaces.Workspace, "ledger", break_down)
    said = shell("ledger", at=bakery)
    assert (said.code, said.out) == (1, "")
    assert said.err.splitlines() == [
        "Something unforeseen: ZeroDivisionError: division by zero",
        "This is our fault, unless `desirepath doctor` finds something damaged.",
        "Please report it with what you ran; --debug shows where it happened.",
    ]
    assert cli.run(["-w", str(bakery), "--debug", "ledger"]) == 1
    assert "Traceback" in capsys.readouterr().err


def test_a_persona_whose_picture_is_not_here_is_kept_and_pointed_out(
    shell: Shell, own_bakery: Path, tmp_path: Path
) -> None:
    file = tmp_path / "maya.yaml"
    file.write_text("kind: persona\nschema_version: 1\nkey: maya\nname: Maya\nimage: maya.png\n")
    said = shell("apply", file, at=own_bakery).err.splitlines()
    assert said[0] == "persona maya, revision 1"
    assert said[1].startswith('The picture of the persona "maya" is not in this workspace: maya.png.')


def test_a_reader_that_has_seen_enough_is_no_error(bakery: Path) -> None:
    command = f"{sys.executable} -m desirepath -w {bakery} measure paths --top 500 --format json | head -c 10"
    done = subprocess.run(["bash", "-o", "pipefail", "-c", command], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_full_standard_output_is_said_in_a_sentence(bakery: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("there is no /dev/full here")
    command = [sys.executable, "-m", "desirepath", "-w", str(bakery), "ledger"]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 2
    assert "No space left on device" in done.stderr
    assert "Traceback" not in done.stderr
