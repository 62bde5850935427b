# SPDX-License-Identifier: MIT
"""Every call that touches the learner's folder fails, at every place in a session, in every way.

Each case is one of: which call, the how-manieth, which errno, once or from then on; in a new folder, in one with earlier
sessions, or in one with enough of them to be folded. Never may the screen say that something is saved that is not, never may
what was there before be damaged, and never may a session end with 0 when something is lost. What is wrong is said in words that
name what to do.
"""
import errno

from shim import CALLS, Shim
from world import COURSE, Fault, Home, Session, await_orphans

# How often a session makes each call, a little more than it does today; `reached` says whether it got there.
PLACES = [(call, at) for call, most in (("open", 40), ("write", 12), ("pwrite", 8), ("fdatasync", 12), ("fsync", 10), ("close", 30),
                                        ("rename", 3), ("link", 3), ("unlink", 10), ("mkdir", 4), ("lock", 4), ("read", 30))
          for at in range(1, most + 1)]
CODES = (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO, errno.ESTALE, errno.EACCES, errno.EMFILE, errno.EINTR, errno.ENOLCK)
SHARE, FULL = 40, len(PLACES) * len(CODES) * 2
EARLIER = ["q%02d" % n for n in range(10, 16)]
# What a person reads, of whom it needs one: what is wrong, or where to look.
REMEDIES = ("disk space is used up", "read-only", "reported an error", "very busy", "is not there", "file server", "--data=DIR",
            "your words wait here", "cannot be", "belongs to someone else")


def decode(number):
    """Neighbouring numbers differ in everything, so that a share is a fair one."""
    spread = number * 7919 % FULL
    place, rest = PLACES[spread % len(PLACES)], spread // len(PLACES)
    return place, CODES[rest % len(CODES)], 1 - rest // len(CODES) % 2


def prepare(home, variant):
    """What was kept before; the first session has none."""
    if variant == 0:
        return {}
    for page in EARLIER if variant == 1 else EARLIER * 2:
        home.answer(page)
    return home.kept()


class Visit:
    """The session: two answers, a sentence, an answer, half a sentence; and what the screen said of them."""

    def __init__(self, session):
        self.session, self.done, self.saved, self.words = session, {}, {}, ""

    def look(self):
        self.words += self.session.text()

    def choose(self, page):
        self.session.see(page + "?")
        self.session.send("1")
        self.session.see("(*) 1.")
        self.session.send("\r")
        self.session.see("How sure")
        self.session.send("\r")
        self.session.see("Correct.")
        self.done[page] = "a"
        self.ask()

    def ask(self):
        for _ in range(100):
            self.session.send("=")
            self.session.see("; all saved", "; saving", "; not saved", "saved again elsewhere")  # that may come in between
            self.look()
            if self.session.sees("; all saved", "; not saved"):
                break
            self.session.rest(0.01)
        if self.session.sees("; all saved"):
            self.saved.update(self.done)

    def write(self, page):
        self.session.see(page + "?")
        self.session.send("a sentence of " + page)
        self.session.see("a sentence of " + page)
        self.session.send("\x1b")
        self.session.see("Enter writes more")
        self.session.see("Saved.", "Not saved", "saved again elsewhere")
        self.look()
        self.done[page] = "a sentence of " + page
        if self.session.sees("Saved.") and not self.session.sees("Not saved"):
            self.saved[page] = self.done[page]

    def leave(self):
        """Home, and out; where something is not saved that is asked about first."""
        self.session.send("q")
        self.session.see("Chapters")
        self.session.send("q")
        if self.session.gather("Not saved yet", seconds=0.3):
            self.look()
            self.session.send("4")
        status = self.session.await_end()
        self.session.pump()
        self.look()
        return status

    def walk(self):
        self.walk_on()
        self.session.send("\x1b")  # out of the field
        self.session.see("Space next")
        return self.leave()

    def walk_on(self):
        """To a page with a field of its own for words."""
        self.choose("q02")
        self.session.send(" ")
        self.choose("q03")
        self.session.send(" ")
        self.write("w03")
        self.session.send(" ")
        for page in ("q04", "q05", "q06"):
            self.choose(page)
            self.session.send(" ")
        self.session.see("w06?")


def holds(kept, wanted, what):
    for page, answer in wanted.items():
        missing = [one for one in (answer if isinstance(answer, list) else [answer]) if one not in kept.get(page, [])]
        if missing:
            raise Fault("%s and lost: %s %r; kept is %r" % (what, page, missing, kept.get(page)))


def case(program, rng, number):
    (call, at), code, count = decode(number)
    if code == errno.EINTR:
        count = 3  # for ever would be no signal
    with Home(program) as home:
        before = prepare(home, rng.randrange(3))
        shim = Shim(home, fail=(call, at, code, count))
        with Session(home, "run", COURSE, "--page", "q02", "--words=readable", env=shim.env) as session:
            visit = Visit(session)
            begun = session.gather("q02?", seconds=5)
            visit.look()
            if begun:
                status = visit.walk()
            else:
                status = session.await_end()
            session.await_all(20)
        await_orphans()
        reached = shim.counts()[1]
        kept = home.kept()
        holds(kept, before, "%s %d: there before" % (call, at))
        holds(kept, visit.saved, "%s %d failed with %s: called saved" % (call, at, errno.errorcode[code]))
        if status == 0:
            holds(kept, visit.done, "%s %d failed with %s: ended with 0" % (call, at, errno.errorcode[code]))
        elif not any(remedy in " ".join(visit.words.split()) for remedy in REMEDIES):
            raise Fault("%s %d failed with %s: ended with %d, and nothing says why:\n%s" %
                        (call, at, errno.errorcode[code], status, session.text()))
        if status == 0 and not begun:
            raise Fault("it did not begin, and ended with 0")
        for name in home.files():
            if name.startswith("quarantine/"):
                raise Fault("%s %d failed with %s: taken for damaged: %s" % (call, at, errno.errorcode[code], name))
    return {"reached": bool(reached), "status": status, "saved": len(visit.saved), "call": call}


def sum_up(found):
    reached = [one for one in found if one["reached"]]
    ends = {}
    for one in reached:
        ends[one["status"]] = ends.get(one["status"], 0) + 1
    return "%d reached the place, of %d kinds of call; ends %s; %d acknowledged kept" % (
        len(reached), len({one["call"] for one in reached}), " ".join("%d: %d" % end for end in sorted(ends.items())),
        sum(one["saved"] for one in reached))


assert {call for call, _ in PLACES} == set(CALLS)
