"""The web app's `map/` and this package are held to the same files."""

from pathlib import Path

from tests.agreement.writing import files


def test_the_files_of_the_agreement_are_as_this_package_makes_them() -> None:
    stale = [path.name for path, text in files().items() if _held(path) != text]
    assert stale == [], "run: make agreement"


def _held(path: Path) -> str:
    return path.read_text("utf-8") if path.exists() else ""
