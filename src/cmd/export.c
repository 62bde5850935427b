/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include "base/tr.h"
#include "cmd/command.h"
#include "cmd/json.h"
#include "cmd/keepsake.h"
#include "cmd/open.h"
#include "cmd/out.h"
#include "cmd/phrase.h"
#include "cmd/resume.h"
#include "io/drafts.h"
#include "io/fs.h"
#include "kinds/kind.h"
#include "learner/belief.h"
#include "learner/reconcile.h"
#include "learner/review.h"

enum form { FORM_MD, FORM_JSON };
static const char *const forms[] = { "md", "json", NULL };

/* -- JSON ------------------------------------------------------------------------------------- */

static const char *const verdict_words[] = {
	[VERDICT_NONE] = NULL,
	[VERDICT_RIGHT] = "right",
	[VERDICT_PARTLY] = "partly",
	[VERDICT_WRONG] = "wrong",
	[VERDICT_REVEALED] = "revealed",
};

/* By what the picks carry: a map of ids to what was typed or put there, a map of ids to numbers, or a list of ids. */
static struct json_t *json_answer(const struct record *record)
{
	bool typed = false, numbered = false;

	for (size_t i = 0; i < record->npicks; i++) {
		typed |= record->picks[i].text != NULL;
		numbered |= record->picks[i].number >= 0;
	}
	struct json_t *answer = typed || numbered ? json_map() : json_list();
	for (size_t i = 0; i < record->npicks; i++) {
		if (typed)
			json_set_text(answer, record->picks[i].id, record->picks[i].text);
		else if (numbered)
			json_set_number(answer, record->picks[i].id, record->picks[i].number);
		else
			json_add_text(answer, record->picks[i].id);
	}
	return answer;
}

static void add_answer(void *ctx, const struct record *record)
{
	struct json_t *map = json_map();

	json_set_text(map, "page", record->page);
	json_set_number(map, "rev", record->rev);
	json_set_time(map, "at", record->at);
	json_set(map, "answer", json_answer(record));
	json_set_text(map, "verdict", verdict_words[record->verdict]);
	if (record->sure)
		json_set_number(map, "sure", record->sure);
	else /* it was not asked, or passed over */
		json_set_text(map, "sure", NULL);
	json_set_number(map, "attempt", record->attempt);
	if (record->review) /* it was asked again */
		json_set_number(map, "review", record->review);
	if (record->text)
		json_set_text(map, "text", record->text);
	else if (record_is_shut(record))
		json_set_flag(map, "locked", true);
	json_add(ctx, map);
}

struct listing {
	const struct learner *learner;
	struct json_t *list;
};

/* What was rated before is kept again with what was rated after; it is given out once. */
static void add_belief(void *ctx, const struct record *record)
{
	const struct listing *listing = ctx;

	for (size_t i = 0; i < record->npicks; i++) {
		if (belief_is_carried(listing->learner, record, i))
			continue;
		struct json_t *map = json_map();
		json_set_text(map, "page", record->page);
		json_set_text(map, "statement", record->picks[i].id);
		json_set_time(map, "at", record->at);
		json_set_number(map, "value", record->picks[i].number);
		json_add(listing->list, map);
	}
}

/* Words and plans are kept in copies; only what stands now is given out. A copy that stands, with its words laid into it unless they are locked. */
static void add_kept(const struct listing *listing, const struct record *record,
		void (*lay)(struct json_t *, const struct record *))
{
	if (!keepsake_stands(listing->learner, record))
		return;
	struct json_t *map = json_map();
	json_set_text(map, "page", record->page);
	json_set_time(map, "at", review_plan_made(listing->learner, record)->at);
	if (record_is_shut(record))
		json_set_flag(map, "locked", true);
	else
		lay(map, record);
	json_add(listing->list, map);
}

static void lay_words(struct json_t *map, const struct record *words)
{
	json_set_text(map, "text", words->text);
}

static void add_words(void *ctx, const struct record *record)
{
	add_kept(ctx, record, lay_words);
}

/* What is not there is null: a line left empty, and whether the moment came while that was not asked yet. */
static void lay_parts(struct json_t *map, const struct record *plan)
{
	json_set_text(map, "cue", NULL);
	json_set_text(map, "action", NULL);
	json_set_text(map, "came_up", NULL);
	for (size_t i = 0; i < plan->npicks; i++)
		json_set_text(map, plan->picks[i].id, plan->picks[i].text);
	if (review_came_up(plan))
		json_set_time(map, "looked_back_at", plan->at);
}

static void add_plan(void *ctx, const struct record *record)
{
	add_kept(ctx, record, lay_parts);
}

static void add_begun_ratings(struct json_t *beliefs, const struct learner *learner, const struct record *half)
{
	for (size_t i = 0; i < half->npicks; i++) {
		struct json_t *map = json_map();
		json_set_text(map, "page", learner_name(learner, half->page));
		json_set_text(map, "statement", half->picks[i].id);
		json_set_time(map, "at", half->at);
		json_set_number(map, "value", half->picks[i].number);
		json_set_flag(map, "draft", true);
		json_add(beliefs, map);
	}
}

