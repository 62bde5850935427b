# SPDX-License-Identifier: MIT
"""Every byte flipped, every length cut: of a journal, and of the folded record.

flip.c does it in one process, with the reader and the fold themselves: nothing ends it, every record but the one that was
hit is read, none is read otherwise than it was written, and the damaged file lies in quarantine byte for byte. Of a damaged
record.log nothing is lost at all: its backup has it.
"""
import os
import shutil
import subprocess
import tempfile

from world import Fault

RUNS = 200        # in one case
SIZE = 21500      # bytes of either file, or a little more; beyond its end there is nothing to do
CHUNKS = 2 * SIZE // RUNS + 1
SHARE, FULL = 2, 2 * CHUNKS


def case(program, rng, number):
    which = ("journal", "record")[number % 2]
    chunk = number // 2 * 53 % CHUNKS  # a share is from everywhere
    folder = tempfile.mkdtemp(prefix="attune-sweep-", dir="/dev/shm" if os.access("/dev/shm", os.W_OK) else None)
    try:
        done = subprocess.run([program.tool("flip"), folder, which, str(chunk * RUNS), str((chunk + 1) * RUNS),
                               str(rng.randrange(1 << 30))], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=300, check=False)
    except subprocess.TimeoutExpired as late:
        raise Fault("%s: no end in five minutes" % which) from late
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    said = done.stdout.decode(errors="replace").splitlines()
    if done.returncode != 0:
        raise Fault("%s: ended with %d: %s" % (which, done.returncode, "\n".join(said[-5:])))
    if len(said) != 1:
        raise Fault("%s: %s" % (which, "\n".join(said[:8])))
    return {"runs": RUNS}


def sum_up(found):
    return "%d files damaged" % sum(one["runs"] for one in found)
