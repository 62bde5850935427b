#!/bin/sh
# What shells complete after `attune` is what the program takes.
#   tests/check-completions.sh            compares assets/completions, and tries them in the shells that are here
#   tests/check-completions.sh --update   writes them anew; read `git diff` then
# SPDX-License-Identifier: MIT
set -u
cd "$(dirname "$0")/.." || exit 1
exec python3 tests/support/completions.py "${ATTUNE:-$PWD/attune}" "$@"
