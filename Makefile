# Kith: `make run` and `make test` do everything, installing what is missing on Debian 12.
#
#   make            build/kith
#   make run        build and serve on http://127.0.0.1:8080, data in ./data
#   make test       unit tests (plain and sanitized), API tests on SQLite and on PostgreSQL, the page in Chromium
#   make lint       layers, formatting, banned calls, headers
#   make bench      measurements beside bare libmicrohttpd and bare SQLite; bench-page: of the page
#   make screenshots  docs/images, from a demo workspace in Chromium
#   make fuzz       libFuzzer targets, SECONDS_EACH=60
#   make deb        build/deb/kith_….deb; make check-deploy tries it and the rest of deploy/
#   SANITIZER=address,undefined | thread    for any of the above; CC=clang too

CC        ?= gcc
CXX       ?= g++
SANITIZER ?=
comma     := ,
BUILD     := build$(if $(SANITIZER),/san-$(subst $(comma),-,$(SANITIZER)))
PACKAGES  := libmicrohttpd gnutls sqlite3 jansson libsodium libjwt-gnutls libutf8proc glib-2.0 libidn2 libcurl libqrencode libpq
VERSION   := $(shell git describe --always --dirty 2>/dev/null || echo unknown)

WARN    := -Wall -Wextra -Wshadow -Wconversion -Wvla -Wwrite-strings -Werror
CWARN   := $(WARN) -Wstrict-prototypes -Wmissing-prototypes
HARDEN  := -fstack-protector-strong -D_FORTIFY_SOURCE=2
SANFLAG := $(if $(SANITIZER),-fsanitize=$(SANITIZER) -fno-omit-frame-pointer -O1,-O2 $(HARDEN))
CFLAGS  += -std=c17 -D_GNU_SOURCE -g $(SANFLAG) -Isrc -fPIE -pthread $(CWARN)
CXXFLAGS += -std=c++17 -g $(SANFLAG) -Isrc -fPIE $(WARN)
LDFLAGS += -pie -pthread -Wl,-z,relro,-z,now
LDLIBS  = $(shell pkg-config --libs $(PACKAGES)) -lphonenumber -lm

SRC   := $(shell find src -name '*.c' | sort)
CXXS  := $(shell find src -name '*.cc' | sort)
# The page, built of web/ and put into C by build-page.sh.
WEB   := $(shell find web \( -name node_modules -o -name dist \) -prune -o -type f -print 2>/dev/null)
PAGE  := build/page/files.c
OBJ   := $(SRC:%.c=$(BUILD)/%.o) $(CXXS:%.cc=$(BUILD)/%.o) $(PAGE:%.c=$(BUILD)/%.o)
LIB   := $(filter-out $(BUILD)/src/cli/main.o,$(OBJ))
UNIT  := $(patsubst tests/unit/%.c,$(BUILD)/tests/%,$(wildcard tests/unit/test_*.c))
LINK  := $(if $(CXXS),$(CXX),$(CC))

.PHONY: all run test unit api api-postgres web page lint format bench bench-page screenshots fuzz clean deb check-deploy setup-build setup-test setup-screenshots setup-bench setup-lint setup-fuzz setup-deb setup-deploy print-cflags print-cxxflags print-libs
.DEFAULT_GOAL := all

all: setup-build
	@$(MAKE) --no-print-directory -j$$(nproc) $(BUILD)/kith

setup-build setup-test setup-screenshots setup-bench setup-lint setup-fuzz setup-deb setup-deploy:
	@scripts/setup.sh $(@:setup-%=%)

run: all
	@$(BUILD)/kith serve --data ./data --listen 127.0.0.1:8080

$(BUILD)/kith: $(OBJ)
	@echo "  link   $@"
	@$(LINK) $(SANFLAG) $(LDFLAGS) -o $@ $^ $(LDLIBS)

# One static archive, so that each unit test links only what it uses.
$(BUILD)/libkith.a: $(LIB)
	@rm -f $@ && ar rcs $@ $^

$(BUILD)/%.o: %.c
	@mkdir -p $(@D)
	@echo "  cc     $<"
	@$(CC) $(CFLAGS) $(shell pkg-config --cflags $(PACKAGES)) -MMD -MP -c -o $@ $<

$(BUILD)/%.o: %.cc
	@mkdir -p $(@D)
	@echo "  c++    $<"
	@$(CXX) $(CXXFLAGS) -MMD -MP -c -o $@ $<

$(PAGE): scripts/build-page.sh scripts/embed-page.mjs $(WEB)
	@scripts/build-page.sh $(@D)

# The version is in one small file, made again when it changes.
$(BUILD)/src/cli/version.o: CFLAGS += -DKITH_VERSION='"$(VERSION)"'
$(BUILD)/src/cli/version.o: $(BUILD)/version.stamp
$(BUILD)/version.stamp: FORCE
	@mkdir -p $(@D)
	@echo '$(VERSION)' | cmp -s - $@ || echo '$(VERSION)' >$@
