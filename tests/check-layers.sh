#!/bin/sh
# Reads the #include lines and the calls of src/ and names what breaks the walls of src/README.md.
#   tests/check-layers.sh [ROOT]       FILE:LINE: what is wrong; status 1 if anything is
#   tests/check-layers.sh --selftest   plants one violation at a time in a copy, expects each to be named
#
#   base <- course <- learner <- view <- kinds <- room <- tutor <- { io, term, plain, kiosk } <- run <- cmd <- main
#
# SPDX-License-Identifier: MIT
set -u
export LC_ALL=C

check() { # ROOT
    (cd "$1" && find src -name '*.[ch]' | sort | xargs awk "$rules" /dev/null)
}

rules='
BEGIN {
    n = split("base course learner view kinds room tutor io run cmd main", order, " ")
    for (i = 1; i <= n; i++) level[order[i]] = i
    level["term"] = level["plain"] = level["kiosk"] = level["io"] # side by side, and never meeting

    # Headers that all files of a folder may share; the others are the private rooms of one kind or one screen.
    shared["kinds"] = "kind numbering option visit"
    shared["tutor"] = "app keymap rows screens find"

    # Headers of one thing in several files: for these files alone, no kind and no screen.
    parts["view/edit_rows.h"] = "edit"
    parts["kinds/stage.h"] = "visit resume presentation"
    parts["kinds/resume.h"] = "visit"
    parts["kinds/pool.h"] = "quiz"
    parts["tutor/viewport.h"] = "app everywhere input message picture search sight"
    parts["tutor/footer.h"] = "app picture"
    parts["tutor/keyname.h"] = "footer keymap"
    parts["tutor/message.h"] = "everywhere input picture search viewport"
    parts["tutor/everywhere.h"] = "input"
    parts["tutor/sight.h"] = "everywhere input"
    parts["tutor/input.h"] = parts["tutor/saves.h"] = "app"
    parts["tutor/outline.h"] = "place preview"
    parts["tutor/draft.h"] = "place veil"
    parts["tutor/secret.h"] = "lock phrase"
    parts["tutor/place.h"] = "preview"
    parts["term/keyboard.h"] = parts["term/paint.h"] = "screen"
    parts["term/keys.h"] = "keyboard"
    parts["term/dialect.h"] = parts["term/paste.h"] = "keys"

    n = split("clock loop lock preview signals wait", names, " ")
    for (i = 1; i <= n; i++) parts["run/" names[i] ".h"] = "clock lines lock loop preview screen signals wait"

    # Libraries that have one door.
    door["yaml.h"] = "io/yaml.c"
    door["md4c.h"] = "course/markup.c"
    door["jansson.h"] = "io/record.c cmd/json.c"
    door["sodium.h"] = "io/vault.c"
    door["seccomp.h"] = "kiosk/filter.c"
    door["libintl.h"] = "cmd/locale.c"
    split("curses.h ncurses.h ncursesw/curses.h ncursesw/ncurses.h term.h panel.h form.h menu.h", names, " ")
    for (i in names) door[names[i]] = "term/screen.c term/paint.c"
    split("unicase.h uniconv.h unictype.h unigbrk.h unilbrk.h uniname.h uninorm.h unistdio.h unistr.h unitypes.h " \
          "uniwbrk.h uniwidth.h", names, " ")
    for (i in names) door[names[i]] = "base/text.c base/likeness.c base/grade.c"

    # What the pure folders (left of io) may not see, and not call.
    split("unistd.h fcntl.h time.h locale.h signal.h poll.h dirent.h termios.h pwd.h grp.h pthread.h threads.h " \
          "spawn.h glob.h ftw.h fnmatch.h langinfo.h syslog.h netdb.h utime.h pty.h", names, " ")
    for (i in names) worldly[names[i]] = 1
    split("fopen freopen fdopen tmpfile printf vprintf fprintf vfprintf dprintf puts fputs putchar fputc putc perror " \
          "fwrite fread fgets fgetc getc getchar getline scanf fscanf remove rename getenv secure_getenv setenv " \
          "putenv unsetenv time clock clock_gettime gettimeofday localtime gmtime mktime rand srand random system " \
          "popen fork raise kill", names, " ")
    for (i in names) impure[names[i]] = 1
    split("strcpy strcat sprintf vsprintf strtok gets strncpy strncat alloca tmpnam mktemp yaml_parser_load " \
          "wget_wch", names, " ")
    for (i in names) banned[names[i]] = 1
}

function wrong(words) { printf "%s:%d: %s\n", FILENAME, FNR, words; faults++ }

