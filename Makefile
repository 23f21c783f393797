# Every target installs what it needs. "make help" lists them.
GO       ?= go
ADDR     ?= :8080
NPM      := npm --prefix tools
SPECTRAL := tools/node_modules/.bin/spectral
ST       := .cache/fuzz/venv/bin/st
LINT     := $(GO) tool -modfile=tools/lint.mod golangci-lint
DIFF     := $(GO) tool -modfile=tools/contract.mod oasdiff
VERSION  := $(shell git describe --tags --always --dirty 2>/dev/null || echo development)

# The web app needs Node to be built; everything else works without.
NODE     := $(shell command -v npm)
WEB_SEEN := web/node_modules/.package-lock.json
WEB_FROM := $(shell find web/src web/static web/*.js web/*.ts web/*.json -type f 2>/dev/null)

export CGO_ENABLED = 0

.NOTPARALLEL:
.PHONY: help run web build release snapshot check test generate drift lint bench fuzz e2e browser web-audit screenshots postgres modules clean

help: ## Say what each target does
	@grep -hE '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  \033[1m%-12s\033[0m %s\n", $$1, $$2}'

run: ## Serve the demonstration town on http://localhost:8080 (nothing to set up)
	@$(if $(NODE),$(MAKE) --no-print-directory web || echo "The web app was not built: a plain page is served instead.",echo "Without Node, a plain page is served instead of the web app.")
	$(GO) run . serve --demo --addr $(ADDR)

web: web/dist/app.html ## Build the web app into web/dist, which the program embeds (needs Node)

web/dist/app.html: $(WEB_SEEN) $(WEB_FROM) openapi.yaml
	CABAS_VERSION=$(VERSION) npm --prefix web run --silent build
	@touch web/dist/.gitkeep $@

$(WEB_SEEN): web/package-lock.json
	npm --prefix web ci --no-audit --no-fund
	@touch $@

build: $(if $(NODE),web) ## Write bin/cabas, one static binary
	$(GO) build -trimpath -ldflags "-s -w -X cabas/app.Version=$(VERSION)" -o bin/cabas .

release: ## Write the published binaries, amd64 and arm64, with their sums into dist (needs Node)
	rm -f web/dist/app.html
	$(MAKE) --no-print-directory web
	$(GO) run ./tools/release -version $(VERSION)
	cp openapi.yaml docs/contract/v1.yaml # what is promised from now on: commit it

snapshot: postgres ## Keep the database of this version for the test of upgrades: make snapshot VERSION=v0.2.0
	$(GO) run ./tools/withpostgres $(GO) run ./tools/snapshot -version $(VERSION)

check: postgres ## Before every commit, in under three minutes: format, vet, contract, drift, rules, both engines
	@test -z "$$(gofmt -l $$(git ls-files '*.go'))" || { echo "gofmt these:"; gofmt -l $$(git ls-files '*.go'); exit 1; }
	$(GO) vet ./...
	$(MAKE) --no-print-directory drift
	$(GO) run ./tools/withpostgres $(GO) test -short -parallel 4 ./...

test: postgres modules $(SPECTRAL) $(ST) ## Everything: what CI runs
	$(MAKE) --no-print-directory lint drift
	npm --prefix web run --silent check
	$(GO) run ./tools/withpostgres $(GO) test -timeout 40m -parallel 4 ./...
	FUZZ_SECONDS=50 FUZZ_SEED=$${FUZZ_SEED:-1} $(GO) run ./tools/withpostgres $(GO) run ./tools/fuzz
	$(MAKE) --no-print-directory browser

generate: $(if $(NODE),$(WEB_SEEN)) ## Rewrite what is generated from openapi.yaml (the web app's types where Node is)
	$(GO) generate ./...
	$(if $(NODE),npm --prefix web run --silent generate)

drift: ## Fail when generating again would change a file
	@before=$$(git diff | sha256sum; git ls-files -o --exclude-standard | sha256sum); $(MAKE) --no-print-directory generate >/dev/null; \
	after=$$(git diff | sha256sum; git ls-files -o --exclude-standard | sha256sum); \
	test "$$before" = "$$after" || { echo "generated files were out of date; commit them:"; git status --short; exit 1; }

lint: $(SPECTRAL) ## Lint the contract, refuse what would break its users, and lint the code
	$(SPECTRAL) lint --fail-severity=warn --ruleset .spectral.yaml openapi.yaml
	$(DIFF) breaking --fail-on ERR docs/contract/v1.yaml openapi.yaml
	$(LINT) run ./...

bench: postgres ## Our figures beside their limits, one JSON line each (docs/performance.md)
	$(GO) run ./tools/withpostgres $(GO) run ./bench

fuzz: postgres $(ST) ## Try the contract on both engines, then every parser, for FUZZ_SECONDS in all (default 600); FUZZ_SEED repeats what is drawn
	FUZZ_SECONDS=$$(($${FUZZ_SECONDS:-600} / 2)) $(GO) run ./tools/withpostgres $(GO) run ./tools/fuzz
	FUZZ_SECONDS=$$(($${FUZZ_SECONDS:-600} / 2)) $(GO) run ./tools/fuzz parsers

e2e: browser ## Drive the built server as its users do, by its interface and in a browser (Chromium)
	$(GO) run ./tools/withpostgres $(GO) test -count=1 -run 'TestStory|TestTour' ./app

browser: build
	tools/install-chromium
	npm --prefix web run --silent e2e

web-audit: build ## Lighthouse on the main pages, mobile and slow 4G: one JSON line each (RUNS=3)
	tools/install-chromium shell
	npm --prefix tools/audit ci --no-audit --no-fund --silent
	node tools/audit/audit.js $(RUNS)

screenshots: build ## Take the main pages as pictures into web/screenshots: 390 and 1280 px, light and dark
	tools/install-chromium
	npm --prefix web run --silent screenshots

postgres: ## Install PostgreSQL for the tests where it is missing (Debian, as root)
	@command -v initdb >/dev/null || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || tools/install-postgres

modules: # what the tests build and run: fetched here, where a second try costs nothing
	@for mod in go.mod tools/*.mod; do \
		for try in 1 2 3; do $(GO) mod download -modfile=$$mod && continue 2; done; exit 1; \
	done

$(SPECTRAL): tools/package-lock.json
	$(NPM) ci --no-audit --no-fund
	@touch $@

$(ST): tools/fuzz/requirements.txt
	python3 -m venv .cache/fuzz/venv
	.cache/fuzz/venv/bin/pip install --quiet --disable-pip-version-check -r $<
	@touch $@

clean: ## Remove what was built
	rm -rf bin dist .cache/fuzz tools/node_modules web/node_modules web/.svelte-kit
	find web/dist -mindepth 1 ! -name .gitkeep -delete
