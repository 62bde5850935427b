# SPDX-License-Identifier: MIT
"""What every sweep needs: a home with a course in it, the real program on a terminal, and what is found afterwards.

Nothing here knows what a sweep is about. A sweep raises Fault with words for whoever reads the failure.
"""
import contextlib
import ctypes
import json
import os
import select
import shutil
import signal
import subprocess
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
COURSE = "sweep"
QUESTIONS = 30  # q01, q02 ...: two options each; after every third a page for one's own words, w03, w06 ...
PATIENCE = 8.0  # s that anything may take which has no figure of its own


_libc = ctypes.CDLL(None)
_libc.free.argtypes = [ctypes.c_void_p]


class Fault(Exception):
    """What a sweep found."""


class Program:
    """What is put to the test: the program, and the tools that were built for it."""

    def __init__(self, attune, tools):
        self.attune = os.path.abspath(attune)
        self.tools = os.path.abspath(tools)

    def tool(self, name):
        return os.path.join(self.tools, name)


# -- The course ---------------------------------------------------------------------------------

def page_ids():
    ids = []
    for n in range(1, QUESTIONS + 1):
        ids.append("q%02d" % n)
        if n % 3 == 0:
            ids.append("w%02d" % n)
    return ids


def page_text(page):
    if page[0] == "w":
        return "  - {id: %s, kind: reflect, ask: 'In your own words, %s?'}\n" % (page, page)
    return ("  - {id: %s, kind: choice, fixed: true, ask: 'Which is it, %s?', explain: So it is., options: ["
            "{id: a, text: First, right: true, say: Yes.}, {id: b, text: Second, say: Another one.}]}\n" % (page, page))


def write_course(folder):
    os.makedirs(os.path.join(folder, "chapters"))
    with open(os.path.join(folder, "course.yaml"), "w") as out:
        out.write('attune: 1\nid: %s\ntitle: Sweep\nlanguage: en\nversion: "1"\nchapters: [one]\n' % COURSE)
    with open(os.path.join(folder, "chapters", "one.yaml"), "w") as out:
        out.write("id: one\ntitle: One\npages:\n" + "".join(map(page_text, page_ids())))


# -- A home -------------------------------------------------------------------------------------

class Home:
    """A temporary home of one learner, removed at the end."""

    def __init__(self, program, data=None):
        self.program = program
        self.path = tempfile.mkdtemp(prefix="attune-sweep-")
        self.data = data or os.path.join(self.path, "data")
        self.store = os.path.join(self.data, COURSE)
        write_course(os.path.join(self.path, COURSE))
        self.env = {"HOME": self.path, "PATH": "/usr/bin:/bin", "TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "TZ": "UTC",
                    "ATTUNE_DATA": self.data, "ATTUNE_PATH": self.path}

    def __enter__(self):
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.path, ignore_errors=True)

    def run(self, *args, stdin="", env=None, timeout=60):
        """attune with pipes. The result has returncode, stdout, stderr."""
        return subprocess.run([self.program.attune, *args], input=stdin.encode(), env={**self.env, **(env or {})},
                              cwd=self.path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=timeout, check=False)

    def export(self):
        """What the program itself says is kept."""
        done = self.run("export", COURSE, "--format=json")
        if done.returncode != 0:
            raise Fault("export ended with %d: %s" % (done.returncode, done.stderr.decode(errors="replace").strip()))
        return json.loads(done.stdout)

    def kept(self):
        """{page: every answer or text that is kept of it}."""
        found = {}
        said = self.export()
        for answer in said["answers"]:
            found.setdefault(answer["page"], []).extend(answer["answer"])
        for words in said["words"]:
            found.setdefault(words["page"], []).append(words["text"])
        return found

    def answer(self, page, choice="1"):
        """A session of its own that answers one page and ends well."""
        done = self.run("run", COURSE, "--plain", "--page", page, stdin=choice + "\n\n")
        if done.returncode != 0:
            raise Fault("a plain session ended with %d: %s" % (done.returncode, done.stderr.decode(errors="replace")))
        await_orphans()

    def files(self):
        """{name: bytes} of everything in the store."""
        found = {}
        for folder, _, names in os.walk(self.store):
            for name in names:
                path = os.path.join(folder, name)
                with contextlib.suppress(FileNotFoundError), open(path, "rb") as file:
                    found[os.path.relpath(path, self.store)] = file.read()
        return found


# -- Lines of the record, as src/io/README.md tells a stranger to read them ----------------------

def _table():
    table = []
    for byte in range(256):
        for _ in range(8):
            byte = byte >> 1 ^ (0x82F63B78 if byte & 1 else 0)
        table.append(byte)
    return table


_CRC = _table()


def crc(data):
    """CRC-32C."""
    value = 0xFFFFFFFF
    for byte in data:
        value = value >> 8 ^ _CRC[(value ^ byte) & 255]
    return value ^ 0xFFFFFFFF


assert crc(b"123456789") == 0xE3069283


def lines(data):
    """The whole records in a file, in order, each with its `sid`."""
    found = []
    for line in data.split(b"\n"):
        head = line[:8]
        with contextlib.suppress(ValueError, KeyError):
            if len(line) > 26 and line[8:9] == b" " and line[25:26] == b" " and int(head, 16) == crc(line[9:]):
                record = json.loads(line[26:])
                found.append({**record, "sid": line[9:25].decode(), "t": record["t"], "s": record["s"], "c": record["c"]})
    return found


# -- Processes ----------------------------------------------------------------------------------

def adopt():
    """Whoever loses its parent becomes our child (PR_SET_CHILD_SUBREAPER), so that we see it end."""
    _libc.prctl(36, 1, 0, 0, 0)


