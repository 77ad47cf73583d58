# make run   set up and start everything        make test   set up and run every test
# make e2e   the browser tests only             make lint   style, types, import contracts
# make bench pages, queue, model, start         make bench-solver  rosters beside those of other solvers
# make faults break running houses on purpose   make audit  known weaknesses of pinned packages
# make mutants  small mistakes in rules that no test notices    make clean  remove caches and .venv, keep var/

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RUNTIME := $(VENV)/.requirements
DEVELOPMENT := $(VENV)/.requirements-dev
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check -r
PEERS := .peers
AUDIT := .audit

.PHONY: setup run test e2e lint faults mutants bench bench-solver audit clean

# Tests start many processes, and each would compile all that it loads where the environment says to keep nothing of it.
test e2e faults mutants: export PYTHONDONTWRITEBYTECODE :=

setup: $(DEVELOPMENT)

run: $(RUNTIME)
	@exec $(BIN)/python -m workers

test: $(DEVELOPMENT)
	$(BIN)/python -m pytest -m "not e2e and not faults" --numprocesses auto --dist worksteal $(ARGS)
	$(BIN)/python -m pytest -m e2e $(ARGS)

e2e: $(DEVELOPMENT)
	$(BIN)/python -m pytest -m e2e $(ARGS)

faults: $(DEVELOPMENT)
	$(BIN)/python -m pytest -m faults $(ARGS)

mutants: $(DEVELOPMENT)
	$(BIN)/python -m tests.mutation $(ARGS)

lint: $(DEVELOPMENT)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/bandit --quiet --recursive --configfile pyproject.toml app.py pages scheduling workers data

# Asks the package index, or osv.dev, what is known against each pinned package; an environment of its own leaves .venv as it is.
audit: | $(BIN)/pip
	@test -x $(AUDIT)/bin/pip-audit || { $(BIN)/python -m venv $(AUDIT) && $(AUDIT)/bin/pip install --quiet pip-audit==2.10.1; }
	$(AUDIT)/bin/pip-audit --no-deps --disable-pip --requirement requirements.txt $(ARGS)

bench: $(DEVELOPMENT)
	$(BIN)/python -m benchmarks $(ARGS)

bench-solver: $(DEVELOPMENT) $(PEERS)/.requirements
	$(BIN)/python -m benchmarks.solver $(ARGS)

clean:
	rm -rf $(VENV) $(PEERS) $(AUDIT) .pytest_cache .hypothesis .mypy_cache .ruff_cache .import_linter_cache .grimp_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(RUNTIME): requirements.txt | $(BIN)/pip
	@echo "Installing what the application needs; the first time takes a minute or two."
	@$(INSTALL) requirements.txt
	@$(BIN)/python -m scheduling.warm
	@touch $@

$(DEVELOPMENT): requirements-dev.txt $(RUNTIME)
	@echo "Installing what tests and checks need."
	@$(INSTALL) requirements-dev.txt
	@touch $@

# Without them the benchmark says which solver it leaves out, and why.
$(PEERS)/.requirements: benchmarks/requirements-peers.txt $(DEVELOPMENT)
	@echo "Installing solvers to compare with, apart from the application."
	@rm -rf $(PEERS) && mkdir $(PEERS)
	@$(INSTALL) $< --no-deps --target $(PEERS) && touch $@ || echo "Not all of them could be installed."

$(BIN)/pip:
	@command -v $(PYTHON) >/dev/null || { \
		echo "Python was not found: install Python 3.11 or newer (on Debian: apt install python3 python3-venv)." >&2; exit 2; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "$$($(PYTHON) --version) is too old: Python 3.11 or newer is needed; name another with make PYTHON=python3.12." >&2; exit 2; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "This Python cannot make virtual environments: install them (on Debian: apt install python3-venv)." >&2; exit 2; }
	@$(PYTHON) -m venv $(VENV)
