# Everything a newcomer types. Needs Python 3.11 or newer, make and a package index; the rest is installed here.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000
# What holds sentences for people beside gettext's own names: the first argument, or the one that is numbered
SENTENCES := N_ Plural:1,2 Sentence Unreadable Problem NotFound NotPermitted Conflict TooMany Category:2 OrderKind:2 Exemption:2
export COUNCILKIT_HOME ?= $(CURDIR)/demo

.DEFAULT_GOAL := help
.PHONY: help run test lint types docs translations wheel bench clean system

help:  ## Show this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

run: $(VENV)/.installed system  ## Install everything, make the demonstration council if there is none, and serve it
	@test -f "$(COUNCILKIT_HOME)/councilkit.toml" || $(BIN)/councilkit demo
	$(BIN)/councilkit serve --port $(PORT)

test: $(VENV)/.tested system  ## Install what tests need and run them all
	$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder

lint: $(VENV)/.tested  ## Check style and the directions between rooms
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports

types: $(VENV)/.tested  ## Check the types of the pure modules
	@mkdir -p build/types && ln -sfn ../../core build/types/councilkit
	cd build/types && MYPYPATH=. ../../$(BIN)/mypy --config-file ../../setup.cfg

docs: $(VENV)/.installed  ## Write the generated documentation again
	$(BIN)/python -m councilkit.documentation docs

translations: $(VENV)/.installed  ## Collect the sentences of code and pages, bring the catalogues up to date, compile them
	@mkdir -p build
	$(BIN)/pybabel --quiet extract -F babel.cfg $(addprefix -k ,$(SENTENCES)) --no-location --sort-output \
		--project councilkit --version 0 --copyright-holder "councilkit" -o build/messages.pot core templates plugins
	$(BIN)/pybabel --quiet update -i build/messages.pot -d core/translations --no-fuzzy-matching --ignore-obsolete \
		--ignore-pot-creation-date --width 100
	$(BIN)/pybabel --quiet compile -d core/translations

wheel: $(VENV)/.tested  ## Build a wheel and try it in a clean environment, from another folder
	sh .ci/wheel

bench: $(VENV)/.tested  ## Measure the figures, each as a ratio in one run
	for each in bench/*.py; do echo "== $$each"; $(BIN)/python $$each || exit 1; done

clean:  ## Remove what was installed and built here (the demonstration council stays)
	rm -rf $(VENV) build dist *.egg-info

$(VENV)/.installed: setup.cfg pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "councilkit needs Python 3.11 or newer: name one with make PYTHON=python3.12 ..."; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || { echo "The virtual environment could not be made. On Debian type: apt-get install python3-venv"; exit 1; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	@touch $@

$(VENV)/.tested: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[test]'
	@touch $@

system:
	@sh .ci/system
