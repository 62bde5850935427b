/* SPDX-License-Identifier: MIT
 *
 * theme: how each role looks: the themes there are, and how a look is written.
 *
 * Use: theme_find() by name, or begin with a copy of one and change looks with look_read(), as a theme file does.
 *
 * Ownership: the built-in themes are constants; a struct theme by value is its holder's.
 *
 * Never knows: curses, files.
 *
 * Rules (UX-12, WCAG 1.4.1): the sixteen colours of the terminal's own palette and no others; a word stands beside
 * whatever a colour says; the default theme has no background. Reverse belongs to the focus.
 */
#ifndef ATTUNE_VIEW_THEME_H
#define ATTUNE_VIEW_THEME_H

#include <stdbool.h>
#include <stddef.h>
#include "view/frame.h"

#define COLOURS 16
#define COLOUR_OWN (-1) /* the terminal's own */

enum { LOOK_BOLD = 1, LOOK_REVERSE = 2, LOOK_UNDERLINE = 4 };

struct look {
	unsigned char bits;          /* LOOK_* */
	signed char colour, ground;  /* 0 to COLOURS - 1, or COLOUR_OWN */
};

struct theme {
	const char *name, *says;     /* a theme file's: its name, "" */
	struct look looks[STYLE_COUNT];
};

/* Built in, the default one first. */
extern const struct theme themes[];
extern const size_t theme_count;

/* NULL when none has that name. */
const struct theme *theme_find(const char *name);

/* What a theme file calls each role: "text", "focus", "not-yet". */
extern const char *const style_names[STYLE_COUNT];

/* "bold yellow on black": attributes, a colour, `on` and a ground, in any order but that. False with *bad at the first word
 * that is none, and its length. */
bool look_read(const char *words, struct look *, const char **bad, size_t *len);

/* All words a look may have, NULL-ended: for "did you mean". */
extern const char *const look_words[];

/* Whether what has the focus can be told from what has not, with and without colours. */
bool theme_shows_focus(const struct theme *);

#endif
