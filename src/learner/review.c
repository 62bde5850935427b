/* SPDX-License-Identifier: MIT */
#include "learner/review.h"

#include <assert.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include "base/mem.h"

#define HOUR 3600
#define DAY (24 * HOUR)

/* Who comes at about the same hour each day shall not find that it is not quite a day yet. */
#define EARLY (4 * HOUR)

/* After a sure miss: later in the same day, or the next one. */
#define SOON (8 * HOUR)

static const int days[REVIEW_RUNGS] = {1, 3, 7, 21, 60};

/* A record that bears on what comes back, in the order of telling, with the time it can have been. */
struct told {
	const struct record *record;
	int64_t at;
	size_t order;
};

/* While it is made: `told`. Then: `items`, sorted by page. */
struct review {
	int64_t now;
	struct told *told;
	size_t ntold, room;
	struct review_item *items;
	size_t nitems;
};

enum review_claim review_claim(const struct page *page)
{
	if (!page->kind->graded || page->review == FLAG_NO)
		return REVIEW_NEVER;
	return page->optional == FLAG_YES || page->note ? REVIEW_IF_ANSWERED : REVIEW_ALWAYS;
}

unsigned short review_small(unsigned n)
{
	return n < USHRT_MAX ? (unsigned short)n : USHRT_MAX;
}

int64_t review_gap(int rung)
{
	assert(rung >= -1 && rung < REVIEW_RUNGS);
	return rung < 0 ? SOON : (int64_t)days[rung] * DAY - EARLY;
}

/* --- what was told, and when it can have been --- */

static void add(void *ctx, const struct record *record)
{
	struct review *review = ctx;

	if (review->ntold == review->room) {
		review->room = review->room ? review->room * 2 : 256;
		review->told = mem_grow(review->told, review->room, sizeof *review->told);
	}
	review->told[review->ntold++] = (struct told){.record = record, .at = record->at};
}

static int number_order(uint64_t a, uint64_t b)
{
	return (a > b) - (a < b);
}

static int by_telling(const void *a, const void *b)
{
	const struct record *x = ((const struct told *)a)->record, *y = ((const struct told *)b)->record;
	int order = number_order(x->clock, y->clock);

	if (order == 0)
		order = number_order(x->sid, y->sid);
	return order ? order : number_order(x->seq, y->seq);
}

static const char *page_of(const struct told *told)
{
	return told->record->page ? told->record->page : "";
}

static int by_page(const void *a, const void *b)
{
	const struct told *x = a, *y = b;
	int order = strcmp(page_of(x), page_of(y));

	return order ? order : number_order(x->order, y->order);
}

static const enum record_type types[] = {RECORD_OPEN, RECORD_SEEN, RECORD_ANSWER};

static void gather(struct review *review, const struct learner *learner)
{
	for (size_t i = 0; i < sizeof types / sizeof *types; i++)
		learner_each(learner, types[i], add, review);
	if (review->ntold > 0)
		qsort(review->told, review->ntold, sizeof *review->told, by_telling);
}

/* The time of the first record that can be believed: what was told before it cannot have been later. Without any no time has passed. */
static int64_t first_time(const struct review *review)
{
	for (size_t i = 0; i < review->ntold; i++)
		if (review->told[i].at <= review->now)
			return review->told[i].at;
	return review->now;
}

/* See "Clocks" in the header. */
static void set_times(struct review *review)
{
	int64_t latest = first_time(review);

	for (size_t i = 0; i < review->ntold; i++) {
		struct told *told = &review->told[i];

		if (told->at <= review->now && told->at > latest)
			latest = told->at;
		told->at = latest;
		told->order = i;
	}
}

/* --- one item --- */

static bool is_right(const struct record *r)
{
	return r->verdict == VERDICT_RIGHT;
}

static void stand(struct review_item *item, int rung, int64_t at)
{
	item->rung = rung;
	item->since = at;
	item->due = rung == REVIEW_RUNGS ? INT64_MAX : at + review_gap(rung);
}

