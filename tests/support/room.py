# SPDX-License-Identifier: MIT
"""Sharing by consent, with the program itself: tests/check-room.sh.

One learner answers, writes and shares; a made-up room is counted; and the drop box gets everything that somebody might
put there. Files of several owners can be made by root only; what needs them is left out elsewhere, and said.
"""
import csv
import io
import json
import os
import re
import shutil
import stat
import subprocess
import sys
import tempfile
import time

ATTUNE = sys.argv[1]
COURSE = """attune: 1
id: tea
title: Tea
language: en
chapters: [cup]
"""
OPTIONS = """    options:
      - {id: a, text: One, right: true, say: S}
      - {id: b, text: Two, myth: hurry, say: S}
      - {id: c, text: Three, say: S}
"""
CHAPTER = """id: cup
title: Cup
pages:
  - id: open
    kind: choice
    ask: Which?
    fixed: true
    confidence: false
%(options)s  - id: kept
    kind: choice
    ask: Which, between us?
    fixed: true
    confidence: false
    share: never
%(options)s  - id: say
    kind: reflect
    ask: In your own words?
  - id: aim
    kind: plan
    ask: If what, then what?
    cue: one
    action: two
""" % {"options": OPTIONS}
CANARIES = ["qzxw vjkp", "mzzt gxyo", "kwvb hjjq"]  # letters in an order that neither the course nor a date has

results = []


def claim(what, good, why=""):
    results.append(bool(good))
    if not good:
        print("not ok: %s%s" % (what, ": %s" % why if why else ""))


class Room:
    def __init__(self, top):
        self.top, self.box = top, os.path.join(top, "box")
        self.course = os.path.join(top, "courses", "tea")
        os.makedirs(os.path.join(self.course, "chapters"))
        self.write(os.path.join(self.course, "course.yaml"), COURSE)
        self.write(os.path.join(self.course, "chapters", "cup.yaml"), CHAPTER)
        self.write(os.path.join(self.course, "myths.yaml"), "- {id: hurry, claim: C, tempting: T, truth: U}\n")
        os.makedirs(os.path.join(top, "home", ".config", "attune"))
        self.write(os.path.join(top, "home", ".config", "attune", "config.yaml"), "class: %s\n" % self.box)
        self.empty(0o1733)

    @staticmethod
    def write(path, text, mode="w"):
        with open(path, mode) as file:
            file.write(text)

    def empty(self, mode):
        subprocess.run(["rm", "-rf", self.box], check=True)
        os.mkdir(self.box)
        os.chmod(self.box, mode)

    def env(self):
        return {"HOME": os.path.join(self.top, "home"), "ATTUNE_PATH": os.path.join(self.top, "courses"),
                "LC_ALL": "C.UTF-8", "TERM": "dumb", "PATH": "/usr/bin:/bin"}

    def attune(self, *words, typed=""):
        done = subprocess.run([ATTUNE, *words], input=typed, capture_output=True, text=True, env=self.env())
        return done.returncode, done.stdout, done.stderr

    def files(self):
        return sorted(name for name in os.listdir(self.box) if name != ".told")

    def forget(self):
        """What was told before is told to nobody again, as if the class began now."""
        subprocess.run(["rm", "-rf", os.path.join(self.box, ".told")], check=True)

    def contents(self):
        return "".join(open(os.path.join(self.box, name)).read() for name in self.files())

    def drop(self, owner, text, course="tea", what="answers", at=None):
        name = "%s.%s.%016x.share" % (course, what, int.from_bytes(os.urandom(8), "big"))
        path = os.path.join(self.box, name)
        self.write(path, text)
        os.chown(path, owner, -1)
        if at is not None:
            os.utime(path, (at, at))
        return path

    def counts(self):
        said = json.loads(self.attune("roster", self.box, "--json")[1])
        checks = [check for course in said["courses"] for check in course["checks"]]
        return {check["page"]: ({cell["option"]: cell["count"] for cell in check["counts"]}, check["others"],
                                check["answered"]) for check in checks}


