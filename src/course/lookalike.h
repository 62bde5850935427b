/* SPDX-License-Identifier: MIT
 *
 * lookalike: signs that look like the space and the colon of a lesson file and are none, as web pages and input methods put them.
 *
 * Use: where a line of YAML or a word was not understood, lookalike_in_line() or lookalike_around() finds the sign that may be why.
 *
 * Ownership: borrows the text; the help is the diags'.
 *
 * Never knows: YAML, fields. In a text that is read such signs are fine.
 */
#ifndef ATTUNE_COURSE_LOOKALIKE_H
#define ATTUNE_COURSE_LOOKALIKE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "course/diag.h"

/* The first that stands where a plain sign shapes the file: before and behind a dash, before, in and behind a key. Its offset;
 * `len` where there is none. */
size_t lookalike_in_line(const char *line, size_t len, uint32_t *point);

/* The first at the beginning or the end of a word; its offset, `len` where there is none. */
size_t lookalike_around(const char *word, size_t len, uint32_t *point);

/* What it is, as a fault at its place. */
void lookalike_say(struct diags *, enum diag_code, uint32_t point, struct place);

/* Help to the fault said last, where a word has one around it: then true. */
bool lookalike_help(struct diags *, const char *word);

#endif
