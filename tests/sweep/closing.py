# SPDX-License-Identifier: MIT
"""A close that fails is a write that failed: what was written there takes nobody's place.

On a file server it is close(2) that may bring the bad news. Each close of a session that folds ten journals fails in turn; no file
whose close failed is given another name, and nothing is lost.
"""
import errno
import os

from folds import judge, write_journals
from shim import FAILED, LINK, RENAME, Shim
from world import COURSE, Fault, Home, await_orphans

SHARE, FULL = 6, 80
CODES = (errno.EIO, errno.EDQUOT, errno.ENOSPC)


def case(program, rng, number):
    with Home(program) as home:
        written = write_journals(home)
        at = 1 + number * 37 % FULL  # a share is from everywhere
        shim = Shim(home, fail=("close", at, rng.choice(CODES), 1), traces=True)
        done = home.run("run", COURSE, "--plain", "--page", "q20", stdin="2\n\n", env=shim.env)
        await_orphans()
        failed = set()
        for _, op, _, _, name, to, _ in shim.trace():
            if op == FAILED:
                failed.add(name)
            elif op in (RENAME, LINK) and name in failed:
                raise Fault("close %d failed: %s became %s all the same" % (at, os.path.basename(name), os.path.basename(to)))
        judge(home, written)
        if done.returncode == 0 and "b" not in home.kept().get("q20", []):
            raise Fault("close %d failed: ended with 0, and the answer is lost" % at)
        reached = shim.counts()[1]
    return {"reached": reached}


def sum_up(found):
    return "%d reached the place" % sum(one["reached"] for one in found)
