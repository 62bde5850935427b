/* SPDX-License-Identifier: MIT
 *
 * breaks: where the texts said last may be broken into lines. A screen is said anew with every key, mostly the same words;
 * finding their breaks (UAX #14) was half of what that cost.
 *
 * Use: breaks_of() as often as a text is laid out; breaks_release() at the end.
 *
 * Ownership: owns copies of the texts. They stay in memory until others come: so only words of lessons may be asked for,
 * never those of a learner.
 *
 * Never knows: widths, styles, screens.
 */
#ifndef ATTUNE_VIEW_BREAKS_H
#define ATTUNE_VIEW_BREAKS_H

#include <stddef.h>

#define BREAKS_KEPT 32 /* paragraphs: a long page, and the one after it */

struct breaks {
	struct {
		char *text;           /* and its marks behind it, in one piece; NULL: none yet */
		size_t len;
	} kept[BREAKS_KEPT];
	size_t oldest;
};

/* The marks of text_breaks(), one for each of `len` bytes (at least 1). They last until the next call. A zeroed struct knows none. */
const unsigned char *breaks_of(struct breaks *, const char *text, size_t len);

void breaks_release(struct breaks *);

#endif
