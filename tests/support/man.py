# SPDX-License-Identifier: MIT
"""The manual pages say what the program says: tests/check-man.sh.

    man.py ATTUNE [--update]

Between `.\\" made: NAME` and `.\\" end` stands what a command says of itself: commands, options, keys, fields, kinds. With
--update it is written anew. Without, each such part is compared; then each page is read by mandoc, and each rule is
shown to fail where a page is spoiled.
"""
import json
import re
import subprocess
import sys

ATTUNE = sys.argv[1]
PAGES = ["assets/attune.1", "assets/attune-lesson.5", "assets/attune-classroom.7"]


def attune(*words):
    return subprocess.run([ATTUNE, *words], capture_output=True, text=True, check=True,
                          env={"LC_ALL": "C.UTF-8", "HOME": "/nonexistent"}).stdout


# -- Text as mdoc -------------------------------------------------------------------------------------


def plain(text):
    """Words for a reader: nothing of it is a macro or an escape."""
    text = text.replace("\\", "\\e").replace("-", "\\-")
    return "\\&" + text if text[:1] in (".", "'") else text


def word(text):
    """One argument of a macro."""
    return '"\\&%s"' % plain(text).replace('"', "\\(dq")


def sentence(text):
    text = plain(text.rstrip("."))
    return text[:1].upper() + text[1:] + "."


# -- The parts that are made --------------------------------------------------------------------------


def commands():
    """Of `attune help`: lines "  attune NAME WORDS   what", where a long one has its words on the next."""
    rows = []
    for line in attune("help").split("\n\n")[1].splitlines():
        found = re.match(r"  (attune\S*(?: \S+)*)(?:\s{2,}(.*))?$", line)
        if found and line.startswith("  attune"):
            rows.append([found.group(1), found.group(2) or ""])
        else:
            rows[-1][1] = (rows[-1][1] + " " + line.strip()).strip()
    for command, says in rows:
        yield ".It Nm Cm %s" % word(command[len("attune"):].strip())
        yield sentence(says)


def options():
    seen = {}
    names = re.findall(r"^  attune ([a-z0-9-]+)", attune("help"), re.M)
    for said in [attune("help")] + [attune("help", name) for name in names]:
        for line in said.splitlines():
            found = re.match(r"  (?:-(\S), |    )--([a-z0-9-]+)(?:=(\S+))?\s{2,}(.*)", line)
            if found and found.group(2) not in seen:
                seen[found.group(2)] = found.groups()
    for letter, name, value, says in sorted(seen.values(), key=lambda row: row[1]):
        flags = "Fl %s , " % letter if letter else ""
        yield ".It %sFl \\-%s%s" % (flags, plain(name), " Ns = Ns Ar %s" % value if value else "")
        yield sentence(says)


def named(keys):
    """1 to 9 are one name, all others one each."""
    digits = [str(digit) for digit in range(1, 10)]
    if all(digit in keys for digit in digits):
        at = keys.index("1")
        rest = keys[:at] + keys[at + len(digits):]
        assert keys[at:at + len(digits)] == digits
        return ["Ic " + word(key) for key in rest[:at]] + ["Ic " + word("1") + " No to Ic " + word("9")] + \
            ["Ic " + word(key) for key in rest[at:]]
    return ["Ic " + word(key) for key in keys]


def where(places, everywhere):
    """The shorter of "in these places" and "everywhere but in those"."""
    others = [place for place in everywhere if place not in places]
    if not others:
        return "everywhere"
    return ", ".join(places) if len(places) <= len(others) else "everywhere but: " + ", ".join(others)


def keys():
    rows = json.loads(attune("keys", "--json"))
    everywhere = list(dict.fromkeys(place for row in rows for place in row["places"]))
    for row in rows:
        yield ".It " + " , ".join(named(row["keys"]))
        yield sentence(row["does"])
        yield "Where: " + plain(where(row["places"], everywhere)) + "."


def settings():
    for line in attune("help", "settings").split("\n\n")[1].splitlines():
        key, says = line.split(None, 1)
        yield ".It Cm " + plain(key)
        yield sentence(says)


def a11y():
    """Titles, and under each what begins with "- ", as long as lines go on."""
    for part in attune("a11y").strip().split("\n\n"):
        title, *lines = part.splitlines()
        yield ".Ss " + plain(title)
        yield ".Bl -bullet -compact"
        for says in " ".join(lines).replace("  ", " ")[2:].split(" - "):
            yield ".It"
            yield from (plain(line) for line in re.split(r"(?<=[a-z:)][.;]) ", " ".join(says.split())))
        yield ".El"


