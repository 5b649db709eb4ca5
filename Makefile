# make run needs Python 3.11 or later and nothing else. `make` alone lists the targets.
PORT ?= 8000
PYTHON ?=
ARGS ?=
export PORT PYTHON

.DEFAULT_GOAL := help
.PHONY: help run dev admin upgrade test proof lint format requirements audit sbom licences clean

help: ## list the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 15

run: ## serve the directory on 127.0.0.1:8000 as in production (PORT=8001 for another port)
	@scripts/run

dev: ## the same with a server that reloads the code
	@scripts/run dev

admin: ## create an account for the back office
	@scripts/prepare
	@mkdir -p var
	@.venv/bin/python manage.py migrate --verbosity 0
	@.venv/bin/python manage.py createsuperuser

upgrade: ## from this checked out version to a running one: backup, migrations, static files, restart (RESTART=…)
	@scripts/upgrade

test: ## the whole suite, on SQLite, then on PostgreSQL when one answers (ARGS="-k name")
	@scripts/prepare dev
	@.venv/bin/python scripts/test $(ARGS)

proof: ## the long proofs, on the same engines
	@scripts/prepare dev
	@.venv/bin/python scripts/test --proof $(ARGS)

lint: ## every linter
	@scripts/prepare dev
	@.venv/bin/python scripts/lint

format: ## put the code in order
	@scripts/prepare dev
	@.venv/bin/ruff format . scripts/lint scripts/test
	@.venv/bin/ruff check --fix . scripts/lint scripts/test

requirements: ## compile the pinned requirements again (ARGS=--upgrade for newer versions)
	@scripts/prepare dev
	@scripts/compile-requirements $(ARGS)

audit: ## look for known flaws in the pinned packages (asks the network)
	@scripts/supply audit

sbom: ## write var/sbom.json, the list of what the directory is made of (CycloneDX)
	@scripts/supply sbom

licences: ## write docs/licences.md again, after a change of packages
	@scripts/prepare dev
	@.venv/bin/python scripts/list-licences

clean: ## remove what is made again by itself; the database and .env stay
	rm -rf var/static .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -path ./.venv -prune -o -name __pycache__ -type d -exec rm -rf {} +