function layer_of(path,   part) { # of a path below src/
    if (path ~ /\//) { part = path; sub(/\/.*/, "", part); return part }
    part = path; sub(/\.[ch]$/, "", part)
    return part
}

function is_part(header, file) { # FILE, without its ending, is of the same thing as HEADER
    sub(/^[^\/]*\//, "", file)
    return (header in parts) && index(" " parts[header] " ", " " file " ")
}

FNR == 1 {
    path = FILENAME; sub(/^src\//, "", path)
    layer = layer_of(path)
    folder = path ~ /\// ? layer "/" : ""
    stem = path; sub(/\.[ch]$/, "", stem)
    pure = (layer in level) && level[layer] < level["io"]
    comment = 0
    if (!(layer in level)) wrong(layer " is no layer that the order names")
}

# The line without comments, and without the insides of strings.
{
    code = ""; rest = $0
    include = !comment && rest ~ /^[ \t]*#[ \t]*include/
    while (!include && rest != "") {
        if (comment) {
            if (!(at = index(rest, "*/"))) break
            rest = substr(rest, at + 2); comment = 0
        } else if (match(rest, /\/\*|\/\/|"(\\.|[^"\\])*"|\047(\\.|[^\047\\])*\047/)) {
            code = code substr(rest, 1, RSTART - 1)
            token = substr(rest, RSTART, 2)
            rest = substr(rest, RSTART + RLENGTH)
            if (token == "//") break
            if (token == "/*") comment = 1
            else code = code "\"\""
        } else {
            code = code rest; break
        }
    }
}

include && match($0, /"[^"]*"/) {
    target = substr($0, RSTART + 1, RLENGTH - 2)
    if (target !~ /\// && folder != "" && target !~ /^main\.h$/) target = folder target
    if (target ~ /\.\./) wrong("a path with .. hides the layer: " target)
    if (target !~ /\.h$/) wrong("only headers are included: " target)
    there = layer_of(target)
    if (!(there in level)) wrong(target " is in no layer that the order names")
    else if (!(layer in level)) ;
    else if ((target in parts) && there != layer) wrong(target " is for the files of " there " alone")
    else if (level[there] > level[layer]) wrong(layer " must not know " there ": " target)
    else if (level[there] == level[layer] && there != layer) wrong(layer " and " there " never meet: " target)
    else if (there == layer && target != stem ".h") {
        name = target; sub(/^[^\/]*\//, "", name); sub(/\.h$/, "", name)
        if ((layer in shared) && index(" " shared[layer] " ", " " name " ") == 0 && !is_part(target, stem))
            wrong((layer == "kinds" ? "kinds" : "screens") " never include each other: " target)
    }
}

include && match($0, /<[^>]*>/) {
    target = substr($0, RSTART + 1, RLENGTH - 2)
    if ((target in door) && index(" " door[target] " ", " " path " ") == 0)
        wrong("<" target "> belongs to " door[target] " alone")
    if (pure && ((target in worldly) || target ~ /^(sys|net|netinet|arpa|linux)\//))
        wrong(layer " is pure and must not include <" target ">")
}

# Learners never see them: only who prints handouts reads them. Importers write a field of that name into a file.
!include && code ~ /(\.|->)facilitator/ && layer != "course" && path != "cmd/behind.c" && path !~ /^io\/(gift|import_write)\.c$/ {
    wrong("notes for facilitators belong to course and cmd/behind.c alone")
}

!include {
    rest = code; before = ""
    while (match(rest, /[A-Za-z_][A-Za-z_0-9]*[ \t]*\(/)) {
        name = substr(rest, RSTART, RLENGTH - 1); sub(/[ \t]+$/, "", name)
        before = before substr(rest, 1, RSTART - 1)
        member = before ~ /(\.|->)[ \t]*$/
        if (!member) {
            if (name in banned) wrong(name "() is banned")
            if (pure && (name in impure) && !(path == "base/mem.c" && name == "fputs"))
                wrong(layer " is pure and must not call " name "()")
            if (name == "setlocale" && path != "cmd/locale.c") wrong("setlocale() belongs to cmd/locale.c alone")
            if (name == "exit" && path != "main.c" && path != "base/mem.c")
                wrong("exit() belongs to main.c and base/mem.c alone")
        }
        before = before substr(rest, RSTART, RLENGTH)
        rest = substr(rest, RSTART + RLENGTH)
    }
}

END { exit faults > 0 }
'

# FILE | the line that must be named
plants='
base/plant.c|#include "course/course.h"
base/plant.h|#include "io/fs.h"
course/plant.c|#include "learner/learner.h"
course/plant.c|#include "kinds/kind.h"
learner/plant.c|#include "view/frame.h"
view/plant.c|  #  include "kinds/kind.h"
kinds/plant.c|#include "tutor/app.h"
kinds/plant.c|#include "kinds/choice.h"
kinds/plant.c|#include "choice.h"
kinds/choice.c|#include "kinds/stage.h"
tutor/plant.c|#include "io/record.h"
tutor/plant.c|#include "tutor/home.h"
tutor/plant.c|#include "tutor/viewport.h"
tutor/home.c|#include "tutor/place.h"
tutor/plant.c|#include "term/keys.h"
io/plant.c|#include "term/screen.h"
term/plant.c|#include "plain/plain.h"
plain/plant.c|#include "io/fs.h"
term/plant.c|#include "run/run.h"
run/plant.c|#include "cmd/check.h"
cmd/plant.c|#include "run/loop.h"
run/plant.c|#include "term/paint.h"
run/plant.c|#include "tutor/viewport.h"
cmd/plant.c|#include "main.h"
util/plant.c|#include "base/err.h"
base/plant.c|#include "../io/fs.h"
base/plant.c|#include "base/text.c"
io/plant.c|#include <yaml.h>
view/plant.c|#include <md4c.h>
io/plant.c|#include <jansson.h>
cmd/plant.c|#include <sodium.h>
kiosk/plant.c|#include <seccomp.h>
kiosk/plant.c|#include "io/fs.h"
term/plant.c|#include <curses.h>
term/keyboard.c|#include <curses.h>
term/plant.c|#include <ncursesw/curses.h>
view/plant.c|#include <unilbrk.h>
base/plant.c|#include <unistd.h>
course/plant.c|#include <fcntl.h>
learner/plant.c|#include <time.h>
view/plant.c|#include <locale.h>
kinds/plant.c|#include <signal.h>
tutor/plant.h|#include <sys/stat.h>
course/plant.c|static void plant(void) { fopen("a", "r"); }
view/plant.c|static void plant(void) { /* why */ printf("a"); }
tutor/plant.c|static void plant(void) { getenv("HOME"); }
learner/plant.c|static long plant(void) { return time (0); }
io/plant.c|static void plant(void) { setlocale(0, ""); }
io/plant.c|static void plant(void) { exit(1); }
cmd/plant.c|static void plant(char *a) { strcpy(a, "b"); }
tutor/plant.c|static void plant(const struct page *page) { show(&page->facilitator); }
cmd/plant.c|static void plant(struct page page) { show(&page.facilitator); }
'

# These look like violations and are none.
innocents='
base/plant.c|/* #include "io/fs.h" and fopen("x") */
base/plant.c|static const char plant[] = "printf(1); time(0)"; // getenv("x")
base/plant.c|static int plant(char *a) { return snprintf(a, 1, "x") + uptime(0) + event->time(0); }
kinds/plant.c|#include "kinds/kind.h"
kinds/plant.c|#include "kinds/plant.h"
tutor/plant.c|#include "tutor/screens.h"
tutor/preview.c|#include "tutor/place.h"
io/yaml.c|#include <yaml.h>
io/plant.c|#include <unistd.h>
cmd/plant.c|#include "run/run.h"
run/screen.c|#include "run/loop.h"
'

# Plants each line of $1 alone in the copy; $2 says whether it must be named.
plant_each() {
    while IFS='|' read -r file line; do
        [ -n "$file" ] || continue
        target=$copy/src/$file
        mkdir -p "$(dirname "$target")"
        kept=
        if [ -f "$target" ]; then cp "$target" "$copy/kept"; kept=yes; fi
        printf '%s\n' "$line" >>"$target"
        number=$(awk 'END { print NR }' "$target")
        named=no
        check "$copy" | grep -q "^src/$file:$number: " && named=yes
        if [ "$named" = "$2" ]; then
            passed=$((passed + 1))
        else
            failed=$((failed + 1))
            echo "not ok src/$file: $line (named: $named, expected: $2)"
        fi
        if [ "$kept" ]; then cp "$copy/kept" "$target"; else rm -f "$target"; fi
    done <<END
$1
END
}

if [ "${1:-}" = --selftest ]; then
    copy=$(mktemp -d) || exit 1
    trap 'rm -rf "$copy"' EXIT
    cp -R src "$copy/src"
    passed=0 failed=0
    plant_each "$plants" yes
    plant_each "$innocents" no
    echo "$passed passed, $failed failed"
    [ "$failed" -eq 0 ]
else
    check "${1:-.}"
fi
