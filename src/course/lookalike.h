/* SPDX-License-Identifier: MIT
 *
 * lookalike: signs that look like others and are none of them: spaces, colons and hyphens as web pages and input methods put them,
 * and letters of one script among those of another.
 *
 * Use: where a line of YAML or a word was not understood, lookalike_in_line(), lookalike_around() or lookalike_find() finds the sign
 * that may be why. lookalike_mixed() finds the letter that nobody will type.
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

/* Help to the fault said last, where a word has one around it, or is ASCII but for letters that look so: then true. */
bool lookalike_help(struct diags *, const char *word);

/* A letter, digit or dash that looks like one of ASCII. */
struct lookalike {
	size_t at; /* its offset in the word */
	uint32_t point;
	char like;
};

/* The first of a word that looks as if all of it were ASCII; false: it has none, or has others too. `plain`, if not NULL, gets what
 * it looks like. */
bool lookalike_find(const char *word, struct lookalike *, struct str *plain);

/* The fault that a word has such a sign, at its place, with what to type instead. */
void lookalike_say_letter(
	struct diags *, enum diag_code, const struct lookalike *, const char *word, const char *instead, struct place);

/* The first letter of one script that looks like a letter of the script the rest of its word is in: of Latin, Greek and Cyrillic,
 * which have such letters. Its offset; `len` where there is none. */
size_t lookalike_mixed(const char *text, size_t len);

#endif
