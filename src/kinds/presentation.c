/* SPDX-License-Identifier: MIT
 *
 * presentation: a visit as rows of a page, and as what plain mode says of it. */
#include "kinds/visit.h"

#include <stdio.h>
#include <string.h>
#include "base/tr.h"
#include "kinds/kind.h"
#include "kinds/stage.h"

void visit_say_figure(const struct visit *v, struct doc *doc)
{
	const struct figure *figure = v->page->figure;

	if (!figure)
		return;

	bool fits_width = doc->width > 0 && figure->art && !doc->flat && !v->in_lines;

	for (const char *line = figure->art; fits_width && line; line = strchr(line, '\n') ? strchr(line, '\n') + 1 : NULL)
		fits_width = text_cells(line, strcspn(line, "\n")) <= doc->width;
	doc_gap(doc);
	if (fits_width)
		doc_verbatim(doc, STYLE_TEXT, figure->art);
	else
		doc_sayf(doc, STYLE_TEXT, tr("Figure: %s"), figure->alt ? figure->alt : "");
	if (!markup_is_empty(&figure->caption)) {
		doc_gap(doc);
		doc_markup(doc, STYLE_ASIDE, &figure->caption);
	}
}

void visit_say_others(const struct visit *v, struct doc *doc, enum record_type type)
{
	if (v->shut > 0 || !learner_standing(v->learner, type, v->page->id, 1)) /* locked: this one is not here either */
		return;
	doc_gap(doc);
	doc_say(doc, STYLE_ASIDE, tr("Another copy is under w."));
}

void visit_say_evidence(const struct visit *v, struct doc *doc)
{
	static const char *const words[] = {
		[EVIDENCE_NONE] = NULL,
		[EVIDENCE_SOLID] = TR("Evidence: solid"),
		[EVIDENCE_SOME] = TR("Evidence: some"),
		[EVIDENCE_DEBATED] = TR("Evidence: debated"),
		[EVIDENCE_ONE_VIEW] = TR("Evidence: one view among several"),
	};
	const char *word = words[v->page->evidence];

	if (!word)
		return;
	doc_gap(doc);
	doc_sayf(doc, STYLE_ASIDE, v->page->sources.n > 0 && !v->on_paper ? tr("%s (e shows the sources)") : "%s", tr(word));
}

static void say_head(const struct visit *v, struct doc *doc)
{
	const struct page *page = v->page;

	if (visit_kind(v)->tells)
		return;
	if (page->title) {
		doc_say(doc, STYLE_TITLE, page->title);
		doc_gap(doc);
	}
	if (!markup_is_empty(&page->text))
		doc_markup(doc, STYLE_TEXT, &page->text);
	visit_say_figure(v, doc);
	if (!visit_is_graded(v)) /* else it would stand beside the question, and not beside what answers it */
		visit_say_evidence(v, doc);
	if (markup_is_empty(&page->ask))
		return;
	doc_gap(doc);
	if (visit_kind(v)->ask)
		visit_kind(v)->ask(v, doc);
	else
		doc_markup(doc, STYLE_TEXT, &page->ask);
}

static void say_hint(const struct visit *v, struct doc *doc, unsigned nth)
{
	char word[120];

	(void)snprintf(word, sizeof word, tr("Hint %u:"), nth + 1);
	doc_verdict(doc, STYLE_STRONG, word, &v->page->hints.list[nth]);
}

static void say_sure(struct doc *doc)
{
	doc_say(doc, STYLE_TEXT, tr("How sure are you?  1 guess  2 think so  3 sure  (Enter to skip)"));
}

static const struct myth *myth_named(const struct visit *v, const char *id)
{
	const struct myth *list = v->myths ? v->myths->list.list : NULL;

	for (size_t i = 0; id && list && i < v->myths->list.n; i++)
		if (list[i].id && strcmp(list[i].id, id) == 0)
			return &list[i];
	return NULL;
}

/* Where the answer came to be owed, the first hint comes by itself, with the feedback. */
static bool gives_hint(const struct visit *v)
{
	return visit_is_unrefuted(v) && v->hints == 1;
}

/* Sure and wrong: no blame, but more to go by: why it tempts so many, and what is truer; or a hint. What was believed
 * firmly and is put right tends to be kept best (Butterfield & Metcalfe 2001). */
static void say_surprise(const struct visit *v, struct doc *doc)
{
	const struct myth *myth = myth_named(v, visit_kind(v)->tempted ? visit_kind(v)->tempted(v) : NULL);

	doc_gap(doc);
	if (myth) {
		doc_verdict(doc, STYLE_STRONG, tr("Many are as sure of it."), &myth->tempting);
		doc_gap(doc);
		doc_markup(doc, STYLE_TEXT, &myth->truth);
		doc_gap(doc);
	} else if (gives_hint(v)) {
		say_hint(v, doc, 0);
		doc_gap(doc);
	}
	doc_say(doc, STYLE_ASIDE, tr("What surprises us tends to stay longer, once it is explained. This comes back soon."));
}