def answers(*picks):
    """What a learner gives who chose this on the page `open`."""
    return "attune-share 1\ncourse tea\ngives answers\n%send %d\n" % (
        "".join("check open 1 %s %s\n" % ("right" if pick == "a" else "wrong", pick) for pick in picks), 4 + len(picks))


def completion(done):
    return "attune-share 1\ncourse tea\ngives completion\nlast 2026-11-20\nchapter cup %d of 4\nend 6\n" % done


def learn(room):
    """A first answer and another, words wherever there is a field."""
    typed = "2\n1\nn\n3\nn\n%s\n.\nn\n%s\n%s\n.\nn\nq\n" % tuple(CANARIES)
    code, said, err = room.attune("--plain", "run", "tea", "--page", "open", typed=typed)
    claim("the learner's session", code == 0, said + err)
    kept = room.attune("export", "tea")[1]
    claim("all that was written is kept", all(words in kept for words in CANARIES), kept)


def one_learner(room):
    learn(room)
    _, shown, _ = room.attune("share", "tea")
    claim("looking shares nothing", room.files() == [])
    claim("nothing is the beginning", "Nothing of yours is shared." in shown, shown)
    code, _, err = room.attune("share", "tea", "--level", "both")
    claim("sharing both", code == 0 and len(room.files()) == 2, err)
    for name in room.files():
        lines = open(os.path.join(room.box, name)).read().splitlines()
        claim("what left was shown", all("    %s\n" % line in shown for line in lines), "\n".join(lines))
        claim("a file is its owner's", stat.S_IMODE(os.stat(os.path.join(room.box, name)).st_mode) == 0o600)
    left = room.contents()
    claim("the first answer left", "\ncheck open 1 wrong b\n" in left, left)
    claim("what the author keeps back did not", "kept" not in left, left)
    for words in CANARIES:
        claim("no four letters of what was written", not any(words[i:i + 4] in left for i in range(len(words) - 3)), left)
    claim("that search can find something", any("answers"[i:i + 4] in left for i in range(4)))
    claim("nor a name", not re.search(r"root|%s" % os.environ.get("USER", "root"), left), left)
    levels(room)


def levels(room):
    before = room.files()
    room.attune("share", "tea", "--level", "both")
    claim("sharing again replaces", len(room.files()) == 2 and not set(before) & set(room.files()))
    room.attune("share", "tea", "--level", "completion")
    claim("answers are taken back", [name.split(".")[1] for name in room.files()] == ["completion"], room.files())
    room.attune("share", "tea", "--level", "none")
    claim("all is taken back", room.files() == [], room.files())
    path = os.path.join(room.top, "mine")
    code, _, err = room.attune("share", "tea", "--level", "answers", "-o", path)
    claim("a file of one's own", code == 0 and "gives answers" in open(path).read() and room.files() == [], err)
    claim("and never over another", room.attune("share", "tea", "--level", "answers", "-o", path)[0] == 4)
    claim("a level that is none", room.attune("share", "tea", "--level", "all")[0] == 2)


