# SPDX-License-Identifier: MIT
"""One learner in two windows: ten answers and half a sentence in each, in any order, and any end of either.

All twenty answers are kept, also where both answered the same page, and both half sentences are there for a third session. The
second window says that there is another one.
"""
import os
import signal

from watch import until
from world import COURSE, PATIENCE, Fault, Home, Session, await_orphans, kill

SHARE, FULL = 4, 200
ANSWERS = 10


class Window:
    """One of the two: its pages in order, and what was done there."""

    def __init__(self, home, first, choice):
        self.choice, self.at, self.done = choice, first, {}
        self.session = Session(home, "run", COURSE, "--page", "q%02d" % first, "--words=readable")
        self.text = None

    def await_sign(self, home):
        """Until the session is one that others can know of: that comes after its first picture."""
        if not until(lambda: any(name.startswith("live-") and data for name, data in home.files().items()), PATIENCE, home.path):
            raise Fault("no sign of life")

    def answer(self):
        page = "q%02d" % self.at
        self.session.see(page + "?")
        while self.session.sees("your answer"):  # the other window was here first, and we know of it
            self.go_on()
            page = "q%02d" % self.at
            self.session.see(page + "?")
        self.session.send(self.choice)
        self.session.see("(*) %s." % self.choice)
        self.session.send("\r")
        self.session.see("How sure")
        self.session.send("\r")
        self.session.see("Correct.", "Not yet.")
        self.done[page] = "ab"[int(self.choice) - 1]
        while not self.session.sees("; all saved"):
            self.session.send("=")
            self.session.see("; all saved", "; saving")
            self.session.rest(0.02)
        self.go_on()

    def go_on(self):
        self.session.send(" ")
        if self.at % 3 == 0:
            self.skip("w%02d" % self.at)
        self.at += 1

    def skip(self, page):
        self.session.see(page + "?")
        self.session.send("\x1b")
        self.session.see("Space next")
        self.session.send(" ")

    def begin_to_write(self, words):
        """On the first page for words that comes."""
        while self.at % 3:
            self.answer()
        self.session.see("q%02d?" % self.at)
        page = "q%02d" % self.at
        self.session.see(page + "?")
        self.session.send(" ")
        self.text = ("w%02d" % self.at, words)
        self.session.see(self.text[0] + "?")
        self.session.send(words)
        self.session.see(words)

    def end(self, how):
        self.session.rest(0.7)  # the slot is written after a quarter of a second
        if how == "kill":
            kill(self.session.pid)
        elif how == "leave":
            self.session.send("\x03")
        else:
            os.kill(self.session.pid, signal.SIGTERM)
        self.session.await_end()
        self.session.await_all()


def offered(home, window):
    page, words = window.text
    with Session(home, "run", COURSE, "--page", page, "--words=readable") as third:
        third.see(page + "?")
        if not third.gather(words, seconds=1):
            raise Fault("half a sentence is not offered on %s: %r\n%s" % (page, words, third.text()))
        third.send("\x03")
        third.await_end()
        third.await_all()


def offered_both(home, windows):
    """On one page: a third session has to choose."""
    with Session(home, "run", COURSE, "--page", windows[0].text[0], "--words=readable") as third:
        third.see("more than one window")
        for window in windows:
            if not third.gather(window.text[1], seconds=1):
                raise Fault("half a sentence is not offered: %r\n%s" % (window.text, third.text()))
        third.send("\x03")
        third.await_end()
        third.await_all()


def case(program, rng, number):
    same = number % 2 == 0
    with Home(program) as home:
        windows = [Window(home, 1, "1")]
        with windows[0].session:
            windows[0].session.see("q01?")
            windows[0].await_sign(home)
            windows.append(Window(home, 1 if same else 16, "2"))
            with windows[1].session:
                windows[1].session.see("Also open")
                turns = [0] * ANSWERS + [1] * ANSWERS
                rng.shuffle(turns)
                for turn in turns:
                    windows[turn].answer()
                for window in rng.sample(windows, 2):
                    window.begin_to_write("half of it in window " + window.choice)
                for window in rng.sample(windows, 2):
                    window.end(rng.choice(("kill", "leave", "term")))
        await_orphans()
        kept = home.kept()
        for window in windows:
            for page, what in window.done.items():
                if what not in kept.get(page, []):
                    raise Fault("lost: %s %s; kept is %r" % (page, what, kept.get(page)))
        if same:
            everything = b"".join(home.files().values())
            for window in windows:
                if window.text[1].encode() not in everything:
                    raise Fault("lost: %r" % window.text[1])
            offered_both(home, windows)
        else:
            for window in windows:
                offered(home, window)
    return {"answers": sum(len(window.done) for window in windows)}


def sum_up(found):
    return "%d answers, %d half sentences, none lost" % (sum(one["answers"] for one in found), 2 * len(found))
