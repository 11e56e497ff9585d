# Everything a developer does, in one place. `make help` lists the targets.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed

.PHONY: help install lock clean

help: ## list the targets
	@grep -E '^[a-z-]+:.*## ' Makefile | sed -E 's/:.*## /\t/' | expand -t 14

$(INSTALLED): requirements.lock pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	test -x $(BIN)/uv || $(BIN)/pip install --quiet --disable-pip-version-check uv
	VIRTUAL_ENV=$(abspath $(VENV)) $(BIN)/uv pip install --quiet -r requirements.lock
	VIRTUAL_ENV=$(abspath $(VENV)) $(BIN)/uv pip install --quiet --no-deps -e .
	touch $@

install: $(INSTALLED) ## install Samskap and its tools in .venv

lock: ## renew requirements.lock from pyproject.toml
	$(BIN)/uv pip compile pyproject.toml --universal --all-extras --group dev --generate-hashes --no-emit-index-url --quiet --custom-compile-command "make lock" -o requirements.lock
	$(BIN)/uv pip compile pyproject.toml --universal --all-extras --group dev --group bench --generate-hashes --no-emit-index-url --quiet --custom-compile-command "make lock" -o requirements-bench.lock

clean: ## remove everything that can be made again
	rm -rf $(VENV) build
