# SPDX-License-Identifier: MIT
"""The power goes: every state in which the disk may then be, made from what a session really asked of it.

shim.c writes down each write, sync, rename, link and unlink of a session on a terminal, and what was said between the
program and its scribe. At a cut through that list everything that was synced is on the disk, and of the rest anything: it
may have come in another order, in part (sectors of 512 bytes), or not at all; a name counts as synced only once its folder
was. In every such state the program must start, and have every record that the scribe had called safe before the cut, and
the last draft that was synced. Some sessions meet a sync that fails: what was written before it is then lost for good,
whatever a later sync of the same file says (that is how disks and file servers do it).
"""
import errno
import json
import os
import shutil
import struct

from faults import Visit
from shim import CREATE, FAILED, LINK, MKDIR, RENAME, SEND, SYNC, UNLINK, WRITE, Shim
from world import COURSE, Fault, Home, Session, await_orphans, lines

SHARE, FULL = 3, 100
STATES = 50          # of one session
SECTOR = 512
HEAD = struct.Struct("<QII")      # struct scribe_head
REPLY = struct.Struct("<QIi5I4x")   # struct scribe_reply
SYNC_WORD, DRAFT_WORD = 0, 2


# -- What was said ------------------------------------------------------------------------------

def frames(data):
    """(number, word, line) of each message to the scribe."""
    at = 0
    while at + HEAD.size <= len(data):
        number, word, size = HEAD.unpack_from(data, at)
        yield number, word, data[at + HEAD.size:at + HEAD.size + size]
        at += HEAD.size + size


def replies(data):
    """The number in each reply; lines of other sessions may follow one."""
    at = 0
    while at + REPLY.size <= len(data):
        number, _, _, size, *_ = REPLY.unpack_from(data, at)
        yield number
        at += REPLY.size + size


def promises(trace, pid):
    """[(place in the trace, record)]: from then on the record was called safe."""
    sent, promised, safe = [], [], 0
    for place, (who, op, _, _, _, _, data) in enumerate(trace):
        if op != SEND:
            continue
        if who == pid:
            sent += [(number, line) for number, word, line in frames(data) if word == SYNC_WORD]
            continue
        if len(data) >= REPLY.size:
            safe = max([safe, *replies(data)])
        while sent and sent[0][0] <= safe:
            promised += [(place, record) for record in lines(sent.pop(0)[1])]
    return promised


def drafts(trace):
    """[(place, record)]: from then on this half answer was synced, in its slot."""
    written, synced = {}, []
    for place, (_, op, inode, _, name, _, data) in enumerate(trace):
        if op == WRITE and os.path.basename(name).startswith("draft-"):
            found = lines(data.rstrip(b" \n") + b"\n")
            written[inode] = found[0] if found else None
        elif op == SYNC and written.get(inode):
            synced.append((place, written.pop(inode)))
        elif op == FAILED:
            written.pop(inode, None)
    return synced


def told_apart(trace):
    """The same trace, in which no two files have one number: a file system gives that of a file that is gone to the next one
    (most sessions make the fold with the number of their sign of life)."""
    made, found = {}, []
    for who, op, inode, *rest in trace:
        if op == CREATE:
            made[inode] = made.get(inode, 0) + 1
        found.append((who, op, (inode, made.get(inode, 0)), *rest))
    return found


# -- What may be on the disk ----------------------------------------------------------------------

