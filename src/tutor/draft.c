/* SPDX-License-Identifier: MIT */
#include "tutor/draft.h"

#include <string.h>
#include "learner/reconcile.h"
#include "tutor/screens.h"

#define DRAFT_AFTER 250 /* ms from the first unsaved key to the draft */

static bool is_for(const struct record *draft, const char *page)
{
	return draft && draft->page && strcmp(draft->page, page) == 0;
}

/* A half answer of another session has become ours: from now on it is offered to nobody else. */
static void note_taken(struct app *app, struct effects *fx)
{
	for (size_t i = 0; i < app->ndrafts; i++) {
		const struct record *draft = app->drafts[i];
		if (draft != app->taken || !is_for(draft, app->visit.page->id) || app->visit.aside > 0)
			continue;
		app_note(app, fx, &(struct record){.type = RECORD_TAKEN, .page = draft->page, .base = {true, draft->sid, draft->seq}}, false);
		app->taken = NULL;
		return;
	}
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
		note_taken(app, fx);
	arena_release(&arena);
}

void draft_soon(struct app *app)
{
	if (app->draft_due == 0)
		app->draft_due = app->tick + DRAFT_AFTER;
}

/* --- those that wait for their page --- */

/* A half answer that was left under an old id of the page. */
static const struct record *named(struct app *app, size_t i, const char *page)
{
	if (is_for(app->drafts[i], page))
		return app->drafts[i];
	app->drafts[i] = record_copy(&app->arena, app->drafts[i]);
	app->drafts[i]->page = arena_copy(&app->arena, page, strlen(page));
	return app->drafts[i];
}

const struct record *draft_of_return(struct app *app, const struct page *page, unsigned review)
{
	app->taken = NULL;
	for (size_t i = 0; i < app->nhalves; i++)
		if (is_for(app->halves[i].record, page->id) && app->halves[i].record->review == review) {
			app->taken = app->halves[i].found;
			return app->halves[i].record;
		}
	for (size_t i = 0; i < app->ndrafts; i++)
		if (app->drafts[i] && app->drafts[i]->review == review && reconcile_draft(app->learner, page, app->drafts[i]))
			return app->taken = named(app, i, page->id);
	return NULL;
}

const struct record *draft_for(struct app *app, const struct page *page)
{
	return draft_of_return(app, page, 0);
}

static void drop_halves(struct app *app, const char *page)
{
	for (size_t i = 0; i < app->nhalves; i++)
		if (is_for(app->halves[i].record, page)) {
			arena_release(&app->halves[i].arena);
			app->halves[i].record = NULL;
		}
	for (size_t i = 0; i < app->ndrafts; i++)
		if (is_for(app->drafts[i], page))
			app->drafts[i] = NULL;
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

/* Whether what is half done on the page visited is sealed when it is saved. */
static bool is_sealed_page(const struct app *app)
{
	return app->visit.page->kind->is_private && app_keeps_locked(app);
}

void draft_lay_by(struct app *app)
{
	struct arena arena = {0};
	struct record record;
	struct half *half;

	if (!app->visit.page)
		return;
	drop_halves(app, app->visit.page->id);
	if (!app->visit.has_half)
		return;
	visit_half(&app->visit, &record, &arena);
	half = free_half(app);
	half->found = NULL;
	half->record = record_copy(&half->arena, &record);
	half->record->sealed = is_sealed_page(app);
	arena_release(&arena);
}

void draft_forget(struct app *app, struct effects *fx)
{
	app->draft_due = 0;
	drop_halves(app, app->visit.page->id);
	app_note(app, fx, &(struct record){.type = RECORD_DRAFT, .chapter = app->visit.chapter->id, .page = app->visit.page->id,
		.rev = app->visit.page->rev}, false);
}

/* --- locked ones --- */

void app_put_away(struct app *app, struct effects *fx)
{
	app_draft_now(app, fx);
	for (size_t i = 0; i < app->nhalves; i++)
		if (app->halves[i].record && app->halves[i].record->sealed) {
			arena_release(&app->halves[i].arena);
			app->halves[i].record = NULL;
		}
	if (app->visit.page && is_sealed_page(app))
		app->visit.has_half = app->visit.changed = false; /* it is in the draft, and comes back with the phrase */
}

static bool is_newer_than_halves(const struct app *app, const char *page, const struct record *draft)
{
	for (size_t i = 0; i < app->nhalves; i++)
		if (is_for(app->halves[i].record, page) && app->halves[i].record->clock >= draft->clock)
			return false;
	return true;
}

/* Of this session a half answer waits as if the page had been left; of others in the place of what was found shut. */
void app_take_draft(struct app *app, const struct record *draft)
{
	const char *page = learner_name(app->learner, draft->page);
	const struct record *found = NULL;

	for (size_t i = 0; i < app->ndrafts; i++)
		if (app->drafts[i] && app->drafts[i]->sid == draft->sid && app->drafts[i]->seq == draft->seq)
			found = app->drafts[i];
	if (!page || (!found && draft->sid != learner_sid(app->learner)) || !is_newer_than_halves(app, page, draft))
		return;
	struct half *half = free_half(app);
	half->found = found;
	half->record = record_copy(&half->arena, draft);
	half->record->page = arena_copy(&half->arena, page, strlen(page));
	half->record->sealed = true;
}
