#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What a screen reader says: a journey through attune, key by key, spoken by Fenrir inside tmux.

    speech.py ATTUNE COURSES JOURNEY     prints the transcript of JOURNEY (a file; see tests/README.md)

Fenrir is the real one, with its own screen and keyboard drivers; only its voice is a script that writes down what
is said. Nothing here knows when a screen reader has finished: each step waits until nothing has been said and
nothing written to the screen for QUIET seconds, within PATIENCE. SPEECH_QUIET makes it wait longer.
"""
import os
import re
import shlex
import subprocess
import sys
import tempfile
import time

sys.dont_write_bytecode = True  # beside the source lies nothing that is made
from watch import Watch

SETTINGS = "/etc/fenrirscreenreader/settings/settings-pty.conf"
QUIET = float(os.environ.get("SPEECH_QUIET", "0.7"))
PATIENCE = 20.0
SIZE = "80x24"
GREETING = "Start Fenrir"
ATTRIBUTE = "has attribute"  # said or not as the screen reader's own clock has it
SECTION_SOUND = re.compile(r"(\[sound\].*?\nenabled=)True", re.S)


class Journey:
    def __init__(self, attune, courses, folder):
        self.folder = folder
        self.rows = 0
        self.spoken = os.path.join(folder, "spoken")
        self.shown = os.path.join(folder, "shown")  # what is written to the screen
        self.home = os.path.join(folder, "home")
        self.socket = os.path.join(folder, "tmux")
        self.attune, self.courses = attune, courses
        self.heard = 0
        os.mkdir(self.home)
        for path in (self.spoken, self.shown):
            open(path, "w").close()
        self.watch = Watch(self.spoken, self.shown)

    def write(self, name, text, mode=0o755):
        path = os.path.join(self.folder, name)
        with open(path, "w") as out:
            out.write(text)
        os.chmod(path, mode)
        return path

    def settings(self):
        voice = self.write("voice", f"#!/bin/sh\nprintf '%s\\n' \"$*\" | tr '\\n' ' ' >>{self.spoken}\necho >>{self.spoken}\n")
        text = open(SETTINGS).read()
        text = re.sub(r"(?m)^driver=(evdev|vcsa)Driver", "driver=ptyDriver", text)
        text = re.sub(r"(?m)^keyboardLayout=.*", "keyboardLayout=pty", text)
        text = re.sub(r"(?m)^genericSpeechCommand=.*", lambda _: f'genericSpeechCommand={voice} "fenrirText"', text)
        return self.write("settings", SECTION_SOUND.sub(r"\1False", text))

    def tmux(self, *words):
        done = subprocess.run(["tmux", "-S", self.socket, "-f", "/dev/null", *words], capture_output=True, text=True)
        return done.stdout

    def start(self, command, size=SIZE):
        columns, self.rows = map(int, size.split("x"))
        given = {"HOME": self.home, "LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin", "TZ": "UTC", "ATTUNE_PATH": self.courses}
        given = " ".join(f"{name}={shlex.quote(value)}" for name, value in given.items())
        program = self.write("program", f'#!/bin/sh\nexec env -i TERM="$TERM" {given} {shlex.quote(self.attune)} {command}\n')
        fenrir = f"SHELL={shlex.quote(program)} fenrir -e -s {shlex.quote(self.settings())}"
        self.tmux("new-session", "-d", "-x", str(columns), "-y", str(self.rows), fenrir)
        self.tmux("pipe-pane", f"exec cat >>{shlex.quote(self.shown)}")

    def screen(self):
        return self.tmux("capture-pane", "-p")

    def row(self):
        """The row that the cursor is on."""
        at = int(self.tmux("display-message", "-p", "#{cursor_y}").strip() or 0)
        return self.screen().split("\n")[at]

    def settle(self, start=False):
        """Waits until all is quiet; at the start until there is a footer and it was said."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if not self.watch.change(QUIET) and (not start or self.has_begun()):
                return
        raise SystemExit(f"not quiet within {PATIENCE} s:\n{self.screen()}")

    def has_begun(self):
        return self.screen().rstrip("\n").count("\n") == self.rows - 1 and os.path.getsize(self.spoken) > len(GREETING) + 8

    def said(self):
        """What was said since last asked, a list; runs of blanks are one."""
        with open(self.spoken, "rb") as log:
            log.seek(self.heard)
            text = log.read()
        self.heard += len(text)
        said = (" ".join(line.replace(" , ", " ").split()) for line in text.decode().split("\n"))
        said = (re.sub(r"slash tmp slash speech.*? slash home", "WORK", line) for line in said)  # it has another name each time
        return [line for line in said if line and line not in (GREETING, ATTRIBUTE)]

    def end(self):
        self.watch.close()
        self.tmux("kill-server")


def steps(path):
    for line in open(path):
        step = shlex.split(line, comments=True)
        if step:
            yield step


def words(text):
    """What is left when signs are not read: Fenrir says some of them in words, and leaves out others."""
    return re.findall(r"\w+", re.sub(r"\b(star|dash)\b", "", text))


def run(journey, path):
    todo = list(steps(path))
    opened = todo.pop(0)[1:] if todo[0][0] == "open" else None  # a page, and a size if it is another one
    journey.start(f"run tea --page {opened.pop(0)} --words=readable" if opened else "tea", *(opened or []))
    journey.settle(start=True)
    yield "[start]", journey.said()
    for verb, word in todo:
        journey.tmux("send-keys", *(["-l", word] if verb == "type" else [word]))
        journey.settle()
        said = journey.said()
        if verb == "row":
            row = journey.row()
            if words(" ".join(said)) != words(row):
                said.append(f"(WRONG: this should have been the row alone: {row.strip()})")
        yield f"[{verb} {word}]", said


def main(attune, courses, path):
    # what saves may still be at it when the terminal has gone
    with tempfile.TemporaryDirectory(prefix="speech", ignore_cleanup_errors=True) as folder:
        journey = Journey(os.path.abspath(attune), os.path.abspath(courses), folder)
        try:
            for step, said in run(journey, path):
                print(step, *(said or ["(silence)"]), sep="\n    ")
        finally:
            journey.end()


if __name__ == "__main__":
    main(*sys.argv[1:])
