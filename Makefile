# What is done with this tree; `make help` lists the commands.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

PYTHON ?= python3
VENV := .venv
BIN := $(abspath $(VENV)/bin)
WORK := target/work
# `make PROFILE=dev …` saves time where the speed of the compiler itself does not matter.
PROFILE ?= release
export LLVM_SYS_221_PREFIX ?= /usr/lib/llvm-22
# Of the binary that the tests compile with, see Cargo.toml.
export CARGO_PROFILE_DEV_OPT_LEVEL ?= 1
SUDO := $(if $(filter 0,$(shell id -u)),,sudo)
PACKAGES := llvm-22-dev liblld-22-dev libpolly-22-dev zlib1g-dev libzstd-dev g++ python3-venv
NEXTEST := $(shell cargo nextest --version >/dev/null 2>&1 && echo yes)
# What the tests, the linters and the benchmarks need, at the versions they were written for.
TOOLS := abi3audit==0.0.26 build==1.3.0 hypothesis==6.170.15 maturin==1.9.6 mypy==1.18.2 pytest==8.4.2 pytest-xdist==3.8.0 ruff==0.14.4 \
	setuptools==80.9.0 numpy scipy sympy mpmath \
	distributed==2026.8.0 ipykernel==7.4.0 ipython==9.18.1 joblib==1.6.0 nbclient==0.11.0 pytest-cov==7.1.0

# An environment with Numba, for tests that record what it compiles.
NUMBA := $(WORK)/numba/ready
NUMBA_TOOLS := numba==0.68.1 pytest==8.4.2 pytest-xdist==3.8.0

.PHONY: help setup system venv build wheel development-wheel demo test test-rust test-python \
	test-example test-all-pythons test-unbuilt fuzz judges lint format golden numba-golden bench bench-arrays bench-library \
	bench-development bench-tools \
	clean

help: ## list the commands
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 20

setup: system venv ## install everything that the other commands need

system: ## install LLVM 22, LLD 22 and what they are linked with, where apt has them
	@if [ -x "$(LLVM_SYS_221_PREFIX)/bin/llvm-config" ] && \
	    [ -e "$(LLVM_SYS_221_PREFIX)/lib/liblldELF.a" ] && [ -n "$$(command -v g++)" ] && \
	    [ "$$(g++ -print-file-name=libzstd.a)" != libzstd.a ] && \
	    [ "$$(g++ -print-file-name=libz.a)" != libz.a ] && \
	    $(PYTHON) -c 'import ensurepip, venv' 2>/dev/null; then exit 0; fi; \
	if command -v apt-get >/dev/null; then \
	  echo "installing $(PACKAGES)"; \
	  $(SUDO) apt-get update -qq && \
	  $(SUDO) env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq \
	    --no-install-recommends $(PACKAGES) >/dev/null || { \
	      echo "apt could not install them. Where it knows no LLVM 22, add LLVM's own repository,"; \
	      echo "or install LLVM and LLD 22 with their static libraries elsewhere and set"; \
	      echo "LLVM_SYS_221_PREFIX to the folder that holds its bin/llvm-config."; exit 1; }; \
	else \
	  echo "pyjit is built with LLVM 22, LLD 22 (on Linux) and their static libraries, zlib,"; \
	  echo "zstd and a C++ compiler."; \
	  echo "Install them (on Debian: $(PACKAGES)), then set LLVM_SYS_221_PREFIX to the folder"; \
	  echo "that holds bin/llvm-config."; exit 1; \
	fi

venv: $(VENV)/ready

$(VENV)/ready: Makefile
	$(PYTHON) -m venv --clear $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check $(TOOLS)
	touch $@

$(NUMBA): Makefile
	$(PYTHON) -m venv --clear $(dir $@)
	$(dir $@)bin/pip install --quiet --disable-pip-version-check $(NUMBA_TOOLS)
	touch $@

build: system ## build the binary for development
	cargo build --locked

wheel: system venv ## the wheel that users install, in dist/
	rm -rf dist
	cd setuptools-plugin && $(BIN)/maturin build --quiet --profile $(PROFILE) --locked --out ../dist
	ls -l dist

# The same from the binary that the tests build anyway: it takes seconds, not minutes.
development-wheel: build venv
	rm -rf $(WORK)/wheels
	cd setuptools-plugin && $(BIN)/maturin build --quiet --profile dev --locked \
	  --out ../$(WORK)/wheels

