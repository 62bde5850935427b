/* SPDX-License-Identifier: MIT */
#include <string.h>
#include <time.h>
#include "base/tr.h"
#include "cmd/command.h"
#include "cmd/json.h"
#include "cmd/open.h"
#include "cmd/out.h"
#include "cmd/resume.h"
#include "kinds/kind.h"
#include "learner/reconcile.h"
#include "learner/review.h"

/* What there is to tell. */
struct state {
	const struct course *course;
	const struct record *place; /* NULL: nothing is kept yet */
	size_t chapter;             /* from 1; 0: its chapter is not in the course any more */
	size_t page, pages;         /* of the chapter, from 1; 0: not there any more */
	struct str title;           /* of the chapter */
	size_t done, total;
	size_t due;                 /* questions and plans that would come back now */
	size_t words;
	bool locked;
	int64_t last_at;
};

static void count_pages(struct state *state, const struct chapter *chapter, struct learner *learner)
{
	reconcile_names(learner, chapter);
	for (size_t i = 0; i < chapter->npages; i++)
		state->done += learner_has_seen(learner, chapter->pages[i].id);
	state->total += chapter->npages;
}

static void count_due(struct state *state, const struct chapter *chapter, const struct learner *learner, int64_t now)
{
	struct review *review = review_new(learner, now);

	for (size_t i = 0; i < chapter->npages; i++) {
		const struct page *page = &chapter->pages[i];
		unsigned days = page->kind->asks_after ? page->kind->asks_after(page) : 0;
		state->due += review_due(review, review_claim(page), page->id);
		state->due += review_plan_due(learner, page->id, days, now);
	}
	review_free(review);
}

static void find_place(struct state *state, const struct chapter *chapter, size_t index)
{
	if (!state->place || !state->place->chapter || !state->place->page ||
		strcmp(state->place->chapter, chapter->id) != 0)
		return;
	state->chapter = index + 1;
	state->page = (size_t)(chapter_find(chapter, state->place->page) + 1);
	state->pages = chapter->npages;
	str_add_text(&state->title, chapter->title);
}

/* The place is one that exists: the course may have been edited since. */
static void read_state(struct state *state, const struct course *course, struct learner *learner, int64_t now)
{
	const char *keep = learner_keep(learner);
	struct resume resume;

	resume_find(course, learner, &resume);
	chapter_free(resume.opened);
	*state = (struct state){
		.course = course,
		.place = learner_place(learner),
		.words = learner_words(learner),
		.locked = keep && strcmp(keep, "locked") == 0,
		.last_at = learner_last_at(learner),
	};
	for (size_t i = 0; i < course->chapters.n; i++) {
		struct diags diags = { 0 };
		struct chapter *chapter = shelf_chapter(course, course->chapters.list[i], kinds_all, &diags);
		if (chapter) {
			count_pages(state, chapter, learner);
			count_due(state, chapter, learner, now);
			find_place(state, chapter, i);
			chapter_free(chapter);
		}
		diags_release(&diags);
	}
}

static void say_json(const struct state *state, struct str *out)
{
	struct json_t *map = json_map();

	json_set_text(map, "course", state->course->id);
	json_set_text(map, "title", state->course->title);
	json_set_text(map, "chapter", state->place ? state->place->chapter : NULL);
	json_set_text(map, "page", state->place ? state->place->page : NULL);
	json_set_number(map, "done", (int64_t)state->done);
	json_set_number(map, "total", (int64_t)state->total);
	json_set_number(map, "due", (int64_t)state->due);
	json_set_number(map, "words", (int64_t)state->words);
	json_set_flag(map, "locked", state->locked);
	json_set_time(map, "last_at", state->last_at);
	json_print(map, false, out);
	json_free(map);
}

static void say_one_line(const struct state *state, struct str *out)
{
	str_print(out, "%s: ", state->course->title);
	if (state->page)
		str_print(out, tr("%s, page %zu of %zu; "), str_text(&state->title), state->page, state->pages);
	str_print(out, tr("%zu of %zu pages done"), state->done, state->total);
	if (state->due)
		str_print(out, tr("; %zu due"), state->due);
	str_add_text(out, "\n");
}

static void say_lines(const struct state *state, struct str *out)
{
	char at[24];

	str_print(out, "%s\n", state->course->title);
	if (state->page)
		str_print(out, tr("Chapter %zu of %zu, %s: page %zu of %zu\n"), state->chapter,
			state->course->chapters.n, str_text(&state->title), state->page, state->pages);
	str_print(out, tr("%zu of %zu pages done\n"), state->done, state->total);
	if (state->due)
		str_print(out, tr_n("%zu comes back when you like: attune review\n", "%zu come back when you like: attune review\n",
			(unsigned long)state->due), state->due);
	if (state->words)
		str_print(out, tr_n("Words written on %zu page\n", "Words written on %zu pages\n", state->words),
			state->words);
	json_time(state->last_at, at);
	str_print(out, tr("Last here on %.10s\n"), at);
}

static int say_state(const struct request *request, const struct state *state)
{
	struct str out = { 0 };

	if (request_has(request, OPTION_JSON))
		say_json(state, &out);
	else if (state->last_at && request_has(request, OPTION_ONELINE))
		say_one_line(state, &out);
	else if (state->last_at)
		say_lines(state, &out);
	int status = out.len && request_has(request, OPTION_JSON) ? out_bytes(request, out.at, out.len)
								  : out_text(request, &out);
	str_release(&out);
	return status;
}

int cmd_status(const struct request *request)
{
	struct opened opened;
	struct err err = { 0 };
	const char *name = request_word(request, 0);

	if (request_has(request, OPTION_JSON) && request_has(request, OPTION_ONELINE))
		return request_wrong(request, "%s", tr("--json and --oneline do not go together"));

	int status = open_quietly(&opened, request, name, &err);
	struct learner *learner = NULL;
	if (err.kind != ERR_NONE && name)
		out_trouble(request, &err);
	else if (err.kind != ERR_NONE)
		status = STATUS_DONE; /* nothing was asked for by name, and there is nothing */
	else if (status == STATUS_DONE && !(learner = open_learner(&opened, request)))
		status = STATUS_UNSAVED;
	if (learner && (learner_last_at(learner) || request_has(request, OPTION_JSON))) { /* else there is nothing to tell */
		struct state state;
		read_state(&state, opened.course, learner, time(NULL));
		status = say_state(request, &state);
		str_release(&state.title);
	}
	learner_free(learner);
	open_release(&opened);
	return status;
}
