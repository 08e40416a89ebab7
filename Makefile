# make docs   set up what is missing, regenerate, build the site into site/
# make serve  the same, then serve it on 127.0.0.1:8000 (or PORT) and rebuild on a change
# make verify run every snippet and record the results for the site
# make whole  run all of what the tests draw a part of, and keep the result in tests/whole.json
# make bench  measure what is compared with something, and write docs/benchmarks.md (of some: PARTS="rendering site")
# make lock   write anew what every dependency is pinned to, those of the languages included
# make own    know this repository's language folders by what they may start now
# make check  format, lint, types, generated files and the quick tests: Python alone, no runtime of a language
# make format lay sources out as `make check` wants them
# make rooms  print the rooms of tools/sixfold/, their floors and every arrow between them
# make dist   build the wheel and the source distribution into dist/
# make help   say what each target does
# make clean  remove what the other targets set up and build
# make test   set up what is missing, runtimes and client libraries included, and run every test

PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
NPM := tests/npm/node_modules/.package-lock.json
GO := tests/go/cache/README
PROGRAMS := /usr/bin/firefox-esr /usr/bin/rubocop $(or $(shell command -v go),/usr/bin/go)
MAVEN := tests/maven/lib/google-java-format-all-deps.jar
SOURCES := tools tests overrides templates examples benchmarks

# A build is the same, byte for byte, until the next commit: its only date is that of the last one.
export SOURCE_DATE_EPOCH ?= $(shell git log -1 --format=%ct 2>/dev/null || echo 0)
export NO_MKDOCS_2_WARNING := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: docs serve test check lint format verify whole bench lock own rooms dist help clean free-port

docs: .venv/docs.stamp
	$(BIN)/sixfold generate
	@echo "building the site: mkdocs build --strict"
	@# Its own word for quiet would keep the warnings from being counted.
	@said=$$($(BIN)/mkdocs build --strict 2>&1) || { echo "$$said" >&2; exit 1; }
	$(BIN)/sixfold finish --quiet site
	@echo "the site is in site/; to look at it, run: make serve"

serve: free-port docs
	$(BIN)/mkdocs serve --config-file mkdocs.serve.yml --dev-addr 127.0.0.1:$(PORT)

# Before the build, which takes a while. Whether there is a Python at all is told by the build.
free-port:
	@! $(PYTHON) -c '' 2>/dev/null || \
		$(PYTHON) -c 'import socket, sys; socket.create_server(("127.0.0.1", int(sys.argv[1]))).close()' $(PORT) 2>/dev/null || \
		{ echo "port $(PORT) is in use; name another: make serve PORT=$$(($(PORT) + 1))" >&2; exit 1; }

# Hundreds of processes that tests start load the tool: what is compiled of it is kept, whatever the environment says.
test: export PYTHONDONTWRITEBYTECODE :=
test: .venv/test.stamp
	$(BIN)/sixfold install --trust
	$(MAKE) --no-print-directory $(NPM) $(MAVEN) $(PROGRAMS) $(GO) lint
	@echo "running every test; this takes minutes"
	$(BIN)/pytest --numprocesses 4 --junit-xml .pytest_cache/junit.xml

# What needs Python alone: a change that passes here is worth the whole of `make test`.
check: lint
	$(BIN)/pytest --quiet --numprocesses auto tests/unit tests/sandbox tests/bad_specs tests/test_architecture.py \
		tests/test_documented_messages.py tests/test_lint.py tests/test_release.py tests/test_this_repository.py

lint: .venv/test.stamp
	$(BIN)/ruff format --check --quiet $(SOURCES)
	$(BIN)/ruff check --quiet $(SOURCES)
	$(BIN)/mypy
	@said=$$($(BIN)/lint-imports --no-logo 2>&1) || { echo "$$said" >&2; exit 1; }
	$(BIN)/sixfold check

format: .venv/test.stamp
	$(BIN)/ruff check --quiet --select I --fix $(SOURCES)
	$(BIN)/ruff format --quiet $(SOURCES)

# Runs every snippet, each time with all of its runtime started anew, and writes the dated results that the site shows.
verify: .venv/test.stamp
	$(BIN)/sixfold install --quiet --trust
	$(BIN)/sixfold smoke --trust --afresh --json verification.json --outputs outputs.json
	$(BIN)/sixfold generate --quiet

