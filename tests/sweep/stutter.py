# SPDX-License-Identifier: MIT
"""Writes that take one byte, and calls of which every second one is interrupted: the store is the same, byte for byte.

The same session is led twice, once with such a disk; what differs by chance (the session's name, the time, the checksum of
both) is taken out before the two are compared.
"""
import re

from faults import Visit
from shim import Shim
from world import COURSE, Fault, Home, Session, await_orphans, lines

SHARE, FULL = 4, 60


def settled(home):
    """The records of all files, without what differs by chance; half answers apart, for their number depends on time."""
    found = []
    for name, data in sorted(home.files().items()):
        for record in lines(data):
            if record["t"] not in ("draft", "place", "fold"):
                found.append({key: value for key, value in record.items() if key not in ("at", "s", "c", "seed", "sid", "base")})
        if name.startswith(("journal-", "record.log")) and b"\0" in data:
            raise Fault("%s has NUL in it" % name)
        if name.startswith("journal-") and not data.endswith(b"\n"):
            raise Fault("%s ends within a line" % name)
    return found


def lead(program, **how):
    with Home(program) as home:
        shim = Shim(home, **how)
        with Session(home, "run", COURSE, "--page", "q02", "--words=readable", env=shim.env) as session:
            visit = Visit(session)
            status = visit.walk()
            session.await_all(20)
        await_orphans()
        if status != 0 or set(visit.saved) != set(visit.done) or "Not saved" in visit.words:
            raise Fault("ended with %d, saved %s:\n%s" % (status, visit.saved, session.text()))
        for name, data in home.files().items():
            for line in data.split(b"\n"):
                if line.strip(b" ") and re.match(rb"[0-9a-f]{8} [0-9a-f]{16} ", line) and not lines(line + b"\n"):
                    raise Fault("%s has a line that is not whole: %r" % (name, line))
        return settled(home), shim.counts()[0]["write"]


def case(program, rng, number):
    plain, few = lead(program)
    halting, many = lead(program, bits=number % 2 == 0 or rng.random() < 0.3, interrupts=number % 2 == 1 or rng.random() < 0.3)
    if plain != halting:
        raise Fault("kept is not the same: %s" % [one for one in plain + halting if one not in plain or one not in halting])
    if many <= few:
        raise Fault("nothing was disturbed: %d writes, %d" % (few, many))
    return {"writes": many}


def sum_up(found):
    return "up to %d writes for one session" % max(one["writes"] for one in found)
