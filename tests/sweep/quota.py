# SPDX-License-Identifier: MIT
"""A disk of two MiB is full at some moment, and has room again later.

With the ballast there, the first things after it are saved all the same. Then it is really full: the learner is told within two
seconds, goes on, and loses nothing; and within six seconds of there being room everything is saved. Each case has a tmpfs of
its own in a mount namespace that ends with the process.
"""
import contextlib
import os
import subprocess
import time

import world
from faults import Visit, holds
from watch import until
from world import COURSE, Fault, Home, Session, await_orphans

SHARE, FULL = 4, 50
TOLD_MOST = 2.0
SAVED_MOST = 6.0
BALLAST_MOST = 75.0   # s until there is one again
CLONE_NEWNS = 0x20000

_apart = []


def missing(_):
    return None if os.geteuid() == 0 else "only root may mount a file system"


def go_apart():
    """This process, which runs many cases, gets mounts that nobody else sees."""
    if not _apart:
        if world._libc.unshare(CLONE_NEWNS) != 0:
            raise Fault("no mount namespace")
        subprocess.run(["mount", "--make-rprivate", "/"], check=True)
        _apart.append(True)


def fill(path):
    """Until not one byte more fits."""
    with open(path, "ab", buffering=0) as file:
        for size in (65536, 4096, 64, 1):
            with contextlib.suppress(OSError):
                while file.write(bytes(size)) == size:
                    pass


def answer_until_full(visit, home, pages, before):
    """Goes on until the screen says that it is not saved; every answer before is acknowledged, or that comes soon. The disk is
    filled after so many."""
    filler = os.path.join(home.data, "fill")
    while pages:
        page = pages.pop(0)
        before -= 1
        if before < 0:
            fill(filler)  # also what the ballast gave up
        begun = time.monotonic()
        visit.choose(page)
        while not visit.session.sees("; all saved", "; not saved", "Not saved"):
            if time.monotonic() - begun > TOLD_MOST:
                raise Fault("neither saved nor told within %g s:\n%s" % (TOLD_MOST, visit.session.text()))
            visit.ask()
        if not visit.session.sees("; all saved"):
            return time.monotonic() - begun
        visit.session.send(" ")
        if page[0] == "q" and int(page[1:]) % 3 == 0:
            visit.session.see("w" + page[1:] + "?")
            visit.session.send("\x1b")
            visit.session.rest(0.4)
            visit.session.send(" ")
    raise Fault("the disk is full and nothing was ever refused")


def await_saved(visit):
    begun = time.monotonic()
    while True:
        visit.session.send("=")
        visit.session.see("; all saved", "; saving", "; not saved")
        if visit.session.sees("; all saved"):
            return time.monotonic() - begun
        if time.monotonic() - begun > SAVED_MOST:
            raise Fault("not saved %g s after there was room:\n%s" % (SAVED_MOST, visit.session.text()))
        visit.session.rest(0.05)


def await_ballast(home):
    if not until(lambda: os.path.exists(os.path.join(home.store, "ballast")), BALLAST_MOST, home.data):
        raise Fault("no ballast again after %g s" % BALLAST_MOST)


def lead(program, rng, number, home):
    if rng.random() < 0.5:
        home.answer("q20")
    with Session(home, "run", COURSE, "--page", "q01", "--words=readable") as session:
        visit = Visit(session)
        pages = ["q%02d" % n for n in range(1, 30)]
        session.see("q01?")
        if rng.random() < 0.5:
            session.rest(rng.uniform(0, 0.5))
        else:
            await_ballast(home)
        told = answer_until_full(visit, home, pages, rng.randrange(6))
        session.see("q%02d?" % (29 - len(pages)))
        os.unlink(os.path.join(home.data, "fill"))
        saved = await_saved(visit)
        if number % 10 == 9:
            await_ballast(home)
        session.send("q")
        session.see("Chapters")
        session.send("q")
        status = session.await_end()
        session.await_all()
    await_orphans()
    if status != 0:
        raise Fault("ended with %d:\n%s" % (status, session.text()))
    holds(home.kept(), visit.done, "answered")
    return {"told": told, "saved": saved, "answers": len(visit.done)}


def case(program, rng, number):
    go_apart()
    with Home(program) as home:
        os.mkdir(home.data, 0o700)
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m,mode=700", "none", home.data], check=True)
        try:
            return lead(program, rng, number, home)
        finally:
            subprocess.run(["umount", "-l", home.data], check=False)


def sum_up(found):
    return "told after %.1f s at most, saved %.1f s at most after there was room; %d answers, none lost" % (
        max(one["told"] for one in found), max(one["saved"] for one in found), sum(one["answers"] for one in found))
