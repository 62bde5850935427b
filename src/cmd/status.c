/* SPDX-License-Identifier: MIT */
#include <string.h>
#include <time.h>
#include <unistd.h>
#include "base/mem.h"
#include "base/tr.h"
#include "cmd/command.h"
#include "cmd/json.h"
#include "cmd/open.h"
#include "cmd/out.h"
#include "cmd/resume.h"
#include "io/index.h"
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
	struct str page_id;         /* empty: as the record has it */
	size_t done, total;
	size_t due;                 /* questions and plans that would come back now */
	size_t words;
	size_t broken;              /* chapters that cannot be opened: their pages are in no number */
	bool locked;
	int64_t last_at;            /* 0: not known, or of a clock that was ahead */
	bool known;                 /* there is something to tell */
};

/* A chapter, as the index knows it or as it was read; neither where it cannot be opened. */
struct seen_chapter {
	const struct index_chapter *known;
	struct chapter *read;
};

/* One page of it, as far as it counts. */
static struct index_page page_of(const struct seen_chapter *chapter, size_t i)
{
	if (chapter->known)
		return chapter->known->pages[i];
	const struct page *page = &chapter->read->pages[i];
	return (struct index_page){ .id = page->id, .claim = review_claim(page), .rev = review_small(page->rev),
		.asks_after = page->kind->asks_after ? review_small(page->kind->asks_after(page)) : 0 };
}

static size_t npages_of(const struct seen_chapter *chapter)
{
	return chapter->known ? chapter->known->npages : chapter->read ? chapter->read->npages : 0;
}

/* A prompt is waited for: so a chapter is read only where the index does not know it, or ids of it changed. */
static void see_chapter(struct seen_chapter *chapter, const struct course *course, struct index *index, size_t at, struct learner *learner)
{
	struct diags diags = { 0 };

	chapter->known = index ? index_chapter(index, at) : NULL;
	if (chapter->known && !chapter->known->renamed)
		return;
	chapter->known = NULL;
	chapter->read = shelf_chapter(course, course->chapters.list[at], kinds_all, &diags);
	if (chapter->read)
		reconcile_names(learner, chapter->read);
	diags_release(&diags);
}

static void count_chapter(struct state *state, const struct seen_chapter *chapter, const struct learner *learner,
	struct review *review, int64_t now)
{
	for (size_t i = 0; i < npages_of(chapter); i++) {
		struct index_page page = page_of(chapter, i);
		state->total++;
		state->done += learner_has_seen(learner, page.id);
		state->due += review_due(review, page.claim, page.id, page.rev);
		state->due += review_plan_due(learner, page.id, page.asks_after, now);
	}
}

/* Chapters and what counts of plans that are in none of them. */
struct leftover {
	const struct seen_chapter *chapters;
	const struct learner *learner;
	struct state *state;
	int64_t now;
};

static bool is_anywhere(const struct leftover *left, const char *page)
{
	for (size_t c = 0; c < left->state->course->chapters.n; c++)
		for (size_t i = 0; i < npages_of(&left->chapters[c]); i++)
			if (strcmp(page_of(&left->chapters[c], i).id, page) == 0)
				return true;
	return false;
}

/* A chapter that cannot be opened may have its page still. */
static bool is_kept_by_course(const struct leftover *left, const struct record *plan)
{
	const struct course *course = left->state->course;

	for (size_t c = 0; c < course->chapters.n; c++)
		if (!npages_of(&left->chapters[c]) && strcmp(course->chapters.list[c], plan->chapter ? plan->chapter : "") == 0)
			return true;
	return is_anywhere(left, plan->page);
}

/* The page of a plan left the course: it is asked about all the same. */
static void count_leftover(void *ctx, const struct record *plan)
{
	struct leftover *left = ctx;

	if (learner_standing(left->learner, RECORD_PLAN, plan->page, 0) == plan && !is_kept_by_course(left, plan))
		left->state->due += review_plan_due(left->learner, plan->page, REVIEW_DAYS_GONE, left->now);
}

/* Who stands before a chapter's note, or left before its first page, is at its first page. */
static void find_page(struct state *state, const struct seen_chapter *chapter)
{
	if (!state->place->page) {
		state->page = 1;
		str_add_text(&state->page_id, page_of(chapter, 0).id);
		return;
	}
	for (size_t i = 0; i < state->pages; i++)
		if (strcmp(page_of(chapter, i).id, state->place->page) == 0)
			state->page = i + 1;
}

static void find_place(struct state *state, const struct seen_chapter *chapter, size_t index)
{
	const char *id = state->course->chapters.list[index];

	if (!npages_of(chapter) || !state->place || !state->place->chapter || strcmp(state->place->chapter, id) != 0)
		return;
	state->chapter = index + 1;
	state->pages = npages_of(chapter);
	find_page(state, chapter);
	str_add_text(&state->title, chapter->known ? chapter->known->title : chapter->read->title);
}

