#!/bin/sh
# make install puts everything in its place, readable by all, and uninstall takes just that away.
# SPDX-License-Identifier: MIT
set -u
cd "$(dirname "$0")/.." || exit 1
top=$(mktemp -d) || exit 1
trap 'rm -rf "$top"' EXIT
passed=0 failed=0

ok() { # WHAT COMMAND...
    what=$1
    shift
    if "$@" >"$top/said" 2>&1; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "not ok: $what"
        sed 's/^/    /' "$top/said"
    fi
}
make_() { ${MAKE:-make} --no-print-directory -s "$@" DESTDIR="$top/at" PREFIX=/usr/local BINDIR=/usr/bin; }
at() { program=$1 && shift && env -i HOME="$top/home" XDG_DATA_DIRS="$top/at/usr/local/share" LC_ALL=C.UTF-8 "$top/at/usr/bin/$program" "$@"; }
all_may_read() { ! find "$top/at" -type f ! -perm -444 -o -type d ! -perm -555 | grep .; }
the_same_files() { (cd lessons && find . -type f | sort) | while read -r f; do cmp -s "lessons/$f" "$top/at/usr/local/share/attune/courses/$f" || echo "$f"; done | { ! grep .; }; }
lists_the_course() { at attune list | grep -q secure-attachment; }
takes_no_words() { at attune-kiosk --nonsense </dev/null; [ $? != 2 ]; } # a course, or none where none is installed
someone_elses_is_checked() { # an installed course is root's, and who learns is not
    chown -R 65534 "$top/at/usr/local/share/attune/courses/secure-attachment" &&
        at attune check --strict "$top/at/usr/local/share/attune/courses/secure-attachment"
}
nothing_left() { ! find "$top/at" ! -type d | grep -v '/mine/'; }

mkdir -p "$top/home" "$top/at/usr/local/share/attune/courses/mine"
echo mine >"$top/at/usr/local/share/attune/courses/mine/course.yaml"
(umask 077 && ok 'make install' make_ install)
[ -x "$top/at/usr/bin/attune" ] && passed=$((passed + 1)) || failed=$((failed + 1))
for f in share/man/man1/attune.1 share/man/man5/attune-lesson.5 share/man/man7/attune-classroom.7 \
    share/doc/attune/examples/config.yaml share/doc/attune/examples/sshd.conf \
    share/bash-completion/completions/attune share/zsh/site-functions/_attune share/fish/vendor_completions.d/attune.fish \
    share/attune/courses/secure-attachment/course.yaml; do
    ok "$f" test -s "$top/at/usr/local/$f"
done
ok 'the whole course' the_same_files
ok 'everybody may read it' all_may_read
ok 'the example names the program that was installed' grep -q 'ForceCommand /usr/bin/attune --kiosk' "$top/at/usr/local/share/doc/attune/examples/sshd.conf"
ok 'the program finds the course' lists_the_course
ok 'attune-kiosk takes no words' takes_no_words
if [ "$(id -u)" = 0 ]; then ok 'a course of somebody else has no fault' someone_elses_is_checked
else echo 'skipped, as only root can give files away: a course of somebody else'; fi
# This one has to fail when a file is left out.
mv "$top/at/usr/local/share/attune/courses/secure-attachment/topics.yaml" "$top/kept"
if the_same_files >/dev/null; then failed=$((failed + 1)) && echo 'not ok: nobody missed a file'; else passed=$((passed + 1)); fi
ok 'make uninstall' make_ uninstall
ok 'nothing is left' nothing_left
ok 'but what was somebody else'"'"'s' test -f "$top/at/usr/local/share/attune/courses/mine/course.yaml"
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
