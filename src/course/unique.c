/* SPDX-License-Identifier: MIT */
#include "course/unique.h"

#include <stdlib.h>
#include <string.h>
#include "base/mem.h"
#include "base/tr.h"

struct ordered {
	struct named named;
	size_t index;
};

static int by_id(const void *a, const void *b)
{
	const struct ordered *one = a, *other = b;
	int order = strcmp(one->named.id, other->named.id);

	if (order)
		return order;
	return one->index < other->index ? -1 : one->index > other->index;
}

/* Those of one file are said when that file is read. */
static bool is_said(const struct named *again, const struct named *first)
{
	return again->file && first->file && strcmp(again->file, first->file) == 0;
}

static void say_used(const struct named *again, const struct named *first, const char *what, struct diags *diags)
{
	if (again->file)
		diags_file(diags, again->file);
	if (again->is_chapter != first->is_chapter)
		diag_add(diags, DIAG_DUPLICATE_ID, again->at, (unsigned)strlen(again->id), "a page and a chapter have the id '%s'",
			diag_quote(diags, again->id));
	else
		diag_add(diags, DIAG_DUPLICATE_ID, again->at, (unsigned)strlen(again->id), "the %s id '%s' is used twice",
			tr(again->is_chapter ? TR("chapter") : what), diag_quote(diags, again->id));
	if (first->file && again->file && strcmp(first->file, again->file) != 0)
		diag_help(diags, "the first is in %s, line %u", first->file, first->at.line);
	else
		diag_help(diags, "the first is on line %u", first->at.line);
}

static uint32_t hash(const char *text)
{
	uint32_t sum = 2166136261u; /* FNV-1a */

	for (; *text; text++)
		sum = (sum ^ (unsigned char)*text) * 16777619u;
	return sum ? sum : 1;
}

/* True when no two ids are alike, seen without sorting them, as nearly always; false when it takes a closer look. */
static bool all_differ(const struct named *list, size_t n)
{
	size_t size = 16;

	while (size < 2 * n)
		size *= 2;
	uint32_t *seen = mem_get(size * sizeof *seen);
	bool differ = true;
	for (size_t i = 0; i < n && differ; i++) {
		uint32_t key = list[i].id ? hash(list[i].id) : 0;
		size_t at = key & (size - 1);
		while (key && seen[at] && seen[at] != key)
			at = (at + 1) & (size - 1);
		differ = !key || !seen[at];
		seen[at] = key ? key : seen[at];
	}
	mem_free(seen);
	return differ;
}

void check_unique(struct named *list, size_t n, const char *what, struct diags *diags)
{
	if (all_differ(list, n))
		return;
	struct ordered *ordered = mem_get((n + 1) * sizeof *ordered);
	size_t known = 0, first = 0;

	for (size_t i = 0; i < n; i++)
		if (list[i].id)
			ordered[known++] = (struct ordered){ list[i], i };
	qsort(ordered, known, sizeof *ordered, by_id);
	for (size_t i = 1; i < known; i++) {
		if (strcmp(ordered[i].named.id, ordered[first].named.id) != 0)
			first = i;
		else if (!is_said(&ordered[i].named, &ordered[first].named))
			say_used(&ordered[i].named, &ordered[first].named, what, diags);
	}
	mem_free(ordered);
}