static enum review_why why_of(const struct record *r)
{
	if (is_right(r))
		return r->sure == 1 || r->hints > 0 ? REVIEW_GUESSED : REVIEW_KNOWN;
	return r->sure == 3 ? REVIEW_SURPRISED : REVIEW_MISSED;
}

/* Met for the first time; or for the first time as the question it is now. */
static void meet(struct review_item *item, const struct told *told)
{
	const struct record *r = told->record;

	item->rev = r->rev > 0 ? r->rev : 1;
	item->times = r->review;
	item->why = why_of(r);
	stand(item, item->why == REVIEW_SURPRISED ? -1 : 0, told->at);
}

static void come_back(struct review_item *item, const struct told *told)
{
	const struct record *r = told->record;

	item->times = r->review;
	item->why = why_of(r);
	if (!is_right(r))
		stand(item, 0, told->at);
	else if (told->at >= item->due)
		stand(item, r->hints > 0 ? item->rung : item->rung + 1, told->at);
}

static void fold(struct review_item *item, const struct told *told)
{
	const struct record *r = told->record;
	bool is_answer = r->type == RECORD_ANSWER && r->verdict != VERDICT_NONE;

	if (r->type == RECORD_SEEN && item->rev == 0 && r->word && strcmp(r->word, "skipped") == 0) {
		item->why = REVIEW_PASSED;
		stand(item, 0, told->at);
	} else if (is_answer && r->rev >= item->rev) {
		if (item->rev == 0 || r->rev > item->rev)
			meet(item, told);
		else if (r->review > item->times)
			come_back(item, told);
	} else {
		return;
	}
	item->chapter = r->chapter;
}

/* The item of the page at told[from], if it is one; the index of the next page's. */
static size_t fold_page(struct review *review, size_t from)
{
	const char *page = page_of(&review->told[from]);
	struct review_item item = {.page = page, .due = INT64_MAX, .rung = REVIEW_RUNGS};
	size_t i = from;

	for (; i < review->ntold && strcmp(page_of(&review->told[i]), page) == 0; i++)
		fold(&item, &review->told[i]);
	if (*page && item.chapter)
		review->items[review->nitems++] = item;
	return i;
}

struct review *review_new(const struct learner *learner, int64_t now)
{
	struct review *review = mem_get(sizeof *review);

	review->now = now;
	gather(review, learner);
	set_times(review);
	if (review->ntold > 0)
		qsort(review->told, review->ntold, sizeof *review->told, by_page);
	review->items = mem_get((review->ntold + 1) * sizeof *review->items);
	for (size_t i = 0; i < review->ntold;)
		i = fold_page(review, i);
	mem_free(review->told);
	review->told = NULL;
	return review;
}

void review_free(struct review *review)
{
	if (!review)
		return;
	mem_free(review->items);
	mem_free(review);
}

/* --- questions --- */

static int item_by_page(const void *page, const void *item)
{
	return strcmp(page, ((const struct review_item *)item)->page);
}

const struct review_item *review_find(const struct review *review, const char *page)
{
	if (review->nitems == 0)
		return NULL;
	return bsearch(page, review->items, review->nitems, sizeof *review->items, item_by_page);
}

bool review_due(const struct review *review, enum review_claim claim, const char *page, unsigned rev)
{
	const struct review_item *item = claim == REVIEW_NEVER ? NULL : review_find(review, page);

	if (!item || (claim == REVIEW_IF_ANSWERED && item->why == REVIEW_PASSED))
		return false;
	if (item->rev > 0 && item->rev < rev)
		return item->since + review_gap(0) <= review->now;
	return item->due <= review->now;
}

size_t review_items(const struct review *review, const struct review_item **list)
{
	*list = review->items;
	return review->nitems;
}

int review_by_need(const struct review_item *a, const struct review_item *b)
{
	if (a->why != b->why)
		return a->why < b->why ? -1 : 1;
	if (a->due != b->due)
		return a->due < b->due ? -1 : 1;
	return strcmp(a->page, b->page);
}

