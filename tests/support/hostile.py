# SPDX-License-Identifier: MIT
"""An environment that means harm, and a computer that is short of everything: tests/check-hostile.sh.

    hostile.py ATTUNE COURSE TOP

Each case is a session on a terminal of its own, with a record in which words were kept before. It has to begin or to say
why not, at once and in words; nothing ends it but itself; it needs no more memory than any other; and afterwards the words
of before are there, and those of now if they were called saved.
"""
import contextlib
import fcntl
import os
import pty
import resource
import select
import shutil
import signal
import struct
import subprocess
import sys
import termios
import time

sys.dont_write_bytecode = True  # beside the source lies nothing that is made
from watch import until

ATTUNE, COURSE, TOP = (os.path.abspath(path) for path in sys.argv[1:4])
SOON = float(os.environ.get("SOON", "3"))  # s to the first page or a refusal
MEMORY = 64 * 1024                         # kB that it may ever have had
LONG = "x" * (127 * 1024)                  # about as much as the system lets one variable have
BEFORE, NOW = "kept before", "written now"
ENV = {"TERM": "xterm-256color", "LANG": "C.UTF-8", "PATH": "/usr/bin:/bin"}
NOBODY = 65534

passed, faults = 0, []


def claim(what, good, why=""):
    global passed
    passed += bool(good)
    if not good:
        faults.append(what)
        print("not ok: %s%s" % (what, ": %r" % (why,) if why else ""))


# -- A session ------------------------------------------------------------------------------------------


class Session:
    def __init__(self, env, words, limits=(), user=None):
        self.begun, self.said, self.status, self.peak = time.monotonic(), b"", None, 0
        self.pid, self.line = pty.fork()
        if self.pid == 0:
            try:
                become(limits, user)
                os.execve(ATTUNE, [ATTUNE, *words], env)
            finally:
                os._exit(127)
        fcntl.ioctl(self.line, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))

    def until(self, *marks, wait=10.0):
        """Whether one of the marks came before the end, or before too long."""
        end = time.monotonic() + wait
        while not any(mark in self.said for mark in marks) and time.monotonic() < end:
            if not select.select([self.line], [], [], 0.05)[0]:
                continue
            try:
                part = os.read(self.line, 65536)
            except OSError:
                part = b""
            if not part:
                return False
            self.said += part
        self.measure()
        return any(mark in self.said for mark in marks)

    def measure(self):
        with contextlib.suppress(OSError), open("/proc/%d/status" % self.pid) as rows:
            self.peak = max([self.peak] + [int(row.split()[1]) for row in rows if row.startswith("VmHWM")])

    def key(self, bytes_):
        self.said = b""
        with contextlib.suppress(OSError):
            os.write(self.line, bytes_)

    def end(self):
        """Its status; -N for a signal; None for one that had to be killed."""
        end = time.monotonic() + 10
        while time.monotonic() < end and self.status is None:
            with contextlib.suppress(OSError):
                if select.select([self.line], [], [], 0.02)[0]:
                    self.said += os.read(self.line, 65536)
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.status = os.waitstatus_to_exitcode(status)
        if self.status is None:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        os.close(self.line)
        return self.status


def become(limits, user):
    if user is not None:
        os.setgroups([])
        os.setgid(user)
        os.setuid(user)
    for what, most in limits:
        resource.setrlimit(what, (most, most))


def lines(words, typed, data, **who):
    return subprocess.run([ATTUNE, *words, "--data=" + data, "--plain"], input=typed, capture_output=True, text=True,
                          env=dict(ENV, HOME=TOP), check=False, **who).stdout


def kept(data):
    """As whoever the record belongs to: of others nothing is read."""
    owner = os.stat(data).st_uid
    who = {"user": owner, "group": owner, "extra_groups": []} if owner != os.getuid() else {}
    return lines(["export", COURSE, "--format=md"], "", data, **who)


def record(user=None):
    """A copy of the record in which something was kept before; each in a folder of its own, because who writes may still fold."""
    data = os.path.join(TOP, "record-%d" % len(os.listdir(TOP)))
    shutil.copytree(os.path.join(TOP, "before"), data)
    if user is not None:
        for folder, _, files in os.walk(data):
            for path in [folder] + [os.path.join(folder, file) for file in files]:
                os.chown(path, user, user)
    return data


def is_idle(data):
    """Nobody writes there any more."""
    return until(lambda: not any(name.startswith("live-") for _, _, names in os.walk(data) for name in names), 10, data)


# -- The environment ------------------------------------------------------------------------------------

