/* SPDX-License-Identifier: MIT */
#include "kinds/option.h"

#include <string.h>
#include "base/tr.h"
#include "course/check.h"

static const struct field option_list[] = {
	{.key = "id", .type = FIELD_ID, .required = true, .at = offsetof(struct option, id),
		.says = TR("unique on the page; kept in the record")},
	{.key = "text", .type = FIELD_INLINE, .required = true, .at = offsetof(struct option, text),
		.says = TR("what can be chosen")},
	{.key = "right", .type = FIELD_FLAG, .at = offsetof(struct option, right), .says = TR("true for what fits")},
	{.key = "say", .type = FIELD_INLINE, .at = offsetof(struct option, say),
		.says = TR("feedback: why it tempts, what is truer")},
	{.key = "myth", .type = FIELD_ID, .at = offsetof(struct option, myth),
		.says = TR("the misconception it stands for")},
};

const struct fields option_fields = {TR("option"), option_list, sizeof option_list / sizeof *option_list, sizeof(struct option)};

const struct parts *options_of(const struct page *page)
{
	return &((const struct options_page *)page->own)->options;
}

const struct option *option_at(const struct visit *v, int i)
{
	return (const struct option *)options_of(v->page)->list + i;
}

int option_count(const struct visit *v)
{
	return (int)options_of(v->page)->n;
}

int option_find(const struct visit *v, const char *id)
{
	for (int i = 0; i < option_count(v); i++)
		if (strcmp(option_at(v, i)->id, id) == 0)
			return i;
	return -1;
}

bool option_is_right(const struct visit *v, int i)
{
	return option_at(v, i)->right == FLAG_YES;
}

bool option_may_choose(struct visit *v, int row)
{
	if (row < 0 || row >= option_count(v)) {
		visit_refuse(v, tr("There is no option with that number."));
		return false;
	}
	if (v->stage == STAGE_DONE) {
		visit_refuse(v, tr("This one is done. u clears it, if you want to try again."));
		return false;
	}
	return true;
}

/* --- faults --- */

static size_t plain_length(const struct markup *text)
{
	struct str plain = {0};
	size_t cells;

	markup_plain(text, &plain);
	cells = text_cells(str_text(&plain), plain.len);
	str_release(&plain);
	return cells;
}

static void check_says(const struct page *page, const struct option *o, size_t n, struct diags *diags)
{
	for (size_t i = 0; i < n; i++) {
		if (!markup_is_empty(&o[i].say) || places_lack(&page->places, &o[i].say))
			continue;
		diag_add(diags, DIAG_NO_SAY, o[i].at, 1, "option '%s' has no `say`", o[i].id ? o[i].id : "?");
		diag_help(diags, "add `say:` with why it tempts and what is truer; right options have one too");
	}
}

/* Whether an option that is right may not be known to be. */
static bool right_lacks(const struct page *page, const struct parts *options)
{
	const struct option *o = options->list;
	bool lacks = places_lack(&page->places, options);

	for (size_t i = 0; i < options->n; i++)
		lacks = lacks || places_lack(&page->places, &o[i].right);
	return lacks;
}

/* How much longer than the others is seen at a glance. */
#define LONGER_CELLS 4
#define LONGER_PERCENT 15

static void check_longest(const struct option *o, size_t n, struct diags *diags)
{
	size_t longest = 0, wrong = 0;
	struct place at = {0, 0};

	for (size_t i = 0; i < n; i++) {
		size_t cells = plain_length(&o[i].text);

		if (o[i].right != FLAG_YES && cells > wrong)
			wrong = cells;
		if (o[i].right == FLAG_YES && cells > longest) {
			longest = cells;
			at = o[i].at;
		}
	}
	if (wrong > 0 && longest >= wrong + LONGER_CELLS && (longest - wrong) * 100 > wrong * LONGER_PERCENT) {
		diag_add(diags, DIAG_LONGEST_RIGHT, at, 1, "the right option is the longest");
		diag_help(diags, "readers learn to pick the longest: make a wrong one as long");
	}
}

static void check_texts(const struct page *page, const struct option *o, size_t n, struct diags *diags)
{
	struct judged *list = mem_get((n + 1) * sizeof *list);

	for (size_t i = 0; i < n; i++)
		list[i] = (struct judged){o[i].at, o[i].id, &o[i].text, NULL};
	judged_same(page, list, n, TR("option"), diags);
	mem_free(list);
}

/* Where the `right` of the second option that has it stands. */
static struct place second_right(const struct page *page, const struct parts *options)
{
	const struct option *o = options->list;
	int right = 0;

	for (size_t i = 0; i < options->n; i++)
		if (o[i].right == FLAG_YES && ++right == 2)
			return places_find(&page->places, &o[i].right, o[i].at);
	return page->at;
}

void options_check(const struct page *page, const struct parts *options, bool several, struct diags *diags)
{
	const struct option *o = options->list;
	size_t right = 0;

	for (size_t i = 0; i < options->n; i++)
		right += o[i].right == FLAG_YES;
	parts_once(page, options, &option_fields, diags);
	check_says(page, o, options->n, diags);
	if (right == 0 && !right_lacks(page, options)) {
		diag_add(diags, DIAG_NO_RIGHT, page->at, 1, "page '%s' has no right option", page->id ? page->id : "?");
		diag_help(diags, "mark what fits with `right: true`");
	} else if (!several && right > 1) {
		diag_add(diags, DIAG_RIGHT_COUNT, second_right(page, options), 4, "page '%s' is a choice with %zu right options",
			page->id ? page->id : "?", right);
		diag_help(diags, "use `kind: multi` where several fit");
	} else if (!several && !fields_lack(&page->places, page->kind->fields, page->own)) {
		check_longest(o, options->n, diags);
	}
	check_texts(page, o, options->n, diags);
	if (right > 0)
		judged_enough(page, options, TR("option"), diags);
}

void options_texts(const struct page *page, void (*each)(void *, const struct markup *, const char *), void *ctx)
{
	const struct parts *options = options_of(page);
	const struct option *o = options->list;

	for (size_t i = 0; i < options->n; i++) {
		each(ctx, &o[i].text, o[i].myth);
		each(ctx, &o[i].say, NULL);
	}
}
