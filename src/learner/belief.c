/* SPDX-License-Identifier: MIT */
#include "learner/belief.h"

#include <string.h>

#define NONE (-1)

static int number_of(const struct record *r, const char *id)
{
	for (size_t i = 0; i < r->npicks; i++)
		if (strcmp(r->picks[i].id, id) == 0 && r->picks[i].number >= 0 && r->picks[i].number <= 10)
			return r->picks[i].number;
	return NONE;
}

/* The record with the first rating under an id on a page, or with the last; NULL: it was never rated. */
static const struct record *rated(const struct learner *learner, const char *page, const char *id, bool last)
{
	const struct record *r, *found = NULL;

	for (size_t n = 0; (r = learner_nth(learner, RECORD_BELIEF, page, n)) != NULL; n++)
		if (!learner_is_past(learner, r) && number_of(r, id) != NONE && (last || !found))
			found = r;
	return found;
}

bool belief_shift(const struct learner *learner, const char *page, const char *pair, const char *statement, struct shift *shift)
{
	const char *before = statement ? statement : "before", *after = statement ? statement : "after";
	const struct record *from, *to;

	if (statement && !pair)
		return false;
	from = rated(learner, pair ? pair : page, before, false);
	to = rated(learner, page, after, true);
	if (!from || !to)
		return false;
	*shift = (struct shift){number_of(from, before), number_of(to, after), from, to};
	return true;
}

static const struct record *one_before(const struct learner *learner, const struct record *record)
{
	const struct record *before = NULL, *r;

	for (size_t n = 0; record->page && (r = learner_nth(learner, RECORD_BELIEF, record->page, n)) != record; n++) {
		if (!r)
			return NULL;
		before = r;
	}
	return before;
}

bool belief_is_carried(const struct learner *learner, const struct record *record, size_t pick)
{
	const struct record *before = one_before(learner, record);
	bool goes_on = false;

	for (size_t i = 0; before && i < record->npicks; i++)
		goes_on |= number_of(before, record->picks[i].id) == NONE;
	return goes_on && record->picks[pick].number == number_of(before, record->picks[pick].id);
}
