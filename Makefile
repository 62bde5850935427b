# attune: build, test, install.  `make help` lists the targets, V=1 shows the commands.
#
# One set of sources is built in up to four variants, each under build/VARIANT/ (B=DIR puts it elsewhere):
#   gcc    the program people run (whatever CC is; ./attune is linked from it)
#   clang  a second compiler's opinion: any warning there fails the check
#   asan   address and undefined-behaviour sanitizers, for the unit tests
#   fuzz   the same with libFuzzer, for what reads files of others
# SPDX-License-Identifier: MIT

VERSION = 2026.11
PREFIX  ?= /usr/local
BINDIR  ?= $(PREFIX)/bin
DATADIR ?= $(PREFIX)/share/attune
MANDIR  ?= $(PREFIX)/share/man
COURSES ?= lessons/secure-attachment
export B ?= build
CFLAGS  ?= -O2 -g

.SUFFIXES:
.DELETE_ON_ERROR:
.SECONDARY:
SHELL := /bin/sh
JOBS  ?= $(shell getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)
ifeq ($(MAKELEVEL),0)
MAKEFLAGS += -j$(JOBS)
endif
Q   := $(if $(filter-out 0,$(V)),,@)
say  = $(if $(filter-out 0,$(V)),@:,@printf '  %-6s %s\n' $(1) $(2))

