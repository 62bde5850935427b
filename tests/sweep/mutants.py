#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Proves that the sweeps can fail: each fault they are there for is put into a copy of the source, and has to be caught.

    tests/sweep/mutants.py [--seed N] [--applies] [NAME...]

mutants/NAME.patch is the fault. One that no longer applies, or does not build, is a failure: then the patch is to be made anew. First
everything that is to catch them has to pass without any. --applies only asks whether each still applies. The last line is "N passed, N failed".
"""
import argparse
import os
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))


def sweep(name, count):
    return ("tests/sweep/run", name, "-n", str(count))


def unit(name):
    return ("make", "--no-print-directory", "check-unit", "ONLY=" + name)


# What is to catch what.
CATCHERS = {
    "no-fdatasync": sweep("crash", 6),
    "no-folder-fsync": sweep("crash", 6),
    "close-ignored": sweep("closing", 80),
    "told-before-sync": sweep("crash", 6),
    "fsync-again": sweep("crash", 30),
    "crc-skipped": sweep("flips", 4),
    "unknown-dropped": sweep("folds", 8),
    "journals-at-once": sweep("folds", 8),
    "umask-022": sweep("modes", 3),
    "aad-empty": ("tests/check-vault.sh",),
    "nonce-from-time": unit("io/test_vault"),
    "erase-for-wipe": unit("term/test_screen"),
}
LIMIT = 1200  # s for any command


def run(command, folder, log):
    """True when it ended with 0; what it said is in `log`."""
    with open(log, "wb") as out:
        env = {**os.environ, "B": os.path.join(folder, "build")}
        return subprocess.run(command, cwd=folder, env=env, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT,
                              timeout=LIMIT, check=False).returncode == 0


def tail(log, lines=12):
    with open(log, errors="replace") as file:
        return "".join(["    | " + line for line in file.readlines()[-lines:]])


def build(folder, log):
    return run(("make", "--no-print-directory", "all", "_sweep"), folder, log)


def patch(folder, name, log, *how):
    return run(("patch", "-p1", "--batch", *how, "-i", os.path.join(HERE, "mutants", name + ".patch")), folder, log)


def count_stale(names):
    """How many patches are to be made anew; says which."""
    stale = 0
    for name in names:
        with tempfile.NamedTemporaryFile() as log:
            if not patch(ROOT, name, log.name, "--dry-run"):
                stale += 1
                print("%s: it no longer applies:\n%s" % (name, tail(log.name)), flush=True)
    return stale


def judge(folder, name, catcher, log):
    """None when it was caught, else why not."""
    if not patch(folder, name, log):
        return "it no longer applies:\n" + tail(log)
    try:
        if not build(folder, log):
            return "it does not build:\n" + tail(log)
        if run(catcher, folder, log):
            return "not caught by %s" % " ".join(catcher)
        return None
    finally:
        patch(folder, name, log, "-R")


def copy_source(folder):
    """What is under version control, as it is now."""
    names = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, stdout=subprocess.PIPE, check=True).stdout.split(b"\0")
    for name in filter(None, names):
        if os.path.exists(os.path.join(os.fsencode(ROOT), name)):
            to = os.path.join(os.fsencode(folder), name)
            os.makedirs(os.path.dirname(to), exist_ok=True)
            shutil.copy2(os.path.join(os.fsencode(ROOT), name), to)


def arguments():
    say = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    say.add_argument("names", nargs="*", metavar="NAME", help="one of: " + " ".join(CATCHERS))
    say.add_argument("--seed", metavar="N", help="for the sweeps; default: their own")
    say.add_argument("--applies", action="store_true", help="build and run nothing: does each patch still apply?")
    return say.parse_intermixed_args()


def main():
    args = arguments()
    unknown = set(args.names) - set(CATCHERS)
    if unknown:
        sys.exit("no such mutant: %s" % ", ".join(sorted(unknown)))
    seed = ("--seed", args.seed) if args.seed else ()
    catchers = {name: CATCHERS[name] + (seed if "tests/sweep/run" in CATCHERS[name] else ()) for name in args.names or CATCHERS}
    if args.applies:
        stale = count_stale(catchers)
        print("%d passed, %d failed" % (len(catchers) - stale, stale))
        return 1 if stale else 0
    passed = failed = 0
    with tempfile.TemporaryDirectory(prefix="attune-mutants-") as folder:
        log = os.path.join(folder, "log")
        copy_source(folder)
        if not build(folder, log):
            sys.exit("the source does not build:\n" + tail(log))
        for command in dict.fromkeys(catchers.values()):
            if not run(command, folder, log):
                failed += 1
                print("without any mutant %s fails:\n%s" % (" ".join(command), tail(log, 40)), flush=True)
        for name, catcher in catchers.items():
            why = judge(folder, name, catcher, log)
            passed, failed = passed + (why is None), failed + (why is not None)
            print("%s: %s" % (name, why or "caught by " + " ".join(catcher)), flush=True)
    print("%d passed, %d failed" % (passed, failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
