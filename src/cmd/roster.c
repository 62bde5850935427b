/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>
#include "base/tr.h"
#include "cmd/command.h"
#include "cmd/json.h"
#include "cmd/out.h"
#include "cmd/tally.h"

/* -- For a person ----------------------------------------------------------------------------- */

/* The chapters somebody began: who shares completion was shown each of them before it left. */
static void say_parts(const struct tally_learner *learner, struct str *out)
{
	bool any = false;

	for (size_t i = 0; i < learner->nparts; i++) {
		const struct tally_part *part = &learner->parts[i];
		if (!part->done)
			continue;
		str_print(out, tr("%s%s %u of %u"), any ? ", " : "    ", part->chapter, part->done, part->total);
		any = true;
	}
	str_add_text(out, any ? "\n" : "");
}

static void say_learners(const struct tally_course *course, struct str *out)
{
	if (!course->nlearners)
		return;
	str_print(out, "\n%s\n", tr("Completion, of those who share it, as of the day they shared it:"));
	for (size_t i = 0; i < course->nlearners; i++) {
		const struct tally_learner *learner = &course->learners[i];
		str_print(out, tr("  %s: %u of %u pages, last here on %s (as of %s)\n"), learner->name, learner->done, learner->total,
			learner->last, learner->shared);
		say_parts(learner, out);
	}
}

/* What a page asks, in one line: its title, or the question itself. */
static void add_question(const struct page *page, struct str *out)
{
	size_t from = out->len;

	if (page->title)
		str_add_text(out, page->title);
	else
		markup_plain(&page->ask, out);
	while (out->len > from && strchr(" \n", out->at[out->len - 1]))
		str_cut(out, out->len - 1);
	for (size_t i = from; i < out->len; i++)
		if (out->at[i] == '\n')
			out->at[i] = ' ';
}

static bool shows_any(const struct tally_check *check)
{
	for (size_t i = 0; i < check->ncells; i++)
		if (check->counts[i].shown)
			return true;
	return false;
}

static void say_check(const struct tally_check *check, struct str *out)
{
	struct str question = { 0 };

	add_question(check->page, &question);
	str_print(out, tr("  %s: %u answered\n"), check->page->id, check->answered);
	if (question.len)
		str_print(out, "    \"%s\"\n", str_text(&question));
	str_release(&question);
	if (!shows_any(check))
		str_print(out, "    %s\n", tr("too few, or too much alike, to say more"));
	for (size_t i = 0; i < check->ncells; i++) {
		if (!check->counts[i].shown)
			continue;
		str_print(out, "    %s: %u", check->cells[i].name, check->counts[i].count);
		if (check->cells[i].myth)
			str_print(out, tr(" (misconception: %s)"), check->cells[i].myth);
		str_add_text(out, "\n");
	}
	if (check->others)
		str_print(out, tr("    all others together: %u\n"), check->others);
	if (check->earlier)
		str_print(out, "    %s\n", tr("as told before: of those who came or went since too little can be told"));
}

static void say_checks(const struct tally_course *course, struct str *out)
{
	bool any = false;

	for (size_t i = 0; i < course->nchecks; i++) {
		if (!course->checks[i].told)
			continue;
		if (!any)
			str_print(out, "\n%s\n", tr("First answers to checks, where five or more share theirs:"));
		any = true;
		say_check(&course->checks[i], out);
	}
	if (!any && course->course) /* the same however many share theirs: that, too, would tell of somebody */
		str_print(out, "\n%s\n", tr("First answers to checks: nothing yet. A check is told when five or more who share theirs gave one."));
}

static void say_text(const struct tally *tally, struct str *out)
{
	for (size_t i = 0; i < tally->ncourses; i++) {
		const struct tally_course *course = &tally->courses[i];
		str_print(out, "%s%s\n", i ? "\n" : "", course->course ? course->course->title : course->id);
		if (!course->course)
			str_print(out, "%s\n", tr("This course is not installed here, so its checks are not counted."));
		say_learners(course, out);
		say_checks(course, out);
	}
	if (!tally->ncourses)
		str_print(out, "%s\n", tally->only_id ? tr("Nobody shares anything of this course here.") : tr("Nobody shares anything here."));
}

