/* SPDX-License-Identifier: MIT */
#include "course/places.h"

#include <stdlib.h>
#include <string.h>

struct placed {
	const void *value;
	struct place at;
};

struct unread {
	const void *member;
	const struct unread *next;
};

void places_add(struct places *places, struct arena *arena, const void *value, struct place at)
{
	if (!value)
		return;
	if (places->n == places->room) {
		size_t room = places->room ? places->room * 2 : 16;
		struct placed *list = arena_get(arena, room * sizeof *list);
		if (places->n)
			memcpy(list, places->list, places->n * sizeof *list);
		places->list = list;
		places->room = room;
	}
	places->list[places->n++] = (struct placed){ value, at };
}

static int by_value(const void *a, const void *b)
{
	const char *one = ((const struct placed *)a)->value, *other = ((const struct placed *)b)->value;

	return (one > other) - (one < other);
}

void places_sort(struct places *places)
{
	if (places->n)
		qsort(places->list, places->n, sizeof *places->list, by_value);
	places->sorted = true;
}

static struct place find_sorted(const struct places *places, const void *value, struct place otherwise)
{
	const struct placed sought = { .value = value }, *found = NULL;

	if (places->n)
		found = bsearch(&sought, places->list, places->n, sizeof sought, by_value);
	return found ? found->at : otherwise;
}

struct place places_find(const struct places *places, const void *value, struct place otherwise)
{
	if (places && places->sorted)
		return find_sorted(places, value, otherwise);
	for (size_t i = 0; places && value && i < places->n; i++)
		if (places->list[i].value == value)
			return places->list[i].at;
	return otherwise;
}

void places_add_lack(struct places *places, struct arena *arena, const void *member)
{
	if (places->unread && places->unread->member == member)
		return;
	struct unread *one = arena_get(arena, sizeof *one);
	*one = (struct unread){ member, places->unread };
	places->unread = one;
}

bool places_lack_since(const struct places *places, const struct unread *before, const void *member)
{
	const struct unread *one = places ? places->unread : NULL;

	while (one && one != before && one->member != member)
		one = one->next;
	return one && one != before;
}

bool places_lack(const struct places *places, const void *member)
{
	return places_lack_since(places, NULL, member);
}
