# SPDX-License-Identifier: MIT
"""Waits until something is so among files, without looking again and again: the kernel tells of each change (inotify(7)).

    if not until(lambda: os.path.exists(path), 10.0, folder): ...     # asked anew after each change below the folder
    with Watch(file, folder) as watch: watch.change(0.7)              # whether anything changes within 0.7 s

What is watched has to be there; folders that appear below a folder are watched from then on. Where the system does not tell
(macOS), there is no Watch, and until() looks again after a moment. Whoever asks owns the watch, and it ends with its block. It
never knows what a change means: that is asked of the files themselves.
"""
import contextlib
import ctypes
import os
import select
import time

IN_MODIFY, IN_MOVED_FROM, IN_MOVED_TO, IN_CREATE, IN_DELETE = 0x2, 0x40, 0x80, 0x100, 0x200
CHANGES = IN_MODIFY | IN_MOVED_FROM | IN_MOVED_TO | IN_CREATE | IN_DELETE

_libc = ctypes.CDLL(None, use_errno=True)
TOLD = hasattr(_libc, "inotify_init1")
MOMENT = 0.05  # s, where it is not


class Watch:
    def __init__(self, *paths):
        self.paths = paths
        self.fd = _libc.inotify_init1(os.O_CLOEXEC | os.O_NONBLOCK)
        if self.fd < 0:
            raise OSError(ctypes.get_errno(), "inotify")
        for path in paths:
            self._add(path)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        os.close(self.fd)

    def _add(self, path):
        """The folder before what is in it: what comes between is told, or found. A second time changes nothing."""
        if _libc.inotify_add_watch(self.fd, os.fsencode(path), CHANGES) < 0:
            raise OSError(ctypes.get_errno(), "inotify", path)
        with contextlib.suppress(FileNotFoundError, NotADirectoryError):  # gone again, which is told; or a file
            for entry in os.scandir(path):
                if entry.is_dir(follow_symlinks=False):
                    self._add(entry.path)

    def change(self, seconds):
        """Whether something changes within so long; all that changed until now is one change."""
        if not select.select([self.fd], [], [], max(0, seconds))[0]:
            return False
        os.read(self.fd, 65536)
        for path in self.paths:
            with contextlib.suppress(FileNotFoundError):
                self._add(path)
        return True


class _Again(contextlib.nullcontext):
    """Stands for a Watch where nothing is told: something may have changed."""

    def __enter__(self):
        return self

    @staticmethod
    def change(seconds):
        select.select([], [], [], max(0, min(seconds, MOMENT)))
        return seconds > 0


def until(holds, seconds, *paths):
    """Waits until `holds()` is true, so long at the most. Whether it is."""
    end = time.monotonic() + seconds
    with Watch(*paths) if TOLD else _Again() as watch:
        while not holds():
            if not watch.change(end - time.monotonic()):
                return False
    return True
