/* SPDX-License-Identifier: MIT
 *
 * numbering: rows that are answered by giving each a number: a place, a partner, a bin.
 *
 * Use: describe the rows in a `struct numbering`, give numbering_key() the keys of the page, and keep `found` in the
 * kind's state (0 at first). The rows are the kind's items.
 *
 * Ownership: nothing is kept.
 *
 * Never knows: what a number stands for.
 *
 * One rule for all of them: a number goes to the row with the focus, and the focus to the next row without one. Once an
 * answer was told, what fits stays as it is; the others are empty again, and what is typed goes to them, one after the
 * other, from the first key on.
 */
#ifndef ATTUNE_KINDS_NUMBERING_H
#define ATTUNE_KINDS_NUMBERING_H

#include <stdbool.h>
#include <stdint.h>
#include "kinds/kind.h"

#define NUMBERING_ROWS_MOST 32 /* bits of `found` */

struct numbering {
	int most;            /* numbers go from 1 to this */
	bool once;           /* no two rows have the same number */
	const char *beyond;  /* what is said of a larger one */

	int (*number)(const struct visit *, int row); /* 0: none yet */
	bool (*fits)(const struct visit *, int row);
	void (*give)(struct visit *, int row, int number); /* 0 takes it away */
};

/* A digit for the rows, 0 takes the number away; ACT_IGNORED for any other key. `found`: the rows that fitted when the answer was
 * told last, a bit each; they take no other number, and theirs is given to no other row: that is refused, and visit->message
 * says so. */
enum acted numbering_key(struct visit *, const struct numbering *, struct key, uint32_t *found);

#endif