/* -- For a table ------------------------------------------------------------------------------ */

/* What `shared` of a name is, the day a file came, is told of no answers: days would join them to names. Names of accounts may have commas nowhere, but not all systems think so; a formula begins with one of these. */
static void add_field(const char *text, struct str *out)
{
	bool quoted = strpbrk(text, ",\"\r\n") || strchr("=+-@", text[0]);

	if (!quoted || !text[0]) {
		str_add_text(out, text);
		return;
	}
	str_add_text(out, strchr("=+-@", text[0]) ? "\"'" : "\"");
	for (; *text; text++)
		str_add(out, *text == '"' ? "\"\"" : text, *text == '"' ? 2 : 1);
	str_add_text(out, "\"");
}

/* In one field: a row each would be counted twice by whoever adds up `done`. Ids need no quotes. */
static void add_parts(const struct tally_learner *learner, struct str *out)
{
	for (size_t i = 0; i < learner->nparts; i++)
		str_print(out, "%s%s %u/%u", i ? "; " : "", learner->parts[i].chapter, learner->parts[i].done, learner->parts[i].total);
}

static void add_completion(const struct tally_course *course, struct str *out)
{
	for (size_t i = 0; i < course->nlearners; i++) {
		const struct tally_learner *learner = &course->learners[i];
		str_print(out, "completion,%s,", course->id);
		add_field(learner->name, out);
		str_print(out, ",%u,%u,%s,,,,,%s,", learner->done, learner->total, learner->last, learner->shared);
		add_parts(learner, out);
		str_add_text(out, ",\n");
	}
}

/* A page that is told: its option and the misconception that stands for (NULL: neither), how many. */
static void add_count(const struct tally_course *course, const struct page *page, const struct tally_cell *cell, unsigned count, struct str *out)
{
	struct str question = { 0 };

	add_question(page, &question);
	str_print(out, "check,%s,,,,,%s,%s,%s,%u,,,", course->id, page->id, cell ? cell->name : "", cell && cell->myth ? cell->myth : "", count);
	add_field(str_text(&question), out);
	str_add_text(out, "\n");
	str_release(&question);
}

static void add_counts(const struct tally_course *course, struct str *out)
{
	for (size_t i = 0; i < course->nchecks; i++) {
		const struct tally_check *check = &course->checks[i];
		for (size_t k = 0; check->told && k < check->ncells; k++)
			if (check->counts[k].shown)
				add_count(course, check->page, &check->cells[k], check->counts[k].count, out);
		if (check->told && (check->others || !shows_any(check))) /* where nothing more may be told: all of them together */
			add_count(course, check->page, NULL, check->others ? check->others : check->answered, out);
	}
}

static void say_csv(const struct tally *tally, struct str *out)
{
	str_add_text(out, "what,course,name,done,total,last,page,option,misconception,count,shared,chapters,title\n");
	for (size_t i = 0; i < tally->ncourses; i++) {
		add_completion(&tally->courses[i], out);
		add_counts(&tally->courses[i], out);
	}
}

/* -- For a program ---------------------------------------------------------------------------- */

static struct json_t *json_of_learner(const struct tally_learner *learner)
{
	struct json_t *map = json_map(), *parts = json_list();

	json_set_text(map, "name", learner->name);
	json_set_number(map, "done", learner->done);
	json_set_number(map, "total", learner->total);
	json_set_text(map, "last", learner->last);
	json_set_text(map, "shared", learner->shared);
	for (size_t i = 0; i < learner->nparts; i++) {
		struct json_t *part = json_map();
		json_set_text(part, "chapter", learner->parts[i].chapter);
		json_set_number(part, "done", learner->parts[i].done);
		json_set_number(part, "total", learner->parts[i].total);
		json_add(parts, part);
	}
	json_set(map, "chapters", parts);
	return map;
}

