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
