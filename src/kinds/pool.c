/* SPDX-License-Identifier: MIT */
#include "kinds/pool.h"

#include <stdlib.h>
#include <string.h>

/* --- what is at hand: the open chapter, then those lent, in the order of the course --- */

static size_t chapters(const struct visit *v)
{
	return 1 + v->nlent;
}

/* NULL where one is not here. */
static const struct chapter *nth_chapter(const struct visit *v, size_t n)
{
	return n == 0 ? v->chapter : v->lent[n - 1];
}

static size_t count_pages(const struct visit *v)
{
	size_t n = 0;

	for (size_t c = 0; c < chapters(v); c++)
		n += nth_chapter(v, c) ? nth_chapter(v, c)->npages : 0;
	return n;
}

struct pooled pool_find(const struct visit *v, const char *id)
{
	for (size_t c = 0; c < chapters(v); c++) {
		const struct chapter *chapter = nth_chapter(v, c);
		int index = chapter ? chapter_find(chapter, id) : -1;

		if (index >= 0 && chapter->pages[index].kind->graded)
			return (struct pooled){chapter, &chapter->pages[index]};
	}
	return (struct pooled){NULL, NULL};
}

/* --- drawing --- */

struct candidate {
	struct pooled item;
	int rank;        /* 0 never answered, 1 missed, 2 answered */
	uint64_t clock;  /* of the latest answer */
	size_t order;    /* in what is at hand */
};

static int by_need(const void *a, const void *b)
{
	const struct candidate *x = a, *y = b;

	if (x->rank != y->rank)
		return x->rank < y->rank ? -1 : 1;
	if (x->clock != y->clock)
		return x->clock < y->clock ? -1 : 1;
	return (x->order > y->order) - (x->order < y->order);
}

static bool is_named(const struct words *from, const struct chapter *chapter, size_t index)
{
	for (size_t i = 0; i < from->n; i++)
		if (strcmp(from->list[i], chapter->id) == 0 || chapter_find(chapter, from->list[i]) == (int)index)
			return true;
	return false;
}

/* Whether a page was passed by with what a note is about. Who is in it with this page went into it knowing. */
static bool is_spared(const struct visit *v, const struct chapter *chapter, size_t index)
{
	int here = chapter == v->chapter ? chapter_find(chapter, v->page->id) : -1;

	return !learner_latest(v->learner, RECORD_SEEN, chapter->pages[index].id) && chapter_note_over(chapter, (int)index, here, NOTE_NONE) != NOTE_NONE;
}

static struct candidate candidate_of(const struct visit *v, const struct chapter *chapter, const struct page *page, size_t order)
{
	const struct record *last = learner_latest(v->learner, RECORD_ANSWER, page->id);
	struct candidate c = {.item = {chapter, page}, .order = order};

	if (last && last->rev >= page->rev) { /* what was answered before the page changed was another question */
		c.rank = last->verdict == VERDICT_RIGHT ? 2 : 1;
		c.clock = last->clock;
	}
	return c;
}

/* What a chapter has for the pool, which holds n already. */
static size_t pool_chapter(const struct visit *v, const struct words *from, const struct chapter *chapter, struct candidate *pool, size_t n)
{
	for (size_t i = 0; chapter && i < chapter->npages; i++)
		if (chapter->pages[i].kind->graded && is_named(from, chapter, i) && !is_spared(v, chapter, i)) {
			pool[n] = candidate_of(v, chapter, &chapter->pages[i], n);
			n++;
		}
	return n;
}

size_t pool_draw(const struct visit *v, const struct words *from, size_t most, struct pooled *out)
{
	struct candidate *pool = mem_get((count_pages(v) + 1) * sizeof *pool);
	size_t n = 0, drawn;

	for (size_t c = 0; c < chapters(v); c++)
		n = pool_chapter(v, from, nth_chapter(v, c), pool, n);
	qsort(pool, n, sizeof *pool, by_need);
	for (drawn = 0; drawn < n && drawn < most; drawn++)
		out[drawn] = pool[drawn].item;
	mem_free(pool);
	return drawn;
}
