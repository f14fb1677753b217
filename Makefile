# Two commands need nothing but make and Python >= 3.11:
#   make run     grade the example submission
#   make test    every check there is
# Both set up .venv by themselves, and again only when pyproject.toml or constraints.txt change.

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
PACK := --exercises exercises --solutions solutions
JOBS ?= 2

# Left empty, the first of CANDIDATES that is new enough and can make a venv is taken.
# Each is tried, not looked up: a pyenv shim may exist and still fail.
PYTHON ?=
CANDIDATES := python3 python3.13 python3.12 python3.11 python

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help setup run test lint format unit verify mutants dist docs clean

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' Makefile

setup: $(READY) ## set up .venv; the others do so by themselves

# The example has wrong answers, so exit status 1 is what it should be; 2 and 3 are faults.
run: $(READY) ## grade examples/submission with the secret cases
	@$(BIN)/grader run $(PACK) examples/submission || [ $$? -eq 1 ]

test: lint unit verify ## every check: format, lint, types, imports, tests, verify

lint: $(READY) ## format, lint, types and import rules, changing nothing
	@$(BIN)/ruff format --check --quiet
	@$(BIN)/ruff check --quiet
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo

unit: $(READY) ## the tests, with branch coverage
	@$(BIN)/python -m pytest -q -n $(JOBS) --cov --cov-report=term

verify: $(READY) ## prove the exercises: solutions pass, stubs fail, mistakes are named
	@$(BIN)/grader verify $(PACK)

mutants: $(READY) ## prove it against every small change of a solution; takes minutes
	@$(BIN)/grader verify --mutants -j $(JOBS) $(PACK)

dist: $(READY) ## build wheel and sdist; the wheel holds the answers to the public cases
	@$(BIN)/python -m hatchling build -d dist

docs: $(READY) ## build the documentation as a site, into build/site
	@NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet

format: $(READY) ## format the code and mend what ruff can mend
	@$(BIN)/ruff format --quiet
	@$(BIN)/ruff check --quiet --fix

clean: ## remove .venv and everything that was generated
	@rm -rf $(VENV) build dist *.egg-info .coverage .coverage.* .grader
	@rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(READY): pyproject.toml constraints.txt
	@python=; novenv=; \
	for candidate in $(or $(PYTHON),$(CANDIDATES)); do \
		$$candidate -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 || continue; \
		if $$candidate -c 'import ensurepip, venv' >/dev/null 2>&1; then python=$$candidate; break; fi; \
		novenv=$$candidate; \
	done; \
	if [ -z "$$python" ] && [ -n "$$novenv" ]; then \
		echo "grader: $$novenv has no venv module; install it (Debian and Ubuntu: apt install python3-venv)" >&2; \
		exit 1; \
	fi; \
	if [ -z "$$python" ]; then \
		echo "grader: no Python >= 3.11 among: $(or $(PYTHON),$(CANDIDATES)); install one, or name it: make PYTHON=/path/to/python3" >&2; \
		exit 1; \
	fi; \
	$(BIN)/python -m pip --version >/dev/null 2>&1 || { \
		echo "Setting up $(VENV) with $$python; this takes a minute or two, once." >&2; \
		$$python -m venv --clear $(VENV); \
	} && \
	$(BIN)/python -m pip install -qq --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@
