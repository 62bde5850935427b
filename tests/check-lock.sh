#!/bin/sh
# Locked words as an enemy meets them: the disk after kills, memory after hiding, cores, system calls with --ephemeral; and
# attune lock, phrase and export at a terminal. Each proof alone: tests/check-lock.sh memory
# SPDX-License-Identifier: MIT
cd "$(dirname "$0")/.." || exit 1
exec python3 tests/vault/proof.py ./attune "$@"
