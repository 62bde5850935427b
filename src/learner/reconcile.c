/* SPDX-License-Identifier: MIT */
#include "learner/reconcile.h"

#include <stdio.h>
#include <string.h>
#include "base/text.h"
#include "base/tr.h"

#define ARRAY_LEN(a) (sizeof(a) / sizeof(a)[0])

/* What is kept of a page and asked of it again: places and seen pages aside. */
static const enum record_type answers[] = { RECORD_ANSWER, RECORD_WORDS, RECORD_BELIEF, RECORD_PLAN };

/* -- Ids and what they were -------------------------------------------------------------------- */

static bool lists(const struct words *was, const char *id)
{
	for (size_t i = 0; i < was->n; i++)
		if (strcmp(was->list[i], id) == 0)
			return true;
	return false;
}

void reconcile_names(struct learner *learner, const struct chapter *chapter)
{
	for (size_t i = 0; i < chapter->was.n; i++)
		if (chapter_find(chapter, chapter->was.list[i]) < 0)
			learner_rename(learner, chapter->was.list[i], chapter->id);
	for (size_t i = 0; i < chapter->npages; i++) {
		const struct page *page = &chapter->pages[i];
		for (size_t w = 0; w < page->was.n; w++) {
			const char *was = page->was.list[w];
			if (chapter_find(chapter, was) == (int)i && strcmp(was, chapter->id) != 0)
				learner_rename(learner, was, page->id);
		}
	}
}

static bool is_chapter(const struct chapter *chapter, const char *id)
{
	return id && (strcmp(chapter->id, id) == 0 || lists(&chapter->was, id));
}

/* The chapter as it was met last; NULL when it never was. */
static const struct record *last_met(const struct learner *learner, const char *chapter)
{
	const struct record *met, *last = NULL;

	for (size_t n = 0; (met = learner_nth(learner, RECORD_CHAPTER, NULL, n)) != NULL; n++)
		if (met->chapter && strcmp(met->chapter, learner_name(learner, chapter)) == 0)
			last = met;
	return last;
}

/* -- The place --------------------------------------------------------------------------------- */

/* Where a page stands in the chapter as it was met, under any of its names; npicks when nowhere. */
static size_t met_index(const struct learner *learner, const struct record *met, const char *page)
{
	size_t i = 0;

	while (i < met->npicks && strcmp(learner_name(learner, met->picks[i].id), learner_name(learner, page)) != 0)
		i++;
	return i;
}

/* The first page from a place in the old order on that is in this chapter now, or -1. */
static int next_left(const struct record *met, size_t from, const struct chapter *chapter)
{
	for (size_t i = from; i < met->npicks; i++) {
		int index = chapter_find(chapter, met->picks[i].id);
		if (index >= 0)
			return index;
	}
	return -1;
}

/* What follows, in the chapter of now, the last page before the place; that page itself at the end. */
static int after_last_left(const struct record *met, size_t before, const struct chapter *chapter)
{
	while (before-- > 0) {
		int index = chapter_find(chapter, met->picks[before].id);
		if (index >= 0)
			return (size_t)index + 1 < chapter->npages ? index + 1 : index;
	}
	return -1;
}

int reconcile_page(const struct learner *learner, const struct chapter *chapter, const char *page)
{
	const struct record *met = last_met(learner, chapter->id);
	int index = chapter_find(chapter, page);

	if (index >= 0 || !met)
		return index;
	size_t was = met_index(learner, met, page);
	if (was == met->npicks)
		return -1;
	index = next_left(met, was, chapter);
	return index >= 0 ? index : after_last_left(met, was, chapter);
}

typedef int find_fn(const struct learner *, const struct chapter *, const struct record *place);

static int by_id(const struct learner *learner, const struct chapter *chapter, const struct record *place)
{
	int index = place->page ? chapter_find(chapter, place->page) : -1;

	(void)learner;
	return index >= 0 && strcmp(chapter->pages[index].id, place->page) == 0 ? index : -1;
}

static int by_old_id(const struct learner *learner, const struct chapter *chapter, const struct record *place)
{
	(void)learner;
	return place->page ? chapter_find(chapter, place->page) : -1;
}

static int by_neighbours(const struct learner *learner, const struct chapter *chapter, const struct record *place)
{
	return place->page && is_chapter(chapter, place->chapter) ? reconcile_page(learner, chapter, place->page) : -1;
}

/* Pages of the chapter that is gone, after the place: wherever the first of them is now. */
static bool by_followers(
	const struct learner *learner, const struct chapter *const *chapters, size_t n, size_t *chapter, int *page)
{
	const struct record *place = learner_place(learner);
	const struct record *met = place->chapter ? last_met(learner, place->chapter) : NULL;

	for (size_t i = met && place->page ? met_index(learner, met, place->page) : 0; met && i < met->npicks; i++)
		for (size_t c = 0; c < n; c++) {
			int index = chapters[c] ? chapter_find(chapters[c], met->picks[i].id) : -1;
			if (index < 0)
				continue;
			*chapter = c;
			*page = index;
			return true;
		}
	return false;
}

