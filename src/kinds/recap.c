/* SPDX-License-Identifier: MIT
 *
 * recap: the points of a chapter, and the learner's own earlier words. */
#include "kinds/kind.h"

#include "base/tr.h"

#define TERMS_MOST 24 /* on one page */

struct recap_page {
	struct markups points;
	struct words words; /* ids of pages the learner may have written on */
	struct words terms;
};

static const struct field recap_list[] = {
	{.key = "points", .type = FIELD_INLINES, .at = offsetof(struct recap_page, points),
		.most = LIST_MOST,
		.says = TR("what to take along, one sentence each")},
	{.key = "words", .type = FIELD_IDS, .at = offsetof(struct recap_page, words),
		.most = LIST_MOST,
		.says = TR("reflect pages whose words come back here")},
	{.key = "terms", .type = FIELD_WORDS, .at = offsetof(struct recap_page, terms),
		.most = LIST_MOST,
		.says = TR("glossary entries met in this chapter")},
};
static const struct fields recap_fields = {TR("recap page"), recap_list, 3, sizeof(struct recap_page)};

static const struct recap_page *own(const struct visit *v)
{
	return v->page->own;
}

static void recap_begin(struct visit *v)
{
	(void)v;
}

static int recap_items(const struct visit *v)
{
	(void)v;
	return 0;
}

static void say_points(const struct visit *v, struct doc *doc)
{
	for (size_t i = 0; i < own(v)->points.n; i++) {
		doc_lead(doc, "- ");
		doc_markup(doc, STYLE_TEXT, &own(v)->points.list[i]);
	}
}

/* All that stand on a page; whether there were any. */
static bool say_words_of(const struct visit *v, struct doc *doc, const char *page, bool any)
{
	const struct record *r;
	unsigned newest = 0;

	for (size_t n = 0; (r = learner_standing(v->learner, RECORD_WORDS, page, n)) != NULL; n++) {
		doc_gap(doc);
		if (!any && n == 0)
			doc_say(doc, STYLE_STRONG, tr("Your own words"));
		if (n > 0)
			doc_say(doc, STYLE_ASIDE, r->attempt < newest ? tr("earlier") : tr("other copy"));
		else
			newest = r->attempt;
		doc_lead(doc, "> ");
		if (record_is_shut(r))
			doc_say(doc, STYLE_ASIDE, tr("(locked; w opens your words)"));
		else
			doc_say(doc, STYLE_QUOTE, r->text);
		any = true;
	}
	return any;
}

static void say_words(const struct visit *v, struct doc *doc)
{
	bool any = false;

	for (size_t i = 0; i < own(v)->words.n; i++)
		any = say_words_of(v, doc, own(v)->words.list[i], any);
}

/* One paragraph of glossary links, made here so that `d` finds them like any other. */
static void say_terms(const struct visit *v, struct doc *doc)
{
	struct span spans[2 * TERMS_MOST];
	size_t n = 0;

	for (size_t i = 0; i < own(v)->terms.n && i < TERMS_MOST; i++) {
		const char *term = own(v)->terms.list[i];

		spans[n++] = (struct span){.role = SPAN_TEXT, .text = i ? ", " : tr("Terms (d opens them): ")};
		spans[n++] = (struct span){.role = SPAN_TERM, .text = term, .term = term};
	}
	if (n > 0) {
		struct block block = {.role = BLOCK_PARAGRAPH, .marker = "", .spans = spans, .nspans = n};

		doc_gap(doc);
		doc_markup(doc, STYLE_ASIDE, &(struct markup){&block, 1});
	}
}

static void recap_view(const struct visit *v, struct doc *doc)
{
	say_points(v, doc);
	say_words(v, doc);
	say_terms(v, doc);
}

static void recap_texts(const struct page *page, void (*each)(void *, const struct markup *, const char *), void *ctx)
{
	const struct recap_page *o = page->own;

	for (size_t i = 0; i < o->points.n; i++)
		each(ctx, &o->points.list[i], NULL);
}

static void recap_links(const struct page *page, void (*each)(void *, const char *, struct place), void *ctx)
{
	const struct recap_page *o = page->own;

	for (size_t i = 0; i < o->words.n; i++)
		each(ctx, o->words.list[i], o->words.at[i]);
}

const struct kind kind_recap = {
	.form = {.name = "recap", .shows_words = true, .fields = &recap_fields, .texts = recap_texts, .links = recap_links,
		.says = TR("the points of a chapter, and the learner's own earlier words")},
	.begin = recap_begin,
	.items = recap_items,
	.view = recap_view,
	.say = recap_view,
};