static const char *page_id(const struct state *state)
{
	if (state->page_id.len)
		return str_text(&state->page_id);
	return state->place ? state->place->page : NULL;
}

static void see_course(struct state *state, struct index *index, struct learner *learner, int64_t now)
{
	size_t n = state->course->chapters.n;
	struct seen_chapter *chapters = mem_get((n + 1) * sizeof *chapters);

	for (size_t i = 0; i < n; i++)
		see_chapter(&chapters[i], state->course, index, i, learner);
	struct review *review = review_new(learner, now); /* once all names are known */
	for (size_t i = 0; i < n; i++) {
		count_chapter(state, &chapters[i], learner, review, now);
		find_place(state, &chapters[i], i);
		state->broken += !npages_of(&chapters[i]);
	}
	learner_each(learner, RECORD_PLAN, count_leftover, &(struct leftover){ chapters, learner, state, now });
	for (size_t i = 0; i < n; i++)
		chapter_free(chapters[i].read);
	review_free(review);
	mem_free(chapters);
}

/* The place is one that exists: the course may have been edited since. */
static void read_state(struct state *state, const struct opened *opened, struct learner *learner, int64_t now)
{
	const struct course *course = opened->course;
	const char *keep = learner_keep(learner);
	struct resume resume;
	struct str place = { 0 };

	resume_find(course, learner, &resume);
	chapter_free(resume.opened);
	*state = (struct state){
		.course = course,
		.place = learner_place(learner),
		.words = learner_words(learner),
		.locked = keep && strcmp(keep, "locked") == 0,
		.last_at = learner_last_at(learner, now),
		.known = !learner_is_new(learner),
	};
	open_state_folder(&place);
	struct index *index = place.len ? index_open(str_text(&place), str_text(&opened->folder)) : NULL;
	see_course(state, index, learner, now);
	index_close(index);
	str_release(&place);
}

static void say_json(const struct state *state, struct str *out)
{
	struct json_t *map = json_map();

	json_set_text(map, "course", state->course->id);
	json_set_text(map, "title", state->course->title);
	json_set_text(map, "chapter", state->place ? state->place->chapter : NULL);
	json_set_text(map, "page", page_id(state));
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
		str_print(out, tr_n("; %zu comes back when you like", "; %zu come back when you like", (unsigned long)state->due), state->due);
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
	if (state->broken)
		str_print(out, tr_n("%zu chapter cannot be opened just now: its pages are not counted\n",
			"%zu chapters cannot be opened just now: their pages are not counted\n", (unsigned long)state->broken), state->broken);
	if (state->due)
		str_print(out, tr_n("%zu comes back when you like: attune review\n", "%zu come back when you like: attune review\n",
			(unsigned long)state->due), state->due);
	if (state->words)
		str_print(out, tr_n("Words written on %zu page\n", "Words written on %zu pages\n", state->words),
			state->words);
	if (!state->last_at)
		return;
	json_time(state->last_at, at);
	str_print(out, tr("Last here on %.10s\n"), at);
}

static int say_state(const struct request *request, const struct state *state)
{
	struct str out = { 0 };

	if (request_has(request, OPTION_JSON))
		say_json(state, &out);
	else if (state->known && request_has(request, OPTION_ONELINE))
		say_one_line(state, &out);
	else if (state->known)
		say_lines(state, &out);
	int status = out.len && request_has(request, OPTION_JSON) ? out_bytes(request, out.at, out.len)
								  : out_text(request, &out);
	str_release(&out);
	return status;
}

/* Where there is nothing a script hears nothing; who looks at a terminal is told what to do next. */
static int say_nothing_begun(const struct request *request, const struct opened *opened)
{
	const char *name = request_word(request, 0);
	struct str out = { 0 };

	if (request_has(request, OPTION_ONELINE) || request_has(request, OPTION_QUIET) || !isatty(STDOUT_FILENO))
		return STATUS_DONE;
	if (opened->course)
		str_print(&out, tr("Nothing is begun in \"%s\" yet: `attune%s%s` opens it, and Enter begins.\n"), opened->course->title,
			name ? " " : "", name ? name : "");
	else
		str_add_text(&out, tr("There is no course here yet: `attune list` says where they are looked for.\n"));
	int status = out_words(request, &out);
	str_release(&out);
	return status;
}

static int tell(const struct request *request, const struct opened *opened, struct learner *learner)
{
	struct state state;

	if (!request_has(request, OPTION_JSON) && (!learner || learner_is_new(learner)))
		return say_nothing_begun(request, opened);
	if (!learner)
		return STATUS_DONE;
	read_state(&state, opened, learner, time(NULL));
	int status = say_state(request, &state);
	str_release(&state.title);
	str_release(&state.page_id);
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
	if (status == STATUS_DONE)
		status = tell(request, &opened, learner);
	learner_free(learner);
	open_release(&opened);
	return status;
}
