/* SPDX-License-Identifier: MIT
 *
 * outline: what is known of each chapter without holding it: its title, its pages, what comes back, what is rated.
 *
 * Use: app_want_outlines asks for those that can be seen, app_outlined takes what comes of it, app_outline reads one
 * (tutor/screens.h). A chapter that is opened fills its outline on the way: outline_fill().
 *
 * Ownership: outlines and their texts are in the app's arena, and last as long as the app.
 *
 * Never knows: files, and which screen shows what.
 */
#ifndef ATTUNE_TUTOR_OUTLINE_H
#define ATTUNE_TUTOR_OUTLINE_H

#include "tutor/app.h"

/* Of a chapter that is here. What the learner did under old names of its pages counts for these from now on. */
void outline_fill(struct app *, size_t index, const struct chapter *);

/* Of one that cannot be opened: the first of its faults. */
void outline_fault(struct app *, size_t index, const struct diags *);

#endif