class Disk:
    """Names and bytes after a cut. What is not durable comes or stays away as `rng` likes."""

    def __init__(self, before, trace, cut, rng):
        self.rng = rng
        self.mood = rng.choice(("all", "none", "some", "some", "torn", "torn"))
        self.names = {name: name for name in before}    # path: inode, or the path itself for what was there
        self.bytes = {name: bytearray(data) for name, data in before.items()}
        self.folders = {os.path.dirname(name) for name in before}
        entries = trace[:cut]
        synced_file, synced_folder = {}, {}
        for place, (_, op, inode, _, name, _, _) in enumerate(entries):
            if op == SYNC:
                synced_file[inode] = synced_folder[name] = place
        failed = [(place, inode) for place, (_, op, inode, _, _, _, _) in enumerate(entries) if op == FAILED]
        for place, (_, op, inode, offset, name, to, data) in enumerate(entries):
            if op == WRITE:
                lost = any(inode == other and place < when and not self.was_synced(entries, inode, place, when)
                           for when, other in failed)
                durable = not lost and synced_file.get(inode, -1) > place
                self.write(inode, offset, data, durable, lost)
            elif op in (CREATE, MKDIR, LINK, RENAME, UNLINK):
                folder = os.path.dirname(to or name)
                if synced_folder.get(folder, -1) > place or self.keeps():
                    self.change(op, inode, name, to)

    @staticmethod
    def was_synced(entries, inode, place, when):
        return any(entries[i][1] == SYNC and entries[i][2] == inode for i in range(place, when))

    def keeps(self):
        return {"all": True, "none": False}.get(self.mood, self.rng.random() < 0.5)

    def write(self, inode, offset, data, durable, lost):
        held = self.bytes.setdefault(inode, bytearray())
        if lost:
            return
        if durable or (self.mood != "torn" and self.keeps()):
            self.put(held, offset, data)
        elif self.mood == "torn":
            first = offset - offset % SECTOR
            for sector in range(first, offset + len(data), SECTOR):
                start, end = max(sector, offset), min(sector + SECTOR, offset + len(data))
                if self.rng.random() < 0.5:
                    self.put(held, start, data[start - offset:end - offset])
                elif self.rng.random() < 0.3:
                    self.put(held, end, b"")  # the size came, the bytes did not

    @staticmethod
    def put(held, offset, data):
        if len(held) < offset:
            held.extend(bytes(offset - len(held)))
        held[offset:offset + len(data)] = data

    def change(self, op, inode, name, to):
        if op == MKDIR:
            self.folders.add(name)
        elif op == CREATE:
            self.names[name] = inode
            self.bytes.setdefault(inode, bytearray())
        elif op == UNLINK:
            self.names.pop(name, None)
        elif op == LINK and name in self.names:
            self.names[to] = self.names[name]
        elif op == RENAME and name in self.names:
            self.names[to] = self.names.pop(name)

    def lay_out(self, old, new):
        """Makes the state below `new`, where the session's was below `old`. A file whose folder did not come is nowhere."""
        for folder in sorted(self.folders):
            path = new + folder[len(old):]
            if os.path.isdir(os.path.dirname(path)) and not os.path.isdir(path):
                os.mkdir(path, 0o700)
        for name, inode in self.names.items():
            path = new + name[len(old):]
            if os.path.isdir(os.path.dirname(path)):
                with open(path, "wb") as file:
                    os.fchmod(file.fileno(), 0o600)
                    file.write(self.bytes[inode])


# -- A session, and its states ---------------------------------------------------------------------

def all_files(folder):
    found = {}
    for inner, _, names in os.walk(folder):
        for name in names:
            with open(os.path.join(inner, name), "rb") as file:
                found[os.path.join(inner, name)] = file.read()
    return found


def record_session(home, rng, number):
    """What is there before, and the trace of a session that writes, is left amid a sentence, and may meet an error."""
    for page in ["q%02d" % n for n in range(10, 10 + rng.choice((0, 3, 10)))]:
        home.answer(page)
    fail = None
    if number % 3 == 2:
        fail = (rng.choice(("fdatasync", "fdatasync", "fsync")), rng.randrange(1, 6), errno.EIO, 1)
    os.makedirs(home.data, mode=0o700, exist_ok=True)
    kept, before = home.kept() if os.path.isdir(home.store) else {}, all_files(home.data)
    shim = Shim(home, fail=fail, traces=True)
    with Session(home, "run", COURSE, "--page", "q02", "--words=readable", env=shim.env) as session:
        visit = Visit(session)
        visit.session.see("q02?")
        visit.walk_on()
        session.send("half a sentence")
        session.rest(rng.uniform(0.2, 1.6))  # the slot is written after a quarter of a second, and synced after one more
        session.send(rng.choice((" and", "")) )
        session.send("\x03\x03")  # once more where something is not saved
        session.await_end()
        session.await_all(20)
        pid = session.pid
    await_orphans()
    return kept, before, told_apart(shim.trace()), pid


