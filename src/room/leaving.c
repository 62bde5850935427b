/* SPDX-License-Identifier: MIT */
#include "room/leaving.h"

#include <string.h>
#include "kinds/option.h"

const char *const leaving_names[LEAVING_COUNT] = {
	[LEAVING_COMPLETION] = "completion",
	[LEAVING_ANSWERS] = "answers",
};

const char *const leaving_verdicts[LEAVING_VERDICTS] = {
	[VERDICT_NONE] = NULL,
	[VERDICT_RIGHT] = "right",
	[VERDICT_PARTLY] = "partly",
	[VERDICT_WRONG] = "wrong",
	[VERDICT_REVEALED] = "revealed",
};

bool leaving_may(const struct page *page)
{
	const struct kind_form *kind = page->kind;

	return kind && kind->graded && !kind->is_private && !kind->draws && page->share != SHARE_NEVER;
}

/* Found in the table of the kind's own fields: so a new kind with options needs nothing here. */
const struct parts *leaving_options(const struct page *page)
{
	const struct fields *own = page->kind ? page->kind->fields : NULL;

	for (size_t i = 0; own && page->own && i < own->n; i++)
		if (own->list[i].type == FIELD_PARTS && own->list[i].of == &option_fields)
			return (const struct parts *)(const void *)((const char *)page->own + own->list[i].at);
	return NULL;
}

static bool is_option(const struct parts *options, const char *id)
{
	const struct option *list = options->list;

	for (size_t i = 0; i < options->n; i++)
		if (strcmp(list[i].id, id) == 0)
			return true;
	return false;
}

/* The first whole answer to the page as it is now: to an older rev it was another question. */
static const struct record *first_answer(const struct learner *learner, const struct page *page)
{
	const struct record *answer;

	for (size_t i = 0; (answer = learner_nth(learner, RECORD_ANSWER, page->id, i)) != NULL; i++)
		if (answer->rev == page->rev && leaving_verdicts[answer->verdict] && !answer->word)
			return answer;
	return NULL;
}

/* A reveal shows the answer: what stands in its picks was not chosen. */
static void add_check(const struct page *page, const struct record *answer, struct str *out)
{
	const struct parts *options = leaving_options(page);

	str_print(out, "check %s %u %s", page->id, page->rev, leaving_verdicts[answer->verdict]);
	for (size_t i = 0; options && answer->verdict != VERDICT_REVEALED && i < answer->npicks; i++)
		if (is_option(options, answer->picks[i].id))
			str_print(out, " %s", answer->picks[i].id);
	str_add_text(out, "\n");
}

static void add_completion(const struct chapter *chapter, const struct learner *learner, struct str *out)
{
	size_t done = 0;

	for (size_t i = 0; i < chapter->npages; i++)
		done += learner_has_seen(learner, chapter->pages[i].id);
	str_print(out, "chapter %s %zu of %zu\n", chapter->id, done, chapter->npages);
}

static void add_answers(const struct chapter *chapter, const struct learner *learner, struct str *out)
{
	for (size_t i = 0; i < chapter->npages; i++) {
		const struct page *page = &chapter->pages[i];
		const struct record *answer = leaving_may(page) ? first_answer(learner, page) : NULL;
		if (answer)
			add_check(page, answer, out);
	}
}

void leaving_begin(enum leaving what, const char *course, const char *last, struct str *out)
{
	str_print(out, "attune-share 1\ncourse %s\ngives %s\n", course, leaving_names[what]);
	if (what == LEAVING_COMPLETION)
		str_print(out, "last %s\n", last);
}

void leaving_chapter(enum leaving what, const struct chapter *chapter, const struct learner *learner, struct str *out)
{
	switch (what) {
	case LEAVING_COMPLETION:
		add_completion(chapter, learner, out);
		break;
	case LEAVING_ANSWERS:
		add_answers(chapter, learner, out);
		break;
	}
}

void leaving_end(struct str *out)
{
	size_t lines = 1;

	for (size_t i = 0; i < out->len; i++)
		lines += out->at[i] == '\n';
	str_print(out, "end %zu\n", lines);
}
