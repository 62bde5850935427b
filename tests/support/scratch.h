/* SPDX-License-Identifier: MIT
 *
 * scratch: a folder of a test's own, gone with it.
 *
 * Use: scratch_begin and scratch_end as setup and teardown; in between the test writes below scratch_folder.
 *
 * Ownership: the folder and all in it.
 *
 * Never knows: what is written there. Tests that use it are of the world: what they asked io/fs to fail at is over with them.
 */
#ifndef ATTUNE_TESTS_SCRATCH_H
#define ATTUNE_TESTS_SCRATCH_H

/* Its path, from scratch_begin on. In memory where there is such a place: thousands of syncs, and none is about this disk. */
extern char scratch_folder[64];

/* 0, or not when there is no place for it or it cannot be removed. */
int scratch_begin(void **state);
int scratch_end(void **state);

#endif
