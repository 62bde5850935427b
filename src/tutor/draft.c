/* SPDX-License-Identifier: MIT */
#include "tutor/draft.h"

#include <string.h>
#include "learner/reconcile.h"
#include "tutor/screens.h"

#define DRAFT_AFTER 250 /* ms from the first unsaved key to the draft */

/* Whatever the page was called when it was written. */
bool draft_is_for(const struct app *app, const struct record *draft, const char *page)
{
	return draft && draft->page && strcmp(learner_name(app->learner, draft->page), learner_name(app->learner, page)) == 0;
}

/* It goes on in this session: it is nowhere to be found any more. */
static void strike_out(struct app *app, const struct record *found)
{
	for (size_t i = 0; found && i < app->ndrafts; i++)
		if (app->drafts[i] == found)
			app->drafts[i] = NULL;
}

void app_draft_now(struct app *app, struct effects *fx)
{
	struct arena arena = {0};
	struct record half;

	app->draft_due = 0;
	if (!app->visit.page || !app->visit.changed)
		return;
	visit_half(&app->visit, &half, &arena);
	uint64_t before = app->saves;
	app_note(app, fx, &half, false);
	if (app->saves > before)
		draft_taken(app, fx);
	arena_release(&arena);
}

void draft_soon(struct app *app)
{
	if (app->draft_due == 0)
		app->draft_due = app->tick + DRAFT_AFTER;
}

/* --- those that wait for their page --- */

/* A half answer that was left under an old id of the page. */
static const struct record *named(struct app *app, const struct record *draft, const char *page)
{
	struct record *copy;

	if (draft->page && strcmp(draft->page, page) == 0)
		return draft;
	copy = record_copy(&app->arena, draft);
	copy->page = arena_copy(&app->arena, page, strlen(page));
	return copy;
}

static struct half *half_of(const struct app *app, const char *page, bool shut)
{
	for (size_t i = 0; i < app->nhalves; i++)
		if (!app->halves[i].found && draft_is_for(app, app->halves[i].record, page) && shut == (app->halves[i].record->box != NULL))
			return &app->halves[i];
	return NULL;
}

/* The one of this session: it is in no list of what was found. */
static struct half *own_half(const struct app *app, const char *page)
{
	return half_of(app, page, false);
}

/* The one that waits for the phrase. */
static struct half *shut_half(const struct app *app, const char *page)
{
	return half_of(app, page, true);
}

bool app_has_shut(const struct app *app, const char *page)
{
	return shut_half(app, page) != NULL;
}

void draft_drop(struct half *half)
{
	if (!half)
		return;
	arena_release(&half->arena);
	half->record = half->veiled = NULL;
}

/* What was found, with its words where it was locked and they are open now. */
static const struct record *opened(const struct app *app, const struct record *found)
{
	for (size_t i = 0; i < app->nhalves; i++)
		if (app->halves[i].record && app->halves[i].found == found)
			return app->halves[i].record;
	return found;
}

/* What it holds all of goes with it: that was the same sentence, a session earlier. */
void draft_taken(struct app *app, struct effects *fx)
{
	const struct record *taken = app->taken;

	for (size_t i = 0; taken && i < app->ndrafts; i++) {
		const struct record *draft = app->drafts[i];

		if (!draft || (draft != taken && !reconcile_continues(app->learner, opened(app, taken), opened(app, draft))))
			continue;
		app_note(app, fx, &(struct record){.type = RECORD_TAKEN, .page = draft->page, .base = {true, draft->sid, draft->seq}}, false);
		app->drafts[i] = NULL;
	}
	app->taken = NULL;
}

/* Whether a newer one, which is in the list already, holds all of it. */
static bool is_held(const struct app *app, const struct rivals *left, const struct record *draft)
{
	for (size_t i = 0; i < left->n; i++)
		if (reconcile_continues(app->learner, left->open[i], draft))
			return true;
	return false;
}

