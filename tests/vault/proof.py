#!/usr/bin/env python3
# Locked words, met from outside as an enemy would: what is on the disk, in memory, on the terminal and in the system calls.
# Run by tests/check-lock.sh; one line a proof, the last one "N passed, N failed". --full: as many canaries and kills as a release
# asks for; --seed N: when and where they are (the words themselves are new each time, so that two runs do not find each other's).
# SPDX-License-Identifier: MIT
import argparse, base64, fcntl, json, os, pty, random, re, select, shutil, signal, stat, struct, subprocess, sys, tempfile, termios, time

SAY = argparse.ArgumentParser()
SAY.add_argument("attune")
SAY.add_argument("--full", action="store_true")
SAY.add_argument("--seed", type=int, default=time.gmtime().tm_year * 100 + time.gmtime().tm_mon)
SAY.add_argument("names", nargs="*")
ARGS = SAY.parse_intermixed_args()
COUNT, KILLS = (40, 200) if ARGS.full else (20, 9)
ATTUNE = os.path.abspath(ARGS.attune)
COURSE = os.path.abspath("lessons/secure-attachment")
CANARIES = ["KANARIE%02d-%s" % (i, base64.b32encode(os.urandom(5)).decode().lower()) for i in range(COUNT)]
PHRASE, WRONG = ("%s %s" % (a, base64.b32encode(os.urandom(10)).decode().lower()) for a in ("zauberwort", "irrwort"))
DEADLINE = 30
STARTED = time.time() - 1


