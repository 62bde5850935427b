/* SPDX-License-Identifier: MIT */
#include "room/counts.h"

/* The last shown cell, -1: none is shown. By its place alone: the smallest one would tell that the others are larger, and
 * with that a rest of two can be found (5, 4 and 5, of which the rest is 9). */
static int last_shown(const struct count *cells, size_t n)
{
	for (size_t i = n; i > 0; i--)
		if (cells[i - 1].shown)
			return (int)(i - 1);
	return -1;
}

/* The cells that are not shown: how many, and how many learners are in them. */
static unsigned rest_of(const struct count *cells, size_t n, size_t *hidden)
{
	unsigned rest = 0;

	*hidden = 0;
	for (size_t i = 0; i < n; i++) {
		*hidden += !cells[i].shown;
		rest += cells[i].shown ? 0 : cells[i].count;
	}
	return rest;
}

static bool may_show(const struct count *cell, unsigned learners)
{
	return cell->count >= COUNTS_LEAST && learners - cell->count >= COUNTS_LEAST;
}

/* Whether what is hidden could be found: one cell alone; so few that they were better left out; or so many that each cell
 * would have to be as full as a hidden one can be. */
static bool can_be_found(unsigned rest, size_t hidden)
{
	return hidden > 0 && (hidden < 2 || rest < COUNTS_LEAST || rest == hidden * (COUNTS_LEAST - 1));
}

unsigned counts_shares(struct count *cells, size_t n)
{
	unsigned all = 0, rest;
	size_t hidden;
	int last;

	for (size_t i = 0; i < n; i++)
		all += cells[i].count;
	for (size_t i = 0; i < n; i++)
		cells[i].shown = may_show(&cells[i], all);
	while ((rest = rest_of(cells, n, &hidden)), can_be_found(rest, hidden)) {
		last = last_shown(cells, n);
		if (last < 0)
			break;
		cells[last].shown = false;
	}
	return rest;
}

void counts_marks(struct count *cells, size_t n, unsigned learners)
{
	bool all = true;

	for (size_t i = 0; i < n; i++)
		all = all && may_show(&cells[i], learners);
	for (size_t i = 0; i < n; i++)
		cells[i].shown = all;
}
