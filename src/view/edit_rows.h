/* SPDX-License-Identifier: MIT
 *
 * edit_rows: the words of a field as rows of the width it was shown at: where the caret may go among them. It has
 * edit_say(), too.
 *
 * Use: edit asks here where a key that goes by rows leads to; nobody else does. Fields of one line have no rows.
 *
 * Ownership: borrows the field; changes nothing of it but the width, which edit_say() learns.
 *
 * Never knows: keys, how words are changed or taken back.
 */
#ifndef ATTUNE_VIEW_EDIT_ROWS_H
#define ATTUNE_VIEW_EDIT_ROWS_H

#include "view/edit.h"

#define EDIT_WIDTH 60 /* cells of a field that was not shown yet */

/* The first and the last place of the caret on the row it is on. */
size_t edit_row_start(const struct edit *);
size_t edit_row_end(const struct edit *);

/* Its place on the row above or below, at most `*goal` cells from the left; -1: as many as now, and then `*goal` says
 * how many. Where there is no such row: the beginning or the end of the text, and no goal. */
size_t edit_row_beside(const struct edit *, bool below, int *goal);

#endif