static bool is_left_for(const struct app *app, size_t i, const struct page *page, unsigned review)
{
	return app->drafts[i] && app->drafts[i]->review == review && reconcile_draft(app->learner, page, app->drafts[i]);
}

static void all_left(const struct app *app, const struct page *page, unsigned review, struct rivals *left)
{
	*left = (struct rivals){.n = 0};
	for (size_t i = 0; i < app->ndrafts && left->n < RIVALS_MOST; i++) {
		if (!is_left_for(app, i, page, review) || is_held(app, left, opened(app, app->drafts[i])))
			continue;
		left->found[left->n] = app->drafts[i];
		left->open[left->n] = opened(app, left->found[left->n]);
		left->n++;
	}
}

static size_t first_shut(const struct rivals *left)
{
	size_t i = 0;

	while (i < left->n && !record_is_shut(left->open[i]))
		i++;
	return i;
}

void app_rivals(const struct app *app, const struct page *page, unsigned review, struct rivals *rivals)
{
	const struct half *own = own_half(app, page->id);

	all_left(app, page, review, rivals);
	if ((own && own->record->review == review) || shut_half(app, page->id) || first_shut(rivals) < rivals->n)
		rivals->n = 0;
}

bool app_must_choose(const struct rivals *left)
{
	return left->n > 1 || (left->n == 1 && left->found[0]->living);
}

/* Which of those that were left: what is locked first, for the page asks for the phrase; of what is offered what was chosen. */
static size_t pick(const struct app *app, const struct rivals *left)
{
	size_t i = first_shut(left);

	if (i < left->n || !app_must_choose(left))
		return i < left->n ? i : 0;
	for (i = 0; i < left->n && left->found[i] != app->chosen;)
		i++;
	return i;
}

/* It goes on under the name the page has now. */
static const struct record *renamed(struct half *own, const char *page)
{
	if (strcmp(own->record->page, page) != 0)
		own->record->page = arena_copy(&own->arena, page, strlen(page));
	return own->record;
}

const struct record *draft_of_return(struct app *app, const struct page *page, unsigned review)
{
	struct half *own = own_half(app, page->id);
	struct rivals left;

	app->taken = NULL;
	if (!own)
		own = shut_half(app, page->id);
	if (own && own->record->review == review)
		return renamed(own, page->id);
	all_left(app, page, review, &left);
	size_t at = pick(app, &left);
	if (at >= left.n)
		return NULL;
	app->taken = record_is_shut(left.open[at]) ? NULL : left.found[at]; /* what is shut is not in the field */
	return named(app, left.open[at], page->id);
}

const struct record *draft_for(struct app *app, const struct page *page)
{
	return draft_of_return(app, page, 0);
}

/* The one this page began with goes on here; what else was left of it stays. */
static void drop_own(struct app *app, const char *page)
{
	draft_drop(own_half(app, page));
	strike_out(app, app->taken);
	app->taken = NULL;
}

static struct half *free_half(struct app *app)
{
	for (size_t i = 0; i < app->nhalves; i++)
		if (!app->halves[i].record)
			return &app->halves[i];
	app->halves = mem_grow(app->halves, app->nhalves + 1, sizeof *app->halves);
	app->halves[app->nhalves] = (struct half){.record = NULL};
	return &app->halves[app->nhalves++];
}

static bool has_sealed_words(const struct app *app, enum record_type type, const char *page)
{
	const struct record *r;

	for (size_t n = 0; (r = learner_nth(app->learner, type, page, n)) != NULL; n++)
		if (r->sealed)
			return true;
	return false;
}

static bool has_sealed_half(const struct app *app, const char *page)
{
	for (size_t i = 0; i < app->nhalves; i++)
		if (draft_is_for(app, app->halves[i].record, page) && app->halves[i].record->sealed)
			return true;
	for (size_t i = 0; i < app->ndrafts; i++)
		if (draft_is_for(app, app->drafts[i], page) && app->drafts[i]->sealed)
			return true;
	return false;
}

