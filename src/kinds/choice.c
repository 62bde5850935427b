/* SPDX-License-Identifier: MIT
 *
 * choice: one option of several fits. */
#include "kinds/option.h"

#include <stdio.h>
#include <string.h>
#include "base/tr.h"

static const struct field choice_list[] = {
	OPTIONS_FIELD(TR("what can be chosen; exactly one is right")),
};
static const struct fields choice_fields = {TR("choice page"), choice_list, 1, sizeof(struct options_page)};

struct choice_state {
	unsigned char shown[OPTIONS_MOST]; /* shown[i]: index in the file of the i-th on the screen */
	int chosen;                        /* index in the file, -1: none */
	char prompt[320];
};

static void choice_begin(struct visit *v)
{
	struct choice_state *s = v->state;

	visit_shuffle(v, options_of(v->page)->n, s->shown);
	s->chosen = -1;
}

static int right_one(const struct visit *v)
{
	for (int i = 0; i < option_count(v); i++)
		if (option_is_right(v, i))
			return i;
	return -1;
}

static void choice_restore(struct visit *v, const struct record *r)
{
	struct choice_state *s = v->state;

	s->chosen = r->npicks > 0 ? option_find(v, r->picks[0].id) : -1;
}

static enum acted choose(struct visit *v, int row)
{
	struct choice_state *s = v->state;

	if (!option_may_choose(v, row))
		return ACT_REFUSED;
	s->chosen = s->shown[row];
	v->focus = row;
	return ACT_CHANGED;
}

static enum acted choice_key(struct visit *v, struct key key)
{
	if (key.press != PRESS_TEXT || key.point < '1' || key.point > '9')
		return ACT_IGNORED;
	return choose(v, (int)(key.point - '1'));
}

static enum visit_where choice_where(const struct visit *v)
{
	(void)v;
	return WHERE_CHOICE;
}

/* Enter chooses what has the focus. */
static bool choice_ready(struct visit *v)
{
	return v->focus >= 0 && v->focus < option_count(v) && choose(v, v->focus) == ACT_CHANGED;
}

static enum verdict choice_grade(const struct visit *v)
{
	const struct choice_state *s = v->state;

	return option_is_right(v, s->chosen) ? VERDICT_RIGHT : VERDICT_WRONG;
}

static int choice_chosen(const struct visit *v)
{
	const struct choice_state *s = v->state;

	for (int row = 0; row < option_count(v); row++)
		if (s->shown[row] == s->chosen)
			return row;
	return 0;
}

static const char *choice_tempted(const struct visit *v)
{
	const struct choice_state *s = v->state;

	return s->chosen < 0 ? NULL : option_at(v, s->chosen)->myth;
}

static void choice_reveal(struct visit *v)
{
	(void)v; /* what was chosen stays as it was; the view marks the answer */
}

static bool choice_fill(const struct visit *v, struct record *r, struct arena *arena, bool half)
{
	const struct choice_state *s = v->state;
	struct pick *pick;

	(void)half;
	if (s->chosen < 0)
		return false;
	pick = arena_get(arena, sizeof *pick);
	*pick = (struct pick){.id = option_at(v, s->chosen)->id, .number = -1};
	r->picks = pick;
	r->npicks = 1;
	return true;
}

static const char *beside(const struct visit *v, int i)
{
	const struct choice_state *s = v->state;

	if (v->stage == STAGE_DONE && i == right_one(v) && i != s->chosen)
		return tr("the answer");
	if (i == s->chosen && (v->stage == STAGE_TOLD || v->stage == STAGE_DONE))
		return tr("your answer");
	return NULL;
}

static void choice_view(const struct visit *v, struct doc *doc)
{
	const struct choice_state *s = v->state;
	char lead[32];

	for (int row = 0; row < option_count(v); row++) {
		int i = s->shown[row];

		(void)snprintf(lead, sizeof lead, "(%c) %d. ", i == s->chosen ? '*' : ' ', row + 1);
		doc_item(doc, row);
		doc_lead(doc, lead);
		doc_markup(doc, STYLE_TEXT, &option_at(v, i)->text);
		if (beside(v, i))
			doc_aside(doc, beside(v, i));
		doc_item(doc, -1);
	}
}

/* Why it tempts is what a wrong choice is for, and was perhaps never told: the answer was asked for first. */
static void say_own(const struct visit *v, struct doc *doc)
{
	const struct choice_state *s = v->state;

	if (s->chosen < 0 || option_is_right(v, s->chosen))
		return;
	doc_say(doc, STYLE_STRONG, tr("You chose:"));
	say_of(doc, &option_at(v, s->chosen)->text, &option_at(v, s->chosen)->say);
}

static void choice_feedback(const struct visit *v, struct doc *doc)
{
	const struct choice_state *s = v->state;
	const struct option *right = option_at(v, right_one(v));

	if (v->verdict != VERDICT_REVEALED) {
		if (s->chosen >= 0)
			doc_verdict(doc, verdict_style(v->verdict), verdict_word(v->verdict), &option_at(v, s->chosen)->say);
		return;
	}
	doc_verdict(doc, verdict_style(v->verdict), verdict_word(v->verdict), &right->text);
	doc_markup(doc, STYLE_TEXT, &right->say);
	say_own(v, doc);
}

static void choice_say(const struct visit *v, struct doc *doc)
{
	const struct choice_state *s = v->state;
	char lead[16];

	for (int row = 0; row < option_count(v); row++) {
		(void)snprintf(lead, sizeof lead, "%d. ", row + 1);
		doc_lead(doc, lead);
		doc_markup(doc, STYLE_TEXT, &option_at(v, s->shown[row])->text);
	}
	for (int row = 0; row < option_count(v); row++)
		if (s->shown[row] == s->chosen)
			say_chosen(v, doc, '1', &(unsigned char){(unsigned char)row}, 1);
}

static const char *choice_prompt(const struct visit *v)
{
	struct choice_state *s = v->state;

	(void)snprintf(s->prompt, sizeof s->prompt, tr("Answer (1-%d, %s, ? help): "), option_count(v), visit_offers(v));
	return s->prompt;
}

static enum acted choice_hear(struct visit *v, const char *line)
{
	unsigned char picked[OPTIONS_MOST];
	size_t n;
	enum acted acted;

	if (!visit_hear_numbers(line, (size_t)option_count(v), picked, &n) || n != 1) {
		(void)snprintf(v->message, sizeof v->message, tr("Type a number from 1 to %d, or ? for help."), option_count(v));
		return ACT_REFUSED;
	}
	acted = choose(v, picked[0]);
	if (acted != ACT_CHANGED)
		return acted;
	v->stage = STAGE_OPEN;
	return ACT_CHECK;
}

static void choice_check(const struct page *page, struct diags *diags)
{
	options_check(page, options_of(page), false, diags);
}

const struct kind kind_choice = {
	.form = {.name = "choice", .fields = &choice_fields, .graded = true, .asks = true, .confident = true, .check = choice_check,
		.texts = options_texts, .says = TR("one option of several fits")},
	.state_size = sizeof(struct choice_state),
	.begin = choice_begin,
	.restore = choice_restore,
	.items = option_count,
	.key = choice_key,
	.where = choice_where,
	.ready = choice_ready,
	.grade = choice_grade,
	.chosen = choice_chosen,
	.tempted = choice_tempted,
	.reveal = choice_reveal,
	.fill = choice_fill,
	.view = choice_view,
	.feedback = choice_feedback,
	.say = choice_say,
	.prompt = choice_prompt,
	.hear = choice_hear,
};
