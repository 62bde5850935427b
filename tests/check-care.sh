#!/bin/sh
# SPDX-License-Identifier: MIT
# Support leaves nothing behind: from the first time it is on the screen to the last, no process of the program opens a file to
# write, writes to anything but the terminal, renames, removes or connects. tests/support/care-field.play goes there from a field
# (by way of the help), care-page.play from a page; each chooses a country, and goes there again; strace writes down what the
# kernel hears.
# The words of it and the country are looked for in every file below HOME by tests/play/support.play.
#   tests/check-care.sh --selftest   the same where something is written or marked between the two: it has to be found
set -u
play=${B:-build}/gcc/tests/play
dir=$(mktemp -d) || exit 1
trap 'rm -rf "$dir"' EXIT

if ! command -v strace >/dev/null || ! strace -f -o "$dir/try" true 2>/dev/null; then
	echo "care: left out, because there is no strace here, or it may not look"
	echo "0 passed, 0 failed"
	exit 0
fi

# Plays care-$1.play, with `$2` between the two visits. 0: nothing but the terminal was written to; 1: says what was; 2: it did not go.
look() {
	sed -e "s|@TRACE@|$dir/trace|" -e "s|^# between\$|$2|" "tests/support/care-$1.play" >"$dir/care.play"
	"$play" "$dir/care.play" >"$dir/out" 2>&1 || { cat "$dir/out"; return 2; }
	awk '
	/nothing here is recorded/ { if (!first) first = NR; last = NR }
	{ line[NR] = $0 }
	END {
		if (!first || last == first) { print "the support screen is not in the trace twice"; exit 2 }
		for (i = first; i <= last; i++) {
			if (line[i] ~ / = -1 |<\/dev\/pts\/[0-9]+>|"\/dev\/(tty|null)"/) continue
			if (line[i] !~ /(p?write(v|64|v2)?|rename(at2?)?|unlink(at)?|mkdir(at)?|link(at)?|symlink(at)?|f?truncate|fallocate|connect|send(to|msg)|creat)\(/ && line[i] !~ /O_WRONLY|O_RDWR|O_CREAT/) continue
			print line[i]; bad = 1
		}
		exit bad
	}' "$dir/trace"
}

passed=0 failed=0
count() {
	if [ "$1" = 0 ]; then passed=$((passed + 1)); else failed=$((failed + 1)); cat "$dir/found"; fi
}

if [ "${1-}" = --selftest ]; then
	look field 'type "x"' >"$dir/found"
	count $(($? != 1))
	look page 'key m' >"$dir/found"
	count $(($? != 1))
else
	for from in field page; do
		look "$from" '#' >"$dir/found"
		count $?
	done
fi
echo "$passed passed, $failed failed"
exit $((failed > 0))
