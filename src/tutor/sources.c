/* SPDX-License-Identifier: MIT
 *
 * sources: where the claims of this page come from, and how sure we are of them. */
#include "tutor/screens.h"

#include <stdio.h>
#include <string.h>
#include "base/tr.h"

static enum where sources_where(const struct app *app)
{
	(void)app;
	return AT_TEXT;
}

static void sources_head(const struct app *app, struct head *head)
{
	(void)app;
	(void)snprintf(head->left, sizeof head->left, "%s", tr("Sources of this page"));
}

static void say_evidence(int evidence, struct doc *doc)
{
	static const char *const words[] = {
		[EVIDENCE_NONE] = NULL,
		[EVIDENCE_SOLID] = TR("Solid: many studies point the same way."),
		[EVIDENCE_SOME] = TR("Some: there are studies, and open questions."),
		[EVIDENCE_DEBATED] = TR("Debated: researchers read the evidence differently."),
		[EVIDENCE_ONE_VIEW] = TR("One view: an idea or model, not a finding."),
	};

	if (words[evidence])
		doc_say(doc, STYLE_STRONG, tr(words[evidence]));
}

static const struct source *find(const struct app *app, const char *id)
{
	const struct side_file *side = app->sides[SIDE_SOURCES];
	const struct source *list = side ? side->list.list : NULL;

	for (size_t i = 0; side && i < side->list.n; i++)
		if (strcmp(list[i].id, id) == 0)
			return &list[i];
	return NULL;
}

static void say_source(const struct app *app, const char *id, struct doc *doc)
{
	const struct source *source = find(app, id);

	doc_lead(doc, "- ");
	if (!source)
		doc_say(doc, STYLE_TEXT, id);
	else if (source->doi)
		doc_sayf(doc, STYLE_TEXT, "%s doi:%s", source->cite, source->doi);
	else
		doc_sayf(doc, STYLE_TEXT, "%s%s%s", source->cite, source->url ? " " : "", source->url ? source->url : "");
}

static void sources_say(const struct app *app, struct doc *doc)
{
	const struct page *page = app->visit.page;

	if (!page)
		return;
	if (visit_tells_all(&app->visit))
		say_evidence(page->evidence, doc);
	for (size_t i = 0; i < page->sources.n; i++)
		say_source(app, page->sources.list[i], doc);
	if (page->sources.n == 0)
		doc_say(doc, STYLE_TEXT, tr("This page names no sources."));
}

static const char *sources_prompt(const struct app *app)
{
	(void)app;
	return tr("Enter goes back: ");
}

const struct screen screen_sources = {
	.name = "sources",
	.where = sources_where,
	.head = sources_head,
	.say = sources_say,
	.prompt = sources_prompt,
};
