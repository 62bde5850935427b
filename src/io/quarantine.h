/* SPDX-License-Identifier: MIT
 *
 * quarantine: where a damaged file is kept as it was, byte for byte, when the folder goes on without it.
 *
 * Use: quarantine_holds() says whether this file, just like this, is there already: then its damage is no news.
 * quarantine_copy() puts it there; quarantine_move() what cannot be read and is in the way.
 *
 * Ownership: bytes are borrowed.
 *
 * Never knows: what is wrong with a file. Nothing is ever removed from there by attune, but by `attune erase`.
 */
#ifndef ATTUNE_IO_QUARANTINE_H
#define ATTUNE_IO_QUARANTINE_H

#include <stdbool.h>
#include <stddef.h>
#include "base/err.h"

/* The first `len` bytes of a file of the folder. */
bool quarantine_holds(int dir, const char *name, size_t len);

/* As quarantine/<name>.<crc32c of it>, on the disk when this is true; nothing to do when it is held already. */
bool quarantine_copy(int dir, const char *name, const char *bytes, size_t len, struct err *err);

/* What has this name, a folder or a link too, becomes quarantine/<name>.<16 hex>, unread; on the disk when this is true. */
bool quarantine_move(int dir, const char *name, struct err *err);

#endif
