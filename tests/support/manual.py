"""Judges lessons/README.md; see tests/check-manual.sh.

Examples are fences whose first line says what they are:
    ```yaml page              a page of the chapter that stands as `yaml chapters/NAME.yaml`
    ```yaml NAME              a file of that course
    ```yaml lessons/tea/NAME  a file of the recipe; the same name again goes on with it
Tables of fields begin with a cell that says, in code, whose fields they are: | `choice.options` | type | | ... |
SPDX-License-Identifier: MIT
"""

import json
import os
import re
import subprocess
import sys
import tempfile

ATTUNE = sys.argv[1]
MANUAL = "lessons/README.md"
COURSE = "lessons/secure-attachment"
RECIPE = "lessons/tea/"
DAY = "1795305600"  # 2026-11-22: help lines grow old, and a manual should not

# Tables of src/course/keys.c, which no schema of chapters shows, and what the manual calls them.
SIDES = {
    "course": "course.yaml",
    "term": "glossary.yaml",
    "source": "sources.yaml",
    "myth": "myths.yaml",
    "topic": "topics.yaml",
    "country": "support.yaml",
    "line": "support.yaml.lines",
}


def attune(*words):
    env = dict(os.environ, SOURCE_DATE_EPOCH=DAY, LC_ALL="C.UTF-8")
    done = subprocess.run([ATTUNE, *words], env=env, capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr


# -- The reader's tables: {table: {key: (required, most)}} ------------------------------------------


def maps_in(schema):
    """The maps with fields that a described value may be."""
    for way in schema.get("allOf", []) + schema.get("anyOf", []):
        yield from maps_in(way)
    for key in ("items", "additionalProperties"):
        if isinstance(schema.get(key), dict):
            yield from maps_in(schema[key])
    if "properties" in schema:
        yield schema


def most_of(schema):
    """How many a list or a map may hold, or None."""
    found = [schema.get("maxItems"), schema.get("maxProperties")]
    found += [most_of(way) for way in schema.get("allOf", []) + schema.get("anyOf", [])]
    return next((most for most in found if most), None)


def take_map(tables, name, schema, required):
    table = tables.setdefault(name, {})
    for key, value in schema["properties"].items():
        if "$ref" in value or "const" in value:
            continue  # a field many pages share: it has a table of its own
        if key == "share" and name not in ("any-page",):
            continue
        table[key] = (key in required, most_of(value))
        for inner in maps_in(value):
            below = key if key == "note" else "page." + key if name == "any-page" else name + "." + key
            take_map(tables, below, inner, inner["required"])


def tables_of_schema():
    status, text = attune("schema")
    assert status == 0, text
    schema = json.loads(text)
    parts = schema["definitions"]
    tables, kinds = {}, []
    take_map(tables, "chapter", schema, schema["required"])
    take_map(tables, "any-page", parts["any-page"], ["id", "kind"])
    take_map(tables, "graded", parts["graded-page"], [])
    for name in parts:
        if name.startswith("kind-"):
            kinds.append(name[5:])
            take_map(tables, name[5:], parts[name], parts[name]["required"])
    tables["page"] = tables.pop("any-page")
    return {name: table for name, table in tables.items() if table}, kinds


def tables_of_source():
    text = open("src/course/keys.c").read()
    tables = {}
    for name, shown in SIDES.items():
        body = re.search(r"struct field %s_fields_list\[\] = \{(.*?)\n\};" % name, text, re.S).group(1)
        fields = re.split(r"(?=\.key = )", body)[1:]
        tables[shown] = {re.match(r'\.key = "([^"]+)"', f).group(1): (".required = true" in f, None) for f in fields}
    return tables


# -- The manual's ------------------------------------------------------------------------------------


def tables_of_manual(text):
    tables, names = {}, None
    for line in text.split("\n"):
        cells = [cell.strip() for cell in line.strip("|").split("|")] if line.startswith("|") else None
        if not cells:
            names = None
        elif len(cells) > 2 and cells[1] == "type":
            names = re.findall(r"`([^`]+)`", cells[0])
        elif names and not set(cells[0]) <= set("-:"):
            for name in names:
                key = cells[0].strip("`")
                assert key not in tables.setdefault(name, {}), "%s has two rows for %s" % (name, key)
                tables[name][key] = (cells[2] == "required", cells[1])
    return tables


def compare_tables(text):
    wanted, kinds = tables_of_schema()
    wanted.update(tables_of_source())
    found = tables_of_manual(text)
    for name in sorted(set(found) - set(wanted)):
        yield "the reader has no table `%s`" % name
    for name, fields in wanted.items():
        rows = found.get(name, {})
        for key in set(rows) - set(fields):
            yield "`%s` has no field `%s`" % (name, key)
        for key, (required, most) in fields.items():
            if key not in rows:
                yield "`%s` of `%s` has no row" % (key, name)
            elif rows[key][0] != required:
                yield "`%s` of `%s` is %srequired" % (key, name, "" if required else "not ")
            elif most and not re.search(r"\b%d at most" % most, rows[key][1]):
                yield "`%s` of `%s` holds %d at most" % (key, name, most)
    for kind in kinds:
        if not re.search(r"^### %s$" % kind, text, re.M):
            yield "the kind %s has no section" % kind
        if not re.search(r"^\| .*`%s`.* \| (`(answers|beliefs|words|plans)`|nowhere) \|" % kind, text, re.M):
            yield "the table of exported answers has no %s" % kind


# -- Examples ----------------------------------------------------------------------------------------


def examples_of(text):
    """(mark, lines without their common indent), in order."""
    for indent, mark, body in re.findall(r"^( *)```yaml ?([^\n]*)\n(.*?)^ *```$", text, re.S | re.M):
        yield mark, "".join(re.sub("^" + indent, "", line) for line in body.splitlines(True))


def files_of(text):
    """{path: text} of the two courses: what is shown, put together."""
    files, chapter = {}, None
    for mark, body in examples_of(text):
        assert mark, "an example does not say what it is: %r" % body[:40]
        if mark == "page":
            assert chapter, "a page stands before its chapter"
            files[chapter] += "".join("  " + line if line.strip() else line for line in body.splitlines(True))
        elif mark.startswith(RECIPE):
            path = "recipe/" + mark[len(RECIPE):]
            files[path] = files.get(path, "") + body
        else:
            path = "course/" + mark
            assert path not in files, "two examples are called %s" % mark
            files[path] = body
            chapter = path if mark.startswith("chapters/") else chapter
    return files


def check_examples(text):
    files = files_of(text)
    _, kinds = tables_of_schema()
    shown = set(re.findall(r"^ +kind: ([a-z]+)$", "".join(files.values()), re.M))
    for kind in kinds:
        if kind not in shown:
            yield "no example of %s" % kind
    with tempfile.TemporaryDirectory() as top:
        for path, body in files.items():
            path = os.path.join(top, path)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "w") as file:
                file.write(body)
        for course in ("recipe", "course"):
            attune("check", "--lock", os.path.join(top, course))
            status, said = attune("check", "--strict", os.path.join(top, course))
            if status:
                yield "the %s in the manual: %s" % (course, said.replace(top + "/", ""))


