/* SPDX-License-Identifier: MIT
 *
 * scalar: one value of a map, read by its type: ids, texts, numbers, words, days.
 *
 * Use: course/field calls the reader of a field's type. The first four are for values in lists, too.
 *
 * Ownership: texts are copied into the reader's arena.
 *
 * Never knows: which key it reads, but for the words of a fault.
 */
#ifndef ATTUNE_COURSE_SCALAR_H
#define ATTUNE_COURSE_SCALAR_H

#include "course/slot.h"

/* False with a fault, and where the value is not there at all the slot lacks. */
bool scalar_id(const struct slot *, const struct node *, const char **out);
bool scalar_topic(const struct slot *, const struct node *, const char **out);
bool scalar_line(const struct slot *, const struct node *, const char **out);
bool scalar_markup(const struct slot *, const struct node *, enum markup_level, struct markup *out);

/* A word that learners type: a letter in it that is of another script than the others, and looks like one of theirs. */
void scalar_judge_typed(const struct slot *, const struct node *word);

/* Those of enum field_type, into the struct. */
bool scalar_read_id(const struct slot *, const struct node *);
bool scalar_read_plain(const struct slot *, const struct node *);
bool scalar_read_verbatim(const struct slot *, const struct node *);
bool scalar_read_inline(const struct slot *, const struct node *);
bool scalar_read_block(const struct slot *, const struct node *);
bool scalar_read_count(const struct slot *, const struct node *);
bool scalar_read_number(const struct slot *, const struct node *);
bool scalar_read_flag(const struct slot *, const struct node *);
bool scalar_read_word(const struct slot *, const struct node *);
bool scalar_read_date(const struct slot *, const struct node *);

#endif
