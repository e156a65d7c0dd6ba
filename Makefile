# Every target does its own set-up: Python >= 3.11 and make are enough.
# On Windows, or without make, use the pip commands of the README.

PYTHON ?= python3
BIN := .venv/bin
RUN_STAMP := .venv/.installed-run
# Tests of one file stay together: they share what they read.
PARALLEL := -n auto --dist loadfile
DEV_STAMP := .venv/.installed-dev
PACKAGE := pyproject.toml constraints.txt

.PHONY: help setup run dagster test test-long fuzz lint
.DEFAULT_GOAL := help

help:
	@echo "make run      read raw/ and publish a release   (baca raw/ dan terbitkan rilis)"
	@echo "make dagster  the orchestrator's UI              (antarmuka Dagster)"
	@echo "make test     all tests                          (semua uji)"
	@echo "make test-long  500 planted defects, killed runs   (500 cacat, jalan yang dimatikan)"
	@echo "make fuzz     20,000 mutated files (25 minutes at most)  (berkas yang diacak)"
	@echo "make lint     style, types, dependencies         (gaya, tipe, ketergantungan)"
	@echo "make setup    install everything in .venv        (pasang semuanya di .venv)"

setup: $(DEV_STAMP)

run: $(RUN_STAMP)
	$(BIN)/renja run

dagster: $(RUN_STAMP)
	$(BIN)/renja dagster

test: $(DEV_STAMP)
	$(BIN)/python -m pytest $(PARALLEL)

test-long: $(DEV_STAMP)
	$(BIN)/python -m pytest --long $(PARALLEL) tests/integration/test_planted_defects.py \
	  tests/integration/test_constructed_plans.py tests/integration/test_messy_workbooks.py \
	  tests/integration/test_clean_plans.py \
	  tests/integration/test_killed_runs.py

fuzz: $(DEV_STAMP)
	cd tests && PYTHONPATH=. ../$(BIN)/python -m hostile.fuzz --cases 20000 --seconds 1500

lint: $(DEV_STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python >= 3.11 diperlukan / is needed: make PYTHON=python3.11 ..." >&2; exit 1; }
	$(PYTHON) -m venv .venv

# What running needs; the development set holds it as well.
$(RUN_STAMP): $(PACKAGE) | $(BIN)/python
	$(BIN)/python -m pip install --quiet -c constraints.txt -e .
	@touch $@

$(DEV_STAMP): $(PACKAGE) | $(BIN)/python
	$(BIN)/python -m pip install --quiet -c constraints.txt -e '.[dev]'
	@touch $(RUN_STAMP) $@
