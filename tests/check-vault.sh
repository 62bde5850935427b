#!/bin/sh
# What is locked opens in a second implementation, made from src/io/README.md alone, and the other way round:
# 200 vectors of tests/vault/second.py opened by ours, and 200 of ours by it.
# SPDX-License-Identifier: MIT
set -u
B=${B:-build}
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
test=$B/gcc/tests/unit/io/test_vault
make --no-print-directory B="$B" "$test" >/dev/null || exit 1
python3 tests/vault/second.py make 200 >"$work/theirs"
case $? in
0) ;;
77) exit 0 ;; # no libsodium for Python to load: it said so
*) exit 1 ;;
esac
ATTUNE_VECTORS=$work/theirs ATTUNE_VECTORS_OUT=$work/ours "$test" >"$work/log" 2>&1 || { cat "$work/log"; exit 1; }
grep 'vectors opened' "$work/log"
python3 tests/vault/second.py read "$work/ours"
