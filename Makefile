# Everything to do with this tree. Needs Python 3.11 or later, git and make; the rest is installed
# into .venv at the first use, again whenever pyproject.toml changes, and nowhere else.

PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check install

.PHONY: help demo test lint format bench torture planted simulation clean

help: ## what can be made
	@grep -E '^[a-z]+:.*## ' Makefile | sed -E 's/^([a-z]+):.*## /\1\t/'

demo: .venv/.runtime ## a shop, five journeys, two weeks in under a minute
	@$(BIN)/jalon demo

test: .venv/.dev ## every test, on two processes (PYTEST_ARGS for more)
	@$(BIN)/python -m pytest -n 2 --dist worksteal $(PYTEST_ARGS)

lint: .venv/.dev ## format, style and types, all of them even when one fails
	@failed=0; \
	for check in "ruff format --check" "ruff check" "mypy" "pyright"; do \
	  echo "$$check"; $(BIN)/$$check || failed=1; \
	done; exit $$failed

format: .venv/.dev ## rewrite the Python files in the house style
	@$(BIN)/ruff check --quiet --fix-only
	@$(BIN)/ruff format

bench: .venv/.dev ## ratios measured in one run on this machine
	@$(BIN)/python -m bench

torture: .venv/.dev ## every fault on purpose, for about an hour; writes docs/faults.md
	@$(BIN)/python -m tests.faults --write $(TORTURE_ARGS)

planted: .venv/.dev ## plants 24 known bugs one after the other, and tells what caught each
	@$(BIN)/python -m tests.faults.planted

simulation: .venv/.dev ## 10,000 seeds of the deterministic simulation (about an hour)
	@$(BIN)/python -m tests.simulation --seeds 10000

clean: ## forget .venv and every cache
	rm -rf .venv build jalon.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis .coverage*
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/pyvenv.cfg:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Jalon needs Python 3.11 or later: try `make PYTHON=python3.12 …`")'
	@echo "setting up .venv"
	@$(PYTHON) -m venv .venv || { rm -rf .venv; exit 1; }

# What it takes to run Jalon, and nothing more: `make demo` is somebody's first minute.
.venv/.runtime: .venv/pyvenv.cfg pyproject.toml
	@$(PIP) --editable .
	@touch $@

# What it takes to work on Jalon.
.venv/.dev: .venv/.runtime
	@echo "installing the development tools"
	@$(PIP) --editable '.[dev]'
	@touch $@
