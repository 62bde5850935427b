# SPDX-License-Identifier: MIT
"""Many learners on one computer: the part `room` of tests/bench/run.

A crowd, in a process of its own, turns a page each every few seconds; beside it one learner, whose keys are timed. Once
alone, then with more and more: what one more costs in memory and processor, what it does to the others' keys, and that a
room that reads costs nothing. --plot FILE draws it as SVG: assets/room.svg is made by

    tests/bench/run --only room --crowd 1,50,100,200 --plot assets/room.svg
"""
import json
import os
import select
import time

EVERY = 5.0    # s between two page turns of one of the crowd
MEASURED = 15  # s that a crowd of one size is watched
RATE = 10      # keys a second of the learner whose keys are timed
PAGES = 50
OVER_SSH = {"SSH_CONNECTION": "192.0.2.1 50000 192.0.2.2 22"}  # what sshd tells a session


def processor(pids):
    """Seconds of processor that these have used, to the nanosecond: a page is less than a tick of the clock."""
    used = 0
    for pid in pids:
        try:
            with open("/proc/%d/schedstat" % pid) as stat:
                used += int(stat.read().split()[0])
        except OSError:
            continue
    return used / 1e9


def drain(sessions, until):
    while True:
        left = until - time.monotonic()
        if left <= 0:
            return
        for line in select.select([session.line for session in sessions], [], [], left)[0]:
            os.read(line, 65536)


def attend(bench, tools, subject, size, orders, reports):
    """The crowd: learners come, turn pages for as long as they are told to, then read. One line of JSON for each order."""
    sessions = [subject.open(bench) for _ in range(size)]
    pids = [pid for session in sessions for pid in session.family()]
    print(json.dumps({"here": len(sessions)}), file=reports, flush=True)
    before, began, turned = processor(pids), time.monotonic(), 0
    while not select.select([orders], [], [], 0)[0]:
        for session in sessions:
            session.key(b" ")
            turned += 1
            drain(sessions, began + turned * EVERY / size)
            if select.select([orders], [], [], 0)[0]:
                break
    orders.readline()
    spent = processor(pids) - before, time.monotonic() - began
    memory = [tools.own_memory(session) for session in sessions]
    drain(sessions, time.monotonic() + 7)  # past the last thing that is saved a little later
    woken, waited = [tools.switches(session) for session in sessions], 5
    drain(sessions, time.monotonic() + waited)
    after = [tools.switches(session) for session in sessions]
    idle = None if None in woken + after else sum(after) - sum(woken)
    print(json.dumps({"cpu": spent, "memory": memory, "idle": idle, "turned": turned}), file=reports, flush=True)
    for session in sessions:
        session.end()
    os._exit(0)


def start_crowd(bench, tools, subject, size):
    order, say = os.pipe(), os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            attend(bench, tools, subject, size, os.fdopen(order[0]), os.fdopen(say[1], "w"))
        finally:
            os._exit(1)
    os.close(order[0])
    os.close(say[1])
    return pid, os.fdopen(order[1], "w"), os.fdopen(say[0])


