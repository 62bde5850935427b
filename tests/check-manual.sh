#!/bin/sh
# The authors' manual is true: its examples load, its tables name every field the reader knows and no other, its
# codes are those of `attune explain`, its chapters those of the shipped course.
#   tests/check-manual.sh             all of it, and that each rule can fail
#   UPDATE=1 tests/check-manual.sh    writes the tables of codes and chapters anew; read `git diff` then
# SPDX-License-Identifier: MIT
exec python3 tests/support/manual.py "${ATTUNE:-$PWD/attune}"
