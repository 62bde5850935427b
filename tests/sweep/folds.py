# SPDX-License-Identifier: MIT
"""Three sessions fold at once, and are killed at random.

Nothing is lost, neither of what we know nor lines and fields of a newer version, byte for byte; a journal goes only when
record.log and the backup before it hold all of it; and what a killed fold left behind is gone two starts later.
"""
import json
import os
import subprocess
import time

from world import COURSE, Fault, Home, await_moment, await_orphans, crc, kill, lines, offspring

SHARE, FULL = 20, 500
JOURNALS, ROUNDS = 10, 3
OLD = 2 * 3600


def line(sid, record):
    rest = b"%016x %s" % (sid, json.dumps({"v": 1, **record}, separators=(",", ":")).encode())
    return b"%08x %s" % (crc(rest), rest)


def write_journals(home):
    """{name: lines}. Each has answers, a line of a type that nobody knows yet, and one with a field nobody knows."""
    os.makedirs(home.store, mode=0o700)
    os.chmod(home.data, 0o700)
    written = {}
    for n in range(JOURNALS):
        sid, clock = 0x1000 + n, 10 * n
        found = [line(sid, {"s": 1, "c": clock + 1, "at": "2026-01-01T00:00:00Z", "t": "open", "text": "1"}),
                 line(sid, {"s": 2, "c": clock + 2, "t": "answer", "chapter": "one", "page": "q%02d" % (n + 1), "rev": 1, "attempt": 1,
                            "picks": [{"id": "a"}], "verdict": "right"}),
                 line(sid, {"s": 3, "c": clock + 3, "t": "dream", "of": ["what", {"comes": n}], "v": 2}),
                 line(sid, {"s": 4, "c": clock + 4, "t": "words", "chapter": "one", "page": "w%02d" % (3 * n + 3), "rev": 1, "attempt": 1,
                            "text": "written %d" % n, "scent": "tea"})]
        name = "journal-%016x.log" % sid
        with open(os.path.join(home.store, name), "wb") as file:
            os.fchmod(file.fileno(), 0o600)
            file.write(b"\n".join(found) + b"\n")
        written[name] = found
    return written


def start(home, page):
    process = subprocess.Popen([home.program.attune, "run", COURSE, "--plain", "--page", page], env=home.env, cwd=home.path,
                               stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    process.stdin.write(b"2\n\n")
    process.stdin.close()
    return process


def learn_of(written, files):
    """Journals that sessions left behind: from now on these, too. Places and half answers may be overtaken."""
    for name, data in files.items():
        if name.startswith("journal-") and name not in written:
            whole = [one for one in data.split(b"\n") if lines(one + b"\n")]
            written[name] = [one for one in whole if lines(one + b"\n")[0]["t"] not in ("place", "draft")]


def judge(home, written):
    files = home.files()
    first = list(written)[:JOURNALS]
    held = {name: set(data.split(b"\n")) for name, data in files.items()}
    record = held.get("record.log", set())
    backups = [held[name] for name in files if name.startswith("bak" + os.sep)]
    for name, found in written.items():
        if name in files:
            if name in first and files[name] != b"\n".join(found) + b"\n":
                raise Fault("%s was changed" % name)
            continue
        for one in found:
            if one not in record:
                raise Fault("%s is gone, and record.log has not: %s" % (name, one.decode()))
            if not any(one in backup for backup in backups):
                raise Fault("%s is gone, and no backup has: %s" % (name, one.decode()))
    learn_of(written, files)
    for name in files:
        if name.startswith("quarantine"):
            raise Fault("taken for damaged: %s" % name)
    kept = home.kept()
    for n in range(JOURNALS):
        if "a" not in kept.get("q%02d" % (n + 1), []) or "written %d" % n not in kept.get("w%02d" % (3 * n + 3), []):
            raise Fault("lost: q%02d or w%02d; kept is %r" % (n + 1, 3 * n + 3, kept))


def sweep_up(home, written):
    """Left-overs that are old go at the second start from now."""
    left = [name for name in home.files() if name.startswith(".")]
    for name in left:
        os.utime(os.path.join(home.store, name), (time.time() - OLD, time.time() - OLD))
    for page in ("q11", "q12"):
        home.answer(page)
        judge(home, written)
    still = sorted(set(left) & set(home.files()))
    if still:
        raise Fault("still there two starts later: %s" % ", ".join(still))
    return len(left)


def case(program, rng, number):
    with Home(program) as home:
        written = write_journals(home)
        killed = 0
        if number % 2:  # one alone, that ends well: it folds, and removes nothing yet
            home.answer("q13")
            judge(home, written)
        for _ in range(ROUNDS):
            processes = [start(home, "q2%d" % n) for n in range(3)]
            await_moment(rng.uniform(0, 0.08))
            for pid in offspring(os.getpid()):
                if rng.random() < 0.8:
                    kill(pid)
                    killed += 1
            for process in processes:
                process.wait()
            await_orphans()
            judge(home, written)
        left = sweep_up(home, written)
        folded = "record.log" in home.files()
    if not folded:
        raise Fault("nothing was ever folded")
    return {"killed": killed, "left": left}


def sum_up(found):
    return "%d processes killed, %d unfinished folds swept up, 0 records lost" % (
        sum(one["killed"] for one in found), sum(one["left"] for one in found))