def time_keys(bench, subject, seconds):
    """Seconds from a key to the last byte of its page, again and again."""
    session, said, began = subject.open(bench), [], time.monotonic()
    for turn in range(int(seconds * RATE)):
        now = time.monotonic()
        session.key(b" " if turn // 40 % 2 == 0 else b"b")
        _, _, last = session.burst()
        said.append(last - now)
        session.read(max(0, began + (turn + 1) / RATE - time.monotonic()))
    session.end()
    return sorted(said)


def watch(bench, tools, crowd, alone, size):
    """One size of room: latencies of one learner, and what the crowd says of itself."""
    if size == 1:
        return {"size": 1, "keys": time_keys(bench, alone, MEASURED)}
    pid, orders, reports = start_crowd(bench, tools, crowd, size - 1)
    here = reports.readline()
    if not here:
        raise RuntimeError("the crowd of %d did not come" % size)
    row = {"size": size, "keys": time_keys(bench, alone, MEASURED)}
    print("now read", file=orders, flush=True)
    row.update(json.loads(reports.readline()))
    os.waitpid(pid, 0)
    return row


def at(values, part):
    return values[min(len(values) - 1, int(len(values) * part))]


# -- The table ----------------------------------------------------------------------------------------


def tell(bench, rows):
    report = bench.report
    for row in rows:
        several = row["size"] > 1
        for name, part in (("p50", 0.5), ("p99", 0.99)):
            report.row("%d learners: a key, %s" % (row["size"], name), [at(row["keys"], part)], "s", 0.1)
        if not several:
            continue
        spent, seconds = row["cpu"]
        report.row("%d: processor for a page" % row["size"], [spent / row["turned"]], "s")
        report.row("%d: thousandths of one core" % row["size"], [1000 * spent / seconds], "")
        memory = [value for value in row["memory"] if value is not None]
        report.row("%d: private memory of each" % row["size"], memory, "kB", 2048)
        report.row("%d: wake-ups in 5 s while all read" % row["size"], [row["idle"]], "", 0)


def kiosk_and_bare(bench, tools):
    """What the walls cost at the start, and the memory of one beside a bare curses program."""
    plain = bench.ours("a start", tools.COURSE, "run")
    kiosk = tools.Subject("a start with --kiosk", [bench.attune, "run", tools.COURSE, "--kiosk", "--ephemeral"], b"? help", b"\x03")
    free = tools.Subject("a start with --ephemeral", [bench.attune, "run", tools.COURSE, "--ephemeral"], b"? help", b"\x03")
    said = bench.in_turn([plain, free, kiosk], min(bench.args.n, 40), lambda _, session: session.seen - session.begun)
    bench.report.row(plain.name, said[plain.name], "s")
    least = bench.report.row(free.name, said[free.name], "s")
    bench.report.row(kiosk.name, said[kiosk.name], "s", 1.3, least)
    if not bench.args.bare:
        bench.report.note("no --bare: memory is compared with nothing")
        return
    bare = tools.Subject("bare curses", [bench.args.bare], b"? help", b"\x03")

    def measure(_, session):
        for _ in range(5):
            session.key(b" ")
            session.read(tools.QUIET)
        session.read(5 * tools.QUIET)
        pages = [tools.counted(pid, "smaps_rollup", "Pss_Anon") for pid in session.family()]
        return pages[0], tools.summed(pages)

    over_ssh = bench.ours("one over ssh", tools.COURSE, "run", **OVER_SSH)
    said = bench.in_turn([bare, plain, over_ssh], 5, measure)
    least = bench.report.row("bare curses: private memory", [both[0] for both in said[bare.name]], "kB")
    bench.report.row("over ssh: attune and the process that writes", [both[1] for both in said[over_ssh.name]], "kB", 2, least)
    bench.report.row("over ssh: attune alone", [both[0] for both in said[over_ssh.name]], "kB")
    bench.report.row("alone at a computer: both", [both[1] for both in said[plain.name]], "kB")


# -- The picture --------------------------------------------------------------------------------------

WIDE, HIGH, LEFT, BELOW = 640, 300, 60, 40


def line_of(points, colour, name, at_end):
    path = " ".join("%s%.1f,%.1f" % ("L" if i else "M", x, y) for i, (x, y) in enumerate(points))
    dots = "".join('<circle cx="%.1f" cy="%.1f" r="3" fill="%s"/>' % (x, y, colour) for x, y in points)
    return ('<path d="%s" fill="none" stroke="%s" stroke-width="2"/>%s<text x="%.1f" y="%.1f" fill="%s">%s</text>'
            % (path, colour, dots, at_end[0], at_end[1], colour, name))


def draw(rows, path):
    """Latency of a key over the size of the room, as an SVG that reads the same without colours."""
    most_x = max(row["size"] for row in rows)
    most_y = max(1.0, max(at(row["keys"], 0.99) for row in rows) * 1000) * 1.15

    def place(size, ms):
        return LEFT + (WIDE - LEFT - 90) * size / most_x, HIGH - BELOW - (HIGH - BELOW - 30) * ms / most_y

    parts = ['<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="12">' % (WIDE, HIGH),
             "<title>A key, in a room of learners</title>",
             "<desc>%s</desc>" % " ".join("%d learners: p50 %.1f ms, p99 %.1f ms." % (
                 row["size"], at(row["keys"], 0.5) * 1000, at(row["keys"], 0.99) * 1000) for row in rows),
             '<rect width="100%%" height="100%%" fill="white"/><text x="%d" y="18">ms from a key to its page, one learner among'
             " as many who turn a page every %g s</text>" % (LEFT, EVERY)]
    for i in range(5):
        ms = most_y * i / 4
        x, y = place(0, ms)
        parts.append('<path d="M%.1f,%.1f H%d" stroke="#ddd"/><text x="%.1f" y="%.1f" text-anchor="end">%.1f</text>'
                     % (x, y, WIDE - 80, x - 6, y + 4, ms))
    for row in rows:
        x, _ = place(row["size"], 0)
        parts.append('<text x="%.1f" y="%d" text-anchor="middle">%d</text>' % (x, HIGH - BELOW + 18, row["size"]))
    for part, colour, name in ((0.5, "#1b6e53", "p50"), (0.99, "#8a3b12", "p99")):
        points = [place(row["size"], at(row["keys"], part) * 1000) for row in rows]
        parts.append(line_of(points, colour, name, (points[-1][0] + 8, points[-1][1] + 4)))
    with open(path, "w") as file:
        file.write("\n".join(parts) + "\n</svg>\n")


def measure(bench, tools):
    sizes = sorted({1, *(int(word) for word in bench.args.crowd.split(","))})
    bench.report.section("A room: up to %d learners who turn a page every %g s" % (sizes[-1], EVERY))
    kiosk_and_bare(bench, tools)
    folder = os.path.join(bench.place, "room")
    chapter, = tools.make_course(folder, PAGES, PAGES)
    crowd = bench.ours("one of a room", folder, "run", "--chapter=" + chapter, **OVER_SSH)
    rows = [watch(bench, tools, crowd, crowd, size) for size in sizes]
    tell(bench, rows)
    if bench.args.plot:
        draw(rows, bench.args.plot)
