/* SPDX-License-Identifier: MIT
 *
 * ground: a few ways to steady oneself, all shown; the learner follows one or leaves. Nothing of it is recorded. */
#include "kinds/kind.h"

#include <string.h>
#include "base/tr.h"

#define WAYS_MOST 6

struct way {
	struct place at;
	const char *id;
	const char *title;
	struct markups steps;
};

struct ground_page {
	struct parts ways; /* of struct way */
};

static const struct field way_list[] = {
	{.key = "id", .type = FIELD_ID, .required = true, .at = offsetof(struct way, id), .says = TR("unique on the page")},
	{.key = "title", .type = FIELD_PLAIN, .required = true, .at = offsetof(struct way, title),
		.says = TR("what the way is called")},
	{.key = "steps", .type = FIELD_INLINES, .required = true, .at = offsetof(struct way, steps),
		.most = LIST_MOST,
		.says = TR("what to do, a step a sentence")},
};
static const struct fields way_fields = {TR("way"), way_list, 3, sizeof(struct way)};

static const struct field ground_list[] = {
	{.key = "ways", .type = FIELD_PARTS, .required = true, .at = offsetof(struct ground_page, ways), .of = &way_fields,
		.most = WAYS_MOST, .says = TR("ways to steady oneself; one of them looks outward")},
};
static const struct fields ground_fields = {TR("ground page"), ground_list, 1, sizeof(struct ground_page)};

static const struct parts *ways_of(const struct page *page)
{
	return &((const struct ground_page *)page->own)->ways;
}

static void ground_begin(struct visit *v)
{
	(void)v;
}

static int ground_items(const struct visit *v)
{
	(void)v;
	return 0;
}

static void say_way(const struct way *way, struct doc *doc)
{
	doc_gap(doc);
	doc_say(doc, STYLE_STRONG, way->title);
	for (size_t i = 0; i < way->steps.n; i++) {
		doc_lead(doc, "  - ");
		doc_markup(doc, STYLE_TEXT, &way->steps.list[i]);
	}
}

static void ground_view(const struct visit *v, struct doc *doc)
{
	const struct parts *ways = ways_of(v->page);
	const struct way *list = ways->list;

	for (size_t i = 0; i < ways->n; i++)
		say_way(&list[i], doc);
	doc_gap(doc);
	doc_say(doc, STYLE_ASIDE, tr("Take any of these, or none; nothing is recorded. If none helps, stopping here is a "
		"good choice."));
}

static void ground_check(const struct page *page, struct diags *diags)
{
	parts_once(page, ways_of(page), &way_fields, diags);
}

static void ground_texts(const struct page *page, void (*each)(void *, const struct markup *, const char *), void *ctx)
{
	const struct parts *ways = ways_of(page);
	const struct way *list = ways->list;

	for (size_t i = 0; i < ways->n; i++)
		for (size_t s = 0; s < list[i].steps.n; s++)
			each(ctx, &list[i].steps.list[s], NULL);
}

const struct kind kind_ground = {
	.form = {.name = "ground", .fields = &ground_fields, .check = ground_check, .texts = ground_texts,
		.says = TR("ways to steady oneself; the learner follows one or leaves")},
	.begin = ground_begin,
	.items = ground_items,
	.view = ground_view,
	.say = ground_view,
};
