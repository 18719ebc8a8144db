"""Maps begun from a template at the command line."""

from pathlib import Path

from tests.cli.bakery import Shell

from desirepath.maps import templates


def test_a_map_begins_from_a_template_and_is_the_workspaces_own(shell: Shell, tmp_path: Path) -> None:
    assert shell("init", tmp_path / "shop", at=tmp_path).code == 0
    shop = tmp_path / "shop"
    listed = shell("map", "templates", "--format", "json", at=shop).json
    assert [each["template"] for each in listed] == [each.name for each in templates()]

    began = shell("map", "new", "--template", "retail", "--key", "ours", "--title", "Our shop", at=shop)
    assert (began.code, began.out) == (0, "")
    assert "Next: desirepath map render ours -o ours.svg" in began.err
    assert shell("export", tmp_path / "out", at=shop).code == 0
    assert sorted(each.name for each in (tmp_path / "out").iterdir()) == [
        "map-ours.yaml",
        "persona-retail-weekend-shopper.yaml",
        "scenario-retail-outfit-for-a-date.yaml",
    ]
    text = (tmp_path / "out" / "map-ours.yaml").read_text(encoding="utf-8")
    assert "title: Our shop\n" in text
    assert "status: template" not in text

    again = shell("map", "new", "--template", "retail", "--key", "ours", at=shop)
    assert (again.code, "give the new one another key" in again.err) == (2, True)
    misspelt = shell("map", "new", "--template", "retial", at=shop)
    assert (misspelt.code, 'Did you mean "retail"?' in misspelt.err) == (2, True)


def test_a_persona_that_somebody_has_changed_stays_as_it_is(shell: Shell, tmp_path: Path) -> None:
    assert shell("init", tmp_path / "shop", at=tmp_path).code == 0
    shop, out = tmp_path / "shop", tmp_path / "out"
    assert shell("map", "new", "--template", "bank", at=shop).code == 0
    assert shell("export", out, at=shop).code == 0
    persona = out / "persona-bank-first-time-buyers.yaml"
    persona.write_text(persona.read_text("utf-8").replace("Ines and Paul", "Ada and Bo"), "utf-8")
    assert shell("apply", persona, at=shop).code == 0
    assert shell("map", "new", "--template", "bank", "--key", "second", at=shop).code == 0
    assert shell("export", out, at=shop).code == 0
    assert "name: Ada and Bo" in persona.read_text("utf-8")


def test_a_picture_shows_the_personas_name_and_the_document_keeps_the_key(
    shell: Shell, tmp_path: Path
) -> None:
    assert shell("init", tmp_path / "shop", at=tmp_path).code == 0
    shop = tmp_path / "shop"
    assert shell("map", "new", "--template", "retail", at=shop).code == 0
    assert shell("map", "render", "retail", "-o", tmp_path / "retail.html", at=shop).code == 0
    page = (tmp_path / "retail.html").read_text("utf-8")
    assert "Nadia, weekend shopper · Needs an outfit for a family party in twelve days" in page
    assert shell("export", tmp_path / "out", at=shop).code == 0
    kept = (tmp_path / "out" / "map-retail.yaml").read_text("utf-8")
    assert "persona: retail-weekend-shopper\n" in kept


def test_a_map_that_could_not_be_read_again_is_not_kept(shell: Shell, tmp_path: Path) -> None:
    assert shell("init", tmp_path / "shop", at=tmp_path).code == 0
    shop = tmp_path / "shop"
    began = shell("map", "new", "--template", "bank", "--key", "long", "--title", "x" * 3_000, at=shop)
    assert (began.code, 'The map "long" cannot be kept' in began.err) == (2, True)
    assert shell("export", tmp_path / "out", at=shop).code == 0
    assert list((tmp_path / "out").iterdir()) == []