bool app_seals(const struct app *app, const char *page)
{
	if (app_keeps_locked(app))
		return true;
	return app->lock.open && (has_sealed_words(app, RECORD_WORDS, page) || has_sealed_words(app, RECORD_PLAN, page) ||
		has_sealed_words(app, RECORD_ANSWER, page) || has_sealed_half(app, page));
}

/* Whether what is half done on the page visited is sealed when it is saved. */
static bool is_sealed_page(const struct app *app)
{
	return app->visit.page->kind->is_private && app_seals(app, app->visit.page->id);
}

void draft_lay_by(struct app *app)
{
	struct arena arena = {0};
	struct record record;
	struct half *half;

	if (!app->visit.page)
		return;
	bool sealed = is_sealed_page(app); /* what goes now may be why */
	drop_own(app, app->visit.page->id);
	if (!app->visit.has_half)
		return;
	visit_half(&app->visit, &record, &arena);
	half = free_half(app);
	half->found = NULL;
	half->record = record_copy(&half->arena, &record);
	half->record->sealed = sealed && record_has_words(&record);
	half->is_private = app->visit.page->kind->is_private;
	arena_release(&arena);
}

void draft_forget(struct app *app, struct effects *fx)
{
	app->draft_due = 0;
	drop_own(app, app->visit.page->id);
	app_note(app, fx, &(struct record){.type = RECORD_DRAFT, .chapter = app->visit.chapter->id, .page = app->visit.page->id,
		.rev = app->visit.page->rev}, false);
}

/* --- locked ones --- */

/* Of a half answer only that it is there. */
struct record *draft_bare(struct arena *arena, const struct record *open)
{
	struct record bare = *open;

	bare.text = NULL;
	bare.picks = NULL;
	bare.npicks = 0;
	bare.sealed = true;
	bare.box = "...";
	return record_copy(arena, &bare);
}

/* It is on the disk, sealed. */
static void shut_up(struct app *app, const struct record *open)
{
	struct half *half = free_half(app);

	*half = (struct half){.is_private = true};
	half->record = draft_bare(&half->arena, open);
}

/* It is in the draft, and comes back with the phrase. */
static void put_away_here(struct app *app)
{
	struct arena arena = {0};
	struct record record;

	if (!app->visit.page || !is_sealed_page(app))
		return;
	draft_drop(own_half(app, app->visit.page->id));
	if (app->visit.has_half) {
		visit_half(&app->visit, &record, &arena);
		if (record_has_words(&record))
			shut_up(app, &record);
		arena_release(&arena);
	}
	app->visit.has_half = app->visit.changed = false;
}

void app_put_away(struct app *app, struct effects *fx)
{
	size_t n = app->nhalves;

	app_draft_now(app, fx);
	for (size_t i = 0; i < n; i++) {
		struct half was = app->halves[i];

		if (!was.record || !was.record->sealed || was.record->box)
			continue;
		app->halves[i] = (struct half){.record = NULL};
		if (!was.found && (!app->visit.page || !draft_is_for(app, was.record, app->visit.page->id)))
			shut_up(app, was.record);
		arena_release(&was.arena);
	}
	put_away_here(app);
}

static void take_in(struct app *app, const struct record *found, struct arena *arena, struct record *record)
{
	struct half *half = free_half(app);

	*half = (struct half){.arena = *arena, .record = record, .found = found, .is_private = true};
	record->sealed = true;
}

static bool is_here(const struct app *app, const char *page)
{
	return app->visit.page && strcmp(app->visit.page->id, learner_name(app->learner, page)) == 0;
}

/* What was typed while the half answer of its page was shut follows it. */
struct record *draft_with_typed(struct app *app, struct record *sealed, struct arena *arena)
{
	struct half *own = own_half(app, sealed->page);
	struct arena mine = {0};
	struct record here = {0};

