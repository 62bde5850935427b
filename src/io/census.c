/* SPDX-License-Identifier: MIT */
#include "io/census.h"

#include <stdlib.h>
#include "base/mem.h"

void census_record(struct census *census, uint64_t sid, uint64_t seq, enum census_from from, bool answer)
{
	if (census->nkeys == census->keys_room) {
		census->keys_room = census->keys_room ? census->keys_room * 2 : 64;
		census->keys = mem_grow(census->keys, census->keys_room, sizeof *census->keys);
	}
	census->keys[census->nkeys++] = (struct census_key){ sid, seq, from, answer };
}

static struct census_claim *claim_of(struct census *census, uint64_t sid)
{
	for (size_t i = census->nclaims; i-- > 0;)
		if (census->claims[i].sid == sid)
			return &census->claims[i];
	if (census->nclaims == census->claims_room) {
		census->claims_room = census->claims_room ? census->claims_room * 2 : 16;
		census->claims = mem_grow(census->claims, census->claims_room, sizeof *census->claims);
	}
	census->claims[census->nclaims] = (struct census_claim){ .sid = sid };
	return &census->claims[census->nclaims++];
}

void census_claim(struct census *census, uint64_t sid, size_t answers)
{
	struct census_claim *claim = claim_of(census, sid);
	if (answers > claim->claimed)
		claim->claimed = answers;
}

void census_damage(struct census *census, uint64_t sid, size_t answers)
{
	if (answers > 0)
		claim_of(census, sid)->damaged += answers;
}

static int key_order(const void *a, const void *b)
{
	const struct census_key *x = a, *y = b;
	if (x->sid != y->sid)
		return x->sid < y->sid ? -1 : 1;
	return (x->seq > y->seq) - (x->seq < y->seq);
}

/* Each record once, with all the places it was read from. */
static void merge(struct census *census)
{
	size_t kept = 0;
	if (census->nkeys > 0)
		qsort(census->keys, census->nkeys, sizeof *census->keys, key_order);
	for (size_t i = 0; i < census->nkeys; i++) {
		if (kept > 0 && key_order(&census->keys[kept - 1], &census->keys[i]) == 0)
			census->keys[kept - 1].from |= census->keys[i].from;
		else
			census->keys[kept++] = census->keys[i];
	}
	census->nkeys = kept;
}

/* Where the answers of a session begin in the merged list. */
static size_t first_of(const struct census *census, uint64_t sid)
{
	size_t from = 0, to = census->nkeys;
	while (from < to) {
		size_t middle = from + (to - from) / 2;
		if (census->keys[middle].sid < sid)
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}

/* What a session has lost: by what a fold claims, or by what is damaged in its own journals; the greater, for both may
 * mean the same answers. */
static size_t lost_of(const struct census *census, const struct census_claim *claim)
{
	size_t all = 0, in_journals = 0;
	for (size_t i = first_of(census, claim->sid); i < census->nkeys && census->keys[i].sid == claim->sid; i++) {
		all += census->keys[i].answer;
		in_journals += census->keys[i].answer && (census->keys[i].from & FROM_JOURNAL);
	}
	size_t by_journals = claim->damaged ? in_journals + claim->damaged : 0;
	size_t should = by_journals > claim->claimed ? by_journals : claim->claimed;
	return should > all ? should - all : 0;
}

/* A folded record that is damaged and cannot say what it held: what backups and journals have beyond it was in it. */
static size_t lost_unclaimed(const struct census *census)
{
	size_t found = 0;
	for (size_t i = 0; i < census->nkeys; i++)
		found += census->keys[i].answer && !(census->keys[i].from & FROM_RECORD);
	return census->unclaimed > found ? census->unclaimed - found : 0;
}

void census_sum(struct census *census, size_t *records, size_t *kept, size_t *of)
{
	merge(census);
	size_t lost = 0, unclaimed = lost_unclaimed(census);
	for (size_t i = 0; i < census->nclaims; i++)
		lost += lost_of(census, &census->claims[i]);
	*records = census->nkeys;
	*kept = 0;
	for (size_t i = 0; i < census->nkeys; i++)
		*kept += census->keys[i].answer;
	*of = *kept + (lost > unclaimed ? lost : unclaimed);
}

void census_release(struct census *census)
{
	mem_free(census->keys);
	mem_free(census->claims);
	*census = (struct census){ 0 };
}
