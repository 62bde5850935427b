#!/bin/sh
# An environment that means harm, and a computer that is short of descriptors, processes, memory, disk or stack: a session
# begins or says why not, and what was kept stays kept.
#   SOON=1 tests/check-hostile.sh     seconds that a start may take (3, because other tests keep the computer busy)
# SPDX-License-Identifier: MIT
set -u
cd "$(dirname "$0")/.." || exit 1
if [ ! -d /proc/self/fd ]; then
    echo 'hostile: left out, because this system has no /proc'
    echo '0 passed, 0 failed'
    exit 0
fi
top=$(mktemp -d) || exit 1
trap 'rm -rf "$top"' EXIT
chmod 755 "$top"
python3 tests/support/hostile.py "${ATTUNE:-./attune}" lessons/secure-attachment "$top"
