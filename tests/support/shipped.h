/* SPDX-License-Identifier: MIT
 *
 * shipped: a course from its folder on the disk, for a session (support/session.h) that walks what learners get.
 *
 * Use: session_shelf shelf = shipped_shelf(SHIPPED_COURSE), and session_open(&s, &shelf).
 *
 * Ownership: none.
 *
 * Never knows: what is done with it. Tests that use it are of the world: they link io.
 */
#ifndef ATTUNE_TESTS_SHIPPED_H
#define ATTUNE_TESTS_SHIPPED_H

#include "support/session.h"

#define SHIPPED_COURSE "lessons/secure-attachment"

/* The course in the folder that `ctx` names; one that cannot be read ends the test. */
struct session_shelf shipped_shelf(const char *folder);

/* One chapter of it, with its faults. */
struct chapter *shipped_chapter(const struct course *, size_t index, struct diags *);

#endif
