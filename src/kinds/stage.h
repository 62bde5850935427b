/* SPDX-License-Identifier: MIT
 *
 * stage: where a visit stands just now: on the ladder, in a field, in a visit of its own inside.
 *
 * Use: asked by the parts of the visit (visit, resume, presentation) before they do or say anything. What others may ask
 * is in kinds/visit.h.
 *
 * Ownership: none of its own.
 *
 * Never knows: what a key does, how a page looks.
 */
#ifndef ATTUNE_KINDS_STAGE_H
#define ATTUNE_KINDS_STAGE_H

#include "kinds/visit.h"

struct kind;

/* The kind of the page visited. */
const struct kind *visit_kind(const struct visit *);

/* One line for the learner. */
void visit_message(struct visit *, const char *words);

/* Whether there is a right and a wrong here; whether there is a verdict on the page; the item that it is, after the
 * kind's own; and whether it has the focus. */
bool visit_is_graded(const struct visit *);
bool visit_has_feedback(const struct visit *);
int visit_feedback_item(const struct visit *);
bool visit_is_on_feedback(const struct visit *);

/* Whether the page is one of several steps, and what it has to tell was not come to yet. */
bool visit_is_unread(const struct visit *);

/* Whether there is a field to write in just now. */
bool visit_has_field(const struct visit *);

/* Whether what is chosen or written is a whole answer. */
bool visit_has_answer(const struct visit *);

/* Sure and wrong just now, and what was chosen stands for no misconception that could be refuted. */
bool visit_is_unrefuted(const struct visit *);

/* Not right just now, and what was said of it is no refutation: of that kind of being sure, or of a word nobody foresaw. The
 * page's answer is then owed. */
bool visit_comes_to_owe(const struct visit *);

/* Whether records of a type are the learner's own words. */
bool visit_is_words(enum record_type);

/* The stage that a verdict leads to. */
enum stage visit_stage_after(const struct visit *, enum verdict);

/* The visit inside, set as the outer one is, or NULL; that, or where there is none the visit itself; and what the one inside did,
 * done to the outer one. */
struct visit *visit_inside(const struct visit *);
const struct visit *visit_at_work(const struct visit *);
void visit_come_out(struct visit *, const struct visit *in);

#endif
