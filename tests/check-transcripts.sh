#!/bin/sh
# Plain mode as it is read: tests/transcripts/NAME.in is typed, and NAME.out is what was printed when a person last agreed.
#   tests/check-transcripts.sh             all of them, each with an empty HOME
#   UPDATE=1 tests/check-transcripts.sh    writes NAME.out anew; read `git diff` then
# NAME.LL.in is read in the language LL.
# SPDX-License-Identifier: MIT
set -u
here=$PWD/tests/transcripts
attune=${ATTUNE:-$PWD/attune}
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
passed=0 failed=0 homes=0

# The lines of $1 typed in the course; what is printed, into $2, without what differs from run to run.
transcribe() {
    case $1 in *.??.in) language=${1%.in} language=${language##*.} ;; *) language= ;; esac
    homes=$((homes + 1)) # what saves may still be at the one before
    mkdir -p "$work/$homes/home" || exit 1
    env -i HOME="$work/$homes/home" PATH="$PATH" TZ=UTC LC_ALL=C.UTF-8 LANGUAGE="$language" ATTUNE_PATH="$here" \
        "$attune" --plain tea <"$1" >"$work/printed" 2>&1
    status=$?
    sed -E "s|$work/[0-9]+|WORK|g; s|$here|HERE|g; s/20[0-9]{2}-[0-9]{2}-[0-9]{2}/DATE/g; s/; (saving|all saved|guardando|todo guardado)$/; SAVED/" \
        "$work/printed" >"$2"
    echo "[exit $status]" >>"$2"
}

count() { # NAME, whether it is well
    if [ "$2" = yes ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "not ok $1"
    fi
}

# The proof that a difference is seen.
proof() {
    transcribe "$here/support.in" "$work/one"
    sed 's/q quits/x quits/' "$work/one" >"$work/other"
    cmp -s "$work/one" "$work/other" && count proof no || count proof yes
}

for typed in "$here"/*.in; do
    name=$(basename "$typed" .in)
    transcribe "$typed" "$work/out"
    [ -n "${UPDATE:-}" ] && cp "$work/out" "$here/$name.out"
    if diff -u "$here/$name.out" "$work/out"; then count "$name" yes; else count "$name" no; fi
    if LC_ALL=C grep -q "$(printf '[\033\r\b]')" "$work/out"; then count "$name is plain" no; else count "$name is plain" yes; fi
done
proof
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