unsigned review_times(const struct learner *learner, const char *page)
{
	const struct record *answer;
	unsigned most = 0;

	for (size_t n = 0; (answer = learner_nth(learner, RECORD_ANSWER, page, n)) != NULL; n++)
		if (answer->review > most)
			most = answer->review;
	return most + 1;
}

/* --- plans --- */

struct believed {
	const struct record *record;
	int64_t now, at;
	const struct record *after; /* the first later one that can be believed */
};

static void believe(void *ctx, const struct record *record)
{
	struct believed *b = ctx;

	if (record->at > b->now)
		return;
	if (record->clock <= b->record->clock && record->at > b->at)
		b->at = record->at;
	if (record->clock > b->record->clock && (!b->after || record->clock < b->after->clock))
		b->after = record;
}

/* When a record can have been made, as "Clocks" in the header has it; `now` when nothing can be believed. */
static int64_t time_of(const struct learner *learner, const struct record *record, int64_t now)
{
	struct believed believed = {record, now, INT64_MIN, NULL};

	believe(&believed, record);
	for (size_t i = 0; i < sizeof types / sizeof *types; i++)
		learner_each(learner, types[i], believe, &believed);
	if (believed.at > INT64_MIN)
		return believed.at;
	return believed.after ? believed.after->at : now;
}

const struct pick *review_came_up(const struct record *plan)
{
	for (size_t i = 0; i < plan->npicks; i++)
		if (strcmp(plan->picks[i].id, "came_up") == 0 && plan->picks[i].text)
			return &plan->picks[i];
	return NULL;
}

static const struct record *over(const struct learner *learner, const struct record *plan)
{
	const struct record *r;

	for (size_t n = 0; plan->base.known && (r = learner_nth(learner, RECORD_PLAN, plan->page, n)) != NULL; n++)
		if (r->sid == plan->base.sid && r->seq == plan->base.seq)
			return r;
	return NULL;
}

static bool has_line(const struct record *plan, const struct pick *line)
{
	for (size_t i = 0; i < plan->npicks; i++)
		if (plan->picks[i].text && strcmp(plan->picks[i].id, line->id) == 0 && strcmp(plan->picks[i].text, line->text) == 0)
			return true;
	return false;
}

/* Every line of `plan`, what became of it aside, is in `before`. */
static bool says_no_more(const struct record *plan, const struct record *before)
{
	for (size_t i = 0; i < plan->npicks; i++)
		if (plan->picks[i].text && &plan->picks[i] != review_came_up(plan) && !has_line(before, &plan->picks[i]))
			return false;
	return true;
}

/* Of what it is written over each is older, so this ends. */
const struct record *review_plan_made(const struct learner *learner, const struct record *plan)
{
	const struct record *before;

	while (review_came_up(plan) && (before = over(learner, plan)) != NULL && before->clock < plan->clock && says_no_more(plan, before))
		plan = before;
	return plan;
}

static bool has_words(const struct record *plan)
{
	for (size_t i = 0; i < plan->npicks; i++)
		if (strcmp(plan->picks[i].id, "came_up") != 0 && plan->picks[i].text && *plan->picks[i].text)
			return true;
	return false;
}

bool review_plan_rests(const struct record *plan)
{
	const struct pick *asked = review_came_up(plan);

	if (!asked)
		return plan->review >= REVIEW_ASKS;
	return strcmp(asked->text, "yes") == 0 || asked->number >= REVIEW_ASKS;
}

bool review_plan_due(const struct learner *learner, const char *page, unsigned days_after, int64_t now)
{
	const struct record *plan = days_after > 0 ? learner_standing(learner, RECORD_PLAN, page, 0) : NULL;

	if (!plan || (!has_words(plan) && !record_is_shut(plan)) || review_plan_rests(plan))
		return false;
	return now >= time_of(learner, plan, now) + (int64_t)days_after * DAY - EARLY;
}
