/* SPDX-License-Identifier: MIT */
#include "io/pieces.h"

void pieces_begin(struct pieces *pieces, size_t size, pieces_fn *each, void *ctx)
{
	*pieces = (struct pieces){ .size = size, .each = each, .ctx = ctx };
}

/* Behind the last LF; 0 when there is none. A line that is long is looked through once. */
static size_t end_of_lines(const struct pieces *pieces)
{
	size_t end = pieces->held.len;

	while (end > pieces->looked && pieces->held.at[end - 1] != '\n')
		end--;
	return end > pieces->looked ? end : 0;
}

void pieces_add(struct pieces *pieces, const char *bytes, size_t len)
{
	str_add(&pieces->held, bytes, len);
	if (pieces->held.len < pieces->size)
		return;
	size_t end = end_of_lines(pieces);
	if (end > 0) {
		pieces->each(pieces->ctx, pieces->held.at, end);
		str_splice(&pieces->held, 0, end, NULL, 0);
	}
	pieces->looked = pieces->held.len;
}

void pieces_end(struct pieces *pieces)
{
	if (pieces->held.len > 0)
		pieces->each(pieces->ctx, pieces->held.at, pieces->held.len);
	pieces_drop(pieces);
}

void pieces_drop(struct pieces *pieces)
{
	str_release(&pieces->held);
	pieces->looked = 0;
}
