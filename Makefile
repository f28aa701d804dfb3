.PHONY: run test setup system check static lint types imports unit hunt test-real test-server pictures bench bench-large format first-reads migration help
.DEFAULT_GOAL := help

PYTHON ?= python3
BIN := .venv/bin
unexport PYTHONDONTWRITEBYTECODE  # tests start the program a hundred times; each would compile it anew

help:            ## this list
	@grep -E '^[a-z-]+: .*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*##/ –/'

run: setup       ## open INTeam on a demo neighbourhood (without a display: leave its pictures and pack in demo-output/)
	@sh .ci/system-libraries window
	@$(BIN)/python -m ui.run_demo

test: setup      ## everything: style, types, import contracts, all tests on both databases
	@sh .ci/system-libraries offscreen
	@$(MAKE) --no-print-directory check

setup: .venv/.ready ## the environment in .venv, from the lock file; quick when nothing changed

.venv/.ready: requirements.lock pyproject.toml
	@sh .ci/environment "$(PYTHON)"
	@touch $@

check: lint    ## types and contracts beside the tests: one processor would wait for the other
	@$(MAKE) --no-print-directory -j 2 static unit

static: types imports

lint:            ## style and formatting
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types:           ## static types
	$(BIN)/mypy

imports:         ## who may import whom
	$(BIN)/lint-imports --no-cache

# Three on two processors: each waits a third of its time for a disk, a server or a program that it has started.
unit:            ## the tests themselves, without a display
	QT_QPA_PLATFORM=offscreen $(BIN)/pytest -n 3 --dist loadfile

hunt: setup      ## properties with examples that no run has tried before
	@sh .ci/system-libraries offscreen
	HYPOTHESIS_PROFILE=hunt QT_QPA_PLATFORM=offscreen $(BIN)/pytest -n 2 -m "hypothesis" tests

test-real: setup ## journeys and imports over ../shared/data; fails where that is missing
	@sh .ci/system-libraries offscreen
	QT_QPA_PLATFORM=offscreen $(BIN)/pytest -o addopts="--import-mode=importlib --strict-markers -ra" tests/real

test-server: setup ## Debian's PostgreSQL 15, a real keyring and poppler
	@sh .ci/system-libraries server
	QT_QPA_PLATFORM=offscreen $(BIN)/pytest -o addopts="--import-mode=importlib --strict-markers -ra" tests/server

pictures: setup  ## a PNG of every screen, dialog and page, in pictures/
	@sh .ci/system-libraries offscreen
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m ui.pictures --out pictures

bench: setup     ## each figure of the issue's table beside its floor; writes bench.json
	@sh .ci/system-libraries offscreen
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m tests.bench

bench-large: setup ## search, list, save and pack at 1,000,000 people
	@sh .ci/system-libraries offscreen
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m tests.bench --large

format:          ## rewrite to the house format
	$(BIN)/ruff check --fix . && $(BIN)/ruff format .

first-reads:     ## write down the SQL of the first list again, after one of its reads was changed
	$(BIN)/python -m tests.first_reads

migration:       ## write the next migration: make migration m="referral urgency"
	$(BIN)/python -m tests.migration "$(m)"
