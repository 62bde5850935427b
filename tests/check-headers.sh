#!/bin/sh
# Compiles each header alone and twice: a header includes what it needs, and guards itself.
#   tests/check-headers.sh CC FLAGS...
# SPDX-License-Identifier: MIT
set -u
[ $# -gt 0 ] || set -- cc -std=c17 -D_XOPEN_SOURCE=700 -D_DEFAULT_SOURCE -Isrc
passed=0 failed=0
for header in src/*.h src/*/*.h tests/support/*.h; do
    [ -f "$header" ] || continue
    if printf '#include "%s"\n#include "%s"\nextern int alone;\n' "$header" "$header" |
        "$@" -I. -Itests -fsyntax-only -x c -; then
        passed=$((passed + 1))
    else
        echo "not ok $header does not compile alone"
        failed=$((failed + 1))
    fi
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
