/* SPDX-License-Identifier: MIT */
#include "course/tree.h"

#include <string.h>
#include "base/text.h"

const struct node *node_child(const struct node *map, const char *key)
{
	if (!map || map->type != NODE_MAP)
		return NULL;
	for (const struct node *child = map->first; child; child = child->next)
		if (child->key && strcmp(child->key, key) == 0)
			return child;
	return NULL;
}

struct node node_of_key(const struct node *node)
{
	return (struct node){ .type = NODE_SCALAR,
		.text = node->key,
		.len = strlen(node->key),
		.width = 1,
		.at = { node->key_at.line, node->key_at.column + node->key_quoted } };
}

static unsigned points_between(const char *at, size_t from, size_t to)
{
	unsigned points = 0;

	while (from < to) {
		size_t size;
		text_point(at + from, to - from, &size);
		from += size;
		points++;
	}
	return points;
}

/* The last mark at or before `offset`; marks are in order. */
static const struct mark *mark_before(const struct node *scalar, size_t offset)
{
	size_t low = 0, high = scalar->nmarks;

	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;
		if (scalar->marks[middle].offset <= offset)
			low = middle;
		else
			high = middle;
	}
	return &scalar->marks[low];
}

struct place node_place(const struct node *scalar, size_t offset)
{
	struct mark start = { .offset = 0, .at = scalar->at };

	if (offset > scalar->len)
		offset = scalar->len;
	if (scalar->nmarks)
		start = *mark_before(scalar, offset);
	if (start.offset < offset)
		start.at.column += points_between(scalar->text, start.offset, offset);
	return start.at;
}