# Runs all of what the tests draw from, and keeps the dated result.
WHOLE = $(shell grep -rlE --include='test_*.py' 'tests\.support(\.| import )drawing' tests)
whole: .venv/test.stamp
	$(BIN)/sixfold install --quiet --trust
	SIXFOLD_WHOLE=tests/whole.json $(BIN)/pytest --numprocesses 2 $(WHOLE)

# Measures, prints and keeps what is compared with something, and writes the site's page of it.
bench: .venv/test.stamp
	$(BIN)/python -m benchmarks $(PARTS)
	$(BIN)/sixfold generate --quiet

lock: .venv/test.stamp
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-annotate --no-header --python-version 3.11 \
		pyproject.toml --group docs --output-file requirements/docs.txt
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-annotate --no-header --python-version 3.11 \
		pyproject.toml --group docs --group test --constraint requirements/docs.txt --output-file requirements/test.txt
	for wanted in templates/*/requirements.in tools/sixfold/shipped/templates/*/requirements.in \
		examples/*/templates/*/requirements.in; do \
		$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-annotate --no-header --python-version 3.11 \
			$$wanted --constraint requirements/test.txt --output-file $${wanted%.in}.txt || exit 1; \
	done
	for folder in tests/npm benchmarks/peers examples/*/templates/grpc_node; do \
		npm install --prefix $$folder --package-lock-only --omit-lockfile-registry-resolved --ignore-scripts --no-audit \
			--no-fund || exit 1; \
	done
	sh templates/java/install.sh --lock
	SIXFOLD_PYTHON=$(BIN)/python sh templates/php/install.sh --lock
	$(MAKE) own

# Knows the language folders of this repository, and those that the tool ships, by what they may start, so that nobody is
# asked about them.
own: .venv/docs.stamp
	$(BIN)/python -m tests.own

rooms: .venv/test.stamp
	@$(BIN)/python -m tests.rooms

# By the pinned builder; the same, byte for byte, wherever the commit is checked out.
dist: .venv/test.stamp
	rm -rf dist
	$(BIN)/python -m build --no-isolation --outdir dist

help:
	@sed -n 's/^# make /make /p' $(firstword $(MAKEFILE_LIST))

clean:
	rm -rf .venv .runtimes site dist tests/npm/node_modules benchmarks/peers/node_modules tests/maven/lib tests/go

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "expected Python 3.11 or newer, got $$($(PYTHON) --version 2>&1); name one: make PYTHON=python3.12" >&2; exit 1; }
	$(PYTHON) -m venv .venv

.venv/%.stamp: requirements/%.txt pyproject.toml | .venv/bin/python
	@echo "installing the packages that $< names"
	$(BIN)/pip install --quiet --require-hashes --requirement $<
	$(BIN)/pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

# What tests run through npm. Node.js itself is what the snippets of that language are run with.
$(NPM): tests/npm/package-lock.json
	@echo "installing the packages that $< names"
	npm ci --prefix tests/npm --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

# The second browser of the site's tests, and what runs and lays out the languages that ship beside this repository's
# own, where there are Debian's packages. A test that lacks one says so.
$(PROGRAMS): package = $(patsubst go,golang-go,$(@F))
$(PROGRAMS):
	@command -v apt-get >/dev/null || exit 0; \
	as_root=$$([ "$$(id -u)" = 0 ] || echo sudo); \
	echo "installing $(package)"; \
	get="$$as_root env DEBIAN_FRONTEND=noninteractive apt-get --yes --quiet=2"; \
	$$get install --no-install-recommends $(package) >/dev/null 2>&1 || \
		{ $$get update && $$get install --no-install-recommends $(package) >/dev/null; }

# What Go snippets import, compiled as their language's installation compiles it.
$(GO): tools/sixfold/shipped/templates/go/language.yaml | $(PROGRAMS) .venv/test.stamp
	@echo "compiling what Go snippets import"
	@$(BIN)/python -m tests.go_cache
	@touch $@

# What tests run through Maven, which comes with the Java snippets' runtime. It looks for .mvn, which can bring code of
# its own, in every folder from its base upwards.
$(MAVEN): tests/maven/pom.xml tests/maven/SHA256SUMS
	@echo "installing what $< names"
	MAVEN_BASEDIR=$(CURDIR)/tests/maven mvn --batch-mode --quiet --file=$< \
		org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies \
		-DexcludeTransitive=true -Dmdep.stripVersion=true -DoutputDirectory=$(CURDIR)/$(@D)
	@cd $(@D) && sha256sum --check --quiet ../SHA256SUMS || { rm -f $(@F); exit 1; }
	@touch $@