def is_kept(record, found):
    said = found.get(record.get("page"), [])
    if record["t"] == "answer":
        return all(pick["id"] in said for pick in record["picks"])
    if record["t"] == "words" and "text" in record:
        return record["text"] in said
    return True


def drafts_left(home):
    """Half answers that are on the disk, wherever."""
    return [record for data in home.files().values() for record in lines(data.replace(b"  ", b""))
            if record["t"] in ("draft", "words", "answer")]


def read_back(home):
    """What the program says is kept. Where no whole line came to the disk it may say that there is nothing to read: whether there
    should be is asked next."""
    try:
        return home.kept()
    except Fault as fault:
        if not any(lines(data) for data in home.files().values()):
            return {}
        raise Fault("cannot be read: %s" % fault) from fault


def judge(home, kept, promised, synced, cut):
    found = read_back(home)
    for page, answers in kept.items():
        if not set(map(json.dumps, answers)) <= set(map(json.dumps, found.get(page, []))):
            raise Fault("there before the session and lost: %s %r" % (page, answers))
    for place, record in promised:
        if place < cut and not is_kept(record, found):
            raise Fault("called safe and lost: %s; kept is %r" % (json.dumps(record), found.get(record["page"])))
    last = max((pair for pair in synced if pair[0] < cut and pair[1].get("text")), default=None, key=lambda pair: pair[0])
    if last and not any(one["sid"] == last[1]["sid"] and one["s"] >= last[1]["s"] for one in drafts_left(home)):
        raise Fault("a synced half answer is nowhere: %s" % json.dumps(last[1]))


def one_state(program, rng, home, session):
    kept, before, trace, promised, synced = session
    cut = rng.randrange(1, len(trace) + 1)
    disk = Disk(before, trace, cut, rng)
    with Home(program) as after:
        os.mkdir(after.data, 0o700)
        disk.lay_out(home.data, after.data)
        words = "cut at %d of %d, %s" % (cut, len(trace), disk.mood)
        try:
            judge(after, kept, promised, synced, cut)
            done = after.run("run", COURSE, "--plain", "--page", "q30", stdin="1\n\n")
            if done.returncode != 0:
                raise Fault("the next session ended with %d: %s" % (done.returncode, done.stderr.decode(errors="replace")))
            await_orphans()
            judge(after, kept, promised, synced, cut)
        except Fault as fault:
            left = ["%s %d" % (name, len(data)) for name, data in sorted(after.files().items())]
            if os.environ.get("SWEEP_KEEP"):
                shutil.copytree(after.path, os.environ["SWEEP_KEEP"], dirs_exist_ok=True)
            raise Fault("%s: %s\n  %s" % (words, fault, "\n  ".join(left))) from fault


def case(program, rng, number):
    with Home(program) as home:
        kept, before, trace, pid = record_session(home, rng, number)
        promised, synced = promises(trace, pid), drafts(trace)
        if not promised:
            raise Fault("nothing was called safe")
        for _ in range(STATES):
            one_state(program, rng, home, (kept, before, trace, promised, synced))
    return {"entries": len(trace), "promised": len(promised), "synced": len(synced)}


def sum_up(found):
    return "%d states of %d sessions; %d records called safe, %d drafts synced" % (
        STATES * len(found), len(found), sum(one["promised"] for one in found), sum(one["synced"] for one in found))
