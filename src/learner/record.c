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

/* -- Two half answers in one ------------------------------------------------------------------ */

static const char *join_texts(struct arena *arena, const char *first, const char *then, const char *between)
{
	if (!first || !*first)
		return text_copy(arena, then);
	return then && *then ? arena_print(arena, "%s%s%s", first, between, then) : text_copy(arena, first);
}

static struct pick *find_pick(struct pick *picks, size_t n, const char *id)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(picks[i].id, id) == 0)
			return &picks[i];
	return NULL;
}

/* Lines of their own have room for one line each. */
static void join_picks(struct arena *arena, struct record *joined, const struct record *then)
{
	struct pick *picks = arena_get(arena, (joined->npicks + then->npicks) * sizeof *picks);
	size_t n = joined->npicks;

	for (size_t i = 0; i < n; i++)
		picks[i] = joined->picks[i];
	for (size_t i = 0; i < then->npicks; i++) {
		struct pick *same = find_pick(picks, n, then->picks[i].id);
		const char *text = text_copy(arena, then->picks[i].text);

		if (same)
			same->text = join_texts(arena, same->text, text, " ");
		else
			picks[n++] = (struct pick){ text_copy(arena, then->picks[i].id), then->picks[i].number, text };
	}
	joined->picks = picks;
	joined->npicks = n;
}

struct record *record_join(struct arena *arena, const struct record *first, const struct record *then)
{
	struct record *joined = record_copy(arena, first);

	joined->text = join_texts(arena, first->text, then->text, "\n");
	if (then->npicks > 0)
		join_picks(arena, joined, then);
	return joined;
}
