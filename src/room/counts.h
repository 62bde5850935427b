/* SPDX-License-Identifier: MIT
 *
 * counts: which numbers of a room may be shown, so that they say something of the room and nothing of anybody in it.
 *
 * Use: fill the counts of one check, then counts_shares() where each learner is in one cell, counts_marks() where each
 * may be in several. What is not `shown` is told to nobody.
 *
 * Ownership: changes the caller's cells in place.
 *
 * Never knows: what is counted, names.
 *
 * The rules, for a room in which one may know what some others answered:
 *   - Nothing below COUNTS_LEAST. A cell is shown when at least that many are in it *and* as many are not: else who
 *     knows four answers of five has the fifth, and "all of them" says it of each.
 *   - Nothing by subtraction. Cells that are not shown stand together as one rest of at least two cells and at least
 *     COUNTS_LEAST learners, not all of them as full as a hidden cell can be; else the last cell that could be shown
 *     goes into it, too (complementary suppression: Cox 1980).
 * tests/unit/room/test_counts.c goes through all rooms up to a size and looks for a cell that can be found all the same.
 */
#ifndef ATTUNE_ROOM_COUNTS_H
#define ATTUNE_ROOM_COUNTS_H

#include <stdbool.h>
#include <stddef.h>

#define COUNTS_LEAST 5

struct count {
	unsigned count;
	bool shown;
};

/* Each learner is in exactly one cell. Returns how many are in the cells that are not shown, where some are; else 0. All of
 * them are not shown where that is all one may know; then the sum is to be told only if it is COUNTS_LEAST or more. */
unsigned counts_shares(struct count *, size_t n);

/* Each of `learners` is in any number of cells. How many they chose in all is often known (the page says how many fit), and
 * with it too much of what is hidden: all cells are shown or none. */
void counts_marks(struct count *, size_t n, unsigned learners);

#endif
