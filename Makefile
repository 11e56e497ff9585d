# Everything a developer does, in one place. `make help` lists the targets.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
TEMPLATES := src/samskap

.PHONY: help install build demo machine check format test test-sqlite test-postgres test-browser mission messages bench wheel lock clean

help: ## list the targets
	@grep -E '^[a-z-]+:.*## ' Makefile | sed -E 's/:.*## /\t/' | expand -t 16

$(INSTALLED): requirements.lock pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	test -x $(BIN)/uv || $(BIN)/pip install --quiet --disable-pip-version-check uv
	VIRTUAL_ENV=$(abspath $(VENV)) $(BIN)/uv pip install --quiet -r requirements.lock
	VIRTUAL_ENV=$(abspath $(VENV)) $(BIN)/uv pip install --quiet --no-deps -e .
	touch $@

install: $(INSTALLED) build ## install Samskap and its tools in .venv

build: $(INSTALLED) ## make the files that are built: translations, script and style sheet
	$(BIN)/python tools/messages.py compile
	$(BIN)/python -m samskap.design.build

demo: install ## play a whole day with invented people, on this machine; ARGS=unconference, ARGS="--drive me" hands you the desk
	@$(BIN)/samskap demo $(ARGS)

machine: $(INSTALLED) ## see that the machine has the programs the tests use, and install those that are missing
	$(BIN)/python tools/machine.py

check: install ## every check that runs nothing: form, types, imports, templates, translations
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	SAMSKAP_DATA=build/check $(BIN)/mypy .
	$(BIN)/lint-imports --no-logo --cache-dir build/import-linter
	$(BIN)/djangofmt --check $(TEMPLATES)
	$(BIN)/djlint --lint --quiet --allow-empty-input $(TEMPLATES)
	$(BIN)/python tools/messages.py check

format: install ## put code and templates in the form that `make check` wants
	$(BIN)/ruff check --fix --exit-zero --quiet .
	$(BIN)/ruff format .
	$(BIN)/djangofmt $(TEMPLATES)

test: install machine check wheel test-sqlite test-postgres test-browser ## all checks and all tests: what must be green before anything lands

# The tests that need no browser run on both databases. `--database` is ours: see samskap.testing.plugin.
test-sqlite: ## the tests without a browser, on SQLite
	@$(BIN)/pytest -n 3 --maxschedchunk=1 -m "not browser" --database=sqlite

test-postgres: ## the tests without a browser, on PostgreSQL
	@$(BIN)/pytest -n 3 --maxschedchunk=1 -m "not browser" --database=postgres

test-browser: ## the journeys, in a real browser
	@$(BIN)/pytest -n 3 --maxschedchunk=1 -m browser

mission: install ## each line of the mission with the tests that prove it
	@$(BIN)/pytest -p no:randomly --mission

messages: install ## find the texts in code and templates, and put new ones in the translation files
	$(BIN)/python tools/messages.py update
	$(BIN)/python tools/messages.py compile

bench: install $(VENV)/.installed-bench ## measure beside others: table in docs/benchmarks.md, figures in build/bench.json
	$(BIN)/python -m bench.run

$(VENV)/.installed-bench: requirements-bench.lock $(INSTALLED)
	VIRTUAL_ENV=$(abspath $(VENV)) $(BIN)/uv pip install --quiet -r requirements-bench.lock
	touch $@

wheel: install ## build the wheel, look into it, install it in an empty environment and run it there
	$(BIN)/python tools/wheel.py

lock: ## renew requirements.lock from pyproject.toml
	$(BIN)/uv pip compile pyproject.toml --universal --all-extras --group dev --generate-hashes --no-emit-index-url --quiet --custom-compile-command "make lock" -o requirements.lock
	$(BIN)/uv pip compile pyproject.toml --universal --all-extras --group dev --group bench --generate-hashes --no-emit-index-url --quiet --custom-compile-command "make lock" -o requirements-bench.lock

clean: ## remove everything that can be made again
	rm -rf $(VENV) build src/samskap/design/node_modules src/samskap/design/static src/samskap/pdf/fonts
