/* SPDX-License-Identifier: MIT
 *
 * syntax: that a file is no YAML: what the parser says of it, and what mostly lies behind it.
 *
 * Use: syntax_judge() once, when the parser stopped.
 *
 * Ownership: borrows all of it; the fault is the diags'.
 *
 * Never knows: libyaml, but for the words it uses.
 */
#ifndef ATTUNE_IO_SYNTAX_H
#define ATTUNE_IO_SYNTAX_H

#include "io/loading.h"

/* Why the parser stopped, and what it was in the middle of. */
struct syntax {
	const char *problem;
	struct place at;
	const char *context; /* NULL: nothing */
	struct place began;  /* the context */
};

/* The fault. A text into which a key was taken is broken after it: nobody judges it. */
void syntax_judge(struct loading *, const struct syntax *);

#endif
