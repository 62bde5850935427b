/* SPDX-License-Identifier: MIT
 *
 * lines: lines in, lines out: what plain mode reads and writes.
 *
 * Use: a struct lines, zeroed but for its codeset; lines_read() when the descriptor is readable, then
 * lines_next() until it returns false. lines_make() turns what is to be said into
 * the bytes for the terminal, lines_write() writes them.
 *
 * Ownership: owns what was read and not yet given; lines_release wipes it.
 *
 * Never knows: what a line means, when to wait, curses.
 *
 * Contract: no Escape, carriage return or backspace is ever written, nor any other control but the newline,
 * whatever the text came from; what was written is never taken back.
 */
#ifndef ATTUNE_PLAIN_LINES_H
#define ATTUNE_PLAIN_LINES_H

#include <stdbool.h>
#include <termios.h>
#include "base/codeset.h"
#include "base/err.h"
#include "base/text.h"
#include "view/doc.h"

#define LINES_MOST (64 * 1024) /* bytes of one line; the rest of it is dropped */

struct lines {
	const struct codeset *codeset; /* of what is read; NULL: UTF-8 */
	struct str bytes;      /* read; [0, taken) was given */
	size_t taken;
	size_t begun;          /* bytes kept of the line that has no end yet */
	bool ended;            /* there will be no more bytes */
	bool hushed;           /* the terminal does not show what is typed */
	struct termios found;  /* its modes before */
};

enum lines_read {
	LINES_READ,   /* something, or nothing just now */
	LINES_ENDED,  /* the end of the input */
	LINES_LOST,   /* the input failed; a terminal is gone then */
};

void lines_release(struct lines *, int fd);

/* One read(2) from the descriptor; `err` says why it failed. */
enum lines_read lines_read(struct lines *, int fd, struct err *);

/* Whether a terminal shows what is typed: not while a phrase is. lines_release puts it back. */
void lines_hush(struct lines *, int fd, bool hush);

/* The next whole line, without its end and without what no text may carry (EVENT_HIDES stays: it is no text, and who
 * hears the line acts on it); after the end also the rest without a newline. */
bool lines_next(struct lines *, struct str *line);

/* Appends the rows of a doc, then the prompt (NULL: none) and a blank after it. */
void lines_make(struct str *out, const struct doc *, const char *prompt, bool ascii);

/* Writes all of it. False when it cannot be; err->code is EPIPE when nobody reads any more. */
bool lines_write(int fd, const struct str *, struct err *);

#endif
