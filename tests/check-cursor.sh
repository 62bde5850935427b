#!/bin/sh
# The cursor is always to be seen, where curses was told to leave it, and nothing blinks, fades or runs by itself (A11Y-1, A11Y-4): the
# source has no call that would do that; and such a call is noticed.
# SPDX-License-Identifier: MIT
set -u
never='leaveok *\([^)]*(TRUE|true)|curs_set *\( *0|A_BLINK|A_DIM|WA_BLINK|WA_DIM|halfdelay *\(|flash *\( *\)|enter_blink_mode|enter_dim_mode|cursor_invisible'
passed=0 failed=0

found=$(grep -rnE "$never" src --include='*.[ch]')
if [ -z "$found" ]; then
    passed=1
else
    failed=1
    echo "not ok, this hides the cursor, or blinks, or fades:"
    echo "$found"
fi
while read -r line; do
    if echo "$line" | grep -qE "$never"; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "not ok: nobody would notice $line"
    fi
done <<'END'
leaveok(stdscr, TRUE);
(void)leaveok(screen.window, true);
curs_set(0);
wattron(w, A_BLINK);
attr |= A_DIM;
halfdelay(5);
flash();
putp(cursor_invisible);
END
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
