#!/bin/sh
# Sharing by consent: what is shown is what leaves, nothing written is in it, a room is counted and nobody in it is found,
# and a drop box is read with suspicion.
# SPDX-License-Identifier: MIT
set -u
cd "$(dirname "$0")/.." || exit 1
exec python3 tests/support/room.py "${ATTUNE:-$PWD/attune}"
