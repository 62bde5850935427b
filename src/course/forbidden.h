/* SPDX-License-Identifier: MIT
 *
 * forbidden: what is said of a character no lesson may carry, however it is written.
 *
 * Use: whoever meets one (forbidden_in_lesson, or a joiner where none fits) calls forbidden_say().
 *
 * Ownership: none.
 *
 * Never knows: where texts come from.
 */
#ifndef ATTUNE_COURSE_FORBIDDEN_H
#define ATTUNE_COURSE_FORBIDDEN_H

#include <stdbool.h>
#include <stdint.h>
#include "course/diag.h"

/* What no screen may carry (text_is_forbidden), and fillers that show nothing: learners may type these, and keep them. A soft
 * hyphen is allowed. */
bool forbidden_in_lesson(uint32_t point);

/* U+200C and U+200D: they fit in some places, see text_joiner_fits. */
bool forbidden_is_joiner(uint32_t point);

/* That it is not allowed, and what it is. */
void forbidden_say(struct diags *, uint32_t point, struct place, unsigned width);

#endif
