#!/bin/sh
# What a screen reader says: tests/speech/NAME.journey is pressed key by key in a real terminal with Fenrir reading it, and
# NAME.spoken is what was said when a person last agreed. A step `row KEY` must speak the row the cursor came to, and nothing else.
#   tests/check-speech.sh             all of them, at the same time
#   UPDATE=1 tests/check-speech.sh    writes NAME.spoken anew; read `git diff` then
# Left out, and said so, where there is no Fenrir.
# SPDX-License-Identifier: MIT
set -u
here=$PWD/tests
attune=${ATTUNE:-$PWD/attune}

for tool in fenrir tmux python3; do
    command -v $tool >/dev/null 2>&1 && continue
    echo "not tried: there is no $tool here"
    exit 0
done
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT

take() { # NAME [QUIET]
    SPEECH_QUIET=${2:-0.7} python3 "$here/support/speech.py" "$attune" "$here/transcripts" "$here/speech/$1.journey" >"$work/$1" 2>&1
}

# A slow machine gets a second, slower try: what is quiet for two seconds is said.
agrees() { cmp -s "$here/speech/$1.spoken" "$work/$1" || { take "$1" 2 && diff -u "$here/speech/$1.spoken" "$work/$1"; }; }

passed=0 failed=0
count() { # NAME, command that must succeed
    name=$1; shift
    if "$@"; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "not ok: $name"; fi
}
rows_alone() { ! grep WRONG "$work/$1"; }
# The proof that a difference is heard: the same journey, with one key changed, is another transcript.
differs() {
    sed 's/^row Down/row Up/' "$here/speech/home.journey" >"$work/other.journey"
    SPEECH_QUIET=0.7 python3 "$here/support/speech.py" "$attune" "$here/transcripts" "$work/other.journey" >"$work/other" 2>&1
    ! cmp -s "$work/other" "$work/home"
}

names=$(cd "$here/speech" && ls *.journey | sed 's/\.journey$//')
for name in $names; do take "$name" & done
wait
for name in $names; do
    [ -n "${UPDATE:-}" ] && cp "$work/$name" "$here/speech/$name.spoken"
    count "$name" agrees "$name"
    count "$name: rows alone" rows_alone "$name"
done
count "a difference is heard" differs
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
