# make demo   sets everything up and audits the fixtures
# make test   sets everything up and runs lint, types, layers and tests
# make docs   writes docs/rules anew from the rules
# make reports  writes the sample reports of the fixtures and their pictures anew (a minute)
# make accuracy  plants faults in right documents and writes reports/accuracy.md (some minutes)
# make speed     measures how fast it is, beside public recognisers, and writes reports/speed.md
# make statistics  audits a synthetic corpus and writes how well its statistics recover what was planted, reports/statistics.md
# make scale     measures a corpus run over REPORTS=20000 synthetic reports and writes reports/scale.md (half an hour; they are kept)
# make floors    raises the floors of tests/floors.json to what every stage reaches now
# make lock   writes requirements.lock anew from pyproject.toml, keeping pins that still fit (make lock UPGRADE=1 renews them)
# make judge  trains the classifier of goals and wording anew and writes its scoreboard
# make wheel  builds dist/
# make clean  removes what the others made

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
REPORTS ?= 20000
PIP := $(BIN)/python -m pip --disable-pip-version-check

.DELETE_ON_ERROR:
.PHONY: demo test lint layers types pytest docs lock judge wheel clean reports accuracy speed scale statistics floors

demo: $(VENV)/.ready
	$(BIN)/wenbiao check fixtures --format text --format html --output wenbiao-reports --fail-on never

test: lint types layers pytest

lint: $(VENV)/.ready
	$(BIN)/ruff check
	$(BIN)/ruff format --check

types: $(VENV)/.ready
	$(BIN)/mypy

layers: $(VENV)/.ready
	$(BIN)/lint-imports

pytest: $(VENV)/.ready
	$(BIN)/python -m pytest -q -n 2 --dist loadgroup

# An environment that is complete and up to date is known by its stamp alone, so a second run costs nothing.
# pip and setuptools come first, from the same lock: jieba is published as source only and is built by them here,
# not by an unpinned copy fetched for the occasion.
$(VENV)/.ready: requirements.lock pyproject.toml | $(BIN)/python
	@echo "Installing the pinned packages into $(VENV) (once; a minute or two)"
	@sed -n -e '/^pip==/,/[^\\]$$/p' -e '/^setuptools==/,/[^\\]$$/p' requirements.lock > $(VENV)/build.lock
	@$(PIP) install --quiet --require-hashes --requirement $(VENV)/build.lock
	@$(PIP) install --quiet --require-hashes --no-build-isolation --requirement requirements.lock
	@$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' || { \
	  echo "wenbiao needs Python 3.11, 3.12 or 3.13, and '$(PYTHON)' is not one: run make PYTHON=/path/to/python3.12" >&2; exit 1; }
	@$(PYTHON) -m venv --clear $(VENV) || { rm -rf $(VENV); exit 1; }

docs: $(VENV)/.ready
	$(BIN)/python docs/build_rules.py

reports: $(VENV)/.ready
	$(BIN)/python docs/build_reports.py

accuracy: $(VENV)/.ready
	$(BIN)/python benchmarks/accuracy.py

speed: $(VENV)/.ready
	$(BIN)/python benchmarks/speed.py

statistics: $(VENV)/.ready
	$(BIN)/python benchmarks/coverage.py

scale: $(VENV)/.ready
	$(BIN)/python benchmarks/scale.py --reports $(REPORTS)

floors: $(VENV)/.ready
	$(BIN)/python benchmarks/floors.py --write

lock: $(VENV)/.ready
	$(BIN)/uv pip compile --quiet pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes \
	  --no-annotate --no-emit-index-url --custom-compile-command "make lock" $(if $(UPGRADE),--upgrade) --output-file requirements.lock

judge: $(VENV)/.ready
	$(BIN)/python -m wenbiao.judge.train

wheel: $(VENV)/.ready
	$(BIN)/python -m hatchling build

clean:
	rm -rf $(VENV) build dist wenbiao-reports .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .benchmarks
