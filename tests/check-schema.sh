#!/bin/sh
# `attune schema` and the reader agree on the shape of chapter files: 200 made from a seed, and those that are shipped.
#   SEED=7 COUNT=5000 tests/check-schema.sh    others, more
# SPDX-License-Identifier: MIT
set -u
attune=${ATTUNE:-$PWD/attune}
if ! python3 -c 'import jsonschema, yaml' 2>/dev/null; then
    echo "schema: skipped, python3-jsonschema and python3-yaml are not here"
    exit 0
fi
work=$(mktemp -d) || exit 1
python3 tests/support/schema.py "$attune" "$work" "${COUNT:-200}" "${SEED:-20261122}" \
    tests/lessons/kinds/chapters/*.yaml lessons/*/chapters/*.yaml
status=$?
[ "$status" -ne 0 ] || rm -rf "$work"
exit "$status"
