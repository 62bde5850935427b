/* SPDX-License-Identifier: MIT
 *
 * out: what a command says, on stdout and stderr.
 *
 * Use: gather text in a struct str and hand it to out_text() once; its result is
 * the exit status. Troubles go to out_trouble(): what, where, what to do next.
 *
 * Ownership: borrows what it is given.
 *
 * Never knows: what is said.
 *
 * Nothing that could drive a terminal passes, whatever it came from: file names
 * and arguments are shown with "^[" and the like.
 */
#ifndef ATTUNE_CMD_OUT_H
#define ATTUNE_CMD_OUT_H

#include "base/err.h"
#include "base/text.h"
#include "cmd/command.h"
#include "course/diag.h"

#define OUT_MEASURE 66 /* cells of a line, unless --width says otherwise */

/* Writes to stdout; STATUS_DONE, or STATUS_UNSAVED (said on stderr) when it could not be written whole. */
int out_text(const struct request *, const struct str *);

/* The same of sentences for a person: lines end between words where stdout is a window. */
int out_words(const struct request *, const struct str *);

/* The same byte for byte, for JSON, which escapes for itself. */
int out_bytes(const struct request *, const char *bytes, size_t len);

/* One sentence on stderr, beginning with the program's name. */
void out_trouble(const struct request *, const struct err *);

/* Lines on stderr as they are, for a report that goes with the output. */
void out_aside(const struct request *, const struct str *);

/* The first fault with its source line on stderr, and how to see them all; STATUS_NO_COURSE. */
int out_fault(const struct request *, const struct diags *, const char *folder);

/* One line on stderr that is no trouble; not with --quiet. */
void out_note(const struct request *, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