FORCE:

# --- tests -------------------------------------------------------------------------------------

FIXTURES := $(filter-out $(wildcard tests/unit/test_*.c),$(wildcard tests/unit/*.c))

$(BUILD)/libfixtures.a: $(FIXTURES:%.c=$(BUILD)/%.o)
	@rm -f $@ && ar rcs $@ $^

$(BUILD)/tests/%: tests/unit/%.c $(wildcard tests/unit/*.h) $(BUILD)/libfixtures.a $(BUILD)/libkith.a
	@mkdir -p $(@D)
	@echo "  test   $*"
	@$(CC) $(CFLAGS) $(shell pkg-config --cflags $(PACKAGES)) -Itests/unit -o $@ $< \
	    $(BUILD)/libfixtures.a $(BUILD)/libkith.a $(LDFLAGS) $(LDLIBS) $(if $(CXXS),-lstdc++) -lcmocka -lcurl

unit-programs: $(UNIT)

unit: setup-test
	@$(MAKE) --no-print-directory -j$$(nproc) unit-programs $(BUILD)/kith
	@scripts/run-unit.sh $(BUILD)
	@scripts/with-postgres.sh scripts/run-unit.sh $(BUILD)

api: setup-test all
	@scripts/run-api.sh $(BUILD)/kith

# The same on a PostgreSQL server that lives as long as they run.
api-postgres: setup-test all
	@scripts/with-postgres.sh scripts/run-api.sh $(BUILD)/kith

# The page's own logic, and the page in a browser.
web: setup-test
	@scripts/check-web.sh test

page: setup-test all
	@scripts/run-page.sh $(BUILD)/kith

screenshots: setup-screenshots all
	@scripts/screenshots.sh $(BUILD)/kith

test: setup-test all
	@$(MAKE) --no-print-directory unit
	@$(MAKE) --no-print-directory unit SANITIZER=address,undefined
	@$(MAKE) --no-print-directory api
	@$(MAKE) --no-print-directory api-postgres
	@$(MAKE) --no-print-directory web
	@$(MAKE) --no-print-directory page

# CONTACTS=, SECONDS_EACH=, ROUNDS=, DATA=: see bench/run.sh.
bench: setup-bench all
	@$(MAKE) --no-print-directory -j$$(nproc) bench-programs
	@BUILD=$(BUILD) bench/run.sh
	@BUILD=$(BUILD) bench/auth.sh

# CONTACTS=, ROUNDS=, DATA=: see bench/page/speed.mjs.
bench-page: setup-test all
	@scripts/bench-page.sh $(BUILD)/kith

lint: setup-lint
	@scripts/lint.sh
	@scripts/check-web.sh lint

# --- packages ----------------------------------------------------------------------------------

deb: setup-deb all
	@scripts/make-deb.sh $(BUILD)/kith '$(VERSION)'

check-deploy: setup-deploy deb
	@scripts/check-deploy.sh build/deb/*.deb

# For lint.sh, which compiles with other compilers by the same flags.
print-cflags:
	@echo '$(CFLAGS) $(shell pkg-config --cflags $(PACKAGES))'
print-cxxflags:
	@echo '$(CXXFLAGS) $(shell pkg-config --cflags $(PACKAGES))'
print-libs:
	@echo '$(LDLIBS)'

format:
	@clang-format -i $$(git ls-files '*.c' '*.h' '*.cc')

# --- bench -------------------------------------------------------------------------------------

BENCH := $(patsubst bench/%.c,$(BUILD)/bench/%,$(filter-out bench/tape_%,$(wildcard bench/*.c)))

bench-programs: $(BENCH)

$(BUILD)/bench/bare_sqlite: bench/tape_play.c
$(BUILD)/bench/engine_import $(BUILD)/bench/engine_record: bench/tape_record.c bench/tape_driver.c $(BUILD)/libkith.a
$(BUILD)/bench/auth_cost $(BUILD)/bench/workspace_cost: $(BUILD)/libkith.a

$(BUILD)/bench/%: bench/%.c bench/tape.h
	@mkdir -p $(@D)
	@echo "  bench  $*"
	@$(CC) $(CFLAGS) $(shell pkg-config --cflags $(PACKAGES)) -o $@ $(filter %.c %.a,$^) \
	    $(LDFLAGS) -Wl,--as-needed $(LDLIBS) $(if $(CXXS),-lstdc++)

# --- fuzzing -----------------------------------------------------------------------------------

SECONDS_EACH ?= 60
fuzz: setup-fuzz
	@scripts/run-fuzz.sh $(SECONDS_EACH)

clean:
	rm -rf build

-include $(OBJ:.o=.d) $(FIXTURES:%.c=$(BUILD)/%.d)
