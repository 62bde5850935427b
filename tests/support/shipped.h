/* SPDX-License-Identifier: MIT
 *
 * shipped: a course from its folder on the disk, for a session (support/session.h) that walks what learners get.
 *
 * Use: shipped_open(&s, ids, N(ids)) where each page is gone to; else session_shelf shelf = shipped_shelf(SHIPPED_COURSE), and
 * session_open(&s, &shelf).
 *
 * Ownership: none. Ids are the session's.
 *
 * Never knows: what is done with it. Tests that use it are of the world: they link io.
 */
#ifndef ATTUNE_TESTS_SHIPPED_H
#define ATTUNE_TESTS_SHIPPED_H

#include "support/session.h"

#define SHIPPED_COURSE "lessons/secure-attachment"

/* The course in the folder that `ctx` names; one that cannot be read ends the test. */
struct session_shelf shipped_shelf(const char *folder);

/* A session of the course we ship, words kept readable, and its pages: as shipped_pages(), of which there are more than a hundred. */
size_t shipped_open(struct session *, const char **ids, size_t most);

/* The id of each page of the session's course, in order, and how many; a chapter with a fault ends the test, and so do more than
 * `most`. */
size_t shipped_pages(struct session *, const char **ids, size_t most);

#endif
