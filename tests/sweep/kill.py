# SPDX-License-Identifier: MIT
"""SIGKILL at random instants: to the program, to the process that writes for it, or to both.

A learner answers, writes and asks whether all is saved, on a real terminal. The oracle holds what the screen called saved
("Saved.", "all saved") and when each character was typed. Afterwards the program must start within half a second, have
everything that was called saved, everything answered more than a second before the kill, and all of what was being typed
but the last second.
"""
import re
import statistics
import time

from world import COURSE, Fault, Home, Session, kill, page_ids

SHARE, FULL = 40, 2000
LOST_MOST = 1.0    # s of typing
LOST_MEDIAN = 0.3
START_MOST = 0.5   # s until the first picture after it


class Killed(Exception):
    """The moment has come."""


class Learner:
    """Acts, and remembers what it did when."""

    def __init__(self, session, rng):
        self.session, self.rng = session, rng
        self.pages = page_ids()
        self.at = 0
        self.done = {}        # page: (answer, when the last key of it was sent)
        self.saved = {}       # page: answer, as the screen acknowledged it
        self.typed = []       # characters of the text at hand, and when
        self.until = None     # when to kill
        self.keys = None      # or after how many further keys, and how long after the last
        self.soon = 0.0

    def page(self):
        return self.pages[self.at]

    def see(self, *words):
        if not self.session.see(*words, until=self.until):
            raise Killed

    def pause(self, seconds):
        end = time.monotonic() + seconds
        while (now := time.monotonic()) < end:
            if self.until is not None and now >= self.until:
                raise Killed
            self.session.pump(min(end, self.until or end) - now)

    def key(self, key):
        if self.keys is not None:
            self.keys -= 1
            if self.keys < 0:
                self.session.send(key)
                self.until = time.monotonic() + self.soon
                self.keys = None
                return time.monotonic()
        self.session.send(key)
        return time.monotonic()

    def choose(self):
        choice = self.rng.choice("12")
        self.see(self.page() + "?")
        self.key(choice)
        self.see("(*) %s." % choice)
        self.key("\r")
        self.see("How sure")
        sent = self.key("\r")
        self.done[self.page()] = ("ab"[int(choice) - 1], sent)
        self.see("Correct.", "Not yet.")

    def write(self):
        self.see(self.page() + "?")
        self.typed = []
        for n in range(self.rng.randrange(3, 40)):
            word = "%s%03d " % (self.page(), n)
            for character in word:
                self.typed.append((character, self.key(character)))
                self.pause(self.rng.choice((0, 0.002, 0.02)))
        self.see("".join(c for c, _ in self.typed[-6:]).strip())
        text = "".join(c for c, _ in self.typed).strip()
        sent = self.key("\x1b")
        self.done[self.page()] = (text, sent)
        self.see("Saved.")
        self.saved[self.page()] = text
        self.typed = []

    def ask(self):
        """Everything done so far is acknowledged by `=`."""
        before = dict(self.done)
        self.key("=")
        while True:
            self.see("; all saved", "; saving")
            if self.session.sees("; all saved"):
                break
            self.key("=")
            self.pause(0.01)
        self.saved.update({page: what for page, (what, _) in before.items()})

    def step(self):
        if self.page()[0] == "w":
            self.write()
        else:
            self.choose()
        if self.rng.random() < 0.5:
            self.ask()
        self.key(" ")
        self.at += 1

    def learn(self, pages=None):
        while self.at < len(self.pages) - 1 and (pages is None or pages > 0):
            self.step()
            pages = pages - 1 if pages is not None else None


def flat(text):
    return re.sub(r"\s+", "", text)


def typing_lost(learner, killed, screen):
    """Seconds between the first character that is not there any more and the kill."""
    typed = "".join(c for c, _ in learner.typed).rstrip()
    seen = flat(screen)
    for n in range(len(typed), 0, -1):
        if flat(typed[:n]) in seen:
            return killed - learner.typed[n][1] if n < len(typed) else 0.0
    return killed - learner.typed[0][1] if typed else 0.0


def restart(home, learner, killed):
    """The next session: how long it took, and how much typing was lost; None where nothing was being typed."""
    with Session(home, "run", COURSE, "--page", learner.page(), "--words=readable") as again:
        again.see(learner.page() + "?")
        began = time.monotonic() - again.begun
        again.pump(0.02)
        lost = typing_lost(learner, killed, again.text()) if learner.typed else None
        for bad in ("damaged", "newer version"):
            if bad in again.text():
                raise Fault("the next start says:\n" + again.text())
        again.send("\x03")
        status = again.await_end()
        if status != 130:
            raise Fault("the next session ended with %d:\n%s" % (status, again.text()))
        again.await_all()
    return began, lost


def compare(home, learner, killed):
    kept = {page: [what.strip() for what in all_of_it] for page, all_of_it in home.kept().items()}
    for page, what in learner.saved.items():
        if what not in kept.get(page, []):
            raise Fault("called saved and lost: %s %r; kept is %r" % (page, what, kept.get(page)))
    for page, (what, when) in learner.done.items():
        if killed - when > LOST_MOST and what not in kept.get(page, []) and page != learner.page():
            raise Fault("done %.2f s before and lost: %s %r" % (killed - when, page, what))


def choose_moment(learner, rng):
    """Half of them anywhere in time, half just after a key: where the most happens."""
    if rng.random() < 0.5:
        learner.until = time.monotonic() + rng.uniform(0, 1.5)
    else:
        learner.keys, learner.soon = rng.randrange(0, 60), rng.uniform(0, 0.004)


def case(program, rng, number):
    victim = ("program", "program", "scribe", "both")[number % 4]
    with Home(program) as home:
        with Session(home, "run", COURSE, "--words=readable") as session:
            learner = Learner(session, rng)
            choose_moment(learner, rng)
            try:
                learner.learn()
            except Killed:
                pass
            if victim == "program":
                session.look_around()
                kill(session.pid)
            elif victim == "both":
                for pid in session.look_around():
                    kill(pid)
            else:
                for pid in session.scribes():
                    kill(pid)
                # Who is not hit goes on, and must not have lost anything by it.
                learner.until, learner.keys = time.monotonic() + rng.uniform(0.3, 0.8), None
                session.pump(0.05)
                try:
                    learner.pause(2)
                except Killed:
                    pass
                session.look_around()
                kill(session.pid)
            killed = time.monotonic()
            session.await_end()
            session.await_all()
            session.pump()
            # What is on the screen may still be the page before: of this one nothing was sent then.
            if learner.page() in learner.done and learner.page() not in learner.saved and session.sees("Saved."):
                learner.saved[learner.page()] = learner.done[learner.page()][0]
        began, lost = restart(home, learner, killed)
        compare(home, learner, killed)
    if began > START_MOST:
        raise Fault("the next start took %.2f s" % began)
    if lost is not None and lost > LOST_MOST:
        raise Fault("%.2f s of typing lost" % lost)
    return {"start": began, "lost": lost, "saved": len(learner.saved)}


def sum_up(found):
    lost = sorted(one["lost"] for one in found if one["lost"] is not None)
    words = "%d acknowledged kept; next start %.0f ms at most" % (sum(one["saved"] for one in found),
                                                                 1000 * max(one["start"] for one in found))
    if lost:
        words += "; %d times amid typing: lost %.0f ms at most, %.0f ms median" % (
            len(lost), 1000 * lost[-1], 1000 * statistics.median(lost))
        if statistics.median(lost) > LOST_MEDIAN:
            raise Fault("half of the time more than %.2f s of typing were lost" % statistics.median(lost))
    return words
