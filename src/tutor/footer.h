/* SPDX-License-Identifier: MIT
 *
 * footer: the one row of hints at the foot of the screen, made of the key table (tutor/keymap).
 *
 * Use: footer_make() for a place and a width; footer_again() where the last one is kept, for most keys leave it as it is. Whole hints
 * only, dropped from the right; the one that goes on, `! support` and `? help` are kept as long as there is room.
 *
 * Ownership: a struct footer is its holder's, and the text it gives is in it.
 *
 * Never knows: which screen it stands under, what a command does.
 */
#ifndef ATTUNE_TUTOR_FOOTER_H
#define ATTUNE_TUTOR_FOOTER_H

#include "tutor/keymap.h"

/* The footer for a place and width: "Space next  b back  ? help"; of width 0 help alone. Of the keys only those that do the same `beside`, where the
 * focus may go and no hint may change; else that is the same place. What is `idle` is not offered, nor letters with
 * KEYMAP_LETTERS among it; with KEYMAP_OWED what Enter leads to is the answer. */
void footer_make(enum where, enum where beside, uint64_t idle, unsigned width, char *out, size_t size);

/* The footer made last, and for what: most keys leave it as it is. A zeroed struct has none. */
struct footer {
	enum where where, beside;
	uint64_t idle;
	unsigned width;
	char hints[1000];
};

/* The same; it lasts until the next call. */
const char *footer_again(struct footer *, enum where, enum where beside, uint64_t idle, unsigned width);

#endif