demo: wheel ## build the example's wheel, install it in a clean environment, run it
	rm -rf $(WORK)/demo && mkdir -p $(WORK)/demo
	PIP_FIND_LINKS="$(abspath dist)" PIP_DISABLE_PIP_VERSION_CHECK=1 \
	  $(BIN)/python -m build --outdir $(WORK)/demo examples/life
	$(PYTHON) -m venv $(WORK)/demo/clean
	$(WORK)/demo/clean/bin/pip install --quiet --disable-pip-version-check --no-index \
	  $(WORK)/demo/life-*.whl
	$(WORK)/demo/clean/bin/pip install --quiet --disable-pip-version-check numpy
	@echo; echo "In an environment with these packages and no LLVM:"
	@$(WORK)/demo/clean/bin/pip list --disable-pip-version-check
	@echo; cd $(WORK)/demo && PATH=/nowhere clean/bin/python -m life

test: test-rust test-python test-example ## every test

# Builds the binary beside the tests, which takes less time than one after the other.
test-rust: system
ifeq ($(NEXTEST),yes)
	cargo nextest run --locked
else
	cargo test --locked
endif

test-python: development-wheel $(NUMBA)
	PYJIT_BINARY="$(abspath target/debug/pyjit)" PYJIT_WHEELS="$(abspath $(WORK)/wheels)" \
	  $(BIN)/pytest -q -n auto --dist worksteal tests

test-example: development-wheel
	rm -rf $(WORK)/example && mkdir -p $(WORK)/example
	PIP_FIND_LINKS="$(abspath $(WORK)/wheels)" $(BIN)/python -m build \
	  --outdir $(WORK)/example examples/life >$(WORK)/example/build.log
	$(PYTHON) -m venv $(WORK)/example/clean
	$(WORK)/example/clean/bin/pip install --quiet --disable-pip-version-check pytest numpy \
	  $(WORK)/example/life-*.whl
	cd $(WORK)/example && clean/bin/python -m pytest -q $(abspath examples/life/tests)

judges: build venv ## run CPython's own tests compiled; say what is left out, and why
	PYJIT_BINARY="$(abspath target/debug/pyjit)" $(BIN)/python tests/judges/judge.py

# The oldest and the newest CPython that this machine has, and those between.
PYTHONS ?= $(shell for v in 3.9 3.10 3.11 3.12 3.13; do \
	ls -d $${PYENV_ROOT:-$$HOME/.pyenv}/versions/$$v.*/bin/python3 2>/dev/null | tail -n 1 || true; \
	command -v /usr/bin/python$$v || true; done)

FOLDERS ?= tests/run tests/python

test-all-pythons: build ## the run-both-ways tests on every CPython from 3.9 that is here
	@for python in $(PYTHONS); do \
	  version=$$($$python -c 'import sys; print("%d.%d" % sys.version_info[:2])'); \
	  environment=$(WORK)/python-$$version; \
	  echo "== CPython $$version"; \
	  [ -x $$environment/bin/pytest ] || { $$python -m venv --clear $$environment && \
	    $$environment/bin/pip install --quiet --disable-pip-version-check \
	      pytest pytest-xdist numpy mpmath 'setuptools>=77'; }; \
	  PYJIT_BINARY="$(abspath target/debug/pyjit)" \
	    $$environment/bin/pytest -q -n auto --dist worksteal $(FOLDERS) || exit 1; \
	done

test-unbuilt: ## tests/run with kernels that are compiled at their first call, on the same CPythons
	PYJIT_TEST_LAZY=1 $(MAKE) test-all-pythons FOLDERS=tests/run

# Where an access leaves its memory, or memory is used that was freed, the process ends.
SANITIZED_TESTS ?= tests/run/test_kernels.py tests/run/test_ownership.py tests/run/test_slices.py \
	$(wildcard tests/run/test_array_*.py) tests/run/test_complex_arrays.py

sanitized: build venv ## the kernels of the tests, with AddressSanitizer looking at each of their accesses to memory
	PYJIT_BINARY="$(abspath target/debug/pyjit)" PYJIT_TEST_SANITIZED=1 PYTHONMALLOC=malloc \
	  LD_PRELOAD="$$($(CC) -print-file-name=libasan.so)" ASAN_OPTIONS=detect_leaks=0 \
	  $(BIN)/pytest -q -n auto --dist worksteal $(SANITIZED_TESTS)

