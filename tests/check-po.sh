#!/bin/sh
# The messages: the template names just those that the source says, and each language has them all.
#   tests/check-po.sh            what is missing, stale, fuzzy or ill-formed; status 1 if anything is
#   tests/check-po.sh --update   writes the template anew and merges it into each language
# SPDX-License-Identifier: MIT
set -u
cd "$(dirname "$0")/.." || exit 1
export LC_ALL=C.UTF-8

po=assets/po
now=$(mktemp -d) || exit 1
trap 'rm -rf "$now"' EXIT

# What support.yaml says in words, as C: support_words() looks these texts up whole. Numbers alone need no translator, nor does who
# answers, but for a remark beside the name.
support_texts() {
    sed -nE -e '/^    - name: [^(,]*$/d' -e '/^ +(- )?(call|text|hours): [^a-z]*$/d' -e '/^  emergency: [^a-z]*$/d' \
        -e 's/^ +(- )?(name|emergency|call|text|hours|languages|trace): "?([^"]*)"?$/TR_IN("support line", "\3")/p' \
        lessons/secure-attachment/support.yaml
}

# Without the date and the lines of the source, so that it changes only when a message does.
template() { # FILE
    support_texts >"$now/support.c"
    { find src -name '*.[ch]' | sort; echo "$now/support.c"; } | xargs xgettext --from-code=UTF-8 --language=C --no-location \
        --keyword --keyword=tr --keyword=tr_n:1,2 --keyword=TR --keyword=TR_IN:1c,2 --keyword=diag_add:5 --keyword=diag_help:2 --add-comments=translators: \
        --package-name=attune --copyright-holder='the attune authors' --output="$1" &&
        sed -i -e '/^"POT-Creation-Date/d' -e '/^"PO-Revision-Date/d' -e 's/^# SOME DESCRIPTIVE TITLE\./# The messages of attune./' \
            -e '/^# FIRST AUTHOR/d' -e 's/(C) YEAR/(C) 2026/' "$1"
}

languages() { sed '/^#/d' $po/LINGUAS; }

update() {
    template $po/attune.pot || exit 1
    for l in $(languages); do
        msgmerge --quiet --update --backup=none --no-location $po/"$l".po $po/attune.pot && msgfmt --statistics --output-file=/dev/null $po/"$l".po
    done
}

passed=0 failed=0
expect() { # NAME COMMAND...: prints what the command says only when it fails
    name=$1; shift
    if "$@" >"$now/said" 2>&1; then passed=$((passed + 1)); return; fi
    failed=$((failed + 1)); echo "not ok: $name"; sed 's/^/    /' "$now/said" | head -40
}

same_messages() { template "$now/attune.pot" && diff -u $po/attune.pot "$now/attune.pot" || { echo 'make po writes it anew'; false; }; }
well_formed() { msgfmt --check --output-file=/dev/null $po/"$1".po; }
complete() { msgattrib --untranslated --no-wrap $po/"$1".po | grep '^msgid' >"$now/left"; msgattrib --only-fuzzy --no-wrap $po/"$1".po |
    grep '^msgid' >>"$now/left"; cat "$now/left"; ! [ -s "$now/left" ]; }

# A wrong number does harm: those of support lines are the same, in the same order.
same_numbers() {
    msgattrib --no-wrap --no-obsolete $po/"$1".po | awk '
        /^msgctxt/ { ours = $0 == "msgctxt \"support line\"" }
        ours && /^msgid/ { text = $0; wanted = $0; gsub(/[^0-9]+/, " ", wanted) }
        ours && /^msgstr/ { said = $0; gsub(/[^0-9]+/, " ", said); ours = 0; if (said != wanted) { print text; bad = 1 } }
        END { exit bad }'
}

[ "${1-}" = --update ] && { update; exit; }
expect "the template is what the source says" same_messages
for l in $(languages); do
    expect "$l is well formed" well_formed "$l"
    expect "$l says every message" complete "$l"
    expect "$l has the numbers of support lines" same_numbers "$l"
done
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
