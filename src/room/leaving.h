/* SPDX-License-Identifier: MIT
 *
 * leaving: what leaves a learner's folder when they share: the very lines, so that what is shown is what is sent.
 *
 * Use: leaving_begin(), then each chapter of the course in order with leaving_chapter(),
 * then leaving_end(). Once for each thing that is shared: they are files of their own,
 * so that no name stands beside an answer.
 *
 * Ownership: borrows course and learner; the lines are the caller's.
 *
 * Never knows: files, names of people, what was written. Reflections, plans, ratings, claims believed and half answers
 * are not asked for here at all; of answers to checks the ids of options leave, and of what was typed nothing.
 *
 *     attune-share 1                      attune-share 1
 *     course secure-attachment            course secure-attachment
 *     gives completion                    gives answers
 *     last 2026-11-20                     check bedtime-crying 1 wrong control
 *     chapter start 5 of 7                check trust-words 2 right
 *     end 5                               end 5
 *
 * `check` has page, rev, the verdict of the first answer, and the options it named where they are the course's own words
 * for it. `end` counts all lines, so that half a file is known as one.
 */
#ifndef ATTUNE_ROOM_LEAVING_H
#define ATTUNE_ROOM_LEAVING_H

#include <stdbool.h>
#include "base/text.h"
#include "course/course.h"
#include "learner/learner.h"

enum leaving { LEAVING_COMPLETION, LEAVING_ANSWERS };
#define LEAVING_COUNT 2
extern const char *const leaving_names[LEAVING_COUNT];

/* The word for each enum verdict; NULL for VERDICT_NONE, which does not leave. */
#define LEAVING_VERDICTS (VERDICT_REVEALED + 1)
extern const char *const leaving_verdicts[LEAVING_VERDICTS];

/* `last`: the day the learner was here last, as yyyy-mm-dd; not in answers, where it would help to find out whose they are. */
void leaving_begin(enum leaving, const char *course, const char *last, struct str *out);
void leaving_chapter(enum leaving, const struct chapter *, const struct learner *, struct str *out);
void leaving_end(struct str *out);

/* Whether the first answer to a page may be counted with those of others: it is graded, its kind is not private, and the
 * author did not say `share: never`. A quiz is the sum of its items, which are counted where they stand. */
bool leaving_may(const struct page *);

/* The options of a page, for kinds whose answer is one or several of them; NULL for other kinds. Of struct option. */
const struct parts *leaving_options(const struct page *);

#endif