# -- Sources: what is pure, what is not (WITHOUT='src/kinds/%' leaves out what does not compile yet) --
PURE  := base course learner view kinds room tutor
SRC   := $(sort $(filter-out $(WITHOUT),$(wildcard src/*.c src/*/*.c)))
HDR   := $(sort $(wildcard src/*.h src/*/*.h))
CORE  := $(filter $(PURE:%=src/%/%),$(SRC))
WORLD := $(filter-out $(CORE) src/main.c,$(SRC))
TESTS := $(sort $(wildcard tests/unit/*/test_*.c))
AIDS  := $(filter-out tests/support/play.c tests/support/pty.c,$(wildcard tests/support/*.c))
PURE_TESTS  := $(filter $(PURE:%=tests/unit/%/%),$(TESTS))
WORLD_TESTS := $(filter-out $(PURE_TESTS),$(TESTS))
PLAYS := $(sort $(wildcard tests/play/*.play))

# -- Languages: assets/po/LL.po becomes a catalogue that gettext reads ---------------------------
LINGUAS    := $(shell sed '/^\#/d' assets/po/LINGUAS)
CATALOGUES := $(LINGUAS:%=assets/locale/%/LC_MESSAGES/attune.mo)
TEMPLATE   := assets/po/attune.pot

# -- Compilers and flags ----------------------------------------------------------------------
ifeq ($(origin CC),default)
CC := $(if $(shell command -v gcc 2>/dev/null),gcc,cc)
endif
CLANG ?= clang
PKG_CONFIG ?= pkg-config
pc = $(shell $(PKG_CONFIG) $(1) $(2) 2>/dev/null)
LIBS_PC   := ncursesw yaml-0.1 md4c jansson libsodium $(if $(filter Linux,$(shell uname -s)),libseccomp)
# Debian's ncursesw.pc asks for an older X/Open than ours; the feature macros are decided here.
PC_CFLAGS := $(filter-out -D_XOPEN_SOURCE% -D_DEFAULT_SOURCE -D_GNU_SOURCE,$(call pc,--cflags,$(LIBS_PC)))
PC_LIBS   := $(call pc,--libs,$(LIBS_PC)) -lunistring
# Where the system has these as archives they become part of the program: half a dozen shared libraries cost a quarter of
# the time to the first page (make bench). Who packages attune with shared ones says STATIC=
STATIC    ?= ncursesw tinfo yaml jansson unistring seccomp sodium
archive    = $(filter /%.a,$(shell $(CC) -print-file-name=lib$(1).a 2>/dev/null))
built_in   = $(if $(filter $(1:-l%=%),$(STATIC)),$(call archive,$(1:-l%=%)))
PC_LIBS   := $(foreach lib,$(PC_LIBS),$(or $(call built_in,$(lib)),$(lib)))
CORE_LIBS := $(or $(call pc,--libs,md4c),-lmd4c) -lunistring
TEST_LIBS := $(or $(call pc,--libs,cmocka),-lcmocka) -lm
PTY_LIBS  := $(or $(call pc,--libs,vterm),-lvterm) -lutil
HARDEN    := -fstack-protector-strong -fPIE
LD_HARDEN := -pie -Wl,-z,relro,-z,now,--as-needed
FORTIFY   := -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2
ifeq ($(shell uname -s),Darwin)
BREW      := $(shell brew --prefix 2>/dev/null)
export PKG_CONFIG_PATH := $(BREW)/opt/ncurses/lib/pkgconfig:$(PKG_CONFIG_PATH)
PC_CFLAGS += -D_DARWIN_C_SOURCE -I$(BREW)/include
PC_LIBS   += -L$(BREW)/lib -lintl
LD_HARDEN :=
endif

WARN := -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wstrict-prototypes -Wmissing-prototypes \
        -Wvla -Wswitch-enum -Wformat=2
DEFS := -D_XOPEN_SOURCE=700 -D_DEFAULT_SOURCE -DATTUNE_VERSION='"$(VERSION)"' -DATTUNE_DATADIR='"$(DATADIR)"'
BASE  = -std=c17 $(DEFS) -Isrc $(WARN) -ffile-prefix-map=$(CURDIR)=. $(PC_CFLAGS) $(HARDEN)
ifneq ($(CI)$(filter-out 0,$(WERROR)),)
BASE += -Werror
endif
SANITIZE := -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer

cc_gcc   = $(CC)
cc_clang = $(CLANG)
cc_asan  = $(CC)
cc_fuzz  = $(CLANG)
flags_gcc   = $(BASE) $(FORTIFY) $(CPPFLAGS) $(CFLAGS)
flags_clang = $(BASE) -Werror $(FORTIFY) $(CPPFLAGS) $(CFLAGS)
flags_asan  = $(BASE) $(CPPFLAGS) $(CFLAGS) -O1 -g $(SANITIZE)
flags_fuzz  = $(BASE) $(CPPFLAGS) $(CFLAGS) -O1 -g $(SANITIZE) -fsanitize=fuzzer-no-link
ld_gcc   = $(LD_HARDEN) $(LDFLAGS)
ld_clang = $(LD_HARDEN) $(LDFLAGS)
ld_asan  = -pie $(LDFLAGS) $(SANITIZE)
ld_fuzz  = -pie $(LDFLAGS) $(SANITIZE) -fsanitize=fuzzer

all: attune ## Build ./attune and its catalogues (the default)

# -- Rules, once for each variant; $(1) is its name -------------------------------------------
# write-if-changed: a file whose time moves only when its text does; objects depend on such files
keep = mkdir -p $(@D) && printf '%s\n' '$(subst ','\'',$(1))' | cmp -s - $@ || printf '%s\n' '$(subst ','\'',$(1))' >$@

define variant
$(B)/$(1)/flags: force
	@$$(call keep,$$(cc_$(1)) $$(flags_$(1)) $$(ld_$(1)))
$(B)/$(1)/list: force
	@$$(call keep,$$(SRC) $$(AIDS))
$(B)/$(1)/tests/%.o: tests/%.c $(B)/$(1)/flags | $(B)/deps
	@mkdir -p $$(@D)
	$$(call say,CC-$(1),$$<)
	$$(Q)$$(cc_$(1)) $$(flags_$(1)) -Itests -MMD -MP -c -o $$@ $$<
$(B)/$(1)/%.o: src/%.c $(B)/$(1)/flags | $(B)/deps
	@mkdir -p $$(@D)
	$$(call say,CC-$(1),$$<)
	$$(Q)$$(cc_$(1)) $$(flags_$(1)) -MMD -MP -c -o $$@ $$<
$(B)/$(1)/core.a: $$(CORE:src/%.c=$(B)/$(1)/%.o) $(B)/$(1)/list
$(B)/$(1)/world.a: $$(WORLD:src/%.c=$(B)/$(1)/%.o) $(B)/$(1)/list
$(B)/$(1)/aids.a: $$(AIDS:%.c=$(B)/$(1)/%.o) $(B)/$(1)/list
$(B)/$(1)/%.a:
	$$(Q)rm -f $$@ && $$(AR) qcs $$@ $$(filter %.o,$$^)
$(B)/$(1)/attune: $(B)/$(1)/main.o $(B)/$(1)/world.a $(B)/$(1)/core.a
	$$(call say,LD-$(1),$$@)
	$$(Q)$$(cc_$(1)) $$(flags_$(1)) $$(ld_$(1)) -o $$@ $$(filter %.o %.a,$$^) $$(PC_LIBS)
# The proof of purity: these link the core, and no terminal, file, YAML, JSON or vault library.
$$(PURE_TESTS:%.c=$(B)/$(1)/%): $(B)/$(1)/%: $(B)/$(1)/%.o $(B)/$(1)/aids.a $(B)/$(1)/core.a
	$$(call say,LD-$(1),$$@)
	$$(Q)$$(cc_$(1)) $$(flags_$(1)) $$(ld_$(1)) -o $$@ $$^ $$(TEST_LIBS) $$(CORE_LIBS)
$$(WORLD_TESTS:%.c=$(B)/$(1)/%): $(B)/$(1)/%: $(B)/$(1)/%.o $(B)/$(1)/aids.a $(B)/$(1)/world.a $(B)/$(1)/core.a
	$$(call say,LD-$(1),$$@)
	$$(Q)$$(cc_$(1)) $$(flags_$(1)) $$(ld_$(1)) -o $$@ $$^ $$(TEST_LIBS) $$(PC_LIBS)
$(B)/$(1)/tests/play: $$(patsubst %,$(B)/$(1)/tests/support/%.o,play pty golden)
	$$(Q)$$(cc_$(1)) $$(flags_$(1)) $$(ld_$(1)) -o $$@ $$^ $$(PTY_LIBS)
endef
$(foreach v,gcc clang asan fuzz,$(eval $(call variant,$(v))))

$(B)/fuzz/any-%: $(B)/fuzz/tests/fuzz/fuzz_%.o $(B)/fuzz/aids.a $(B)/fuzz/world.a $(B)/fuzz/core.a
	$(call say,LD-fuzz,$@)
	$(Q)$(cc_fuzz) $(flags_fuzz) $(ld_fuzz) -o $@ $^ $(TEST_LIBS) $(PC_LIBS)

# What the sweeps need: the hands on a terminal as a library for Python, and what stands before the C library.
SWEEP := $(B)/sweep/pty.so $(B)/sweep/shim.so $(B)/sweep/flip
$(B)/sweep/flip: $(B)/gcc/tests/sweep/flip.o $(B)/gcc/world.a $(B)/gcc/core.a
	$(call say,LD-gcc,$@)
	$(Q)mkdir -p $(@D) && $(cc_gcc) $(flags_gcc) $(ld_gcc) -o $@ $^ $(PC_LIBS)
$(B)/sweep/pty.so: tests/support/pty.c tests/support/pty.h | $(B)/deps
	$(call say,LD-so,$@)
	$(Q)mkdir -p $(@D) && $(CC) -shared -fPIC -O2 -std=c17 $(DEFS) -Itests -o $@ $< $(PTY_LIBS)
$(B)/sweep/shim.so: tests/sweep/shim.c | $(B)/deps
	$(call say,LD-so,$@)
	$(Q)mkdir -p $(@D) && $(CC) -shared -fPIC -O2 -std=gnu17 -Wall -Wextra -o $@ $< -ldl

attune: $(B)/gcc/attune $(CATALOGUES)
	$(Q)cp $< $@.new && mv $@.new $@

assets/locale/%/LC_MESSAGES/attune.mo: assets/po/%.po
	$(call say,MO,$@)
	$(Q)mkdir -p $(@D) && msgfmt -o $@ $<

$(B)/deps:
	@mkdir -p $(B) && .ci/deps list build && touch $@
deps: ## Get what is missing to build and to test, with the system's package manager
	$(Q).ci/deps get build test
run: ## Get what is missing, build, and start the tutorial
	+$(Q).ci/deps get build && $(MAKE) --no-print-directory all && { ./attune || [ $$? = 130 ]; } # Ctrl-C is a way to leave

# -- Checks -----------------------------------------------------------------------------------
# Each thing that is checked leaves build/check/NAME.log and NAME.count ("passed failed"); none
# stops the others. The last line of every check target is the sum: "N passed, N failed".
tally = tests/support/tally
checked = +$(Q)rm -rf $(B)/check && mkdir -p $(B)/check && \
          { $(MAKE) --no-print-directory -k $(1) || echo 0 1 >$(B)/check/build.count; } && $(tally) sum $(B)/check

check: ## Get what is missing and run every test (WERROR=1: warnings fail)
	$(Q).ci/deps get build test
	$(call checked,_layers _headers _scripts _clang _lessons _unit _asan _play)
check-unit: ## Unit tests (one: make check-unit ONLY=base/test_text)
	$(call checked,_unit)
check-asan: ## Unit tests under the address and undefined-behaviour sanitizers
	$(call checked,_asan)
check-play: ## Plays on a pseudo-terminal (one: make check-play ONLY=NAME)
	$(call checked,_play)
check-layers: ## Who includes whom: the order of the layers, and that this check can fail
	$(call checked,_layers)
check-headers: ## Each header compiles alone, and twice
	$(call checked,_headers)
check-lessons: ## ./attune check on the shipped courses
	$(call checked,_lessons)

# Each part says its seed; SEED=N takes that one. One that fails does not stop the next, and a table of all of them stands at the end.
check-release: attune $(SWEEP) ## The sweeps and the search for words whole, and that they catch what they are for (hours; SEED=N; SHARE=1: minutes)
	$(Q)nice tests/release $(if $(SHARE),--share) $(SEED:%=--seed %)
_sweep: $(SWEEP)

# The goals behind them. tests/check-NAME.sh is found by its name and may use ./attune.
SCRIPTS := $(filter-out layers headers,$(patsubst tests/check-%.sh,%,$(wildcard tests/check-*.sh)))
only = $(if $(ONLY),$(filter tests/unit/$(ONLY).c,$(TESTS)),$(TESTS))
_layers: ; $(Q)$(tally) run layers tests/check-layers.sh
	$(Q)$(tally) run layers-selftest tests/check-layers.sh --selftest
_headers: | $(B)/deps
	$(Q)$(tally) run headers tests/check-headers.sh $(CC) $(BASE)
_scripts: $(SCRIPTS:%=_script-%)
$(SCRIPTS:%=_script-%): _script-%: attune $(B)/gcc/tests/play $(SWEEP)
	$(Q)$(tally) run $* tests/check-$*.sh
_clang: $(B)/clang/attune
	$(Q)$(tally) run clang $< --version
_lessons: attune
	$(Q)for c in $(COURSES); do $(tally) run lessons-$$(basename $$c) ./attune check $$c; done
_unit: $(only:tests/%.c=_gcc-%)
_asan: $(only:tests/%.c=_asan-%)
$(TESTS:tests/%.c=_gcc-%): _gcc-%: $(B)/gcc/tests/%
	$(Q)$(tally) run gcc-$(*:unit/%=%) $<
$(TESTS:tests/%.c=_asan-%): _asan-%: $(B)/asan/tests/%
	$(Q)$(tally) run asan-$(*:unit/%=%) $<
_play: attune $(B)/gcc/tests/play
	$(Q)$(tally) run plays $(B)/gcc/tests/play -j$(JOBS) $(if $(ONLY),tests/play/$(ONLY).play,$(PLAYS))

fuzz: $(B)/fuzz/any-course $(B)/fuzz/any-import ## Any bytes into the reader, then into the importers (clang with libFuzzer; SECONDS=180 each)
	$(Q)for f in course import; do mkdir -p $(B)/fuzz/corpus-$$f; $(B)/fuzz/any-$$f -max_total_time=$(or $(SECONDS),180) -timeout=5 \
	-artifact_prefix=$(B)/fuzz/ $(B)/fuzz/corpus-$$f tests/fuzz/seeds/$$f || exit 1; done
bench: attune $(patsubst %,$(B)/gcc/tests/bench/%,reader saver bare) ## Measure start, keys, memory and bytes (more runs: make bench BENCH='-n 80')
	$(Q)tests/bench/run --attune ./attune $(foreach p,reader saver bare,--$p $(B)/gcc/tests/bench/$p) $(BENCH)
$(patsubst %,$(B)/gcc/tests/bench/%,reader saver bare): %: %.o $(B)/gcc/world.a $(B)/gcc/core.a
	$(call say,LD-gcc,$@)
	$(Q)$(cc_gcc) $(flags_gcc) $(ld_gcc) -o $@ $^ $(PC_LIBS)

# -- Install ----------------------------------------------------------------------------------
D    := $(DESTDIR)
DOCDIR  ?= $(PREFIX)/share/doc/attune
BASHDIR ?= $(PREFIX)/share/bash-completion/completions
ZSHDIR  ?= $(PREFIX)/share/zsh/site-functions
FISHDIR ?= $(PREFIX)/share/fish/vendor_completions.d
MAN  := $(wildcard assets/*.[1-9])
# FROM TO MODE of every file; what was written for /usr/local says where it is. Both targets read this, so that one takes away what
# the other put there, and no more: somebody's own courses may stand beside ours.
define placed
{ echo "$(B)/gcc/attune $(BINDIR)/attune 755"; \
  find lessons -type f | sed 's|^lessons/\(.*\)|& $(DATADIR)/courses/\1 644|'; \
  for l in $(LINGUAS); do echo "assets/locale/$$l $(DATADIR)/locale/$$l" | sed 's| |/LC_MESSAGES/attune.mo |; s|$$|/LC_MESSAGES/attune.mo 644|'; done; \
  for m in $(MAN); do echo "$$m $(MANDIR)/man$${m##*.}/$${m#assets/} 644"; done; \
  for f in assets/examples/*; do echo "$$f $(DOCDIR)/examples/$${f##*/} 644"; done; \
  for f in attune\ $(BASHDIR) _attune\ $(ZSHDIR) attune.fish\ $(FISHDIR); do echo "assets/completions/$${f% *} $${f#* }/$${f% *} 644"; done; }
endef
folders = "$D$(DATADIR)" "$D$(DOCDIR)"
install: all ## Install under PREFIX (default /usr/local; DESTDIR, BINDIR, DATADIR, MANDIR, DOCDIR, ...)
	$(Q)$(placed) | while read -r from to mode; do install -d "$D$${to%/*}" && install -m $$mode "$$from" "$D$$to" || exit 1; \
	case $$from in assets/*.[1-9]|assets/examples/*) sed 's|/usr/local/bin/|$(BINDIR)/|; s|/usr/local/share/doc/attune|$(DOCDIR)|' "$$from" >"$D$$to" ;; esac || exit 1; done
	$(Q)ln -sf attune "$D$(BINDIR)/attune-kiosk"
uninstall: ## Remove what install put there (records of learners are never touched)
	$(Q)$(placed) | while read -r from to mode; do rm -f "$D$$to"; done; rm -f "$D$(BINDIR)/attune-kiosk"
	$(Q)for d in $(folders); do [ ! -d "$$d" ] || find "$$d" -depth -type d -exec rmdir {} + 2>/dev/null || :; done

# -- Care of the source -----------------------------------------------------------------------
C_FILES = $(SRC) $(HDR) $(wildcard tests/unit/*/*.[ch] tests/support/*.[ch] tests/fuzz/*.[ch])
fmt: ## Lay the source out as .clang-format says
	$(Q)clang-format -i $(C_FILES)
lint: ## clang-tidy and cppcheck, whichever are here
	$(Q)if command -v clang-tidy >/dev/null; then clang-tidy --quiet $(SRC) -- $(BASE); else echo 'clang-tidy: not here'; fi
	$(Q)if command -v cppcheck >/dev/null; then cppcheck --quiet --std=c11 --enable=warning,portability -Isrc $(SRC); else echo 'cppcheck: not here'; fi
po: ## Bring assets/po up to date with the messages in the source
	$(Q)tests/check-po.sh --update
clean: ## Remove what a build made
	$(Q)rm -rf $(B) attune assets/locale
dist: ## Write attune-VERSION.tar.gz from the committed tree
	$(Q)git archive --prefix=attune-$(VERSION)/ -o attune-$(VERSION).tar.gz HEAD
dist-free: clean ## As clean, and remove archives that dist wrote
	$(Q)rm -f attune-*.tar.gz compile_commands.json
help: ## Say what can be asked for
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-14s %s\n", $$1, $$2 }' Makefile

force:
.PHONY: all deps run check check-release check-unit check-asan check-play check-layers check-headers check-lessons fuzz bench install \
        uninstall fmt lint po clean dist dist-free help force _layers _headers _scripts _clang _lessons _unit _asan _play _sweep
-include $(wildcard $(B)/*/*.d $(B)/*/*/*.d $(B)/*/tests/*/*.d $(B)/*/tests/*/*/*.d)
