/* SPDX-License-Identifier: MIT */
#include "io/twins.h"

#include <string.h>
#include "base/mem.h"

#define KEY 8 /* a line begins with the digits of its own checksum: they tell lines apart as well as any hash would */

/* The place of a line: its own, or the free one where it would be. */
static size_t place_of(const struct twins *twins, const char *line, size_t len)
{
	uint64_t key;
	memcpy(&key, line, KEY);
	size_t i = (size_t)((key * 0x9e3779b97f4a7c15u) >> 32) & (twins->room - 1);
	while (twins->table[i].line && (twins->table[i].len != len || memcmp(twins->table[i].line, line, len) != 0))
		i = (i + 1) & (twins->room - 1);
	return i;
}

static void grow(struct twins *twins)
{
	struct twins more = { .room = twins->room ? twins->room * 2 : 256 };
	more.table = mem_get(more.room * sizeof *more.table);
	for (size_t i = 0; i < twins->room; i++)
		if (twins->table[i].line)
			more.table[place_of(&more, twins->table[i].line, twins->table[i].len)] = twins->table[i];
	mem_free(twins->table);
	twins->table = more.table;
	twins->room = more.room;
}

void twins_add(struct twins *twins, struct twin twin)
{
	if (twin.len < KEY)
		return;
	if (twins->n * 2 >= twins->room)
		grow(twins);
	struct twin *place = &twins->table[place_of(twins, twin.line, twin.len)];
	twins->n += place->line == NULL;
	twin.line = place->line ? place->line : arena_copy(&twins->lines, twin.line, twin.len);
	*place = twin;
}

const struct twin *twins_find(const struct twins *twins, const char *line, size_t len)
{
	if (len < KEY || twins->n == 0)
		return NULL;
	const struct twin *twin = &twins->table[place_of(twins, line, len)];
	return twin->line ? twin : NULL;
}

void twins_release(struct twins *twins)
{
	arena_release(&twins->lines);
	mem_free(twins->table);
	*twins = (struct twins){ 0 };
}