class Session:
    """attune on a terminal of its own."""

    def __init__(self, home, *args, before=()):
        self.out = b""
        env = {"HOME": home, "PATH": os.environ["PATH"], "TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "TMPDIR": home}
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.execvpe((list(before) + [ATTUNE])[0], list(before) + [ATTUNE, *args], env)
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))

    def hear(self, wait):
        if not select.select([self.fd], [], [], wait)[0]:
            return False
        try:
            got = os.read(self.fd, 65536)
        except OSError:
            got = b""
        self.out += got
        return bool(got)

    def sees(self, *texts):
        """Waits until all were written since the last call."""
        end = time.monotonic() + DEADLINE
        while not all(t.encode() in self.out for t in texts):
            if time.monotonic() > end or (not self.hear(1) and self.gone()):
                raise AssertionError("no %r in %r" % (texts, self.out[-600:]))
        seen, self.out = self.out, b""
        return seen

    def gone(self):
        try:
            return os.waitid(os.P_PID, self.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None
        except ChildProcessError:
            return True

    def send(self, text):
        os.write(self.fd, text.encode())

    def line(self, text):
        self.send(text + "\n")

    def hidden(self):
        """Waits until the terminal shows no longer what is typed."""
        wait_for(lambda: not termios.tcgetattr(self.fd)[3] & termios.ECHO, "echo is still on")

    def end(self, sign=None):
        if sign:
            os.kill(self.pid, sign)
        end = time.monotonic() + 10
        while not self.gone():
            self.hear(0.1)
            if time.monotonic() > end:
                os.kill(self.pid, signal.SIGKILL)
                raise AssertionError("it does not end: %r" % self.out[-300:])
        os.waitpid(self.pid, 0)
        os.close(self.fd)


def wait_for(holds, what):
    end = time.monotonic() + DEADLINE
    while not holds():
        if time.monotonic() > end:
            raise AssertionError(what)
        select.select([], [], [], 0.02)


def forms(text):
    """The ways in which a text may lie about."""
    raw = text.encode()
    yield raw
    for code in ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"):
        yield text.encode(code)
    for skip in range(3):  # base64 of something that has it inside
        coded = base64.b64encode(b"\0" * skip + raw)
        yield coded[4 if skip else 0:-4]


def files_with(folders, texts):
    wanted = [f for t in texts for f in forms(t)]
    hits = []
    for folder in folders:
        for path, _, names in os.walk(folder):
            for name in names:
                try: # what was not written since cannot be ours
                    facts = os.lstat(os.path.join(path, name))
                    if facts.st_mtime < STARTED or not stat.S_ISREG(facts.st_mode) or facts.st_size > 1 << 20:
                        continue
                    data = open(os.path.join(path, name), "rb").read()
                except OSError:
                    continue
                hits += [os.path.join(path, name)] * any(w in data for w in wanted)
    return hits


def memory_with(pid, texts):
    """How often a text lies in a process, in a row or with gaps as in the cells of a picture."""
    patterns = []
    for text in texts:
        patterns += [re.escape(f) for f in forms(text)]
        raw = text.encode()
        for gap in (3, 7, 11, 15, 19, 23, 27, 31, 35, 39, 47, 55, 63):
            patterns.append((b"[\\s\\S]{%d}" % gap).join(re.escape(raw[i:i + 1]) for i in range(10)))
    whole = re.compile(b"|".join(patterns))
    hits = []
    with open("/proc/%d/maps" % pid) as maps, open("/proc/%d/mem" % pid, "rb", 0) as mem:
        for row in maps:
            fields = row.split()
            first, last = (int(x, 16) for x in fields[0].split("-"))
            if "r" not in fields[1] or fields[-1] in ("[vvar]", "[vsyscall]") or (len(fields) > 5 and fields[5].startswith("/")):
                continue
            try:
                mem.seek(first)
                data = mem.read(last - first)
            except (OSError, ValueError):
                continue
            hits += [(fields[-1], m.start(), m.group()[:24]) for m in whole.finditer(data)]
    return hits


def lock_in_lines(home, words, page="first-words", new=True):
    """Writes words on a page in plain mode, locked; ends with the session running."""
    s = Session(home, "--plain", "run", COURSE, "--page", page)
    s.sees("> ")
    s.line(words[0])
    if new:
        s.sees("1, 2 or 3: ")
        s.line("1")
        for _ in range(2):
            s.sees("empty: not now): ")
            s.hidden()
            s.line(PHRASE)
        s.sees("1 or 2: ")
        s.line("1")
        s.sees("kept locked from here on")
    for word in words[1:]:
        s.line(word)
    return s


# Where words are typed, and what the page shows: reflections, one with words from the start, and a plan.
FIELDS = {"first-words": "One line", "one-small-sign": "One small sign", "one-piece-of-upkeep": "A plan for one piece"}


def type_and_die(home, canary, rng):
    """One session: opens the words, types the canary somewhere, perhaps keeps it or only looks for it, and is killed."""
    page = rng.choice(list(FIELDS))
    s = Session(home, "run", COURSE, "--page", page)
    shut = b"Esc done" not in s.sees(FIELDS[page], "help") + silence(s, 0.05)  # the last row has both, where there is a field to write in
    if rng.random() < 0.1:
        s.send("" if shut else "\x1b")
        silence(s, 0.1)
        s.send("/" + canary)
        s.sees(canary[-6:])
        s.send(rng.choice(("", "\r")))
    else:
        if not shut:
            s.send("x")
            s.sees("asks for it")
        s.send("\r")
        s.sees("Phrase")
        if rng.random() < 0.5:
            s.send(rng.choice((WRONG, canary)) + "\r")
            s.sees("does not open")
        s.send(PHRASE + "\r")
        s.sees("Alt-u")  # in the last row: the field is open
        s.send(" " + canary)
        s.sees(canary[-6:])
        if rng.random() < 0.3:
            s.send("\x1b")
            s.sees("Saved")
    silence(s, rng.choice((0, 0.02, 0.3, 0.6)))
    for pid in children(s.pid) if rng.random() < 0.3 else ():
        os.kill(pid, signal.SIGKILL)
    s.end(signal.SIGKILL)


def silence(s, seconds):
    """What came until nothing had for so long."""
    while s.hear(seconds):
        pass
    seen, s.out = s.out, b""
    return seen


def proof_disk(home):
    """Words typed, drafts, plans, what was looked for, right and wrong phrases: killed at any time, nothing of it is on the disk."""
    rng = random.Random("%d/disk" % ARGS.seed)
    s = lock_in_lines(home, CANARIES[:4])
    s.line(".")
    s.sees("Saved.")
    s.end(signal.SIGKILL)
    drafted = 0
    for i in range(1, KILLS):
        type_and_die(home, CANARIES[i % COUNT], rng)
        drafted += any(name.startswith("draft-") for name in os.listdir(folder(home)))
    hits = files_with([home, "/tmp", "/var/tmp", "/dev/shm", "/run"], CANARIES + [PHRASE, WRONG])
    assert not hits, hits
    assert drafted > KILLS / 4, "after %d of %d kills a half answer was on the disk: too few to prove anything" % (drafted, KILLS - 1)


def folder(home):
    return os.path.join(home, ".local/share/attune/secure-attachment")


def proof_terminal(home):
    """The phrase is never shown."""
    s = lock_in_lines(home, CANARIES[:1])
    s.line(".")
    s.line("q")
    s.line("q")
    s.end()
    s = Session(home, "run", COURSE, "--page", "first-words")
    s.sees("locked")
    s.send("\r")
    s.sees("Phrase")
    s.send(PHRASE + "\r")
    out = s.sees(CANARIES[0])
    assert PHRASE.encode() not in out and PHRASE[-16:-6].encode() not in out
    s.end(signal.SIGTERM)


def proof_memory(home):
    """After the screen was hidden no word, draft or phrase is in the process; nor in the one that writes."""
    s = lock_in_lines(home, CANARIES[:1])
    s.line(".")
    s.sees("Saved.")
    s.line("q")
    s.line("q")
    s.end()
    s = Session(home, "run", COURSE, "--page", "first-words")
    s.sees("locked")
    s.send("\r")
    s.sees("Phrase")
    s.send(WRONG + "\r")
    s.sees("does not open")
    s.send(PHRASE + "\r")
    s.sees(CANARIES[0])
    s.send(" " + CANARIES[1])
    s.sees(CANARIES[1][-8:])
    assert memory_with(s.pid, CANARIES[:2]), "the search finds nothing where there is something"
    s.send("\x0f")
    wait_for(lambda: drained(s), "the terminal is never quiet")
    texts = CANARIES[:2] + [PHRASE, WRONG]
    hits = memory_with(s.pid, texts)
    assert not hits, "%d left: %r" % (len(hits), hits[:6])
    for child in children(s.pid):
        hits = memory_with(child, texts)
        assert not hits, "the process that writes: %r" % hits[:6]
    limits = open("/proc/%d/limits" % s.pid).read()
    assert re.search(r"Max core file size\s+0\s+0", limits), limits
    s.end(signal.SIGTERM)


def drained(s):
    s.out = b""
    return not s.hear(0.4)


def children(pid):
    return [int(n) for n in open("/proc/%d/task/%d/children" % (pid, pid)).read().split()]


def proof_core(home):
    """A crash leaves no core; a process of the same account may not look inside."""
    s = Session(home, "--words=none", "run", COURSE, "--page", "first-words")
    s.sees("One line")
    before = set(os.listdir("."))
    assert os.stat("/proc/%d/mem" % s.pid).st_uid == 0, "dumpable"
    s.end(signal.SIGSEGV)
    assert set(os.listdir(".")) == before
    assert not [n for n in os.listdir(home) if n.startswith("core")]


def proof_ephemeral(home):
    """--ephemeral opens nothing for writing, and makes, renames and removes nothing."""
    trace = tempfile.mktemp(dir="/dev/shm" if os.access("/dev/shm", os.W_OK) else None)
    s = Session(home, "--ephemeral", "run", COURSE, "--page", "first-words", before=["strace", "-f", "-qq", "-o", trace,
                "-e", "trace=open,openat,creat,mkdir,mkdirat,rename,renameat,renameat2,unlink,unlinkat,link,linkat,symlinkat,truncate,ftruncate"])
    s.sees("One line")
    s.send(CANARIES[0])
    s.sees(CANARIES[0][-8:])
    s.send("\x1b")
    s.sees("Space")
    s.send("\x03")
    s.end()
    rows = open(trace).read().splitlines()
    os.unlink(trace)
    assert len(rows) > 10
    quiet = re.compile(r'"(/dev/(null|tty|pts/\d+|ptmx)|/proc/self/)')
    wrote = [r for r in rows if " = -1 " not in r and (re.search(r"O_WRONLY|O_RDWR|O_CREAT", r) and not quiet.search(r) or
             re.search(r"\b(creat|mkdir|rename|unlink|link|symlink|f?truncate)(at2?)?\(", r))]
    assert not wrote, wrote[:5]
    assert os.listdir(home) == [], os.listdir(home)


def proof_lock(home):
    """attune lock seals what stood in clear; export says so, and opens with the phrase."""
    s = Session(home, "--plain", "--words=readable", "run", COURSE, "--page", "first-words")
    s.sees("> ")
    s.line(CANARIES[0])
    s.line(".")
    s.sees("Saved.")
    s.line("q")
    s.line("q")
    s.end()
    assert files_with([home], CANARIES[:1])
    # while a window is open nothing is locked, and no phrase is made, nor asked for
    window = Session(home, "run", COURSE, "--page", "first-words")
    window.sees(CANARIES[0])
    wait_for(lambda: any("live-" in name for _, _, names in os.walk(home) for name in names), "no sign of life")
    s = Session(home, "lock")
    said = s.sees("run this again")
    assert b"open in another window" in said and b"phrase:" not in said, said
    s.end(None)
    assert not os.path.exists(os.path.join(home, ".local/share/attune/vault.hdr"))
    window.send("\x03")
    window.end()
    s = Session(home, "lock")
    for prompt in ("New phrase: ", "Once more: "):
        s.sees(prompt)
        s.line(PHRASE)
    s.sees("1 or 2: ")
    s.send("2")
    out = s.sees("shown this once", "locked now")
    code = re.search(rb"[A-Z2-7]{5}(-[A-Z2-7]{5}){4}-[A-Z2-7]", out).group().decode()
    s.end()
    assert not files_with([home], CANARIES[:1])
    env = {"HOME": home, "PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}
    run = lambda *a: subprocess.run([ATTUNE, *a], env=env, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60)
    words = json.loads(run("export", COURSE, "--format", "json").stdout)["words"]
    assert [sorted(w) for w in words] == [["at", "locked", "page"]] and words[0]["locked"] is True, words
    assert json.loads(run("status", COURSE, "--json").stdout)["locked"] is True
    document = run("export", COURSE).stdout
    assert "(locked)" in document and "What is locked stands in it without its words." in document
    assert "not locked" not in document  # the file is not, words in it are: one of the two is enough
    for phrase in (PHRASE, code.lower().replace("-", " ")):
        s = Session(home, "export", COURSE, "--format", "json")
        s.sees("leaves them locked): ")
        s.line(phrase)
        s.sees(CANARIES[0])
        s.end()
    s = Session(home, "phrase")
    s.sees("recovery code: ")
    s.line(PHRASE)
    s.sees("1, 2 or 3: ")
    s.send("2")
    for prompt in ("New phrase: ", "Once more: "):
        s.sees(prompt)
        s.line(WRONG)
    s.sees("1 or 2: ")
    s.send("1")
    s.sees("done.")
    s.end()
    for phrase, opens in ((PHRASE, False), (code, False), (WRONG, True)):
        s = Session(home, "export", COURSE, "--format", "json")
        s.sees("leaves them locked): ")
        s.line(phrase)
        s.sees(CANARIES[0] if opens else "does not open")
        s.end(None if opens else signal.SIGTERM)
    assert "vault.old" not in os.listdir(os.path.join(home, ".local/share/attune"))
    none = run("lock")
    assert none.returncode != 0 and "terminal" in none.stderr, none


PROOFS = [proof_disk, proof_terminal, proof_memory, proof_core, proof_ephemeral, proof_lock]
NEEDS = {proof_memory: "root", proof_core: "root", proof_ephemeral: "strace"}


def main():
    passed = failed = 0
    wanted = ARGS.names
    print("seed %d, %d canaries, %d kills" % (ARGS.seed, COUNT, KILLS))
    for proof in PROOFS:
        name = proof.__name__[6:]
        if wanted and name not in wanted:
            continue
        need = NEEDS.get(proof)
        if (need == "root" and os.geteuid() != 0) or (need == "strace" and not shutil.which("strace")):
            print("left out   %s: needs %s" % (name, need))
            continue
        home = tempfile.mkdtemp(prefix="attune-lock-")
        try:
            proof(home)
            passed += 1
            print("ok         %s: %s" % (name, proof.__doc__))
        except AssertionError as e:
            failed += 1
            print("NOT OK     %s: %s" % (name, e))
        finally:
            shutil.rmtree(home, ignore_errors=True)
    print("%d passed, %d failed" % (passed, failed))
    return failed


sys.exit(1 if main() else 0)
