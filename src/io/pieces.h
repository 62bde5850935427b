/* SPDX-License-Identifier: MIT
 *
 * pieces: a file of lines, some lines at a time, so that what is none costs no memory.
 *
 * Use: pieces_begin(), pieces_add() with what was read of the file, one part after the other, pieces_end().
 *
 * Ownership: a struct pieces owns the beginning of the line at hand; pieces_end() or pieces_drop() releases it. What `each`
 * gets is borrowed for the call.
 *
 * Never knows: files, what a line says.
 */
#ifndef ATTUNE_IO_PIECES_H
#define ATTUNE_IO_PIECES_H

#include <stddef.h>
#include "base/text.h"

/* `bytes` begin where a line begins, and end behind an LF or where the file ends. */
typedef void pieces_fn(void *ctx, const char *bytes, size_t len);

struct pieces {
	size_t size;     /* from so many bytes on the whole lines among them are given away */
	pieces_fn *each;
	void *ctx;
	struct str held;
	size_t looked;   /* of what is held, and there is no LF in it */
};

void pieces_begin(struct pieces *, size_t size, pieces_fn *each, void *ctx);
void pieces_add(struct pieces *, const char *bytes, size_t len);
void pieces_end(struct pieces *);  /* the rest, if there is any, which may lack its LF */
void pieces_drop(struct pieces *); /* the rest is of no concern */

#endif
