# A thin face over `python3 -m sio.dev`: all logic lives there. `make help` lists what there is.
PYTHON ?= python3
SIO := $(PYTHON) -m sio.dev

.DEFAULT_GOAL := help
.PHONY: help run test check fix demo screens bench proofs manage

help: ## show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## the whole site: environment, servers, demo on first start; PORT=, DATABASE_URL=, REDIS_URL= honoured
	@$(SIO) run

test: ## the whole suite; T=tests/missions narrows by path, K="two owners" by name
	@$(SIO) test

check: ## format, lint, types, layers, migrations, deployment, templates
	@$(SIO) check

fix: ## repair what repairs itself
	@$(SIO) fix

demo: ## a fresh database with a lively site
	@$(SIO) demo

screens: ## pictures of the pages, all the public ones in docs/screens/
	@$(SIO) screens

bench: ## every figure beside its peers, into docs/benchmarks.md; B= for one part: pages, matching (MILLION=1), matches, linking, fairness, market
	@$(SIO) bench

proofs: ## what is too long for the suite: 100,000 pairs, 10,000 twins, 1,000 edits, mutants
	@$(SIO) proofs

manage: ## Django's commands on the embedded servers: make manage A="shell"
	@$(SIO) manage $(A)
