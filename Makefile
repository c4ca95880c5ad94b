# Two commands do everything on a fresh machine: `make demo` and `make test`.
# Written for GNU make 3.81 (macOS) and later.

.DEFAULT_GOAL := help
.PHONY: help demo run worker test check lint types imports bench soak i18n i18n-update install

FIND_PYTHON = for name in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& { echo $$name; break; }; done
PYTHON ?= $(shell $(FIND_PYTHON))
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
FLASK := $(BIN)/flask --app wsgi

# What to run with `make test`, for example: make test ARGS=tests/scoring
ARGS ?= tests
# How many tests run at once: a number, or auto for one per core.
JOBS ?= auto

help: ## Show what can be made (the default)
	@echo "Erkin. On a fresh machine start with: make demo"
	@echo
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

demo: .venv/requirements.stamp ## Run the main job from start to finish into demo/ and exit
	@$(FLASK) demo

run: .venv/requirements.stamp ## Serve the demo instance at http://127.0.0.1:8000 until Ctrl-C
	@$(FLASK) demo --serve

worker: .venv/requirements.stamp ## Run one more worker for the instance that the environment names
	@$(FLASK) worker

test: .venv/requirements-dev.stamp ## Run the tests; say what had to be skipped and why (ARGS=, JOBS=)
	@$(BIN)/python -m pytest -n $(JOBS) -rs $(ARGS)

check: lint types imports test ## All that must hold: ruff, mypy, import-linter, tests

lint: .venv/requirements-dev.stamp ## Style and common mistakes (ruff), formatting included
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: .venv/requirements-dev.stamp ## Types of the four packages (mypy --strict)
	@$(BIN)/mypy

imports: .venv/requirements-dev.stamp ## Who may import whom (import-linter)
	@$(BIN)/lint-imports

bench: .venv/requirements-dev.stamp ## Measure our engines beside their peers into bench/RESULTS.md (QUICK=1)
	@$(MAKE) -s .venv-bench/requirements.stamp || echo "The peers could not be installed; going on."
	@PYTHONPATH=. $(BIN)/python -m bench.engines --peers .venv-bench/bin/python \
		$(if $(QUICK),--quick,--write bench/RESULTS.md) --also $(sort $(wildcard bench/[a-z]*.py))

i18n: .venv/requirements.stamp ## How far each language is translated and reviewed, and faults found
	@$(FLASK) i18n coverage
	@$(FLASK) i18n check

i18n-update: .venv/requirements.stamp ## Bring the files of translations in line with the sources
	@$(FLASK) i18n update

soak: ## Long crash and load runs (not there yet)
	@echo "There is no soak run yet. The tests in tests/faults kill and cut for seconds, not hours."

install: .venv/requirements.stamp ## Only make .venv with the pinned requirements

# The stamps are newer than the requirements when .venv holds what they pin.
.venv/requirements.stamp: requirements.txt $(BIN)/python
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(BIN)/python -m ensurepip >/dev/null
	@echo "Installing the pinned requirements into .venv ..."
	@$(PIP) install --quiet --require-hashes -r requirements.txt
	@touch $@

.venv/requirements-dev.stamp: requirements-dev.txt .venv/requirements.stamp
	@echo "Installing the pinned requirements for development into .venv ..."
	@$(PIP) install --quiet --require-hashes -r requirements-dev.txt
	@touch $@

# The peers of `make bench`, in an environment of their own.
.venv-bench/requirements.stamp: bench/requirements.txt $(BIN)/python
	@echo "Installing the peers into .venv-bench ..."
	@$(BIN)/python -m venv --clear .venv-bench
	@.venv-bench/bin/python -m pip --disable-pip-version-check install --quiet --require-hashes \
		-r bench/requirements.txt
	@touch $@

$(BIN)/python:
	@if [ -z "$(PYTHON)" ]; then \
		echo "Erkin needs Python 3.11 or newer, and none was found."; \
		echo "Install it (Debian, Ubuntu: apt install python3 python3-venv; macOS: brew install python)"; \
		echo "or name yours: make demo PYTHON=/path/to/python3"; exit 1; fi
	@if ! $(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then \
		echo "$(PYTHON) is not Python 3.11 or newer."; exit 1; fi
	@if ! $(PYTHON) -c 'import venv, ensurepip' 2>/dev/null; then \
		echo "$(PYTHON) cannot make virtual environments: venv is missing."; \
		echo "Install it (Debian, Ubuntu: apt install python3-venv) and run make again."; exit 1; fi
	@echo "Making .venv with $(PYTHON) ..."
	@$(PYTHON) -m venv --clear .venv
