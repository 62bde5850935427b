/* SPDX-License-Identifier: MIT
 *
 * nodes: trees for tests, written in one line, without YAML.
 *
 * Use: nodes_of(&arena, "{id: a, pages: [{kind: read, text: 'two\nlines'}]}"). A word ends at , ] } or the end; a text in
 * single quotes may have any of them. Everything stands on line 1, at its column in the text.
 *
 * Ownership: in the arena. A mistake in the text ends the test program.
 */
#ifndef ATTUNE_TESTS_NODES_H
#define ATTUNE_TESTS_NODES_H

#include "base/mem.h"
#include "course/diag.h"
#include "course/tree.h"

const struct node *nodes_of(struct arena *, const char *text);

/* "E101@1:5 E102@1:1": the codes and places of all faults, in order. */
const char *nodes_faults(struct diags *, struct str *out);

#endif