bool reconcile_course(
	const struct learner *learner, const struct chapter *const *chapters, size_t n, size_t *chapter, int *page)
{
	static find_fn *const ways[] = { by_id, by_old_id, by_neighbours };
	const struct record *place = learner_place(learner);

	for (size_t way = 0; way < ARRAY_LEN(ways); way++)
		for (size_t i = 0; i < n; i++) {
			int index = chapters[i] ? ways[way](learner, chapters[i], place) : -1;
			if (index < 0)
				continue;
			*chapter = i;
			*page = index;
			return true;
		}
	for (size_t i = 0; i < n; i++)
		if (chapters[i] && is_chapter(chapters[i], place->chapter)) {
			*chapter = i;
			*page = -1;
			return true;
		}
	return by_followers(learner, chapters, n, chapter, page);
}

/* -- What changed ------------------------------------------------------------------------------ */

static bool is_known(const struct learner *learner, const char *page)
{
	for (size_t i = 0; i < ARRAY_LEN(answers); i++)
		if (learner_latest(learner, answers[i], page))
			return true;
	return learner_has_seen(learner, page);
}

/* The rev the page had for the learner; 0 when it was never met. */
static unsigned rev_met(const struct learner *learner, const struct record *met, const struct page *page)
{
	size_t index = met ? met_index(learner, met, page->id) : 0;

	if (met && index < met->npicks)
		return met->picks[index].number > 0 ? (unsigned)met->picks[index].number : page->rev;
	for (size_t i = 0; i < ARRAY_LEN(answers); i++) {
		const struct record *last = learner_latest(learner, answers[i], page->id);
		if (last && last->rev)
			return last->rev;
	}
	return is_known(learner, page->id) ? page->rev : 0;
}

static struct record as_it_is(const struct chapter *chapter, struct arena *arena)
{
	struct pick *picks = arena_get(arena, chapter->npages * sizeof *picks);

	for (size_t i = 0; i < chapter->npages; i++)
		picks[i] = (struct pick){ .id = chapter->pages[i].id, .number = (int)chapter->pages[i].rev };
	return (struct record){
		.type = RECORD_CHAPTER, .chapter = chapter->id, .picks = picks, .npicks = chapter->npages
	};
}

static bool is_the_same(const struct record *a, const struct record *b)
{
	if (a->npicks != b->npicks)
		return false;
	for (size_t i = 0; i < a->npicks; i++)
		if (a->picks[i].number != b->picks[i].number || strcmp(a->picks[i].id, b->picks[i].id) != 0)
			return false;
	return true;
}

bool reconcile_chapter(
	const struct learner *learner, const struct chapter *chapter, struct arena *arena, struct revision *out)
{
	const struct record *met = last_met(learner, chapter->id);

	*out = (struct revision){ .news = as_it_is(chapter, arena) };
	if (met && is_the_same(met, &out->news))
		return false;
	for (size_t i = 0; i < chapter->npages; i++) {
		unsigned rev = rev_met(learner, met, &chapter->pages[i]);
		out->changed += rev && rev != chapter->pages[i].rev;
		out->fresh += met && !rev;
	}
	for (size_t i = 0; met && i < met->npicks; i++)
		out->gone += chapter_find(chapter, met->picks[i].id) < 0;
	return true;
}

/* -- Telling it -------------------------------------------------------------------------------- */

/* The first part names the pages, those after it need not. */
static void add_parts(const struct revision *r, struct str *list)
{
	if (r->changed)
		str_print(list, tr_n("%u page changed", "%u pages changed", r->changed), r->changed);
	if (r->fresh && list->len)
		str_print(list, tr_n(", %u new", ", %u new", r->fresh), r->fresh);
	else if (r->fresh)
		str_print(list, tr_n("%u new page", "%u new pages", r->fresh), r->fresh);
	if (r->gone && list->len)
		str_print(list, tr_n(", %u no longer here", ", %u no longer here", r->gone), r->gone);
	else if (r->gone)
		str_print(list, tr_n("%u page is no longer here", "%u pages are no longer here", r->gone), r->gone);
}

void reconcile_say(const struct revision *revision, char *out, size_t size)
{
	struct str list = { 0 };

	add_parts(revision, &list);
	out[0] = '\0';
	if (list.len)
		(void)snprintf(out, size, tr("This chapter was revised: %s. Your answers are kept."), str_text(&list));
	str_release(&list);
}

/* -- Half answers ------------------------------------------------------------------------------ */

/* Who answered in another session had not seen words that were half written in this one; of what was only chosen the later counts. */
static bool is_answered_since(const struct learner *learner, enum record_type type, const char *page, const struct record *draft)
{
	bool words = record_has_words(draft) || record_is_shut(draft);
	const struct record *answer;

	for (size_t n = 0; (answer = learner_nth(learner, type, page, n)) != NULL; n++)
		if (answer->clock > draft->clock && (!words || answer->sid == draft->sid))
			return true;
	return false;
}

bool reconcile_is_over(const struct learner *learner, const struct record *draft, const char *page)
{
	for (size_t i = 0; i < ARRAY_LEN(answers); i++)
		if (is_answered_since(learner, answers[i], page, draft))
			return true;
	return false;
}

bool reconcile_continues(const struct learner *learner, const struct record *news, const struct record *old)
{
	struct record renamed = *old;

	if (news->page && old->page && strcmp(learner_name(learner, news->page), learner_name(learner, old->page)) == 0)
		renamed.page = news->page;
	return record_continues(news, &renamed);
}

bool reconcile_draft(const struct learner *learner, const struct page *page, const struct record *draft)
{
	if (!draft->page || (strcmp(draft->page, page->id) != 0 && !lists(&page->was, draft->page)))
		return false;
	return !reconcile_is_over(learner, draft, page->id);
}