/* What was begun and not ended stands with its kind. */
static void add_begun(struct json_t *words, struct json_t *plans, const struct learner *learner, const struct record *half)
{
	struct json_t *map = json_map();

	json_set_text(map, "page", learner_name(learner, half->page));
	json_set_time(map, "at", half->at);
	json_set_flag(map, "draft", true);
	if (record_is_shut(half))
		json_set_flag(map, "locked", true);
	else if (half->npicks > 0)
		lay_parts(map, half);
	else
		lay_words(map, half);
	json_add(half->npicks > 0 ? plans : words, map);
}

static void say_json(const struct course *course, const struct learner *learner, const struct drafts *halves, const struct drafts *ratings,
	struct str *out)
{
	struct json_t *map = json_map(), *answers = json_list();
	struct listing words = { learner, json_list() }, plans = { learner, json_list() }, beliefs = { learner, json_list() };

	learner_each(learner, RECORD_ANSWER, add_answer, answers);
	learner_each(learner, RECORD_WORDS, add_words, &words);
	learner_each(learner, RECORD_BELIEF, add_belief, &beliefs);
	learner_each(learner, RECORD_PLAN, add_plan, &plans);
	for (size_t i = 0; i < halves->n; i++)
		if (record_is_half_words(halves->list[i]))
			add_begun(words.list, plans.list, learner, halves->list[i]);
	for (size_t i = 0; i < ratings->n; i++)
		add_begun_ratings(beliefs.list, learner, ratings->list[i]);
	json_set_text(map, "course", course->id);
	json_set_time(map, "exported_at", time(NULL));
	json_set(map, "answers", answers);
	json_set(map, "words", words.list);
	json_set(map, "beliefs", beliefs.list);
	json_set(map, "plans", plans.list);
	json_print(map, true, out);
	json_free(map);
}

/* -- Into a new file -------------------------------------------------------------------------- */

static int file_trouble(const struct request *request, const char *path, int code)
{
	struct err err = { 0 };

	err_set(&err, err_kind_of(code), code, "%s: %s", tr("the export could not be written"), strerror(code));
	err_at_file(&err, path);
	err_advise(&err, "%s",
		code == EEXIST ? tr("Nothing is ever overwritten: choose a name that is free")
			       : tr("Choose another place with -o"));
	out_trouble(request, &err);
	return STATUS_UNSAVED;
}

/* 0600 from its birth, on the disk before we say so; a half file is not left behind. */
static int write_new(const struct request *request, const char *path, const struct str *text)
{
	struct err err = { 0 };
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC | O_NOCTTY, 0600);

	if (fd < 0)
		return file_trouble(request, path, errno);
	bool good = fs_append(fd, str_text(text), text->len, &err) && fs_sync(fd, &err);
	struct err closing = { 0 };
	if (!fs_close(&fd, &closing) && good) {
		err = closing;
		good = false;
	}
	if (!good) {
		(void)unlink(path);
		return file_trouble(request, path, err.code ? err.code : EIO);
	}
	out_note(request, tr("%s was written, readable for this account only."), path);
	return STATUS_DONE;
}

/* -- Locked words ----------------------------------------------------------------------------- */

struct opening {
	struct learner *learner;
	struct drafts *halves;
};

static void open_half(struct drafts *halves, const struct record *opened)
{
	for (size_t i = 0; i < halves->n; i++)
		if (halves->list[i]->sid == opened->sid && halves->list[i]->seq == opened->seq)
			halves->list[i] = record_copy(&halves->arena, opened);
}

static void open_one(void *ctx, const struct record *record)
{
	const struct opening *opening = ctx;

	if (record->type == RECORD_DRAFT)
		open_half(opening->halves, record);
	else
		learner_open(opening->learner, record);
}

/* The phrase is asked for at the terminal; without it, or without one, locked words are named and stay locked. */
static void open_words(const struct request *request, const struct opened *opened, struct learner *learner)
{
	struct ask ask;
	struct str phrase = { 0 };
	struct err err = { 0 };
	enum lock_end end;

	if (drawer_is_lost(opened->drawer))
		out_note(request, "%s", lock_words(LOCK_LOST));
	if (drawer_is_lost(opened->drawer) || drawer_is_empty(opened->drawer) || request_has(request, OPTION_NO_INPUT) || !isatty(STDIN_FILENO) || !ask_begin(&ask))
		return;
	struct vault *vault = phrase_ask(&ask, str_text(&opened->data),
		tr("Your words are locked. Phrase (Enter leaves them locked): "), &phrase, &end, &err);
	ask_end(&ask);
	str_release(&phrase);
	if (!vault)
		return;
	drawer_take(opened->drawer, vault);
	struct opening opening = { learner, opened->halves };
	struct drawer_count count = drawer_each(opened->drawer, open_one, &opening);
	if (count.foreign)
		out_note(request, tr_n("%zu locked text does not open: it is of another vault.hdr.",
			"%zu locked texts do not open: they are of another vault.hdr.", count.damaged), count.damaged);
	else if (count.damaged + count.missing > 0)
		out_note(request, tr("locked texts that do not open: %zu; that are gone: %zu."), count.damaged, count.missing);
}

