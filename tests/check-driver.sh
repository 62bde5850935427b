#!/bin/sh
# Proves that plays can pass and can fail: small plays against cat, sh and echo, each with what the player must say.
# SPDX-License-Identifier: MIT
set -u
play=$PWD/${B:-build}/gcc/tests/play
case ${B:-build} in /*) play=$B/gcc/tests/play ;; esac
dir=$(mktemp -d) || exit 1
trap 'rm -rf "$dir"' EXIT
passed=0 failed=0

# expect WORDS: plays stdin; the player has to say WORDS.
expect() {
    cat >"$dir/try.play"
    ATTUNE=/bin/echo "$play" "$dir/try.play" >"$dir/log" 2>&1
    if sed 's/^ok /(ok) /' "$dir/log" | grep -qF -- "$1"; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        printf 'not ok, expected "%s":\n' "$1"
        cat "$dir/try.play" "$dir/log"
    fi
}

expect '(ok) try' <<'END'
start-program /bin/cat
type "grün 日本\n"
see "grün 日本 grün"
row 1 "grün"
row 2 ""
cursor 2 0
gone "never there"
quiet 20
resize 30 5
key C-d
exit 0
restored
END
expect '(ok) try' <<'END'
shell
prompt
type "stty size; printf '\\033[?25l'\n"
see "24 80"
cursor hidden
type "printf '\\033[?25h\\a'; cat\n"
bell
type "up\n"
see "up up"
key C-z
see "Stopped"
prompt
type "fg\n"
key C-d
prompt
type "exit 7\n"
exit 7
END
expect '(ok) try' <<'END'
start-program /bin/sh -c "printf '\\033[?1h\\033[?2004h'; stty -echo -icanon -icrnl; echo ready; dd bs=1 count=3 2>/dev/null | od -c; dd bs=1 count=14 2>/dev/null | od -An -c | tr -d ' \n'; echo"
see "ready"
key Up
see "033 O A"
paste "a\n"
see "033[200~a\\r033[201"
exit 0
END
expect '(ok) try' <<'END'
write a/b "one two"
file a/* "two"
file-mode a/b 0644
home-has "one"
home-lacks "three"
run --x "y z"
out "--x y z"
no-err
plain
status 0
stdin "1\n2\n"
sh "cat; echo $TERM >&2"
out "1\n2\n"
err "xterm-256color"
start-program /bin/sh -c "trap 'echo > saved; exit 129' HUP; echo up; while :; do read x; done"
see up
hangup
exit 129
file saved
start-program /bin/cat
signal KILL
exit KILL
END
expect 'not seen within 50 ms: "b"' <<'END'
deadline 50
start-program /bin/cat
type "a"
see "b"
END
expect '  0|a' <<'END'
deadline 50
start-program /bin/cat
type "a"
see "a"
row 1 "a"
END
expect 'still there after 50 ms: "a"' <<'END'
deadline 50
start-program /bin/cat
type "a"
gone "b"
see "a"
gone "a"
END
expect 'it ended with status 3' <<'END'
start-program /bin/sh -c "exit 3"
exit 0
END
expect 'it was killed by signal 15' <<'END'
start-program /bin/cat
signal TERM
exit 0
END
expect 'the program still runs; a play ends with' <<'END'
start-program /bin/cat
END
expect 'the program started before still runs' <<'END'
start-program /bin/cat
start-program /bin/cat
END
expect 'after Esc, first wait' <<'END'
start-program /bin/cat
key Esc x
END
expect 'modes differ' <<'END'
start-program /bin/stty raw
exit 0
restored
END
expect 'the cursor is still hidden' <<'END'
start-program /usr/bin/printf "\e[?25l"
exit 0
restored
END
expect 'the alternate screen was not left' <<'END'
start-program /usr/bin/printf "\e[?1049h"
exit 0
restored
END
expect 'never stops writing' <<'END'
deadline 200
start-program /usr/bin/yes
quiet 50
END
expect 'stdout has byte 0x1b at 1' <<'END'
sh "printf 'a\\033[m'"
plain
END
expect 'holds "canary"' <<'END'
write deep/file "xxcanaryxx"
home-lacks "canary"
END
expect 'has mode 0644' <<'END'
write file "x"
file-mode file 0600
END
expect 'it took' <<'END'
# (the one that is to be found out: it takes its time)
start-program /bin/sh -c "trap 'sleep 1; exit' TERM; while :; do echo 0123456789; done"
unread "x" TERM 1
END
expect '(ok) try' <<'END'
start-program /bin/sh -c "trap 'stty size' WINCH; echo ready; while :; do read x; done"
see "ready"
storm 3
see "24 80"
signal TERM
exit TERM
END
expect '(ok) try' <<'END'
start-program /bin/cat
type "ab" 3
see "ababab"
key C-d C-d
exit 0
END
expect 'no such word' <<'END'
frobnicate
END
expect 'no such key' <<'END'
start-program /bin/cat
key Hyper
END
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