def await_one_end(pids, seconds):
    """Until one of these processes has ended."""
    fds = []
    for pid in pids:
        with contextlib.suppress(ProcessLookupError):
            fds.append(os.pidfd_open(pid))
    if len(fds) == len(pids):  # else one has ended already
        select.select(fds, [], [], max(0, seconds))
    for fd in fds:
        os.close(fd)


def await_moment(seconds):
    """Until so much time has passed, or nobody of ours runs any more."""
    end = time.monotonic() + seconds
    while (seconds := end - time.monotonic()) > 0 and (left := {pid for pid in offspring(os.getpid()) if is_alive(pid)}):
        await_one_end(left, seconds)


def await_orphans(seconds=PATIENCE):
    """Until nobody whom a program of ours left behind still writes."""
    end = time.monotonic() + seconds
    while True:
        with contextlib.suppress(ChildProcessError):
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass
        left = offspring(os.getpid())
        if not left:
            return
        if time.monotonic() > end:
            raise Fault("left behind and still running after %g s: %s" % (seconds, sorted(left)))
        await_one_end(left, end - time.monotonic())


# -- A session on a terminal --------------------------------------------------------------------

class _Pty(ctypes.Structure):
    """The beginning of struct pty (tests/support/pty.h), and room for the rest of it."""
    _fields_ = [("pid", ctypes.c_int), ("fd", ctypes.c_int), ("status", ctypes.c_int), ("ended", ctypes.c_bool),
                ("eof", ctypes.c_bool), ("rows", ctypes.c_int), ("cols", ctypes.c_int), ("rest", ctypes.c_char * 1024)]


_hands = {}


def _hand(path):
    if path not in _hands:
        lib = ctypes.CDLL(path)
        lib.pty_start.restype = lib.pty_pump.restype = lib.pty_send.restype = lib.pty_await_end.restype = ctypes.c_bool
        lib.pty_text.restype = ctypes.c_void_p
        _hands[path] = lib
    return _hands[path]


def _strings(values):
    array = (ctypes.c_char_p * (len(values) + 1))()
    array[:len(values)] = [value.encode() for value in values]
    return array


class Session:
    """The program on a terminal of 80x24, and what a person would see there."""

    def __init__(self, home, *args, env=None, wrap=()):
        self.hand = _hand(home.program.tool("pty.so"))
        self.pty = _Pty()
        self.begun = time.monotonic()
        argv = _strings([*wrap, home.program.attune, *args])
        envp = _strings(["%s=%s" % pair for pair in {**home.env, **(env or {})}.items()])
        if not self.hand.pty_start(ctypes.byref(self.pty), argv, envp, home.path.encode(), 24, 80):
            raise RuntimeError("no terminal")
        self.pid = self.pty.pid
        self.family = {self.pid}

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for pid in self.look_around():
            kill(pid)
        self.hand.pty_release(ctypes.byref(self.pty))

    def pump(self, seconds=0.0):
        """Takes what was written; waits so long for the first of it."""
        return self.hand.pty_pump(ctypes.byref(self.pty), int(seconds * 1000))

    def text(self):
        at = self.hand.pty_text(ctypes.byref(self.pty))
        text = ctypes.string_at(at).decode(errors="replace")
        _libc.free(at)
        return text

    def sees(self, *words):
        text = " ".join(self.text().split())
        return any(word in text for word in words)

    def see(self, *words, until=None, seconds=PATIENCE):
        """Waits for one of them; False when `until` came first, a Fault when it takes too long."""
        end = time.monotonic() + seconds
        while True:
            alive = self.pump()
            if self.sees(*words):
                return True
            now = time.monotonic()
            if until is not None and now >= until:
                return False
            if now >= end or not alive:
                raise Fault("%s was not seen%s:\n%s" % (" or ".join(map(repr, words)), "" if alive else ", and it ended",
                                                       self.text()))
            self.pump(max(0.001, min(end, until or end) - now))

    def rest(self, seconds):
        """Looks on for so long."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            if not self.pump(min(left, 0.05)):
                return

    def send(self, keys):
        self.hand.pty_send(ctypes.byref(self.pty), keys.encode(), len(keys.encode()))

    def look_around(self):
        """The program and every process that it or one of these started, as far as they live."""
        for pid in list(self.family):
            self.family |= offspring(pid)
        return {pid for pid in self.family if is_alive(pid)}

    def scribes(self):
        return self.look_around() - {self.pid}

    def gather(self, *words, seconds=PATIENCE):
        """As see(), but giving up is no fault: False then."""
        try:
            return self.see(*words, seconds=seconds)
        except Fault:
            return False

    def await_end(self, seconds=PATIENCE):
        """The exit status, negative for a signal."""
        if not self.hand.pty_await_end(ctypes.byref(self.pty), int(seconds * 1000)):
            raise Fault("it did not end within %g s:\n%s" % (seconds, self.text()))
        return os.waitstatus_to_exitcode(self.pty.status)

    def await_all(self, seconds=PATIENCE):
        """Until the last process is gone: only then does nobody write any more."""
        end = time.monotonic() + seconds
        while left := self.look_around() - ({self.pid} if self.pty.ended else set()):
            self.hand.pty_await_end(ctypes.byref(self.pty), 0)
            if time.monotonic() > end:
                raise Fault("still running after %g s: %s" % (seconds, sorted(self.look_around())))
            await_one_end(left, end - time.monotonic())


def offspring(pid):
    found = set()
    with contextlib.suppress(OSError), open("/proc/%d/task/%d/children" % (pid, pid)) as children:
        for child in children.read().split():
            found |= {int(child)} | offspring(int(child))
    return found


def is_alive(pid):
    try:
        with open("/proc/%d/stat" % pid) as stat:
            return stat.read().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def kill(pid):
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
