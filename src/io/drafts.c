/* SPDX-License-Identifier: MIT */
#include "io/drafts.h"

#include <stdlib.h>
#include <string.h>
#include "base/mem.h"

static bool is_empty(const char *text)
{
	return !text || !*text;
}

bool draft_is_empty(const struct record *draft)
{
	return draft->npicks == 0 && is_empty(draft->text) && !draft->box && draft->hints == 0 && draft->stage == 0;
}

static bool same_page(const struct record *a, const struct record *b)
{
	return strcmp(a->page ? a->page : "", b->page ? b->page : "") == 0;
}

static int newest_first(const void *a, const void *b)
{
	const struct record *x = *(const struct record *const *)a, *y = *(const struct record *const *)b;
	if (x->clock != y->clock)
		return x->clock < y->clock ? 1 : -1;
	if (x->seq != y->seq)
		return x->seq < y->seq ? 1 : -1;
	return x->sid < y->sid ? 1 : x->sid > y->sid ? -1 : 0;
}

void drafts_sort(struct drafts *drafts)
{
	if (drafts->n > 0)
		qsort(drafts->list, drafts->n, sizeof *drafts->list, newest_first);
}

/* One place more in a list of records. */
static void append(struct drafts *drafts, struct record ***list, size_t *n, size_t *room, const struct record *record)
{
	if (*n == *room) {
		*room = *room ? *room * 2 : 16;
		*list = mem_grow(*list, *room, sizeof **list);
	}
	(*list)[(*n)++] = record_copy(&drafts->arena, record);
}

void drafts_add(struct drafts *drafts, const struct record *draft)
{
	for (size_t i = 0; i < drafts->n; i++) {
		const struct record *other = drafts->list[i];
		if (other->sid != draft->sid || !same_page(other, draft))
			continue;
		if (draft->seq > other->seq)
			drafts->list[i] = record_copy(&drafts->arena, draft);
		return;
	}
	append(drafts, &drafts->list, &drafts->n, &drafts->room, draft);
}

void drafts_taken(struct drafts *drafts, const struct record *taken)
{
	append(drafts, &drafts->taken, &drafts->ntaken, &drafts->taken_room, taken);
}

void drafts_release(struct drafts *drafts)
{
	mem_free(drafts->list);
	mem_free(drafts->taken);
	arena_release(&drafts->arena);
	*drafts = (struct drafts){ 0 };
}

/* Answered later by the same session: the answer holds more than the draft did. Another session may have answered without
 * ever seeing it; and what was answered beside a sealed one that nobody opened is not sealed. */
static bool is_answered(const struct learner *learner, const struct record *draft)
{
	static const enum record_type types[] = { RECORD_ANSWER, RECORD_WORDS, RECORD_BELIEF, RECORD_PLAN };
	for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
		const struct record *record;
		for (size_t n = 0; (record = learner_nth(learner, types[i], draft->page, n)); n++)
			if (record->sid == draft->sid && record->seq > draft->seq &&
			    (record->sealed || !draft->box))
				return true;
	}
	return false;
}

static bool is_taken(const struct drafts *drafts, const struct record *draft)
{
	for (size_t i = 0; i < drafts->ntaken; i++) {
		const struct record *taken = drafts->taken[i];
		if (taken->base.sid == draft->sid && taken->base.seq >= draft->seq && same_page(taken, draft))
			return true;
	}
	return false;
}

bool drafts_supersede(const struct drafts *drafts, const struct learner *learner, const struct record *draft)
{
	if (draft_is_empty(draft) || is_answered(learner, draft) || is_taken(drafts, draft))
		return true;
	for (size_t i = 0; i < drafts->n; i++) {
		const struct record *other = drafts->list[i];
		if (other->sid == draft->sid && other->seq > draft->seq && same_page(other, draft))
			return true;
		if (other->sid != draft->sid && other->clock > draft->clock && record_continues(other, draft))
			return true;
	}
	return false;
}
