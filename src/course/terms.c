/* SPDX-License-Identifier: MIT */
#include "course/terms.h"

#include <stdlib.h>
#include <string.h>
#include "base/likeness.h"

static void add(struct terms *terms, const char *name, const struct term *term)
{
	struct str key = { 0 };

	if (!name || !*name)
		return;
	text_same_key(name, &key);
	terms->list[terms->n++] = (struct called){ arena_copy(&terms->arena, str_text(&key), key.len), name, term };
	str_release(&key);
}

static int by_key(const void *a, const void *b)
{
	const struct called *one = a, *other = b;
	int order = strcmp(one->key, other->key);

	return order ? order : (one->term > other->term) - (one->term < other->term);
}

void terms_gather(struct terms *terms, const struct side_file *glossary)
{
	const struct term *list = glossary ? glossary->list.list : NULL;
	size_t n = glossary ? glossary->list.n : 0, names = 2 * n;

	for (size_t i = 0; i < n; i++)
		names += list[i].also.n;
	terms->list = arena_get(&terms->arena, names * sizeof *terms->list);
	for (size_t i = 0; i < n; i++) {
		add(terms, list[i].id, &list[i]);
		add(terms, list[i].term, &list[i]);
		for (size_t a = 0; a < list[i].also.n; a++)
			add(terms, list[i].also.list[a], &list[i]);
	}
	if (terms->n)
		qsort(terms->list, terms->n, sizeof *terms->list, by_key);
}

static int by_key_alone(const void *key, const void *called)
{
	return strcmp(key, ((const struct called *)called)->key);
}

const struct term *terms_find(const struct terms *terms, const char *name)
{
	struct str key = { 0 };
	const struct called *called = NULL;

	text_same_key(name, &key);
	if (terms->n)
		called = bsearch(str_text(&key), terms->list, terms->n, sizeof *terms->list, by_key_alone);
	str_release(&key);
	return called ? called->term : NULL;
}

void terms_release(struct terms *terms)
{
	arena_drop(&terms->arena);
}