def taking_back(room):
    """Nothing is there when it is said so, whatever came between; and what is there is said."""
    names = os.path.join(room.top, "home", ".local", "share", "attune", "tea", "shared")
    config = os.path.join(room.top, "home", ".config", "attune", "config.yaml")
    other = os.path.join(room.top, "other")

    def several():
        together = [subprocess.Popen([ATTUNE, "share", "tea", "--level", "both"], env=room.env(), stdout=subprocess.DEVNULL)
                    for _ in range(6)]
        return [one.wait() for one in together]
    claim("six windows share at once", several() == [0] * 6)
    claim("and two files are there", len(room.files()) == 2, room.files())
    os.mkdir(other, 0o700)
    os.chmod(other, 0o1733)
    room.write(config, "class: %s\n" % other)
    code, said, err = room.attune("share", "tea")
    claim("what is in the box of before is known", "completion and your answers" in said, said)
    code, said, err = room.attune("share", "tea", "--level", "none")
    claim("and taken back from there", code == 0 and room.files() == [] and "Nothing of yours" in said, said + err)
    room.attune("share", "tea", "--level", "both")
    os.rename(other, other + ".away")
    room.write(config, "class: %s\n" % room.box)
    code, said, err = room.attune("share", "tea", "--level", "none")
    claim("a box that is away is said", code == 4 and "Nothing of yours is shared now" not in said and other in err, said + err)
    claim("calmly: of what is away nothing is known to be there", "Still there" not in err and "nothing is left to do" in err, err)
    phrase = os.path.join(os.path.dirname(os.path.dirname(names)), "vault.hdr")
    room.write(phrase, "a phrase")
    code, said, err = room.attune("erase", "tea", "--all", "--yes")
    claim("erasing says what stays in a box", code == 0 and "attune share" in said, said + err)
    claim("and what stays there keeps no phrase", not os.path.exists(phrase) and "phrase stays" not in said, said)
    os.rename(other + ".away", other)
    code, said, err = room.attune("share", "tea", "--level", "none")
    claim("and it can be taken back after that", code == 0 and os.listdir(other) == [], said + err)
    code, said, err = room.attune("erase", "tea", "--all", "--yes")
    claim("where nothing is in a box nothing is said of it", code == 0 and "attune share" not in said, said + err)
    os.rmdir(other)
    never_there(room, names, config, other)
    full_home(room, names)


def never_there(room, names, config, box):
    """What never came into a box is not remembered as shared, however often it was tried."""
    room.write(config, "class: %s\n" % box)
    for i in range(3):
        code, said, err = room.attune("share", "tea", "--level", "both")
        claim("a box that is not there takes nothing", code == 4 and "cannot be opened" in err, err)
        claim("and nothing is said to be in it", "Still there" not in err and "nothing is left to do" not in err, err)
        claim("nor remembered", not os.path.exists(names) and "Nothing of yours is shared." in room.attune("share", "tea")[1])
    claim("taking back what never was there is no trouble", room.attune("share", "tea", "--level", "none")[0] == 0)
    locked_out(room, names, box)
    for i in range(3):  # of an earlier attune, which remembered them
        room.write(names, "completion tea.completion.%016x.share %s\n" % (i, os.path.join(room.top, "loop")), "a")
    os.symlink("loop", os.path.join(room.top, "loop"))
    code, said, err = room.attune("share", "tea", "--level", "completion")
    claim("of several files one line says that they are still there", err.count("Still there") == 1, err)
    os.remove(os.path.join(room.top, "loop"))
    os.remove(names)
    room.write(config, "class: %s\n" % room.box)


def locked_out(room, names, box):
    """A box of somebody else's that lets nobody in, by a slip of who made it."""
    if os.getuid() != 0:
        print("room: a box that lets nobody in is left out, because only root can make one")
        return
    os.mkdir(box, 0o700)
    subprocess.run(["chmod", "755", room.top], check=True)
    home = os.path.join(room.top, "guest")
    shutil.copytree(os.path.join(room.top, "home"), home)
    subprocess.run(["chown", "-R", "50001", home], check=True)
    for i in range(2):
        done = subprocess.run([ATTUNE, "share", "tea", "--level", "completion"], capture_output=True, text=True,
                              env=room.env() | {"HOME": home}, user=50001, extra_groups=[])
        claim("a box that lets nobody in takes nothing", done.returncode == 4 and "Permission denied" in done.stderr, done.stderr)
        claim("nothing is said to be there", "Still there" not in done.stderr and "Nothing of yours is shared." in done.stdout,
              done.stdout + done.stderr)
    shutil.rmtree(home)
    os.rmdir(box)


