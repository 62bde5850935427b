/* SPDX-License-Identifier: MIT
 *
 * boxmemory: what a drop box remembers of what was told of it, so that the next telling can be judged beside it.
 *
 * Use: boxmemory_open(), then boxmemory_read() and boxmemory_write() for each course; close() what it gave, which lets
 * the next one in.
 *
 * Ownership: the descriptor is the caller's.
 *
 * Never knows: what is remembered.
 *
 * It is the folder `.told` in the box, of whoever made the box and for them and the box's group alone (2770): learners can
 * neither look into it nor, where it was made with the box, put one of theirs in its place. One that is anybody else's is
 * not believed. Files are COURSE, 0660, replaced whole.
 */
#ifndef ATTUNE_IO_BOXMEMORY_H
#define ATTUNE_IO_BOXMEMORY_H

#include <stdbool.h>
#include "base/err.h"
#include "base/text.h"

#define BOXMEMORY_FOLDER ".told"

/* The folder, made where the box is ours and there is none, and waited for while somebody else has it open. -1: there is none
 * that can be believed, or nothing can be written there. */
int boxmemory_open(const char *box);

/* Nothing is an empty text. False where it cannot be read. */
bool boxmemory_read(int memory, const char *course, struct str *out);
bool boxmemory_write(int memory, const char *course, const struct str *text, struct err *);

#endif
