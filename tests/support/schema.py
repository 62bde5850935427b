# SPDX-License-Identifier: MIT
# The schema and the reader on chapter files made from a seed: both must say the same of each file's shape.
#   schema.py ATTUNE WORK COUNT SEED FILE.yaml...     chapters to make the files of; writes into WORK
# All scalars are texts, as the reader has them. Faults of meaning (E2xx), and of Markdown (E110), are not the schema's.
import copy, json, os, random, re, subprocess, sys
import jsonschema, yaml

attune, work, count, seed = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
dice = random.Random(seed)
SHAPE = re.compile(r"E10[1-9]|E111|E112|E211")
MEANING = ("is below zero", "is left without punctuation")  # judged by a kind, with a code of shape

def load(path):
    """None for what PyYAML cannot read: it knows less of flow style than libyaml, `{a: b?, c: d}` for one."""
    try:
        with open(path, encoding="utf-8") as file:
            return yaml.load(file, Loader=yaml.BaseLoader)
    except yaml.YAMLError:
        return None

read = {path: load(path) for path in sys.argv[5:]}
chapters = {path: chapter for path, chapter in read.items() if chapter}
pages = {}
for chapter in chapters.values():
    for page in chapter["pages"]:
        pages.setdefault(page["kind"], []).append(page)
kinds = sorted(pages)

def sound(n):
    """A chapter of pages that are there; every kind has its turn."""
    chosen = [kinds[n % len(kinds)]] + dice.choices(kinds, k=dice.randrange(3))
    made = {"id": "c%d" % n, "title": "Made from a seed", "pages": []}
    if dice.random() < 0.3:
        made["minutes"] = str(dice.randrange(1, 60))
    if dice.random() < 0.3:
        made["objectives"] = [{"id": "one", "text": "say what it is"}]
    if dice.random() < 0.2:
        made["note"] = {"about": "hard things"}
    for i, kind in enumerate(chosen):
        page = copy.deepcopy(dice.choice(pages[kind]))
        page["id"] = "p%d" % i
        made["pages"].append(page)
    return made

def places(node, at=()):
    """Every place in a tree: the way to it."""
    if at:
        yield at
    steps = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for step, child in steps:
        yield from places(child, at + (step,))

def get(node, at):
    for step in at:
        node = node[step]
    return node

WORDS = ["", "  ", "Not An Id!", "a--b", "x" * 49, "0", "-1", "1.5", "007", "1234567890", "1234567890123456.5", "1.", "true",
         "false", "yes", "no", "off", "on", "maybe", "never", "aggregate", "solid", "one\ntwo", "read", "choice", "S1.7", ".S"]

def mutate(chapter):
    at = dice.choice([a for a in places(chapter) if a != ("id",)])
    above, step = get(chapter, at[:-1]), at[-1]
    value = above[step]
    ways = ["word", "list", "map", "gone", "empty list", "empty map", "other"]
    way = dice.choice(ways)
    if way == "word":
        above[step] = dice.choice(WORDS)
    elif way == "list":
        above[step] = [value] * dice.choice([1, 1, 2, 30, 401])
    elif way == "map":
        above[step] = {"text": value}
    elif way == "gone":
        del above[step]
    elif way == "empty list":
        above[step] = []
    elif way == "empty map":
        above[step] = {}
    elif isinstance(above, dict):
        above[dice.choice([str(step) + "x", "title", "share", "hints", "fixed", "kind", "rev", "topics"])] = dice.choice(
            ["never", "true", "2", "aggregate", ["a", "b"], value])
    return chapter

def write(n, chapter):
    path = os.path.join(work, chapter["id"] + ".yaml")
    with open(path, "w", encoding="utf-8") as file:
        json.dump(chapter, file, ensure_ascii=False, indent=1)  # YAML too, with every text in quotes
    return path

def reader(paths):
    """What `attune check` says: path -> faults of shape."""
    found = {path: [] for path in paths}
    for i in range(0, len(paths), 50):
        run = subprocess.run([attune, "check", "--format", "json"] + paths[i:i + 50], capture_output=True, text=True)
        if run.returncode not in (0, 1):
            sys.exit("attune check ended with %d: %s" % (run.returncode, run.stderr))
        for line in run.stdout.splitlines():
            fault = json.loads(line)
            if fault["code"].startswith("E0"):
                sys.exit("the file itself is not well made: " + line)
            if SHAPE.fullmatch(fault["code"]) and not any(words in fault["message"] for words in MEANING):
                found[fault["file"]].append("%(code)s line %(line)d: %(message)s" % fault)
    return found

schema = json.loads(subprocess.run([attune, "schema"], capture_output=True, check=True).stdout)
jsonschema.Draft7Validator.check_schema(schema)
validator = jsonschema.Draft7Validator(schema)

passed = failed = good = 0
for path, chapter in chapters.items():  # what is shipped is good in the eyes of both
    faults = list(validator.iter_errors(chapter))
    if faults:
        print("not ok %s: %s" % (path, faults[0].message[:300]))
        failed += 1
    passed += not faults

made = {}
for n in range(count):
    chapter = sound(n)
    for _ in range(dice.choice([0, 1, 1, 2])):
        mutate(chapter)
    if len(json.dumps(chapter)) > 700000:  # a file has at most 1 MiB
        chapter = sound(n)
    made[write(n, chapter)] = chapter
read_as = reader(list(made))
for path, faults in read_as.items():
    theirs = [error for error in validator.iter_errors(made[path])]
    if bool(faults) == bool(theirs):
        passed += 1
        good += not faults
        continue
    failed += 1
    print("not ok %s (kept in %s)" % (os.path.basename(path), work))
    print("  reader: " + ("; ".join(faults[:3]) or "no fault"))
    print("  schema: " + ("; ".join("%s at %s" % (e.message[:120], list(e.absolute_path)) for e in theirs[:3]) or "no fault"))
# The proof that a schema that knows less is found out.
lenient = jsonschema.Draft7Validator(json.loads(json.dumps(schema).replace('"additionalProperties": false', '"title": ""')))
if all(bool(faults) != lenient.is_valid(made[path]) for path, faults in read_as.items()):
    print("not ok: a schema that lets every key pass says the same as the reader")
    failed += 1
passed += 1
missing = set(schema["definitions"]["page"]["properties"]["kind"]["enum"]) - set(kinds)
if missing:
    print("not ok: no page to begin with of kind " + ", ".join(sorted(missing)))
    failed += 1
least = count // 5
if not least <= good <= count - least:  # the proof is none if nearly all are alike
    print("not ok: %d of %d files are good" % (good, count))
    failed += 1
print("seed %d, %d files: %d good, %d bad for both" % (seed, count, good, count - good - failed))
print("%d passed, %d failed" % (passed, failed))
sys.exit(failed != 0)
