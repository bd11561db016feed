# Everything a developer or an operator does with Remiss from its source tree. `make` lists the targets.
# Stamp files in .stamps/ remember what is done, so that each target is quick the second time.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
# Containers often forbid Python to keep what it has compiled; every start would then compile hundreds of modules anew.
unexport PYTHONDONTWRITEBYTECODE

BIN := .venv/bin
UV := $(BIN)/uv
COMPILE := $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url
FONTS := static/vendor/fonts.css
WITH_NODE := PYTHONPATH="$(CURDIR)/build/node"
# Two workers, each with its own browser and database server: more would fight over the machine. (xdist's loadgroup, which
# would start them once, does not see its groups under this pytest.)
PYTEST := $(BIN)/pytest -n 2 --dist worksteal

.PHONY: help setup setup-dev run check lint test torture measure bench pictures demo lock migrate

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: .stamps/runtime $(FONTS) ## Make .venv, install the locked packages, build the assets; starts nothing

setup-dev: .stamps/dev $(FONTS) ## The same with what checks and tests need

run: setup ## Start Remiss with sample data: web and scheduler, ended together by Ctrl-C
	@exec $(BIN)/remiss run $(ARGS)

check: lint ## Lint, types, import directions and the fast tests
	@$(PYTEST) -m "not slow"

test: lint ## Everything: the checks, then all tests, with PostgreSQL, mail server and browser
	@$(PYTEST)

torture: lint ## The long forms of the tests, which take hours: walks of 10,000 steps through the workflow
	@$(PYTEST) -m torture

measure: setup ## Accuracy of reading and analysis, with n and intervals (GOLD=folder of labelled documents)
	@$(BIN)/remiss measure --layouts $(if $(GOLD),--gold "$(GOLD)")

bench: setup .stamps/bench ## Times: name, ours, alternative or -, ratio, what (ARGS=--large: 5,000 replies too)
	@PYTHONPATH="$(CURDIR)/build/bench" $(BIN)/remiss bench $(ARGS)

pictures: setup-dev ## Take the pictures of the README anew, from a sample of their own
	@$(BIN)/python -m docs.pictures.take

demo: setup ## Fill an empty database with the sample remiss (DOCUMENTS=folder of replies to import)
	@$(BIN)/remiss demo $(if $(DOCUMENTS),--documents "$(DOCUMENTS)")

migrate: setup ## Bring the database to the present schema
	@$(BIN)/remiss migrate

lock: .stamps/runtime ## Choose the newest versions that fit and write all locks anew
	@echo "Locking the Python packages ..."
	@for name in requirements requirements-dev requirements-bench requirements-setup requirements-assets; do \
	  $(COMPILE) --upgrade $$name.in -o $$name.txt; \
	done
	@echo "Locking the front-end packages ..."
	@$(WITH_NODE) $(BIN)/python assets/build.py --lock

# The types take as long as all the rest, so they are looked at beside it.
lint: setup-dev
	@$(BIN)/mypy --no-error-summary & types=$$!; fine=yes; \
	$(BIN)/ruff check --quiet || fine=no; \
	$(BIN)/ruff format --quiet --check || { echo "Run .venv/bin/ruff format"; fine=no; }; \
	$(BIN)/lint-imports --no-logo > .stamps/imports.log || { cat .stamps/imports.log; fine=no; }; \
	if [ -d templates ]; then $(BIN)/djlint templates --lint --quiet || fine=no; fi; \
	wait $$types || fine=no; [ $$fine = yes ]

# -- environment ------------------------------------------------------------------------------------------------------

# The first Python of 3.11 or later among the usual names; PYTHON=… chooses another.
define find_python
python=; for name in $(PYTHON) python3 python3.14 python3.13 python3.12 python3.11; do \
  if "$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2> /dev/null; then python="$$name"; break; fi; \
done; \
if [ -z "$$python" ]; then \
  echo "Remiss needs Python 3.11 or later, and none was found. Install it (Debian: apt install python3 python3-venv)," >&2; \
  echo "or say where it is: make PYTHON=/path/to/python3 setup" >&2; exit 1; \
fi
endef

# $(1): the lock. uv takes seconds; pip is the way where uv cannot run or cannot reach the packages. Both compare hashes.
# An exact sync takes our own package away, so it is put back every time.
define install
mkdir -p .stamps; \
{ $(UV) pip sync --quiet --compile-bytecode --python $(BIN)/python --require-hashes $(1) \
  && $(UV) pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .; } \
|| { echo "uv did not manage, trying pip, which takes minutes ..."; \
  $(BIN)/python -m pip install --quiet --require-hashes -r $(1); \
  $(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .; }
endef

.venv/pyvenv.cfg:
	@rm -rf .stamps/runtime .stamps/dev .stamps/installer
	@$(find_python); echo "Making .venv with $$("$$python" --version) ..."; \
	"$$python" -m venv .venv || { rm -rf .venv; echo "Making .venv failed (Debian: apt install python3-venv)" >&2; exit 1; }

.stamps/installer: .venv/pyvenv.cfg requirements-setup.txt
	@mkdir -p .stamps
	@$(BIN)/python -m pip install --quiet --require-hashes -r requirements-setup.txt
	@touch $@

# Where the development packages are installed already, they stay: `make run` after `make test` removes nothing.
.stamps/runtime: .stamps/installer requirements.txt pyproject.toml
	@if [ -e .stamps/dev ]; then lock=requirements-dev.txt; else lock=requirements.txt; fi; \
	echo "Installing $$lock ..."; \
	$(call install,$$lock)
	@touch $@; if [ -e .stamps/dev ]; then touch .stamps/dev; fi

.stamps/dev: .stamps/installer requirements-dev.txt pyproject.toml
	@echo "Installing requirements-dev.txt ..."
	@$(call install,requirements-dev.txt)
	@touch $@ .stamps/runtime

# What `make bench` compares with stands apart from .venv, as Node does.
.stamps/bench: .stamps/installer requirements-bench.txt
	@echo "Installing requirements-bench.txt ..."
	@mkdir -p .stamps; rm -rf build/bench
	@$(UV) pip install --quiet --python $(BIN)/python --target build/bench --require-hashes -r requirements-bench.txt \
	  || $(BIN)/python -m pip install --quiet --target build/bench --require-hashes -r requirements-bench.txt
	@touch $@

# -- assets: comfort only, so that a failure is told but stops nothing; `make test` notices that they are missing ---------

# Node from a wheel stands apart from .venv, whose content is exactly the lock.
$(FONTS): assets/build.py assets/package.json assets/package-lock.json assets/.npmrc requirements-assets.txt | .venv/pyvenv.cfg
	@echo "Building the assets ..."
	@command -v npm > /dev/null || [ -d build/node ] \
	  || $(BIN)/python -m pip install --quiet --require-hashes --target build/node -r requirements-assets.txt \
	  || true
	@$(WITH_NODE) $(BIN)/python assets/build.py \
	  || echo "The assets were not built: pages use the computer's own typeface. The next make tries again." >&2
