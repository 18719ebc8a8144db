# Two commands do everything: `make demo` and `make test`. Nothing outside this folder is changed,
# but for Debian's chromium, which `make test` installs when it is missing and it may.
.DEFAULT_GOAL := help
PYTHON ?= python3
UV := .venv/bin/uv
RUN := $(UV) run --frozen --no-sync
DEMO ?= demo
export UV_PYTHON_DOWNLOADS := never
export PYTHONDONTWRITEBYTECODE := # without compiled modules every command starts seconds later
export UV_PROJECT_ENVIRONMENT := .venv

.PHONY: help demo test check check-python check-web bench format reference gallery agreement web client clean

help: ## what there is
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

demo: .venv/.ready ## the demo company: made, loaded, mapped, and served on http://127.0.0.1:8765
	@$(RUN) desirepath demo $(DEMO)

test: .venv/.ready-dev ## every check and every test, the browser's too
	@sh scripts/browser.sh
	@$(MAKE) --no-print-directory check web
	$(RUN) pytest -n $${DESIREPATH_TEST_PROCESSES:-auto} --dist loadgroup

check: .venv/.ready-dev ## the fast checks: style, types, layers, lockfile
	@$(MAKE) --no-print-directory --jobs=2 check-python check-web

check-python: .venv/.ready-dev
	@$(UV) lock --check --quiet
	@$(RUN) ruff check .
	@$(RUN) ruff format --check --quiet .
	@$(RUN) lint-imports
	@$(RUN) mypy

check-web: .venv/.ready-dev
	@$(RUN) python -m scripts.web check

format: .venv/.ready-dev ## put the code in the project's style
	@$(RUN) ruff check --fix --quiet .
	@$(RUN) ruff format --quiet .
	@$(RUN) python -m scripts.web run format

reference: .venv/.ready-dev ## write what docs/reference holds of the code: the manual, the schemas
	@$(RUN) python -c 'from desirepath.cli import reference; print(reference(), end="")' > docs/reference/cli.md
	@$(RUN) desirepath mapping schema > docs/reference/mapping.schema.json
	@$(RUN) desirepath segment schema > docs/reference/segment.schema.json
	@$(RUN) desirepath map schema > docs/reference/map.schema.json
	@$(RUN) python -c 'import json; from desirepath.workspace import view_schema; print(json.dumps(view_schema(), indent=2))' > docs/reference/view.schema.json

web: .venv/.ready-dev ## the web app, built into the package
	@$(RUN) python -m scripts.web build

client: .venv/.ready-dev ## write the web app's client from what the API says of itself
	@$(RUN) python -m scripts.web client

agreement: .venv/.ready-dev ## write what the web app's map/ must agree with
	@$(RUN) python -m tests.agreement.writing

gallery: .venv/.ready-dev ## draw docs/gallery from the documents in it
	@$(RUN) python -m scripts.gallery

bench: .venv/.ready-dev ## side by side with retentioneering, pm4py and SQL: SIZE=1M (default), 10M or 100M
	@$(RUN) python -m benchmarks.run --size $${SIZE:-1M}

clean: ## take away what these commands made
	rm -rf .venv $(DEMO) bench-data build web/node_modules src/desirepath/server/app .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache

.venv/bin/uv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "desirepath needs Python 3.11 or newer; $(PYTHON) is $$($(PYTHON) --version 2>&1). Try: make PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -m venv .venv || { echo "$(PYTHON) has no venv module. On Debian or Ubuntu: apt-get install python3-venv"; exit 1; }
	@.venv/bin/python -m pip install --quiet --disable-pip-version-check uv

WEB := web/package-lock.json web/index.html web/vite.config.ts $(shell find web/src web/public -type f)

.venv/.ready: .venv/bin/uv pyproject.toml uv.lock hatch_build.py scripts/web.py $(WEB)
	@test -f .venv/.ready-dev || $(UV) sync --frozen --no-dev --quiet
	@touch $@

.venv/.ready-dev: .venv/bin/uv pyproject.toml uv.lock
	@DESIREPATH_WEB_CHECKS=1 $(UV) sync --frozen --quiet
	@touch $@ .venv/.ready
