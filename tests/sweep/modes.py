# SPDX-License-Identifier: MIT
"""Whatever the umask, everything in the record is the learner's alone, from the instant it is made.

shim.c notes the mode with which each file and folder appears; a shell sets umask 000, 022 or 777 before the program starts.
"""
import os
import re
import stat

from faults import Visit
from shim import CREATE, MKDIR, Shim
from world import COURSE, Fault, Home, Session, await_orphans

SHARE, FULL = 3, 30
MASKS = ("000", "022", "777")


def mask_of(pid):
    with open("/proc/%d/status" % pid) as status:
        return re.search(r"^Umask:\s*(\d+)", status.read(), re.M).group(1)


def case(program, rng, number):
    mask = MASKS[number % len(MASKS)]
    with Home(program) as home:
        if mask != "777":
            for page in ("q10", "q11", "q12"):
                home.answer(page)
        shim = Shim(home, traces=True)
        wrap = ("/bin/sh", "-c", 'umask %s; exec "$@"' % mask, "sh")
        with Session(home, "run", COURSE, "--page", "q02", "--words=readable", env=shim.env, wrap=wrap) as session:
            visit = Visit(session)
            visit.walk_on()
            session.send("half")
            session.rest(0.5)
            for pid in session.look_around():
                if mask_of(pid) != "0077":
                    raise Fault("umask %s of process %d, not 0077" % (mask_of(pid), pid))
            session.send("\x03")
            session.await_end()
            session.await_all()
        await_orphans()
        made = [(name, mode) for _, op, _, mode, name, _, _ in shim.trace() if op in (CREATE, MKDIR)]
        for name, mode in made:
            if stat.S_IMODE(mode) & 0o077:
                raise Fault("umask %s: %s appears with %o" % (mask, os.path.basename(name), stat.S_IMODE(mode)))
        for folder, _, names in os.walk(home.data):
            wanted = [(folder, 0o700)] + [(os.path.join(folder, name), 0o600) for name in names]
            for path, mode in wanted:
                if stat.S_IMODE(os.stat(path).st_mode) != mode:
                    raise Fault("umask %s: %s has %o" % (mask, os.path.relpath(path, home.data), stat.S_IMODE(os.stat(path).st_mode)))
    return {"made": len(made)}


def sum_up(found):
    return "%d files and folders made" % sum(one["made"] for one in found)