	if (is_here(app, sealed->page) && app->visit.has_half) {
		visit_half(&app->visit, &here, &mine);
		app->visit.has_half = app->visit.changed = false; /* the two begin the page together */
	} else if (own) {
		here = *own->record;
	}
	if (record_has_words(&here))
		sealed = record_join(arena, sealed, &here);
	draft_drop(own);
	arena_release(&mine);
	return sealed;
}

/* Of this session a half answer waits as if the page had been left; of others beside what was found shut. */
void app_take_draft(struct app *app, const struct record *draft)
{
	const char *page = learner_name(app->learner, draft->page);
	const struct record *found = NULL;
	struct arena arena = {0};

	for (size_t i = 0; i < app->ndrafts; i++)
		if (app->drafts[i] && app->drafts[i]->sid == draft->sid && app->drafts[i]->seq == draft->seq)
			found = app->drafts[i];
	if (!page || (!found && (draft->sid != learner_sid(app->learner) || !shut_half(app, page))) || (found && opened(app, found) != found))
		return;
	struct record *record = record_copy(&arena, draft);
	record->page = arena_copy(&arena, page, strlen(page));
	if (!found) {
		draft_drop(shut_half(app, page));
		record = draft_with_typed(app, record, &arena);
	}
	take_in(app, found, &arena, record);
}

void app_draft_all(struct app *app, struct effects *fx)
{
	for (size_t i = 0; i < app->nhalves; i++) {
		struct half *half = &app->halves[i];

		if (app->lock.open && half->record && !half->found && half->record->box) /* it was changed on the disk: nothing of it opens */
			draft_drop(half);
		if (!half->record || half->found || half->record->box || !half->is_private || (app->visit.has_half && is_here(app, half->record->page)))
			continue;
		half->record->sealed = app_seals(app, half->record->page) && record_has_words(half->record);
		app_note(app, fx, half->record, false);
	}
}

/* --- all of them --- */

static void each_here(const struct app *app, void (*each)(void *ctx, const struct record *, const struct record *), void *ctx)
{
	struct visit visit = app->visit; /* it is not saved by being looked at */
	struct arena arena = {0};
	struct record half;

	if (!visit.page || !visit.page->kind->is_private || !visit.has_half)
		return;
	visit_half(&visit, &half, &arena);
	if (record_is_half_words(&half))
		each(ctx, &half, NULL);
	arena_release(&arena);
}

/* The page began with it, and has it as it is now. */
static bool is_in_field(const struct app *app, const struct half *half)
{
	return app->visit.has_half && !half->record->box && is_here(app, half->record->page);
}

/* Ended, or all of it is in a newer one, under another name of its page: whoever read it from the disk could not know. */
static bool is_over(const struct app *app, const struct record *draft)
{
	for (size_t i = 0; i < app->ndrafts; i++)
		if (app->drafts[i] && app->drafts[i]->clock > draft->clock &&
			reconcile_continues(app->learner, opened(app, app->drafts[i]), opened(app, draft)))
			return true;
	return draft->page && reconcile_is_over(app->learner, draft, draft->page);
}

void app_each_half(const struct app *app, void (*each)(void *ctx, const struct record *half, const struct record *found), void *ctx)
{
	each_here(app, each, ctx);
	for (size_t i = 0; i < app->nhalves; i++)
		if (!app->halves[i].found && app->halves[i].record && record_is_half_words(app->halves[i].record) && !is_in_field(app, &app->halves[i]))
			each(ctx, app->halves[i].record, NULL);
	for (size_t i = 0; i < app->ndrafts; i++)
		if (app->drafts[i] && app->drafts[i] != app->taken && record_is_half_words(app->drafts[i]) &&
			!is_over(app, app->drafts[i]))
			each(ctx, opened(app, app->drafts[i]), app->drafts[i]);
}
