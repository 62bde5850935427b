/* SPDX-License-Identifier: MIT */
#include "io/overtaken.h"

#include <stdlib.h>
#include <string.h>
#include "base/mem.h"

static int number_order(uint64_t a, uint64_t b)
{
	return (a > b) - (a < b);
}

int overtaken_key_order(const struct overtaken_line *a, const struct overtaken_line *b)
{
	int order = number_order(a->clock, b->clock);
	if (order == 0)
		order = number_order(a->sid, b->sid);
	return order ? order : number_order(a->seq, b->seq);
}

/* By record; what was blanked comes before what it was. Where two differ for another reason both stay. */
static int line_order(const void *a, const void *b)
{
	const struct overtaken_line *x = a, *y = b;
	int order = overtaken_key_order(x, y);
	if (order == 0)
		order = y->gone - x->gone;
	if (order == 0)
		order = number_order(x->len, y->len);
	return order ? order : memcmp(x->at, y->at, x->len);
}

bool overtaken_is_same(const struct overtaken_line *a, const struct overtaken_line *b)
{
	return a->len == b->len && memcmp(a->at, b->at, a->len) == 0;
}

/* By session, page and number: what overtakes a half answer comes after it. */
static int page_order(const void *a, const void *b)
{
	const struct overtaken_line *x = *(const struct overtaken_line *const *)a;
	const struct overtaken_line *y = *(const struct overtaken_line *const *)b;
	int order = number_order(x->sid, y->sid);
	if (order == 0)
		order = strcmp(x->page, y->page);
	return order ? order : number_order(x->seq, y->seq);
}

static bool same_page(const struct overtaken_line *a, const struct overtaken_line *b)
{
	return a->sid == b->sid && strcmp(a->page, b->page) == 0;
}

/* Half answers their own session has overtaken, on that page. The rest of the line is then not looked at: `plain` says that
 * there is nothing else in it. */
static void drop_drafts(const struct overtaken_line *lines, size_t nlines, bool *drop)
{
	const struct overtaken_line **list = mem_get(nlines * sizeof *list);
	size_t n = 0;
	for (size_t i = 0; i < nlines; i++)
		if (lines[i].type == RECORD_DRAFT || record_is_answer(lines[i].type))
			list[n++] = &lines[i];
	if (n > 0)
		qsort(list, n, sizeof *list, page_order);
	for (size_t i = 0; i < n; i++) {
		size_t k = i + 1;
		while (k < n && same_page(list[i], list[k]) && list[k]->seq == list[i]->seq)
			k++;
		bool overtaken = k < n && same_page(list[i], list[k]);
		drop[list[i] - lines] |= overtaken && list[i]->plain && list[i]->type == RECORD_DRAFT;
	}
	mem_free(list);
}

static void drop_places(const struct overtaken_line *lines, size_t nlines, bool *drop)
{
	const struct overtaken_line *last = NULL;
	for (size_t i = 0; i < nlines; i++)
		if (lines[i].type == RECORD_PLACE)
			last = &lines[i];
	for (size_t i = 0; i < nlines; i++)
		drop[i] |= lines[i].type == RECORD_PLACE && lines[i].plain && overtaken_key_order(&lines[i], last) != 0;
}

/* A line that was blanked stands for all of its record. */
static void drop_blanked(const struct overtaken_line *lines, size_t nlines, bool *drop)
{
	const struct overtaken_line *head = NULL;
	for (size_t i = 0; i < nlines; i++) {
		const struct overtaken_line *line = &lines[i];
		if (!head || overtaken_key_order(head, line) != 0)
			head = line;
		drop[i] |= head->gone && !line->gone;
	}
}

bool *overtaken_in(struct overtaken_line *lines, size_t n)
{
	if (n > 0)
		qsort(lines, n, sizeof *lines, line_order);
	bool *drop = mem_get(n * sizeof *drop);
	drop_places(lines, n, drop);
	drop_drafts(lines, n, drop);
	drop_blanked(lines, n, drop);
	return drop;
}
