/* SPDX-License-Identifier: MIT */
#include "learner/record.h"

#include <string.h>

static const char *text_copy(struct arena *arena, const char *text)
{
	return text ? arena_copy(arena, text, strlen(text)) : NULL;
}

struct record *record_copy(struct arena *arena, const struct record *from)
{
	struct record *copy = arena_get(arena, sizeof *copy);
	*copy = *from;
	copy->chapter = text_copy(arena, from->chapter);
	copy->page = text_copy(arena, from->page);
	copy->text = text_copy(arena, from->text);
	copy->word = text_copy(arena, from->word);
	copy->box = text_copy(arena, from->box);
	copy->picks = NULL;
	if (from->npicks == 0)
		return copy;
	struct pick *picks = arena_get(arena, from->npicks * sizeof *picks);
	for (size_t i = 0; i < from->npicks; i++)
		picks[i] = (struct pick){ text_copy(arena, from->picks[i].id), from->picks[i].number,
			text_copy(arena, from->picks[i].text) };
	copy->picks = picks;
	return copy;
}

bool record_has_words(const struct record *record)
{
	bool any = record->text && *record->text;

	for (size_t i = 0; i < record->npicks && !any; i++)
		any = record->picks[i].text && *record->picks[i].text;
	return any;
}

bool record_is_shut(const struct record *record)
{
	return record->sealed && !record_has_words(record);
}

bool record_is_half_words(const struct record *draft)
{
	return draft->base.known && (record_has_words(draft) || record_is_shut(draft));
}

static bool same_page(const struct record *a, const struct record *b)
{
	return strcmp(a->page ? a->page : "", b->page ? b->page : "") == 0;
}

/* Whether `whole` is `part` with something put in at one place. */
static bool text_holds(const char *whole, const char *part)
{
	whole = whole ? whole : "";
	part = part ? part : "";
	size_t w = strlen(whole), p = strlen(part), front = 0, back = 0;
	while (front < p && front < w && whole[front] == part[front])
		front++;
	while (back < p - front && back < w - front && whole[w - 1 - back] == part[p - 1 - back])
		back++;
	return front + back == p;
}

static bool same_picks(const struct record *a, const struct record *b)
{
	if (a->npicks != b->npicks)
		return false;
	for (size_t i = 0; i < a->npicks; i++)
		if (strcmp(a->picks[i].id, b->picks[i].id) != 0 || a->picks[i].number != b->picks[i].number ||
		    !text_holds(a->picks[i].text, b->picks[i].text))
			return false;
	return true;
}

/* What is locked cannot be compared, unless it is the very same. */
static bool same_box(const struct record *a, const struct record *b)
{
	return a->box == b->box || (a->box && b->box && strcmp(a->box, b->box) == 0);
}

bool record_continues(const struct record *news, const struct record *old)
{
	if ((record_is_shut(news) || record_is_shut(old)) && !same_box(news, old))
		return false;
	return same_page(news, old) && (old->npicks == 0 || same_picks(news, old)) && text_holds(news->text, old->text) &&
	       news->hints >= old->hints && news->stage >= old->stage;
}