static struct json_t *json_of_check(const struct tally_check *check)
{
	struct json_t *map = json_map(), *counts = json_list();
	struct str question = { 0 };

	add_question(check->page, &question);
	json_set_text(map, "page", check->page->id);
	json_set_text(map, "title", str_text(&question));
	str_release(&question);
	json_set_number(map, "rev", check->page->rev);
	json_set_number(map, "answered", check->answered);
	json_set_flag(map, "earlier", check->earlier);
	for (size_t i = 0; i < check->ncells; i++) {
		if (!check->counts[i].shown)
			continue;
		struct json_t *cell = json_map();
		json_set_text(cell, "option", check->cells[i].name);
		json_set_text(cell, "misconception", check->cells[i].myth);
		json_set_number(cell, "count", check->counts[i].count);
		json_add(counts, cell);
	}
	json_set(map, "counts", counts);
	if (check->others)
		json_set_number(map, "others", check->others);
	else
		json_set_text(map, "others", NULL);
	return map;
}

static void say_json(const struct tally *tally, struct str *out)
{
	struct json_t *whole = json_map(), *courses = json_list();

	for (size_t i = 0; i < tally->ncourses; i++) {
		const struct tally_course *course = &tally->courses[i];
		struct json_t *map = json_map(), *learners = json_list(), *checks = json_list();
		for (size_t k = 0; k < course->nlearners; k++)
			json_add(learners, json_of_learner(&course->learners[k]));
		for (size_t k = 0; k < course->nchecks; k++)
			if (course->checks[k].told)
				json_add(checks, json_of_check(&course->checks[k]));
		json_set_text(map, "course", course->id);
		json_set_text(map, "title", course->course ? course->course->title : NULL);
		json_set(map, "learners", learners);
		json_set(map, "checks", checks);
		json_add(courses, map);
	}
	json_set(whole, "courses", courses);
	json_set_number(whole, "set_aside", (int64_t)tally->left.strange);
	json_set_number(whole, "left_out", (int64_t)tally->left.beyond);
	json_print(whole, true, out);
	json_free(whole);
}

static void say_left(const struct request *request, const struct tally *tally)
{
	const struct dropbox_left *left = &tally->left;

	if (!tally->remembers)
		out_note(request, "%s", tr("What is told here cannot be remembered in that folder. Two rosters of it may tell by their difference "
					   "what one person answered."));
	if (left->strange)
		out_note(request, tr_n("%zu file there was not made by `attune share`; it was not read.",
			"%zu files there were not made by `attune share`; they were not read.", left->strange), left->strange);
	if (left->beyond)
		out_note(request, tr_n("%zu file there was left out: one account has more than anybody needs.",
			"%zu files there were left out: one account, or several, have more than anybody needs.", left->beyond),
			left->beyond);
}

int cmd_roster(const struct request *request)
{
	struct tally tally;
	struct str out = { 0 };
	struct err err = { 0 };
	const char *course = request_word(request, 1);

	if (request_has(request, OPTION_JSON) && request_has(request, OPTION_CSV))
		return request_wrong(request, "%s", tr("--json and --csv do not go together"));
	tally_begin(&tally, request);
	int status = course ? tally_only(&tally, request, course) : STATUS_DONE;
	if (status != STATUS_DONE)
		goto out;
	if (!tally_read(&tally, request_word(request, 0), &err)) {
		out_trouble(request, &err);
		status = STATUS_UNSAVED;
		goto out;
	}
	if (request_has(request, OPTION_JSON))
		say_json(&tally, &out);
	else if (request_has(request, OPTION_CSV))
		say_csv(&tally, &out);
	else
		say_text(&tally, &out);
	status = request_has(request, OPTION_JSON) ? out_bytes(request, str_text(&out), out.len) : out_text(request, &out);
	say_left(request, &tally);
out:
	str_release(&out);
	tally_release(&tally);
	return status;
}