def full_home(room, names):
    os.makedirs(names)  # no list, and nobody knows what it was
    code, said, err = room.attune("share", "tea", "--level", "both")
    claim("what cannot be noted is not given", code == 4 and room.files() == [], said + err)
    os.rmdir(names)
    home = os.path.join(room.top, "home", ".local", "share", "attune")
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k,mode=700", "tmpfs", home], capture_output=True).returncode != 0:
        print("room: a full home is left out, because only root can make one")
        return
    try:
        fill = os.path.join(home, "fill")
        room.attune("share", "tea", "--level", "none")
        room.write(fill, "x" * 60000)
        subprocess.run("cat /dev/zero >>%s" % fill, shell=True, stderr=subprocess.DEVNULL)
        code, said, err = room.attune("share", "tea", "--level", "both")
        claim("with a full home nothing is given", code == 4 and room.files() == [] and "No space" in err, said + err)
        os.remove(fill)
        claim("with room again it is", room.attune("share", "tea", "--level", "both")[0] == 0 and len(room.files()) == 2)
        subprocess.run("cat /dev/zero >%s" % fill, shell=True, stderr=subprocess.DEVNULL)
        code, said, err = room.attune("share", "tea", "--level", "none")
        claim("and a full home keeps nothing from being taken back", code == 0 and room.files() == [], said + err)
    finally:
        subprocess.run(["umount", home], check=True)


def boxes(room):
    room.empty(0o3733)
    room.attune("share", "tea", "--level", "completion")
    modes = [stat.S_IMODE(os.stat(os.path.join(room.box, name)).st_mode) for name in room.files()]
    claim("with a group of its own the box is for that group", modes == [0o640], modes)
    room.attune("share", "tea", "--level", "none")
    room.empty(0o777)
    code, _, err = room.attune("share", "tea", "--level", "completion")
    claim("a box where anybody removes anything is refused", code == 4 and room.files() == [] and "chmod +t" in err, err)
    os.rmdir(room.box)
    os.symlink(room.top, room.box)
    claim("a link is no box", room.attune("share", "tea", "--level", "completion")[0] == 4)
    os.remove(room.box)
    claim("no box, and it is said", room.attune("share", "tea", "--level", "completion")[0] == 4)
    room.empty(0o1733)


def suspicion(room):
    """Everything that is no learner's file; and one that is."""
    inside = room.drop(os.getuid(), answers("a"))
    outside = os.path.join(room.top, "secret")
    room.write(outside, completion(4))
    form = os.path.join(room.box, "tea.completion.%016x.share")
    os.symlink(outside, form % 1)
    os.link(outside, form % 2)
    os.mkdir(form % 3)
    os.mkfifo(form % 4)
    room.write(form % 5, "x" * (1 << 20))
    room.write(form % 6, "")
    room.write(os.path.join(room.box, "lis.txt"), "hello")
    room.write(os.path.join(room.box, "\x1b[2J.answers.%016x.share" % 7), answers("a"))
    room.write(os.path.join(room.box, "..tea.answers.%016x.share" % 8), answers("a"))
    began = time.monotonic()
    code, said, err = room.attune("roster", room.box)
    claim("a box full of traps", code == 0 and time.monotonic() - began < 5, err)
    claim("none of them is counted", "pages" not in said, said)
    claim("and it is said how many", re.search(r"\b9 files", err), err)
    claim("no escape gets through", "\x1b" not in said + err)
    os.remove(inside)
    room.empty(0o1733)
    for i in range(10000):
        room.write(os.path.join(room.box, "tea.answers.%016x.share" % i), answers("a"))
    began = time.monotonic()
    code, said, err = room.attune("roster", room.box)
    took = time.monotonic() - began
    claim("ten thousand files of one learner", code == 0 and took < 10, "%.1f s %s" % (took, err))
    claim("are one learner", "answered" not in said, said)
    claim("and it is said what was left out", "9936 files" in err and "not made by" not in err, err)
    room.empty(0o1733)
    claim("no box to read", room.attune("roster", os.path.join(room.top, "nowhere"))[0] == 4)


