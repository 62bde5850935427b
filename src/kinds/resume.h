/* SPDX-License-Identifier: MIT
 *
 * resume: coming to a page: what was answered, kept or half done there is there again.
 *
 * Use: visit_begin and the others that begin a visit are here (kinds/visit.h). The visit asks for the little that is
 * below when it starts afresh, and when it has kept something.
 *
 * Ownership: as kinds/visit.h says; records of the learner are borrowed.
 *
 * Never knows: keys, rows.
 *
 * A page may be another one than the one that was answered: what no longer fits is asked again, and stays in the record.
 */
#ifndef ATTUNE_KINDS_RESUME_H
#define ATTUNE_KINDS_RESUME_H

#include "kinds/visit.h"

/* The state of a page at which nothing was done yet. */
void visit_empty(struct visit *);

/* What is written from here on is written over these words; what is no words is no matter. */
void visit_write_over(struct visit *, const struct record *);

#endif