static void say_feedback(const struct visit *v, struct doc *doc)
{
	visit_kind(v)->feedback(v, doc);
	if (visit_is_surprised(v))
		say_surprise(v, doc);
	if (v->stage == STAGE_DONE && !markup_is_empty(&v->page->explain)) {
		doc_gap(doc);
		doc_markup(doc, STYLE_TEXT, &v->page->explain);
	}
	if (v->stage == STAGE_DONE)
		visit_say_evidence(v, doc);
}

/* Hints cannot have the focus; as rows of an item beyond all others they can be looked for. */
#define HINT_ITEM 1000

int visit_last_hint(const struct visit *v)
{
	const struct visit *at = visit_at_work(v);

	return at->hints > 0 ? HINT_ITEM + (int)at->hints - 1 : -1;
}

static void view_below(const struct visit *v, struct doc *doc)
{
	for (unsigned n = gives_hint(v); n < v->hints; n++) {
		doc_gap(doc);
		doc_item(doc, HINT_ITEM + (int)n);
		say_hint(v, doc, n);
		doc_item(doc, -1);
	}
	if (v->stage == STAGE_SURE || visit_has_feedback(v)) {
		doc_gap(doc);
		doc_item(doc, visit_feedback_item(v));
		if (v->stage == STAGE_SURE)
			say_sure(doc);
		else
			say_feedback(v, doc);
		doc_item(doc, -1);
	}
	if (v->stage == STAGE_TOLD) {
		doc_gap(doc);
		doc_say(doc, STYLE_ASIDE, visit_owes_answer(v) ? tr("Try again, if you like. Enter shows the answer, and why.")
			: tr("Try again, or r shows the answer. Enter goes on."));
	}
}

static void say_shut(const struct visit *v, struct doc *doc, bool keys)
{
	if (v->shut == 0)
		return;
	doc_gap(doc);
	doc_say(doc, STYLE_STRONG, tr("Your words here are locked."));
	if (keys)
		doc_say(doc, STYLE_ASIDE, tr("Enter asks for your phrase; Space goes on."));
}

void visit_view(const struct visit *v, struct doc *doc)
{
	if (visit_inside(v)) {
		visit_kind(v)->view(v, doc);
		return;
	}
	say_head(v, doc);
	if (visit_kind(v)->view) {
		doc_gap(doc);
		visit_kind(v)->view(v, doc);
	}
	say_shut(v, doc, true);
	view_below(v, doc);
}

void visit_say_field(const struct visit *v, struct doc *doc)
{
	const struct kind *kind = visit_kind(v);

	if (kind->field)
		edit_say(kind->field(v), doc, 1);
}

/* --- plain mode --- */

void visit_say(const struct visit *v, struct doc *doc)
{
	const struct kind *kind = visit_kind(v);

	if (visit_inside(v)) {
		kind->say(v, doc);
		return;
	}
	say_head(v, doc);
	if (kind->say) {
		doc_gap(doc);
		kind->say(v, doc);
	}
	say_shut(v, doc, false);
	for (unsigned n = gives_hint(v); n < v->hints; n++)
		say_hint(v, doc, n);
	if (visit_has_feedback(v))
		say_feedback(v, doc);
}

void visit_tell(const struct visit *v, struct doc *doc, unsigned news)
{
	const struct visit *in = visit_inside(v);

	if (in && news >= in->begun) {
		visit_tell(in, doc, news);
		return;
	}
	if (in) {
		visit_kind(v)->feedback(v, doc);
		return;
	}
	if (news == v->news || v->stage == STAGE_SURE)
		return;
	if (v->hinted == v->news)
		say_hint(v, doc, v->hints - 1);
	else if (visit_has_feedback(v))
		say_feedback(v, doc);
	else if (!visit_is_graded(v) && visit_kind(v)->feedback)
		visit_kind(v)->feedback(v, doc);
}

const char *visit_offers(const struct visit *v)
{
	return visit_has_hint(v) ? tr("i hint") : tr("r answer");
}

const char *visit_asks_again(const struct visit *v)
{
	return visit_owes_answer(v) ? tr("Answer again, Enter shows the answer, and why: ")
		: tr("Answer again, r shows the answer, Enter goes on: ");
}

const char *visit_prompt(const struct visit *v)
{
	if (visit_inside(v))
		return visit_prompt(visit_inside(v));
	if (v->shut > 0)
		return tr("w opens your words, Enter goes on: ");
	if (v->stage == STAGE_SURE)
		return tr("How sure (1 guess, 2 think so, 3 sure, Enter to skip)? ");
	if (v->stage == STAGE_TOLD && !visit_kind(v)->by_lines)
		return visit_asks_again(v);
	if ((v->stage != STAGE_DONE || v->writing) && visit_kind(v)->prompt)
		return visit_kind(v)->prompt(v);
	if (visit_is_kept(v) && visit_has_field(v))
		return tr("Enter goes on, u writes more (? help): ");
	return tr("Enter goes on (? help): ");
}