def one_course(room):
    """A course is named as for other commands: by its id, or by its folder, wherever that is."""
    folder = os.path.join(room.top, "elsewhere")
    shutil.copytree(room.course, folder)
    room.write(os.path.join(folder, "course.yaml"), COURSE.replace("id: tea", "id: coffee").replace("title: Tea", "title: Coffee"))
    claim("nobody shares of that course", room.attune("roster", room.box, folder)[1] == "Nobody shares anything of this course here.\n")
    room.drop(50001, completion(2).replace("course tea", "course coffee"), course="coffee", what="completion")
    for i in range(12):
        room.drop(50000 + i, answers("a" if i < 7 else "b").replace("course tea", "course coffee"), course="coffee")
    both = room.attune("roster", room.box)
    claim("without a course all are told", "Tea" in both[1] and "not installed here" in both[1] and "a: 7" not in both[1], both)
    for name, has, lacks in (("tea", "root", "offee"), (folder, "a: 7", "Tea")):
        code, said, err = room.attune("roster", room.box, name)
        claim("the course %s alone" % name, code == 0 and has in said and lacks not in said and not err, said + err)
    said = json.loads(room.attune("roster", "--json", room.box, folder)[1])
    claim("and as an object", [(course["course"], course["title"]) for course in said["courses"]] == [("coffee", "Coffee")] and
          said["set_aside"] == 0, said)
    code, said, err = room.attune("roster", room.box, "nocourse")
    claim("a course that is not there", code == 3 and "nocourse" in err and not said, (code, said, err))
    shutil.rmtree(folder)
    for name in room.files():
        if name.startswith("coffee"):
            os.remove(os.path.join(room.box, name))


def several_owners(room):
    if os.getuid() != 0:
        print("room: files of several owners are left out, because only root can make them")
        return
    for i in range(12):
        room.drop(50000 + i, answers("a" if i < 7 else "b" if i < 10 else "c"))
    claim("twelve learners", room.counts() == {"open": ({"a": 7}, 5, 12)}, room.counts())
    table = list(csv.DictReader(io.StringIO(room.attune("roster", room.box, "--csv")[1])))
    claim("the same as a table", [(row["option"], row["count"]) for row in table] == [("a", "7"), ("", "5")], table)
    claim("which says what was asked", all(row["title"] == "Which?" for row in table), table)
    said = room.attune("roster", room.box)[1]
    claim("as the text does", '  open: 12 answered\n    "Which?"\n' in said, said)
    claim("and no day leads from an answer to a name", all(row["shared"] == "" for row in table), table)
    room.forget()
    room.drop(50000, answers("c"), at=time.time() + 5)
    claim("the newest file of an owner counts", room.counts() == {"open": ({"a": 6}, 6, 12)}, room.counts())
    room.empty(0o1733)
    seen = set()
    for fifth in "abc":
        for i in range(4):
            room.drop(50000 + i, answers("b"))
        room.drop(50004, answers(fifth))
        seen.add("".join(room.attune("roster", room.box, *form)[1] for form in (["--json"], [], ["--csv"])))
        table = list(csv.DictReader(io.StringIO(room.attune("roster", room.box, "--csv")[1])))
        claim("a check of which no more may be told stands in the table, too", [
            (row["page"], row["option"], row["count"]) for row in table] == [("open", "", "5")], table)
        room.empty(0o1733)
    claim("who knows four of five does not learn the fifth", len(seen) == 1, seen)
    for i in range(4):
        room.drop(50000 + i, answers("a"))
    claim("four are nobody", room.counts() == {}, room.counts())
    nothing = room.attune("roster", room.box)[1]
    claim("and that nothing can be told yet is said", "First answers to checks: nothing yet." in nothing, nothing)
    os.remove(os.path.join(room.box, room.files()[0]))
    claim("the same for three", room.attune("roster", room.box)[1] == nothing)
    room.drop(50001, completion(2), what="completion")
    said, table = (room.attune("roster", room.box, *form)[1] for form in ([], ["--csv"]))
    claim("pages by chapter stand by name", "\n    cup 2 of 4\n" in said, said)
    table = list(csv.DictReader(io.StringIO(table)))
    claim("in the table, too", [(row["what"], row["chapters"], row["done"]) for row in table] == [("completion", "cup 2/4", "2")], table)
    room.empty(0o1733)
    before_and_after(room)
    for i in range(3000):
        room.drop(50099, answers("c"), course="tea" if i % 2 else "x%d" % i)
    for i in range(12):
        room.drop(50000 + i, answers("a" if i < 7 else "b"))
    crowded = room.counts()["open"]
    claim("nobody is crowded out", crowded[2] in (12, 13) and crowded[0].get("a") == 7, crowded)
    room.empty(0o1733)
    room.drop(0, completion(3), what="completion", at=1763800000)  # 2025-11-22
    said = json.loads(room.attune("roster", room.box, "--json")[1])
    learner = said["courses"][0]["learners"][0]
    claim("a name is its owner's", (learner["name"], learner["done"], learner["total"]) == ("root", 3, 4), learner)
    claim("and of which day it is", learner["shared"] == "2025-11-22" and "(as of 2025-11-22)" in room.attune("roster", room.box)[1], learner)
    table = list(csv.DictReader(io.StringIO(room.attune("roster", room.box, "--csv")[1])))
    claim("in a table too", [(row["name"], row["done"], row["shared"]) for row in table] == [("root", "3", "2025-11-22")], table)
    one_course(room)
    room.drop(50001, completion(3).replace("course tea", "course coffee"), what="completion")
    room.drop(50002, answers("a").replace("check open 1", "check gone 1"))
    room.drop(50003, answers("a").replace("check open 1", "check kept 1"))
    room.drop(50004, answers("a").replace("wrong b", "wrong z"))
    said = json.loads(room.attune("roster", room.box, "--json")[1])
    claim("a course in the name and another in the file", said["set_aside"] == 1, said)
    claim("pages that may not be counted are not", not said["courses"][0]["checks"], said)


