/* SPDX-License-Identifier: MIT
 *
 * dialect: which bytes a terminal sends for which key.
 *
 * Use: a zeroed struct knows what all terminals have in common; dialect_learn() adds what this one calls its keys. Then
 * dialect_read() says of the first bytes of a key whether they are whole, and which key it is.
 *
 * Ownership: a plain table by value.
 *
 * Never knows: time, what came before, what a key means, curses.
 *
 * Without dialect_learn it knows the forms of xterm, screen, tmux, rxvt, the Linux console and the VT100 family; shifted
 * arrows are plain arrows here, and with Ctrl or Alt those to the sides go by words. Sequences are ECMA-48's: in 7 bits,
 * what is sent in 8 is made so before.
 */
#ifndef ATTUNE_TERM_DIALECT_H
#define ATTUNE_TERM_DIALECT_H

#include <stdbool.h>
#include "view/event.h"

struct dialect {
	bool mouse;               /* clicks were asked for */
	struct {
		char bytes[12];
		size_t len;
		enum press press;
	} learned[24];            /* what this terminal sends for its keys */
	size_t nlearned;
};

/* What bytes are. */
enum reading {
	READ_MORE,   /* not whole */
	READ_KEY,
	READ_NOISE,  /* whole, and means nothing here */
	READ_GARBLED, /* no character of UTF-8 */
	READ_PASTE,  /* a paste begins */
};

/* This terminal sends `sequence` for the key. What does not begin with Escape, or finds no room, is not learned: a
 * control character stays itself. */
void dialect_learn(struct dialect *, const char *sequence, enum press);

/* What the first `n` bytes of a key are, at least one; `key` is filled at READ_KEY alone. Asked again with each byte more. */
enum reading dialect_read(const struct dialect *, const unsigned char *bytes, size_t n, struct key *key);

/* True when the byte cannot belong to what the first `n` bytes began, so that it begins something new. */
bool dialect_breaks_off(const unsigned char *bytes, size_t n, unsigned char byte);

/* Alt with a sign of ASCII; capitals are small letters there. */
struct key dialect_alt(unsigned char sign);

/* The signs with which an answer of a terminal goes on after Escape and `letter` (OSC, DCS, APC), NULL: that opens none. So
 * Alt with such a letter and what is typed after it stay keys. */
const char *dialect_answers(unsigned char letter);

#endif
