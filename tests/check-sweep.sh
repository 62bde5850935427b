#!/bin/sh
# A share of the sweeps (tests/sweep): what was called saved is there after kills, errors and damage. Whole: make check-release.
# Before that: the faults that a release check puts into the source still fit it.
# SPDX-License-Identifier: MIT
tests/sweep/mutants.py --applies || exit 1
exec tests/sweep/run
