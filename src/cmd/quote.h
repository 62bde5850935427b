/* SPDX-License-Identifier: MIT
 *
 * quote: what a learner wrote, set into a Markdown document so that none of it can be taken for the document's own.
 *
 * Use: quote_lines() for a text with lines of its own, which becomes a block quote; quote_inline() for one within a line.
 *
 * Ownership: borrows; appends to a str.
 *
 * Never knows: who wrote it, and what the document says around it.
 *
 * Only what would mean something in Markdown (CommonMark 0.31, 2.4) gets a backslash, so plain sentences stay as they were typed.
 */
#ifndef ATTUNE_CMD_QUOTE_H
#define ATTUNE_CMD_QUOTE_H

#include "base/text.h"

/* Each line with its LF, and "> " before it. */
void quote_lines(const char *text, struct str *out);

/* Line feeds become spaces. */
void quote_inline(const char *text, struct str *out);

#endif