def check_fields_shown(text):
    """Every field of a table stands in an example."""
    shown = "".join(files_of(text).values())
    wanted, _ = tables_of_schema()
    wanted.update(tables_of_source())
    for name, fields in wanted.items():
        for key in fields:
            if not re.search(r"(^|[\s{,-])%s:" % re.escape(key), shown):
                yield "no example has `%s` of `%s`" % (key, name)


# -- What commands say -------------------------------------------------------------------------------


def codes():
    listed = re.findall(r'^\tX\(\w+, "([EW]\d+)", \w+\)', open("src/course/diag.h").read(), re.M)
    rows = ["| code | what is wrong |", "|---|---|"]
    for code in listed:
        status, said = attune("explain", code)
        assert status == 0 and said.startswith(code + ": "), said
        rows.append("| %s | %s |" % (code, said.split("\n")[0][len(code) + 2:]))
    return "\n".join(rows) + "\n"


def chapters():
    done = subprocess.run(["tests/course-table.sh", COURSE], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


MADE = {"codes": codes, "chapters": chapters}
BETWEEN = r"(<!-- %s: [^\n]*-->\n)(.*?)(<!-- end -->\n)"


def compare_made(text):
    for name, make in MADE.items():
        found = re.search(BETWEEN % name, text, re.S)
        if not found or found.group(2) != make():
            yield "the table of %s is not what the command says: UPDATE=1 tests/check-manual.sh" % name


def compare_counts(text):
    """The table is made by reading lines; the program, which reads YAML, finds as many pages."""
    heads = re.findall(r"^-- (\S+) / ", attune("render", COURSE)[1], re.M)
    for chapter, pages in re.findall(r"^\| `([a-z0-9-]+)` \| [^|]+ \| (\d+) \| \d+ \| \d+ \| \d+ \|$", text, re.M):
        if heads.count(chapter) != int(pages):
            yield "%s has %d pages, not %s" % (chapter, heads.count(chapter), pages)


def update(text):
    for name, make in MADE.items():
        text = re.sub(BETWEEN % name, lambda found: found.group(1) + make() + found.group(3), text, flags=re.S)
    return text


# -- Judging -----------------------------------------------------------------------------------------


def check_links(text):
    """Every link within the manual leads to a heading, every other to a file."""
    heads = {
        re.sub(r"[^\w -]", "", head.lower()).replace(" ", "-") for head in re.findall(r"^#+ (.*)$", text, re.M)
    }
    for target in re.findall(r"\]\(([^)]+)\)", re.sub(r"`[^`\n]*`|^ *```.*?^ *```$", "", text, flags=re.S | re.M)):
        if target.startswith("#") and target[1:] not in heads:
            yield "no heading is called %s" % target
        elif not target.startswith("#") and not os.path.exists(os.path.join("lessons", target)):
            yield "there is no lessons/%s" % target


RULES = {
    "fields": compare_tables,
    "examples": check_examples,
    "shown": check_fields_shown,
    "tables": compare_made,
    "counts": compare_counts,
    "links": check_links,
}

# The proof that each rule can fail: what is taken out of the manual, or put into it.
SLIPS = [
    ("fields", r"^\| `near` .*\n", ""),
    ("fields", r"^\| `title` \| line \| \|", "| `titel` | line | |"),
    ("fields", r"^(\| `attune` \| count \| )required", r"\1"),
    ("fields", r"list, 24 at most", "list"),
    ("fields", r"^### pause$", "### pauses"),
    ("examples", r"^    - \{id: apart, .*\n|^  kind: plan\n", ""),
    ("examples", r"right: true, say: \"Yes. Taste first.*\"\}", "right: true}"),
    ("shown", r"^  follow-up-days: 7\n", ""),
    ("tables", r"^\| E101 .*\n", ""),
    ("tables", r"^\| all \| .*\n", ""),
    ("counts", r"^(\| `what-it-is` \| .* \| )\d+( \| \d+ \| \d+ \| \d+ \|)$", r"\g<1>999\2"),
    ("links", r"\(#recall\)", "(#recal)"),
]


def faults_of(rule, text):
    try:
        return list(RULES[rule](text))
    except AssertionError as fault:
        return [str(fault)]


def main():
    text = open(MANUAL).read()
    if os.environ.get("UPDATE"):
        text = update(text)
        with open(MANUAL, "w") as file:
            file.write(text)
    passed = failed = 0
    for rule in RULES:
        faults = faults_of(rule, text)
        passed, failed = passed + (not faults), failed + bool(faults)
        for fault in faults:
            print("not ok %s: %s" % (rule, fault))
    for rule, old, new in SLIPS:
        slipped, times = re.subn(old, new, text, count=1, flags=re.M)
        seen = times == 1 and faults_of(rule, slipped)
        passed, failed = passed + bool(seen), failed + (not seen)
        if not seen:
            print("not ok: nobody saw %s without %s" % (rule, old))
    print("%d passed, %d failed" % (passed, failed))
    return failed > 0


sys.exit(main())