def part_of(field):
    """The shape of the map that a field is, or has several of; None where it has none."""
    shape = field.get("allOf", [field])[0]
    for inner in ("items", "additionalProperties"):
        if isinstance(shape.get(inner), dict):
            shape = shape[inner]
    return shape if "properties" in shape else None


def rows_of(shape, required):
    for name, field in shape.items():
        yield ".It Cm %s%s" % (plain(name), " Pq required" if name in required else "")
        yield sentence(field.get("description", "see below"))
        part = part_of(field)
        if part:
            yield ".Bl -tag -width Ds -compact"
            yield from rows_of(part["properties"], part["required"])
            yield ".El"


def schema():
    return json.loads(attune("schema"))


def chapter():
    whole = schema()
    yield from rows_of(whole["properties"], whole["required"])


def page():
    shapes = schema()["definitions"]
    yield from rows_of(shapes["any-page"]["properties"], ["id", "kind"])


def graded():
    yield from rows_of(schema()["definitions"]["graded-page"]["properties"], [])


def kinds():
    for name, kind in schema()["definitions"].items():
        if not name.startswith("kind-"):
            continue
        own = {key: field for key, field in kind["properties"].items() if "description" in field}
        yield ".It Cm " + plain(name[len("kind-"):])
        if not own:
            yield "No fields of its own."
            continue
        yield ".Bl -tag -width Ds -compact"
        yield from rows_of(own, kind["required"])
        yield ".El"


MADE = {"commands": commands, "options": options, "keys": keys, "settings": settings, "a11y": a11y, "chapter": chapter, "page": page, "graded": graded,
        "kinds": kinds}
PART = r'(\.\\" made: %s\n)(.*?)(\.\\" end\n)'


def read():
    return {path: open(path).read() for path in PAGES}


def made(name):
    return "".join(line + "\n" for line in MADE[name]())


def update(pages):
    for path, text in pages.items():
        for name in MADE:
            text = re.sub(PART % name, lambda found: found.group(1) + made(name) + found.group(3), text, flags=re.S)
        with open(path, "w") as file:
            file.write(text)


# -- Judging ------------------------------------------------------------------------------------------


def compare(pages, parts):
    together = "".join(pages.values())
    for name, part in parts.items():
        found = re.search(PART % name, together, re.S)
        if not found or found.group(2) != part:
            yield "the part `%s` is not what attune says: tests/check-man.sh --update" % name


def lint(pages):
    for path, text in pages.items():
        try:
            done = subprocess.run(["mandoc", "-Tlint", "-W", "warning"], input=text, capture_output=True, text=True)
        except FileNotFoundError:
            return
        if done.returncode:
            yield "%s: %s" % (path, done.stdout.strip())


def doors(pages):
    """sshd closes forwarding for the group alone: an account made without it would have a way around the kiosk."""
    for path, text in pages.items():
        for line in re.findall(r"^.*useradd .*$", text, re.M):
            if "--gid learners" not in line.replace("\\", ""):
                yield "%s: an account outside of the group learners: %s" % (path, line)


def faults(pages, parts):
    yield from compare(pages, parts)
    yield from doors(pages)
    yield from lint(pages)


def selftest(pages, parts):
    """A spoiled page is found."""
    first = PAGES[0]
    for before, after in (('.It Ic "\\&Enter"', '.It Ic "\\&Return"'), (".Sh NAME\n", ".Sh NAMES\n.Zz\n")):
        spoiled = dict(pages, **{first: pages[first].replace(before, after, 1)})
        assert spoiled != pages, "%s is not in %s" % (before, first)
        yield before, bool(list(faults(spoiled, parts)))
    for path, text in pages.items():
        for option in re.findall(r"useradd .*?( --gid| \\-\\-gid) learners", text):
            yield "useradd", bool(list(doors({path: text.replace(option + " learners", "")})))


def main():
    if "--update" in sys.argv:
        update(read())
        return 0
    pages, parts = read(), {name: made(name) for name in MADE}
    found = list(faults(pages, parts))
    for fault in found:
        print(fault)
    unseen = [what for what, seen in selftest(pages, parts) if not seen]
    for what in unseen:
        print("nobody noticed that this was spoiled: %s" % what)
    bad = len(found) + len(unseen)
    print("%d passed, %d failed" % (len(PAGES) + len(MADE) - min(len(found), 1), bad))
    return bad > 0


sys.exit(main())
