/* SPDX-License-Identifier: MIT */
#include "course/names.h"

#include <stdlib.h>
#include <string.h>
#include "base/likeness.h"
#include "base/mem.h"
#include "base/text.h"
#include "course/lookalike.h"

void names_add(struct names *names, const char *name)
{
	if (!name)
		return;
	if (names->n == names->room) {
		names->room = names->room ? names->room * 2 : 32;
		names->list = mem_grow(names->list, names->room, sizeof names->list[0]);
	}
	names->list[names->n++] = name;
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

void names_sort(struct names *names)
{
	if (names->n)
		qsort(names->list, names->n, sizeof names->list[0], by_name);
}

bool names_have(const struct names *names, const char *name)
{
	return names->n && bsearch(&name, names->list, names->n, sizeof names->list[0], by_name);
}

bool names_have_twice(const struct names *names, const char *name)
{
	const char **found = names->n ? bsearch(&name, names->list, names->n, sizeof names->list[0], by_name) : NULL;

	if (!found)
		return false;
	return (found > names->list && strcmp(found[-1], name) == 0) ||
		(found + 1 < names->list + names->n && strcmp(found[1], name) == 0);
}

const char *names_near(const struct names *names, const char *word)
{
	return strlen(word) > 64 ? NULL : text_nearest(word, names->list, names->n);
}

const char *names_suggest(const struct names *names, const char *word, struct diags *diags)
{
	const char *near = diags->dropped ? NULL : names_near(names, word);

	if (near && !lookalike_help(diags, word))
		diag_help(diags, "did you mean '%s'?", near);
	return near;
}

void names_of_pages(struct names *names, const struct chapter *chapter)
{
	for (size_t i = 0; i < chapter->npages; i++) {
		names_add(names, chapter->pages[i].id);
		for (size_t w = 0; w < chapter->pages[i].was.n; w++)
			names_add(names, chapter->pages[i].was.list[w]);
	}
}
