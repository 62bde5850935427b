/* SPDX-License-Identifier: MIT
 *
 * markdown: blocks of runs become Markdown that says what was said.
 *
 * Use: prose_words, prose_line and prose_text (io/prose.h) are here. Each text is read back as the checker would read
 * it; where that says something else it is written again, more plainly.
 *
 * Ownership: what is kept is in the arena of the prose.
 *
 * Never knows: what markup the text stood in.
 */
#ifndef ATTUNE_IO_MARKDOWN_H
#define ATTUNE_IO_MARKDOWN_H

#include "base/text.h"
#include "io/prose.h"

#define MARKDOWN_MOST 60000 /* bytes of one text: a scalar holds 64 KiB */

/* Appends the words of a block; every run of white space is one blank, none at the ends. */
void markdown_add_words(const struct prose_block *, struct str *out);

/* Whether there is a [[term]] in it: no source means that by two brackets. */
bool markdown_has_term(const struct markup *);

/* The text in an arena; the str is released. */
const char *markdown_keep(struct arena *, struct str *);

#endif
