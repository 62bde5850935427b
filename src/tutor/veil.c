/* SPDX-License-Identifier: MIT
 *
 * veil: words that wait for the phrase, out of sight until it was given. They are in memory alone and in clear, for the key that
 * would seal them is not there; but no screen gives them to whoever sits down. Half answers leave only that they are there, what
 * was kept is shut like words that are sealed: so the screens know nothing of it. */
#include "learner/record.h"
#include "tutor/draft.h"
#include "tutor/screens.h"

bool app_waits(const struct app *app, const struct record *half, const struct record *found)
{
	return !found && record_has_words(half) && (app_keeps_locked(app) || app_has_shut(app, half->page));
}

static struct half *veiled_half(const struct app *app, const struct record *half)
{
	for (size_t i = 0; i < app->nhalves; i++)
		if (app->halves[i].veiled && app->halves[i].veiled->review == half->review && draft_is_for(app, app->halves[i].veiled, half->page))
			return &app->halves[i];
	return NULL;
}

/* What was typed on the page since others were veiled follows them. */
static void veil(struct app *app, struct half *half)
{
	struct half *before = veiled_half(app, half->record);

	half->veiled = before ? record_join(&half->arena, before->veiled, half->record) : half->record;
	draft_drop(before);
	half->record = draft_bare(&half->arena, half->veiled);
}

/* The page visited begins with it again, if it has no words. */
static void lay_by_here(struct app *app)
{
	if (!app->visit.page || !app->visit.page->kind->is_private)
		return;
	draft_lay_by(app);
	app->visit.has_half = app->visit.changed = false;
}

bool app_veil(struct app *app)
{
	bool any = false;

	if (!app_withholds(app))
		return false;
	lay_by_here(app);
	for (size_t i = 0; i < app->nhalves; i++) {
		struct half *half = &app->halves[i];

		if (!half->record || half->record->box || !half->is_private || !app_waits(app, half->record, half->found))
			continue;
		veil(app, half);
		any = true;
	}
	return (app_keeps_locked(app) && learner_veil(app->learner)) || any;
}

bool app_has_veiled(const struct app *app)
{
	for (size_t i = 0; i < app->nhalves; i++)
		if (app->halves[i].veiled)
			return true;
	return learner_is_veiled(app->learner);
}

void app_unveil(struct app *app)
{
	learner_unveil(app->learner);
	for (size_t i = 0; i < app->nhalves; i++) {
		struct half *half = &app->halves[i];

		if (!half->veiled)
			continue;
		half->record = draft_with_typed(app, half->veiled, &half->arena);
		half->veiled = NULL;
	}
}
