# SPDX-License-Identifier: MIT
"""The other side of shim.c: a shared file, the environment that goes with it, and what was counted and written down."""
import mmap
import os
import struct

CALLS = ("open", "write", "pwrite", "fdatasync", "fsync", "close", "rename", "link", "unlink", "mkdir", "lock", "read")
CREATE, WRITE, SYNC, RENAME, LINK, UNLINK, MKDIR, SEND, FAILED = range(1, 10)
_COUNTS = struct.Struct("<16Q2IQ")
_ENTRY = struct.Struct("<6I2Q")


class Shim:
    """For one session in one home."""

    def __init__(self, home, fail=None, bits=False, interrupts=False, traces=False):
        self.path = os.path.join(home.path, "shim")
        with open(self.path, "wb") as file:
            file.truncate(64 << 20 if traces else 4096)
        self.env = {"LD_PRELOAD": home.program.tool("shim.so"), "SHIM_SHARED": self.path, "SHIM_BELOW": home.data}
        if fail:
            self.env["SHIM_FAIL"] = "%s,%d,%d,%d" % fail
        for name, wanted in (("BITS", bits), ("EINTR", interrupts), ("TRACE", traces)):
            if wanted:
                self.env["SHIM_" + name] = "1"

    def counts(self):
        """{call: how often}, and how often one was made to fail."""
        with open(self.path, "rb") as file:
            numbers = _COUNTS.unpack(file.read(_COUNTS.size))
        return dict(zip(CALLS, numbers)), numbers[15]

    def trace(self):
        """[(pid, op, inode, offset, name, other name, data)] in order."""
        found = []
        with open(self.path, "rb") as file, mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ) as shared:
            used = _COUNTS.unpack_from(shared)[-1]
            at, end = _COUNTS.size, _COUNTS.size + used
            while at < end:
                size, pid, op, name, to, data, inode, offset = _ENTRY.unpack_from(shared, at)
                rest = at + _ENTRY.size
                found.append((pid, op, inode, offset, os.path.normpath(shared[rest:rest + name].decode()),
                              shared[rest + name:rest + name + to].decode(), shared[rest + name + to:rest + name + to + data]))
                at += size
        return found
