# The two commands of the README, and what they are made of. `make help` lists them.

.PHONY: help demo test bench setup build tidy format clean

help: ## this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/'

demo: build ## builds what is missing, runs a model in Node, serves the demo page (ONCE=1: no page)
	@node demo/demo.mjs
	@test -n "$(ONCE)" || node demo/serve.mjs

test: setup ## everything that can be tested; ARGS="--only NAME" for a part, ARGS=--list for the names
	@python3 tools/test/run.py $(ARGS)

bench: build ## everything measured beside onnxruntime-web, into bench/results; ARGS=--help for parts of it
	@python3 bench/run.py $(ARGS)

setup: ## installs and lays what building and testing need
	@tools/setup

build: setup ## the WebAssembly modules and the npm package in web/
	@python3 tools/build.py

tidy: setup ## clang-tidy over our C++ code
	@python3 tools/check/tidy.py

format: setup ## formats all C++ code
	@python3 tools/check/format.py --fix

clean: ## removes what was built, not the toolchain
	rm -rf build web/dist
