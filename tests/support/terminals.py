#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Starts attune on each terminal this computer knows of (terminfo), and on none: it shows the page or talks in lines, and
leaves the terminal's modes as they were; or refuses with one line. Never a crash.

    tests/support/terminals.py PROGRAM MOST   at most so many of them, others each month; 0: all. TERMINFO_DIRS may name more folders.
"""
import fcntl
import os
import select
import sys
import tempfile
import termios
import time

FOLDERS = ["/etc/terminfo", "/lib/terminfo", "/usr/lib/terminfo", "/usr/share/terminfo"]
FOLDERS += [folder for folder in os.environ.get("TERMINFO_DIRS", "").split(":") if folder]
LIMIT = 20.0  # s; a busy computer
QUIET = 0.05  # s without a byte: the picture is complete, or the line that asks
ENDS = {0, 5, 130}  # left, refused, Ctrl-C


def names():
    found = {name for folder in FOLDERS for _, _, files in os.walk(folder) for name in files}
    return sorted(found) + ["", "there-is-no-such-terminal"]


def take(line, wait):
    """What comes within `wait` seconds: b"" at the end, None when nothing does."""
    if not select.select([line], [], [], wait)[0]:
        return None
    try:
        return os.read(line, 65536)
    except OSError:
        return b""


def take_over(tail):
    """The child's own terminal, as login_tty(3) has it."""
    os.setsid()
    fcntl.ioctl(tail, termios.TIOCSCTTY, 0)
    for handle in range(3):
        os.dup2(tail, handle)


def try_one(program, name, place):
    """What is wrong, or None."""
    line, tail = os.openpty()
    before = termios.tcgetattr(line)
    pid = os.fork()
    if pid == 0:
        take_over(tail)
        env = {"PATH": os.environ["PATH"], "HOME": place, "TERM": name, "LC_ALL": "C.UTF-8", "ATTUNE_PATH": os.path.abspath("lessons"),
               "TERMINFO_DIRS": ":".join(FOLDERS)}
        os.execve(program, [program, "run", "--ephemeral"], env)
    os.close(tail)
    out, asked = b"", False
    end = time.monotonic() + LIMIT
    status = None
    while status is None and time.monotonic() < end:
        part = take(line, QUIET)
        out += part or b""
        if part is None and not asked and len(out) > 60:
            os.write(line, b"\x03")
            asked = True
        done, code = os.waitpid(pid, 0 if part == b"" else os.WNOHANG)
        status = code if done else None
    if status is None:
        os.kill(pid, 9)
        os.waitpid(pid, 0)
        os.close(line)
        return "did not end: %r" % out[-200:]
    while part := take(line, 0):
        out += part
    try:
        after = termios.tcgetattr(line)
    except termios.error:
        after = before
    os.close(line)
    if not os.WIFEXITED(status) or os.WEXITSTATUS(status) not in ENDS:
        return "ended with status %#x" % status
    if after[:4] != before[:4]:
        return "left other modes behind"
    return None if out else "said nothing"


def main():
    program, most = os.path.abspath(sys.argv[1]), int(sys.argv[2])
    month = time.gmtime().tm_year * 12 + time.gmtime().tm_mon
    every = names()
    share = -(-len(every) // most) if most else 1
    chosen = [name for i, name in enumerate(every) if (i + month) % share == 0 or i >= len(every) - 2]
    failed = 0
    with tempfile.TemporaryDirectory() as place:
        for name in chosen:
            wrong = try_one(program, name, place)
            if wrong:
                failed += 1
                print("TERM=%s: %s" % (name, wrong))
    print("terminals: %d of %d" % (len(chosen), len(every)))
    print("%d passed, %d failed" % (len(chosen) - failed, failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