GONE = None  # not set
ENVIRONMENT = [
    *(("%s=%s" % (name, value[:12]), {name: value}) for name in ("LINES", "COLUMNS")
      for value in ("0", "-1", "5000", "99999999999999999999", "x", LONG)),
    ("LINES and COLUMNS", {"LINES": "5000", "COLUMNS": "5000"}),
    *(("ESCDELAY=%s" % value[:12], {"ESCDELAY": value}) for value in ("-1", "0", "99999999999999999999", "x", LONG)),
    *(("TERMINFO=%s" % value[:12], {"TERMINFO": value}) for value in ("", "relative", "/dev/null", "@/garbage", "@/torn", "@/harm", LONG)),
    ("TERMINFO_DIRS", {"TERMINFO_DIRS": ":".join(["/nowhere"] * 9000)}),
    ("TERMCAP", {"TERMCAP": "xterm-256color|x:tc=xterm-256color:" + "zz=\\E[%d:" * 10000}),
    ("TERMCAP, a path", {"TERMCAP": "/dev/zero", "TERM": "nothing"}),
    *(("NCURSES_%s" % name, {"NCURSES_" + name: value}) for name, value in (
        ("ASSUMED_COLORS", "999999,999999"), ("NO_UTF8_ACS", "1"), ("NO_PADDING", "1"), ("NO_HARD_TABS", "1"), ("NO_SETBUF", "1"),
        ("TRACE", "65535"), ("GPM_TERMS", LONG), ("CONSOLE2", "1"))),
    *(("LOCPATH=%s" % value[:12], {"LOCPATH": value}) for value in ("", "relative", "/dev", LONG)),
    *(("LANGUAGE=%s" % value[:12], {"LANGUAGE": value}) for value in ("../../../etc/passwd", "es:%s%n", LONG)),
    *(("LANG=%s" % value[:12], {"LANG": value}) for value in ("/etc/passwd", "../x", "xx_XX.UTF-8", "C", LONG)),
    ("LANG is not set", {"LANG": GONE}),
    ("HOME is not set", {"HOME": GONE}),
    *(("HOME=%s" % value[:12], {"HOME": value}) for value in ("", "relative", "/proc/nowhere", "/dev/null", "/" + LONG)),
    *(("XDG_DATA_HOME=%s" % value[:12], {"XDG_DATA_HOME": value}) for value in ("", "relative", "/dev/null", "/" + LONG)),
    *(("TZ=%s" % value[:12], {"TZ": value}) for value in (":/dev/zero", "../../etc/passwd", "<%n>99", LONG)),
    *(("TERM=%s" % value[:12], {"TERM": value}) for value in ("", "dumb", "../../../etc/passwd", "%s%n", LONG)),
    ("TERM is not set", {"TERM": GONE}),
    ("nothing is set", dict.fromkeys(ENV, GONE)),
]
HARM = """harm|xterm-256color|harm,
	am, cols#99999, lines#99999, it#0, colors#32767, pairs#32767,
	clear=\\E[H\\E[2J$<99999>, cup=\\E[%i%p1%d;%p2%dH%{1000000000}%{1000000000}%*%d, home=\\E[H, ed=\\E[J, el=\\E[K,
	setaf=%?%p1%t%p9%p8%s%;\\E[3%p1%dm, sgr0=\\E[m, csr=%s%s%s%s, kcuu1=A, kcud1=A, smkx=\\E[?1h, rmkx=\\E[?1l,
"""


def make_terminals():
    """A description that is none, one that is broken off, and one that is all lies."""
    found = subprocess.run(["infocmp", "-D"], capture_output=True, text=True).stdout.split() if shutil.which("infocmp") else []
    real = next((path for folder in found for path in [os.path.join(folder, "x", "xterm-256color")] if os.path.exists(path)), None)
    for name in ("garbage", "torn", "harm"):
        os.makedirs(os.path.join(TOP, name, "x"))
    with open(os.path.join(TOP, "garbage", "x", "xterm-256color"), "wb") as file:
        file.write(bytes(range(256)) * 100)
    with open(os.path.join(TOP, "torn", "x", "xterm-256color"), "wb") as file:
        file.write(open(real, "rb").read()[:700] if real else b"\x1e\x02")
    if shutil.which("tic"):
        subprocess.run(["tic", "-x", "-o", os.path.join(TOP, "harm"), "/dev/stdin"], input=HARM, text=True, capture_output=True)


def attend(what, env, words):
    session = Session(env, words)
    shown = session.until(b"help", b"Enter continues", wait=SOON)
    took = time.monotonic() - session.begun
    session.key(b"\x03\n")
    status = session.end()
    refused = not shown and status in (2, 3, 4, 5) and b"attune: " in session.said
    claim("%s: it begins, or says why not, within %g s" % (what, SOON), (shown or refused) and took < SOON + 0.1, (status, took, session.said[-300:]))
    claim("%s: it ends by itself" % what, status is not None and status >= 0 and status != 70, (status, session.said[-300:]))
    claim("%s: %d kB at most" % (what, MEMORY), session.peak <= MEMORY, session.peak)


def environments():
    for what, change in ENVIRONMENT:
        for kiosk in ([], ["--kiosk"]):
            data = record()
            env = {name: value.replace("@", TOP) for name, value in {**ENV, "HOME": os.path.join(TOP, "home"), **change}.items()
                   if value is not None}
            where = [] if "HOME" in change or "XDG_DATA_HOME" in change else ["--data=" + data]
            attend("%s%s" % (what, ", in the kiosk" if kiosk else ""), env, ["run", COURSE, *where, *kiosk])
            if where:
                claim("%s: the words of before" % what, is_idle(data) and BEFORE in kept(data))


