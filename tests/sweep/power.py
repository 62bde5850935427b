# SPDX-License-Identifier: MIT
"""The power goes: a computer of its own (user-mode Linux, with an ext4 disk) is killed at random instants.

What its kernel had not yet given to the disk is lost then, as in a real computer. A learner answers, writes and asks whether all
is saved, on the terminal of that computer; each time it comes up again everything that was called saved must be there. This
takes minutes and wants Debian's user-mode-linux: it is no part of a check, only of a release.
"""
import json
import os
import shutil
import signal
import subprocess
import time

from kill import Killed, Learner
from world import COURSE, ROOT, Fault, Home, Session, await_orphans, page_ids

SHARE, FULL = 0, 100
CUTS = 10            # of the power, for one disk
DISK = 32 << 20      # bytes
PATIENCE = 60.0      # s for a start of the computer, beside whatever else this one does
OPTIONS = ("data=ordered", "data=ordered", "data=writeback", "data=journal")
INIT = os.path.join(ROOT, "tests", "sweep", "power.init")
TOOLS = ("linux.uml", "mkfs.ext4")
PATH = os.environ.get("PATH", "") + ":/usr/sbin:/sbin"


def missing(_program):
    away = [tool for tool in TOOLS if not shutil.which(tool, path=PATH)]
    return "there is no %s (Debian: user-mode-linux, e2fsprogs): no power was cut" % " and no ".join(away) if away else None


class Computer(Session):
    """A session on a computer of its own."""

    def __init__(self, home, options, *args):
        wrap = [shutil.which("linux.uml", path=PATH), "mem=128M", "root=/dev/root", "rootfstype=hostfs", "rootflags=/", "ro",
                "init=" + INIT, "ubd0=" + os.path.join(home.path, "disk"), "con0=fd:0,fd:1", "con=null", "ssl=null",
                "quiet", "loglevel=0", "console=tty0", "--", home.path, options]
        super().__init__(home, *args, wrap=wrap)

    def cut(self):
        """The power goes for all of its processes at once."""
        self.look_around()
        os.killpg(self.pid, signal.SIGKILL)
        self.await_end(PATIENCE)
        self.await_all(PATIENCE)


def found(home):
    """{page: texts and answers} as the computer found them when it came up; {} when there was no record yet."""
    with open(os.path.join(home.path, "status")) as status:
        code = status.read().strip()
    with open(os.path.join(home.path, "trouble"), errors="replace") as trouble:
        words = trouble.read().strip()
    if code != "0":
        raise Fault("after the power came back: status %s, %s" % (code, words))
    kept = {}
    with open(os.path.join(home.path, "found")) as file:
        said = json.load(file)
    for answer in said["answers"]:
        kept.setdefault(answer["page"], []).extend(answer["answer"])
    for own in said["words"]:
        kept.setdefault(own["page"], []).append(own["text"].strip())
    return kept


def compare(kept, saved):
    """Texts are kept as the screen had them: behind the half sentences of earlier cuts."""
    for page, what in saved.items():
        if not any(one.endswith(what) for one in kept.get(page, [])):
            raise Fault("called saved, and gone with the power: %s %r; kept is %r" % (page, what, kept.get(page)))


def come_up(home, options, page):
    """A computer whose learner is at that page."""
    for name in ("status", "trouble", "found"):
        with open(os.path.join(home.path, name), "w"):
            pass
    computer = Computer(home, options, "run", COURSE, "--words=readable", "--page", page)
    computer.see(page + "?", seconds=PATIENCE)
    for bad in ("damaged", "newer version"):
        if bad in computer.text():
            raise Fault("when it is up again:\n" + computer.text())
    return computer


def case(program, rng, number):
    saved, cuts, options = {}, 0, rng.choice(OPTIONS)
    with Home(program) as home:
        os.mkdir(home.data)
        disk = os.path.join(home.path, "disk")
        with open(disk, "wb") as file:
            file.truncate(DISK)
        subprocess.run([shutil.which("mkfs.ext4", path=PATH), "-q", "-F", disk], check=True, stdout=subprocess.DEVNULL)
        at, pages = 0, page_ids()
        while cuts < CUTS and at < len(pages) - 1:
            with come_up(home, options, pages[at]) as computer:
                if cuts > 0:
                    compare(found(home), saved)
                learner = Learner(computer, rng)
                learner.at = at
                if rng.random() < 0.5:
                    learner.until = time.monotonic() + rng.uniform(0, 3)
                else:
                    learner.keys, learner.soon = rng.randrange(0, 60), rng.uniform(0, 0.02)
                try:
                    learner.learn()
                except Killed:
                    pass
                computer.cut()
            saved.update(learner.saved)
            cuts += 1
            at = learner.at + (learner.page() in learner.done)
        with Computer(home, options) as computer:  # and once more, to see what the last one left
            computer.await_end(PATIENCE)
            computer.await_all(PATIENCE)
        compare(found(home), saved)
        await_orphans(PATIENCE)
    return {"cuts": cuts, "saved": len(saved)}


def sum_up(done):
    return "%d power cuts, %d acknowledged, none lost" % (sum(one["cuts"] for one in done), sum(one["saved"] for one in done))
