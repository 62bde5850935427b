/* SPDX-License-Identifier: MIT */
#include "kinds/numbering.h"

#include <assert.h>
#include <stdio.h>
#include "base/tr.h"

static int rows_of(const struct visit *v)
{
	return kind_of(v->page)->items(v);
}

static bool is_found(uint32_t found, int row)
{
	return found >> row & 1;
}

static uint32_t rows_that_fit(const struct visit *v, const struct numbering *n)
{
	uint32_t found = 0;

	for (int row = 0; row < rows_of(v); row++)
		found |= (uint32_t)n->fits(v, row) << row;
	return found;
}

/* The row a number is for: that with the focus, or else the next to be found; from the feedback the first. */
static int row_for(const struct visit *v, uint32_t found)
{
	int rows = rows_of(v), from = v->focus >= 0 && v->focus < rows ? v->focus : 0;

	for (int i = 0; i < rows; i++)
		if (!is_found(found, (from + i) % rows))
			return (from + i) % rows;
	return from;
}

static bool is_taken(const struct visit *v, const struct numbering *n, uint32_t found, int number)
{
	for (int row = 0; n->once && number > 0 && row < rows_of(v); row++)
		if (is_found(found, row) && n->number(v, row) == number)
			return true;
	return false;
}

/* The other row that has a number which goes to one row only; -1: none has. */
static int row_with(const struct visit *v, const struct numbering *n, int number)
{
	for (int row = 0; n->once && number > 0 && row < rows_of(v); row++)
		if (row != v->focus && n->number(v, row) == number)
			return row;
	return -1;
}

/* What became of the row a number was taken from: it may be out of sight. */
static void tell_moved(struct visit *v, int number, int left)
{
	if (left > 0)
		(void)snprintf(v->message, sizeof v->message, tr("%d moved here. The row it was at has %d now."), number, left);
	else
		(void)snprintf(v->message, sizeof v->message, tr("%d moved here. The row it was at has no number now."), number);
}

static void take_up(struct visit *v, const struct numbering *n, uint32_t found)
{
	for (int row = 0; row < rows_of(v); row++)
		if (!is_found(found, row))
			n->give(v, row, 0);
}

/* On to the next row without a number, after the last to the first; where all have one, the focus stays. */
static void go_to_next(struct visit *v, const struct numbering *n)
{
	int rows = rows_of(v), from = v->focus;

	for (int i = 1; i < rows && n->number(v, v->focus) > 0; i++)
		v->focus = (from + i) % rows;
	if (n->number(v, v->focus) > 0)
		v->focus = from;
}

enum acted numbering_key(struct visit *v, const struct numbering *n, struct key key, uint32_t *found)
{
	int digit = key_digit(key);
	bool told = v->stage == STAGE_TOLD;
	uint32_t fit = told ? rows_that_fit(v, n) : *found;

	assert(rows_of(v) > 0 && rows_of(v) <= NUMBERING_ROWS_MOST);
	if (digit < 0)
		return ACT_IGNORED;
	if (visit_is_closed(v))
		return ACT_REFUSED;
	if (digit > n->most) {
		visit_refuse(v, n->beyond);
		return ACT_REFUSED;
	}
	if (is_taken(v, n, fit, digit)) {
		(void)snprintf(v->message, sizeof v->message, tr("%d is where it fits already."), digit);
		return ACT_REFUSED;
	}
	*found = fit;
	if (told)
		take_up(v, n, fit);
	v->focus = row_for(v, fit);
	int from = row_with(v, n, digit);
	n->give(v, v->focus, digit);
	if (from >= 0)
		tell_moved(v, digit, n->number(v, from));
	if (digit > 0)
		go_to_next(v, n);
	return ACT_CHANGED;
}
