"""Plugins: what installed packages offer, found without a list of ours."""

import sys
from pathlib import Path

import pytest

from desirepath.errors import Fault
from desirepath.plugins import found


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of installed packages."""
    monkeypatch.syspath_prepend(str(tmp_path))
    return tmp_path


def install(site: Path, package: str, *, offers: dict[str, str], code: str = "") -> None:
    (site / f"{package}.py").write_text(code)
    metadata = site / f"{package}-1.0.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {package}\nVersion: 1.0\n")
    lines = [f"{name} = {value}" for name, value in offers.items()]
    (metadata / "entry_points.txt").write_text("\n".join(["[desirepath.mappings]", *lines, ""]))
    sys.modules.pop(package, None)


def test_what_packages_offer_is_found_by_name(site: Path) -> None:
    install(site, "acme_one", offers={"web": "acme_one:WEB"}, code="WEB = {'key': 'web'}")
    install(site, "acme_two", offers={"till": "acme_two:TILL"}, code="TILL = {'key': 'till'}")

    assert found("desirepath.mappings") == {"till": {"key": "till"}, "web": {"key": "web"}}
    assert found("desirepath.readers") == {}


def test_a_package_that_cannot_be_loaded_is_named(site: Path) -> None:
    install(site, "acme_broken", offers={"web": "acme_broken:WEB"}, code="import a_module_nobody_has")

    with pytest.raises(Fault, match='"web" of the package acme_broken cannot be loaded'):
        found("desirepath.mappings")


def test_two_packages_that_offer_one_name_are_told_apart(site: Path) -> None:
    install(site, "acme_three", offers={"web": "acme_three:WEB"}, code="WEB = 1")
    install(site, "acme_four", offers={"web": "acme_four:WEB"}, code="WEB = 2")

    with pytest.raises(Fault, match=r'Two packages offer "web".*the second is acme_three'):
        found("desirepath.mappings")
