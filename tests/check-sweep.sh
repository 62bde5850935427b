#!/bin/sh
# A share of the sweeps (tests/sweep): what was called saved is there after kills, errors and damage. Whole: make check-release.
# SPDX-License-Identifier: MIT
exec tests/sweep/run
