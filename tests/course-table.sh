#!/bin/sh
# A table of a course's chapters: pages, checks (pages of a marked kind), minutes, points taught (topics named).
#   tests/course-table.sh [COURSE]    default: lessons/secure-attachment
# The shape of chapters is that of our courses: a key a line, or a page in braces that begins with its id.
# SPDX-License-Identifier: MIT
set -u
course=${1:-lessons/secure-attachment}
[ -r "$course/course.yaml" ] || { echo "course-table: no course in $course" >&2; exit 1; }

# Only what course.yaml lists, in its order: on one line, or a line each.
chapters=$(awk '/^chapters:/ { on = 1; sub(/^chapters:/, "") } on && /^[a-z]/ { on = 0 }
    on { sub(/#.*/, ""); gsub(/[][,]/, " "); gsub(/^ *- /, " "); print }' "$course/course.yaml")

echo '| chapter | title | pages | checks | minutes | points |'
echo '|---|---|--:|--:|--:|--:|'
for chapter in $chapters; do
    cat "$course/chapters/$chapter.yaml" || exit 1
    echo "# END $chapter"
done | awk '
    function value(line) { sub(/^[^:]*: */, "", line); gsub(/^"|"$/, "", line); return line }
    function name(line) { if (!match(line, /kind: [a-z]+/)) return ""; return substr(line, RSTART + 6, RLENGTH - 6) }
    function row(what, words, p, c, m, n) { printf "| %s | %s | %d | %d | %d | %d |\n", what, words, p, c, m, n }
    BEGIN { n = split("choice multi fill match order sort estimate recall quiz", list, " "); while (n) marked[list[n--]] = 1 }
    /^title:/ { title = value($0) }
    /^minutes:/ { minutes = value($0) + 0 }
    /^ *(- )?kind: [a-z]+ *(#.*)?$/ || /^ *- *\{id: [a-z0-9-]+, kind: [a-z]+/ {
        pages++
        checks += name($0) in marked
    }
    match($0, /^ *(- )?topics: .*/) || match($0, /, topics: [^}]*/) {
        words = substr($0, RSTART, RLENGTH)
        sub(/.*topics: */, "", words)
        sub(/\].*|#.*/, "", words)
        gsub(/[][,]/, " ", words)
        for (n = split(words, list, " "); n; n--) {
            if (!(list[n] in here)) points++
            here[list[n]] = all[list[n]] = 1
        }
    }
    /^# END / {
        row("`" $3 "`", title, pages, checks, minutes, points)
        sum_pages += pages; sum_checks += checks; sum_minutes += minutes
        pages = checks = minutes = points = 0
        title = ""
        split("", here)
    }
    END { for (topic in all) total++; row("all", "", sum_pages, sum_checks, sum_minutes, total) }'
