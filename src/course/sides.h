/* SPDX-License-Identifier: MIT
 *
 * sides: the side files of a course, judged: days, addresses, countries, names that two terms have, entries nobody uses.
 *
 * Use: sides_check() once, when all chapters were gone through, because only then is known what was used.
 *
 * Ownership: borrows what it is given; faults go to the survey's diags.
 *
 * Never knows: pages.
 */
#ifndef ATTUNE_COURSE_SIDES_H
#define ATTUNE_COURSE_SIDES_H

#include "course/survey.h"

void sides_check(struct survey *);

#endif
