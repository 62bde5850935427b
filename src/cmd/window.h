/* SPDX-License-Identifier: MIT
 *
 * window: how large the terminal behind a descriptor is, and sentences made to fit it.
 *
 * Use: window_size() for the size; window_fit() before sentences are written to a person.
 *
 * Ownership: borrows the descriptor; what was fitted is the caller's.
 *
 * Never knows: what the sentences say. Not for pages, which the view lays out, nor for lines that scripts read.
 */
#ifndef ATTUNE_CMD_WINDOW_H
#define ATTUNE_CMD_WINDOW_H

#include <stdbool.h>
#include "base/text.h"

/* Cells and rows of the window; false where there is no terminal, or one that does not say. */
bool window_size(int fd, unsigned *cells, unsigned *rows);

/* Appends `text` with its lines broken between words (UAX #14) where they are wider than the window; as it is where there is
 * none. What ends it, a newline or the space after a question, stays. */
void window_fit(int fd, const char *text, struct str *out);

#endif