# -- Limits ---------------------------------------------------------------------------------------------

LIMITS = [
    ("8 descriptors", [(resource.RLIMIT_NOFILE, 8)]),
    ("5 descriptors", [(resource.RLIMIT_NOFILE, 5)]),
    ("24 descriptors", [(resource.RLIMIT_NOFILE, 24)]),
    ("one process", [(resource.RLIMIT_NPROC, 1)]),
    ("64 MiB of addresses", [(resource.RLIMIT_AS, 64 << 20)]),
    ("16 MiB of addresses", [(resource.RLIMIT_AS, 16 << 20)]),
    ("files of no byte", [(resource.RLIMIT_FSIZE, 0)]),
    ("files of 64 KiB", [(resource.RLIMIT_FSIZE, 64 << 10)]),
    ("128 KiB of stack", [(resource.RLIMIT_STACK, 128 << 10)]),
    ("256 KiB of stack", [(resource.RLIMIT_STACK, 256 << 10)]),
    ("no memory that is locked", [(resource.RLIMIT_MEMLOCK, 0)]),
]


def write_words(what, limits, kiosk, user):
    data = record(user)
    session = Session({**ENV, "HOME": os.path.join(TOP, "home")}, ["run", COURSE, "--page=first-words", "--words=readable", "--data=" + data,
                                                                   *kiosk], limits, user)
    shown = session.until(b"help", wait=SOON)
    took = time.monotonic() - session.begun
    saved = asked = False
    if shown:
        session.key(b" and " + NOW.encode())
        session.until(b"now")
        session.key(b"\x1b")
        saved = session.until(b"Saved", b"saved", b"Not kept", b"short", wait=3.0) and b"Saved" in session.said
        session.key(b"\x03")
        asked = session.until(b"Leave all the same", wait=2.0)  # what could not be saved is not given up unasked
        if asked:
            session.key(b"4\r")
    status = session.end()
    said = session.said
    claim("%s: it begins, or says why not, within %g s" % (what, SOON), (shown or (status in (2, 3, 4, 5, 70) and b"attune: " in said)) and
          took < SOON + 0.1, (status, took, said[-300:]))
    claim("%s: it ends by itself" % what, status is not None and status >= 0, (status, said[-300:]))
    claim("%s: the words of before" % what, is_idle(data) and BEFORE in kept(data), kept(data)[-300:])
    claim("%s: those of now, or it was said" % what, not shown or NOW in kept(data) or (not saved and (asked or status == 4 or b"attune: " in said)),
          (status, saved, said[-300:]))
    if os.environ.get("SHOW"):
        print("%-40s shown %s saved %s status %s now %s peak %d kB\n    %r" % (what, shown, saved, status, NOW in kept(data), session.peak, said[-160:]))


def limits():
    user = NOBODY if os.getuid() == 0 else None
    for what, most in LIMITS:
        for kiosk in ([], ["--kiosk"]):
            write_words("%s%s" % (what, ", in the kiosk" if kiosk else ""), most, kiosk, user)


# -- Junk in the record -----------------------------------------------------------------------------------

JUNK, EACH = 4, 8 << 20
ROOM = 12 << 10  # kB: of a session, and little more


def junk():
    """Files that hold no line are read, and compared with what is in quarantine, a piece at a time."""
    data = record()
    course = os.path.join(data, os.path.basename(COURSE))
    for i in range(JUNK):
        with open(os.path.join(course, "journal-%016x.log" % (i + 1)), "wb") as file:
            file.write(os.urandom(EACH))
    for what in ("that is new", "that is in quarantine"):
        session = Session({**ENV, "HOME": os.path.join(TOP, "home")}, ["run", COURSE, "--page=first-words", "--data=" + data])
        claim("junk %s: it begins" % what, session.until(b"help"), session.said[-300:])
        claim("junk %s: it costs no memory" % what, 0 < session.peak < ROOM, session.peak)
        session.key(b"\x03")
        claim("junk %s: it ends" % what, session.end() == 130, session.said[-300:])
        claim("junk %s: the words of before" % what, is_idle(data) and BEFORE in kept(data), kept(data)[-300:])
        held = os.listdir(os.path.join(course, "quarantine")) if until(
            lambda: len(os.listdir(os.path.join(course, "quarantine"))) == JUNK, 10, course) else []
        claim("junk %s: all of it is kept" % what, len(held) == JUNK and all(
            os.path.getsize(os.path.join(course, "quarantine", name)) == EACH for name in held), held)


def main():
    os.makedirs(os.path.join(TOP, "home"))
    os.chmod(os.path.join(TOP, "home"), 0o777)
    before = os.path.join(TOP, "before")
    lines(["run", COURSE, "--page=first-words", "--words=readable"], BEFORE + "\n.\n\n", before)
    claim("words are kept to begin with", is_idle(before) and BEFORE in kept(before), kept(before))
    make_terminals()
    part = os.environ.get("PART", "")
    if part in ("", "environments"):
        environments()
    if part in ("", "limits"):
        limits()
    if part in ("", "junk"):
        junk()
    print("%d passed, %d failed" % (passed, len(faults)))
    return bool(faults)


sys.exit(main())
