/* SPDX-License-Identifier: MIT
 *
 * afresh: a chapter begins anew. Nothing is erased: what was chosen and rated there is past, and can be brought back until
 * something new stands in its place. */
#include "tutor/screens.h"

#include "base/tr.h"

static void note(struct app *app, struct effects *fx, const char *page, const char *word)
{
	app_note(app, fx, &(struct record){.type = RECORD_AFRESH, .chapter = app->chapter->id, .page = page, .word = word}, false);
}

/* Each page of the open chapter of which `holds` says so. */
static size_t note_all(struct app *app, struct effects *fx, bool (*holds)(const struct learner *, const char *page), const char *word)
{
	size_t n = 0;

	for (size_t i = 0; i < app->chapter->npages; i++) {
		const char *page = app->chapter->pages[i].id;
		if (!holds(app->learner, page))
			continue;
		note(app, fx, page, word);
		n++;
	}
	return n;
}

void app_begin_anew(struct app *app, struct effects *fx)
{
	const char *page = app->visit.page ? app->visit.page->id : app->chapter ? app->chapter->pages[0].id : NULL;

	if (!app->chapter || app->round.on || app->copied || (!app->visit.page && !app->ended)) {
		app_tell(app, "%s", tr("A chapter begins anew from one of its pages. Open one first."));
		return;
	}
	app_put_down(app, fx);
	if (note_all(app, fx, learner_has_seen, "on") > 0) {
		app_go(app, fx, app->chapter_index, app->chapter->pages[0].id);
		app_tell(app, "%s", tr("This chapter begins anew; your words and plans stay. :anew once more, now, brings back the rest."));
	} else if (note_all(app, fx, learner_is_afresh, "off") > 0) {
		app_go(app, fx, app->chapter_index, page);
		app_tell(app, "%s", tr("This chapter is as it was before."));
	} else {
		app_tell(app, "%s", tr("Nothing was done in this chapter yet."));
	}
}
