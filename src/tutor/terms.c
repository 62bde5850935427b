/* SPDX-License-Identifier: MIT
 *
 * terms: what the words of this page mean. */
#include "tutor/screens.h"

#include <stdio.h>
#include "base/tr.h"

static enum where terms_where(const struct app *app)
{
	(void)app;
	return AT_TEXT;
}

static void terms_head(const struct app *app, struct head *head)
{
	(void)app;
	(void)snprintf(head->left, sizeof head->left, "%s", tr("Terms on this page"));
}

struct said {
	const struct term *list[32];
	size_t n;
};

static void say_term(const struct app *app, struct doc *doc, struct said *said, const char *name)
{
	const struct term *term = app->sides[SIDE_GLOSSARY] ? glossary_find(app->sides[SIDE_GLOSSARY], name) : NULL;

	for (size_t i = 0; i < said->n; i++)
		if (said->list[i] == term)
			return;
	if (!term || said->n == sizeof said->list / sizeof *said->list)
		return;
	said->list[said->n++] = term;
	doc_gap(doc);
	doc_say(doc, STYLE_STRONG, term->term);
	doc_markup(doc, STYLE_TEXT, &term->text);
}

/* The page is said once more, out of sight: what can be opened is exactly what stands on it. */
static void terms_say(const struct app *app, struct doc *doc)
{
	struct doc page = {0};
	struct said said = {.n = 0};

	if (!app->visit.page)
		return;
	doc_begin(&page, APP_MEASURE);
	visit_view(&app->visit, &page);
	for (size_t r = 0; r < page.nrows; r++)
		for (size_t s = 0; s < page.rows[r].nsegments; s++)
			if (page.rows[r].segments[s].term)
				say_term(app, doc, &said, page.rows[r].segments[s].term);
	doc_release(&page);
	if (said.n == 0)
		doc_say(doc, STYLE_TEXT, tr("No glossary terms on this page."));
}

static const char *terms_prompt(const struct app *app)
{
	(void)app;
	return tr("Enter goes back: ");
}

const struct screen screen_terms = {
	.name = "terms",
	.where = terms_where,
	.head = terms_head,
	.say = terms_say,
	.prompt = terms_prompt,
};