# How many programs, from which seed; what fails is kept in $(WORK)/fuzz, made small.
PROGRAMS ?= 20000
SEED ?= 0
# And how many that are compiled as they are called.
LAZY_PROGRAMS ?= 10000
# And how many over whole arrays, and over lists.
ARRAY_PROGRAMS ?= 5000
LIST_PROGRAMS ?= 10000

fuzz: build venv ## random programs and all combinations, both ways, and longer lines (PROGRAMS=20000 LAZY_PROGRAMS=10000 ARRAY_PROGRAMS=5000 LIST_PROGRAMS=10000 SEED=0)
	PYTHONPATH=tests $(BIN)/python -m fuzz --binary target/debug/pyjit --programs $(PROGRAMS) \
	  --seed $(SEED) --llvm 4 --keep $(WORK)/fuzz
	PYTHONPATH=tests $(BIN)/python -m fuzz --binary target/debug/pyjit \
	  --programs $(LAZY_PROGRAMS) --seed $(SEED) --llvm 5 --no-reach --lazy --keep $(WORK)/fuzz-lazy
	PYTHONPATH=tests $(BIN)/python -m fuzz --binary target/debug/pyjit --arrays \
	  --programs $(ARRAY_PROGRAMS) --seed $(SEED) --batch 150 --llvm 8 --checked 3 \
	  --keep $(WORK)/fuzz-arrays
	PYTHONPATH=tests $(BIN)/python -m fuzz --binary target/debug/pyjit --lists \
	  --programs $(LIST_PROGRAMS) --seed $(SEED) --llvm 8 --checked 3 --keep $(WORK)/fuzz-lists
	PYJIT_BINARY="$(abspath target/debug/pyjit)" COMBINATIONS_EVERY=1 \
	  $(BIN)/pytest -q -n auto tests/fuzz/test_combinations.py
	PYJIT_BINARY="$(abspath target/debug/pyjit)" LONG_LINES=10_000_000 \
	  $(BIN)/pytest -q -n auto tests/hostile/test_extremes.py

lint: system venv ## formatting, clippy, ruff, mypy
	cargo fmt --check
	cargo clippy --locked --all-targets --quiet -- -D warnings
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: venv ## put the sources into their form
	cargo fmt
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

golden: build venv ## write the golden files anew, to be read before they are committed
	UPDATE_GOLDEN=1 cargo test --locked --test main
	$(BIN)/python tests/run/supported.py
	git diff --stat -- tests src/prelude

numba-golden: bench-tools ## write anew what Numba itself answers, in an environment that has it
	cd tests/numbas && ../../$(WORK)/bench-venv/bin/python promotion.py
	cd tests/numbas && ../../$(WORK)/bench-venv/bin/python golden.py
	git diff --stat -- tests/numbas

BENCH_ARRAYS = $(WORK)/bench-venv/bin/python benches/arrays.py --pyjit target/release/pyjit
BENCH_LIBRARY = $(WORK)/bench-venv/bin/python benches/library.py --pyjit target/release/pyjit
BENCH_DEVELOPMENT = $(WORK)/bench-venv/bin/python benches/development.py \
	--pyjit target/release/pyjit --work $(WORK)/bench-development

bench: bench-tools ## twelve kernels against C, Numba, Cython and CPython; arrays, the library and first calls against Numba
	command -v clang-22 >/dev/null || $(SUDO) apt-get install -y -qq clang-22
	$(WORK)/bench-venv/bin/python benches/run.py --pyjit target/release/pyjit --work $(WORK)/bench
	@echo
	$(BENCH_ARRAYS)
	@echo
	$(BENCH_LIBRARY)
	@echo
	$(BENCH_DEVELOPMENT)

bench-arrays: bench-tools ## kernels that work on whole arrays, against Numba and NumPy
	$(BENCH_ARRAYS)

bench-library: bench-tools ## functions of the library and lists, against Numba and Python; what they cost a build
	$(BENCH_LIBRARY)

bench-development: bench-tools ## first calls of what is not built, and its calls, against Numba
	$(BENCH_DEVELOPMENT)

bench-tools: system
	cargo build --release --locked
	[ -d $(WORK)/bench-venv ] || $(PYTHON) -m venv $(WORK)/bench-venv
	$(WORK)/bench-venv/bin/pip install --quiet --disable-pip-version-check \
	  numpy numba cython setuptools

clean: ## remove what was built
	cargo clean
	rm -rf dist $(VENV)

.PHONY: print-pythons
print-pythons:
	@echo $(firstword $(PYTHONS)) $(filter-out $(firstword $(PYTHONS)),$(lastword $(PYTHONS)))
