/* SPDX-License-Identifier: MIT
 *
 * emoji: what terminals disagree about, wherever a lesson has a text that is shown.
 *
 * Use: course/scalar asks of each text it reads, once.
 *
 * Ownership: borrows the text; the warning is the diags'.
 *
 * Never knows: fields, pages.
 */
#ifndef ATTUNE_COURSE_EMOJI_H
#define ATTUNE_COURSE_EMOJI_H

#include "course/diag.h"
#include "course/markup.h"

/* The first of a line of text as it is typed, if there is one. */
void emoji_judge_line(const struct node *, struct diags *);

/* The first of each span: one of an entity stands in what is shown, and not in the file. */
void emoji_judge_markup(const struct markup *, struct diags *);

#endif
