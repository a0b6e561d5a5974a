# `make` lists what there is. Paths are relative, so that the folder may have any name; works with GNU make 3.81 too.

# Tried in this order; name another with: make run PYTHON=/path/to/python
PYTHON ?= python3 python3.14 python3.13 python3.12 python3.11

VENV := .venv/bin/python
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard app/translations/*/LC_MESSAGES/messages.po))
# Ctrl-C simply ends the launcher while it is being loaded; from then on it stops in order what it has started.
LAUNCH := import runpy, signal; signal.signal(signal.SIGINT, signal.SIG_DFL); \
	runpy.run_module("app.local", run_name="__main__")
PIP_COMPILE := $(VENV) -m uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-annotate \
	--custom-compile-command 'make pins'

.PHONY: help run install install-dev translations built test lint bench fuzz pins browser clean
.NOTPARALLEL:

help: ## List these targets.
	@sed -n 's/^\([a-z-]*\):.*## /\1 /p' Makefile | while read -r target text; do printf '%-14s%s\n' "$$target" "$$text"; done

run: install translations built ## Start QueryCraft with its own PostgreSQL, and print its address.
	@$(VENV) -c '$(LAUNCH)'

install: .venv/installed-local ## Install what `make run` needs, into .venv.

install-dev: .venv/installed-dev ## Install what the other targets need, into .venv.

translations: $(CATALOGUES) ## Compile the translations.

built: build/vega.js build/vazirmatn.css ## Make the script that draws charts, and fetch the pages' font.

test: install-dev translations built browser ## Run all tests.
	@$(VENV) -m pytest -q -n 2 --dist loadfile tests

lint: install-dev ## Check style, types and the direction of imports.
	@$(VENV) -m ruff check app seeds tests
	@$(VENV) -m ruff format --check app seeds tests
	@$(VENV) -m mypy
	@$(VENV) -c 'from importlinter.cli import lint_imports_command; lint_imports_command()'

bench: install-dev translations ## Measure speed and accuracy.
	@$(VENV) -m tests.bench
	@$(VENV) -m tests.bench.engine
	@$(VENV) -m tests.bench.guard
	@$(VENV) -m tests.bench.audit
	@$(VENV) -m tests.bench.history
	@$(VENV) -m tests.bench.streams

fuzz: install-dev translations ## Fuzz the guard with 100,000 statements.
	@$(VENV) -m tests.fuzz

pins: install-dev ## Pin the newest versions of all packages.
	@$(PIP_COMPILE) --upgrade -o requirements.txt requirements.in
	@$(PIP_COMPILE) --upgrade -o requirements-build.txt requirements-build.in
	@$(PIP_COMPILE) --upgrade -o requirements-local.txt requirements-local.in
	@$(PIP_COMPILE) --upgrade -o requirements-dev.txt requirements-dev.in

clean: ## Remove what can be made again; the data in var/ stays.
	@rm -rf .venv build node_modules .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis $(CATALOGUES)
	@find app seeds tests -type d -name __pycache__ -prune -exec rm -rf {} +

# What stands in the way is one line on stderr that says what to do.
define fail
{ echo "$(1)" >&2; exit 1; }
endef

define make_venv
test -w . || $(call fail,This folder can not be written to. Run make as the account that owns it.); \
for python in $(PYTHON) ''; do \
	"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && break; \
done; \
test -n "$$python" || $(call fail,QueryCraft needs Python 3.11 or newer; tried $(PYTHON). \
Install one or name it: make $(MAKECMDGOALS) PYTHON=/path/to/python); \
"$$python" -c 'import venv, ensurepip' 2>/dev/null || $(call fail,This Python can not make a .venv: \
its modules venv and ensurepip are missing. On Debian and Ubuntu: apt-get install python3-venv); \
"$$python" -m venv .venv || $(call fail,The folder .venv could not be made. Remove it and run make again.)
endef

define pip_install
echo "Installing the packages of $< into .venv, once; this takes a minute or two ..."; \
echo "بسته‌های $< یک بار در .venv نصب می‌شوند؛ یکی دو دقیقه طول می‌کشد ..."; \
$(VENV) -m pip install --quiet --disable-pip-version-check --no-input -r $< || \
	$(call fail,The packages could not be installed. Check the connection and run make again.)
endef

.venv/installed-local: requirements-local.txt
	@$(make_venv)
	@$(pip_install)
	@touch $@

.venv/installed-dev: requirements-dev.txt
	@$(make_venv)
	@$(pip_install)
	@touch .venv/installed-local $@

build/vega.js: requirements-build.txt app/deploy/charts.py | .venv/installed-local
	@$(VENV) app/deploy/charts.py build

# Without npm, or a way to its packages, the pages have the fonts of the reader's machine.
build/vazirmatn.css: package-lock.json app/deploy/font.py | .venv/installed-local
	@if command -v npm >/dev/null && npm ci --silent --fetch-retries=0 --ignore-scripts --no-audit --no-fund; then \
		$(VENV) app/deploy/font.py node_modules/@fontsource-variable/vazirmatn build; \
	else \
		echo "The font Vazirmatn could not be fetched, which takes npm; the pages use the fonts that are there."; \
		echo "قلم وزیرمتن دریافت نشد، که به npm نیاز دارد؛ صفحه‌ها با قلم‌های موجود نشان داده می‌شوند."; \
	fi

%.mo: %.po | .venv/installed-local
	@$(VENV) -m babel.messages.frontend -q compile -i $< -o $@

browser:
	@for name in chromium chromium-browser google-chrome google-chrome-stable; do \
		command -v $$name >/dev/null && exit 0; \
	done; \
	if test "$$(id -u)" = 0 && command -v apt-get >/dev/null; then \
		apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends chromium \
			>/dev/null && exit 0; \
	fi; \
	$(call fail,The browser tests need Chromium. Install chromium or google-chrome and run make again.)