static bool is_over(const struct learner *learner, const struct drafts *halves, const struct record *half)
{
	for (size_t i = 0; i < halves->n; i++)
		if (halves->list[i]->clock > half->clock && reconcile_continues(learner, halves->list[i], half))
			return true;
	return half->page && reconcile_is_over(learner, half, half->page);
}

/* Renamed pages are known now: a half answer that ended, or goes on, under another name is none any more. */
static void drop_over(const struct learner *learner, struct drafts *halves)
{
	size_t kept = 0;

	for (size_t i = 0; i < halves->n; i++)
		if (!is_over(learner, halves, halves->list[i])) /* the newest is first, and what holds another is newer */
			halves->list[kept++] = halves->list[i];
	halves->n = kept;
}

/* -- Half ratings ----------------------------------------------------------------------------- */

/* What was only chosen looks the same: the page says what it is. */
static bool is_rating(const struct course *course, const struct learner *learner, const struct record *half)
{
	int at = half->chapter && half->page && half->npicks > 0 && !record_has_words(half) ? open_chapter_index(course, half->chapter) : -1;
	struct diags diags = { 0 };
	struct chapter *chapter = at >= 0 ? shelf_chapter(course, course->chapters.list[at], kinds_all, &diags) : NULL;
	int page = chapter ? chapter_find(chapter, learner_name(learner, half->page)) : -1;
	bool rates = page >= 0 && chapter->pages[page].kind->beliefs != NULL;

	if (chapter)
		chapter_free(chapter);
	diags_release(&diags);
	return rates;
}

static void find_ratings(const struct course *course, const struct learner *learner, const struct drafts *halves, struct drafts *ratings)
{
	for (size_t i = 0; i < halves->n; i++)
		if (is_rating(course, learner, halves->list[i]))
			drafts_add(ratings, halves->list[i]);
}

/* -- The command ------------------------------------------------------------------------------ */

static void say_keepsake(const struct opened *opened, const struct learner *learner, const struct drafts *ratings, struct str *out)
{
	const struct keepsake_source from = { opened->halves, opened->living, opened->nliving, time(NULL), ratings, opened->unread[0] != '\0' };

	keepsake_say(opened->course, learner, &from, out);
}

static int deliver(const struct request *request, enum form form, const struct str *text)
{
	const char *path = request_value(request, OPTION_OUTPUT);

	if (path)
		return write_new(request, path, text);
	return form == FORM_JSON ? out_bytes(request, str_text(text), text->len) : out_text(request, text);
}

/* -1: said already. */
static int form_wanted(const struct request *request)
{
	if (!request_has(request, OPTION_JSON))
		return request_choice(request, OPTION_FORMAT, forms);
	if (!request_has(request, OPTION_FORMAT) || strcmp(request_value(request, OPTION_FORMAT), forms[FORM_JSON]) == 0)
		return FORM_JSON;
	(void)request_wrong(request, "%s", tr("--json and another --format do not go together"));
	return -1;
}

/* What is kept, as a text. */
static void say_export(const struct request *request, enum form form, struct opened *opened, struct learner *learner, struct str *out)
{
	struct drafts ratings = { 0 };

	open_words(request, opened, learner);
	resume_names(opened->course, learner);
	drop_over(learner, opened->halves);
	find_ratings(opened->course, learner, opened->halves, &ratings);
	if (form == FORM_JSON)
		say_json(opened->course, learner, opened->halves, &ratings, out);
	else
		say_keepsake(opened, learner, &ratings, out);
	drafts_release(&ratings);
}

int cmd_export(const struct request *request)
{
	int form = form_wanted(request);
	struct opened opened;
	struct drafts halves = { 0 };
	struct learner *learner = NULL;
	struct str text = { 0 };

	if (form < 0)
		return STATUS_USAGE;
	int status = open_course(&opened, request, request_word(request, 0));
	opened.drawer = drawer_new(opened.data.len ? str_text(&opened.data) : NULL);
	opened.halves = &halves;
	opened.backups = true;
	if (status == STATUS_DONE && !(learner = open_learner(&opened, request)))
		status = STATUS_UNSAVED;
	if (learner) {
		say_export(request, (enum form)form, &opened, learner, &text);
		status = deliver(request, (enum form)form, &text);
		learner_free(learner);
	}
	str_release(&text);
	drafts_release(&halves);
	drawer_free(opened.drawer);
	open_release(&opened);
	return status;
}
