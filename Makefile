# Tocha: `make` alone says what can be made. Needs Python 3.11 or newer; the first call sets up .venv by itself.

PYTHON ?= python3
# `make test TORCH=2.15.0` (or nightly) proves another torch, in an environment of its own; `make test DEVICE=cuda` an
# accelerator; `make test RECORD=docs/proof` also writes down what was run.
VENV := .venv$(addprefix -torch,$(TORCH))
BIN := $(VENV)/bin
ifdef PIP_FIND_LINKS
# uv looks for wheels where pip is told to look.
export UV_FIND_LINKS ?= $(PIP_FIND_LINKS)
endif
ifeq ($(TORCH),nightly)
# Tonight's CPU build, from PyTorch's own index; of all else that index holds old copies, so the best of both is taken.
export UV_INDEX = https://download.pytorch.org/whl/nightly/cpu
export UV_INDEX_STRATEGY = unsafe-best-match
unexport UV_TORCH_BACKEND
ANOTHER_TORCH := torch
PRERELEASE := --prerelease-package torch=allow
else
ANOTHER_TORCH := torch==$(TORCH)
endif
# What a lab learns from is frozen, or every change of prose would change its numbers: delete it to write it anew.
CORPUS := docs/pt/labs/writing.txt
export NO_MKDOCS_2_WARNING = 1
export PYTHONDONTWRITEBYTECODE = 1

.PHONY: help serve build test outputs format bench clean
.DEFAULT_GOAL := help

help: ## this list
	@sed -nE 's/^([a-z]+):.*## (.*)/  make \1\t\2/p' Makefile | expand -t 16

serve: $(VENV)/ready ## the site in both languages, at http://127.0.0.1:8000, reloaded at every save
	@$(BIN)/python -m mkdocs serve

build: $(VENV)/ready ## the site as it is published, in site/; a build that fails leaves the last one in place
	@$(BIN)/python -m mkdocs build --strict

test: $(VENV)/ready ## the whole proof: structure, language, every snippet, the built site
	@$(BIN)/python -m pytest --numprocesses=auto --dist=loadscope --no-loadscope-reorder

outputs: $(VENV)/ready $(CORPUS) ## run the snippets and write what they print and draw
	@$(BIN)/python tests/runner.py --write

$(CORPUS): | $(VENV)/ready
	@$(BIN)/python tests/corpus.py $@

format: $(VENV)/ready ## put the project's Python in its one form
	@$(BIN)/ruff check --no-cache --fix . && $(BIN)/ruff format --no-cache .

bench: $(VENV)/ready ## ratios: snippets against one import of torch, pages a second, save to reload
	@$(BIN)/python tests/bench.py

clean: ## remove what was made: .venv, .cache, site
	rm -rf .venv* .cache site site.building

$(VENV)/ready: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo 'Tocha needs Python 3.11 or newer. Name it: make PYTHON=python3.12 ...' >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' || \
	  { echo 'This Python cannot make environments. On Debian and Ubuntu: sudo apt install python3-venv' >&2; exit 1; }
	@echo 'Setting up $(VENV): about 1.5 GB on disk, once.'
	@$(PYTHON) -m venv $(VENV) && echo '$(ANOTHER_TORCH)' >$(VENV)/torch.txt && \
	  $(BIN)/python -m pip install --quiet --disable-pip-version-check "$$(grep '^uv==' requirements.txt)" && \
	  VIRTUAL_ENV=$(VENV) $(BIN)/uv pip install --requirement requirements.txt \
	    $(if $(TORCH),--override $(VENV)/torch.txt $(PRERELEASE)) || \
	  { echo 'The set-up failed; the line above says why. No network? Call again once there is one. "No space left"?' \
	    'Free 4 GB. Then call the same again: it goes on where it stopped.' >&2; exit 1; }
	@touch $@
