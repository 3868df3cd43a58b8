# `make` alone prints help.
.DEFAULT_GOAL := help
SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c

PYTHON ?= python3
BIN := .venv/bin
SERVICES := crawler processor indexer console standalone
EDITABLE := -e libs/common $(foreach s,$(SERVICES),-e services/$(s))
UV_COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header \
  $(foreach p,winnow $(addprefix winnow-,$(SERVICES)),--no-emit-package $(p))

help: ## This list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: .venv/.ready ## The environment alone; then .venv/bin/winnow is there

NATIVE := libs/common/hatch_build.py $(wildcard $(addprefix libs/common/src/winnow/stages/*/native/*.,pyx pxd))

.venv/.ready: requirements/uv.txt requirements/dev.txt libs/common/pyproject.toml $(SERVICES:%=services/%/pyproject.toml) $(NATIVE)
	@$(PYTHON) -c 'import sys; sys.exit(None if sys.version_info >= (3, 11) else "Winnow needs Python 3.11 or newer: set PYTHON=/path/to/python3.11")'
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r requirements/uv.txt
	VIRTUAL_ENV=.venv $(BIN)/uv pip install --quiet --require-hashes -r requirements/dev.txt
	VIRTUAL_ENV=.venv $(BIN)/uv pip install --quiet --no-deps --no-build-isolation $(EDITABLE)
	@ls $(dir $(word 2,$(NATIVE)))*.so >/dev/null 2>&1 || echo "No C compiler with Python's headers was found: Winnow works without, but cleans pages at half the speed"
	touch $@

lock: ## Make the hash-pinned locks again (LOCK_FLAGS=--upgrade for newer versions)
	echo uv | $(UV_COMPILE) $(LOCK_FLAGS) - -o requirements/uv.txt
	$(UV_COMPILE) $(LOCK_FLAGS) pyproject.toml --group dev -o requirements/dev.txt
	printf 'cython\nhatchling\n' | $(UV_COMPILE) $(LOCK_FLAGS) -c requirements/dev.txt - -o requirements/build.txt
	@$(foreach s,$(SERVICES),$(UV_COMPILE) $(LOCK_FLAGS) services/$(s)/pyproject.toml -c requirements/dev.txt -o requirements/$(s).txt;)
	$(UV_COMPILE) $(LOCK_FLAGS) benchmarks/peers.in -o benchmarks/peers.txt

run: setup ## Everything in one process: the console's address is printed, a sample site is ingested
	$(BIN)/winnow up

test: setup ## All tests; those of a server that is not here say so and are skipped
	$(BIN)/pytest --numprocesses 2 --dist loadfile

check: setup ## All that CI checks besides the tests
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

format: setup ## Format the code and mend what the linter can
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

schemas: setup ## Generate schemas/ and the pages under docs/ that follow from the code
	$(BIN)/python -m winnow.schemas schemas/events
	$(BIN)/python -m winnow_console.schema schemas/openapi.json
	$(BIN)/python docs/generate.py

up: ## The whole pipeline by docker compose
	docker compose up --build --detach --wait

down: ## Stop it; volumes stay
	docker compose down

local-up: setup ## The same without Docker: a real Kafka, Elasticsearch and every service as local processes
	@$(BIN)/python deploy/local up

local-down: ## Stop what local-up started; data stays
	@$(PYTHON) deploy/local down

bench: setup ## Quality and speed beside the best public extractors (BENCH_FLAGS=--write for docs/benchmarks.md)
	@PYTHONPATH=benchmarks $(BIN)/python -m winnow_bench.corpora
	@$(MAKE) --no-print-directory .local/peers/.ready
	PYTHONPATH=benchmarks nice $(BIN)/python -m winnow_bench $(BENCH_FLAGS)

bench-crawl: setup ## The crawler: beside Scrapy, beside slow hosts, and its frontier as it grows (minutes)
	nice $(BIN)/python benchmarks/crawler/compare.py
	nice $(BIN)/python benchmarks/crawler/slow_hosts.py
	nice $(BIN)/python benchmarks/frontier/growth.py --sizes 10000,100000 --hosts 10000

.local/peers/.ready: benchmarks/peers.txt .venv/.ready
	$(BIN)/uv venv --quiet --allow-existing --python $(BIN)/python .local/peers
	VIRTUAL_ENV=.local/peers $(BIN)/uv pip install --quiet --require-hashes -r benchmarks/peers.txt
	touch $@

.PHONY: help setup lock run test check format schemas up down local-up local-down bench bench-crawl