def before_and_after(room):
    """Rosters made again and again, by somebody who subtracts."""
    def tell():
        return room.attune("roster", room.box, "--json")[1] + room.attune("roster", room.box)[1] + \
            room.attune("roster", room.box, "--csv")[1]

    def come(uids, picks):
        return [room.drop(uid, answers(pick)) for uid, pick in zip(uids, picks)]
    come(range(50000, 50012), "aaaaaabbbbbb")
    tell()
    begun = tell()
    claim("twelve are told", room.counts() == {"open": ({"a": 6}, 6, 12)}, room.counts())
    seen = set()
    for one in "abc":
        paths = come([50012], one)
        seen.add(tell().replace('"earlier": true', '"earlier": false'))
        claim("one more learner is waited with", room.counts() == {"open": ({"a": 6}, 6, 12)}, room.counts())
        os.remove(paths[0])
    claim("before and after one learner the roster is the same, whatever was answered", len(seen) == 1, seen)
    claim("and it is said that it is of before", "as told before" in seen.pop())
    seen = set()
    memory = {}
    for name in os.listdir(os.path.join(room.box, ".told")):
        memory[name] = open(os.path.join(room.box, ".told", name)).read()
    for fifth in "abc":
        paths = come(range(50012, 50017), "aaab" + fifth)
        seen.add(tell())
        for path in paths:
            os.remove(path)
        for name, text in memory.items():
            room.write(os.path.join(room.box, ".told", name), text)
    claim("who knows four of five that came learns nothing of the fifth", len(seen) == 1, seen)
    claim("who took theirs back is not found by what is missing", tell() == begun)
    come(range(50012, 50022), "aaaaabbbbb")
    claim("enough who came are told", room.counts() == {"open": ({"a": 11}, 11, 22)}, room.counts())
    os.chmod(os.path.join(room.box, ".told"), 0o777)
    code, said, err = room.attune("roster", room.box)
    claim("a memory that anybody can change is none, and it is said", code == 0 and "cannot be remembered" in err, err)
    room.forget()
    os.mkdir(os.path.join(room.box, ".told"))
    os.chown(os.path.join(room.box, ".told"), 50001, -1)
    claim("nor is one that a learner made", "cannot be remembered" in room.attune("roster", room.box)[2])
    room.empty(0o1733)


def main():
    with tempfile.TemporaryDirectory() as top:
        room = Room(top)
        one_learner(room)
        taking_back(room)
        boxes(room)
        suspicion(room)
        several_owners(room)
    print("%d passed, %d failed" % (sum(results), len(results) - sum(results)))
    return not all(results)


sys.exit(main())
