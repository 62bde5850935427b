#!/bin/sh
# The manual pages: commands, options, keys and fields are those of the program, mandoc has nothing to say against them,
# and each of these rules can fail.
#   tests/check-man.sh            all of it
#   tests/check-man.sh --update   writes the parts anew that the program says; read `git diff` then
# SPDX-License-Identifier: MIT
set -u
cd "$(dirname "$0")/.." || exit 1
command -v mandoc >/dev/null || echo "man: mandoc is not here, so the pages are compared and not judged"
exec python3 tests/support/man.py "${ATTUNE:-$PWD/attune}" "$@"
