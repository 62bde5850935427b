/* SPDX-License-Identifier: MIT
 *
 * recall: the learner writes what is remembered, then ticks the points that were among it. Nobody judges.
 *
 *   WRITING --Esc--> TICKING --Enter--> KEPT,   u: back to WRITING
 *
 * Answer: picks = the points ticked, text = what was written. Half: attempt = step + 1. */
#include "kinds/kind.h"

#include <stdio.h>
#include <string.h>
#include "base/tr.h"
#include "view/edit.h"

#define POINTS_MOST 9 /* each has a digit */
#define FIELD_ROWS 4

struct point {
	struct place at;
	const char *id;
	struct markup text;
};

struct recall_page {
	struct parts points; /* of struct point */
};

static const struct field point_list[] = {
	{.key = "id", .type = FIELD_ID, .required = true, .at = offsetof(struct point, id),
		.says = TR("unique on the page; kept in the record")},
	{.key = "text", .type = FIELD_INLINE, .required = true, .at = offsetof(struct point, text),
		.says = TR("what may have been remembered")},
};
static const struct fields point_fields = {TR("point"), point_list, 2, sizeof(struct point)};

static const struct field recall_list[] = {
	{.key = "points", .type = FIELD_PARTS, .required = true, .at = offsetof(struct recall_page, points),
		.of = &point_fields,
		.most = POINTS_MOST, .says = TR("what there was to remember; shown after the writing")},
};
static const struct fields recall_fields = {TR("recall page"), recall_list, 1, sizeof(struct recall_page)};

enum recall_step { STEP_WRITING, STEP_TICKING, STEP_KEPT };

struct recall_state {
	struct edit edit;
	bool ticked[POINTS_MOST];
	enum recall_step step;
	bool done; /* ticking was ended by Enter: kept even if nothing came back */
};

static const struct parts *points_of(const struct page *page)
{
	return &((const struct recall_page *)page->own)->points;
}

static int count(const struct visit *v)
{
	return (int)points_of(v->page)->n;
}

static const struct point *point_at(const struct visit *v, int i)
{
	return (const struct point *)points_of(v->page)->list + i;
}

static int ticks(const struct visit *v)
{
	const struct recall_state *s = v->state;
	int n = 0;

	for (int i = 0; i < count(v); i++)
		n += s->ticked[i];
	return n;
}

static void recall_begin(struct visit *v)
{
	struct recall_state *s = v->state;

	edit_begin(&s->edit, false);
}

static void recall_end(struct visit *v)
{
	struct recall_state *s = v->state;

	edit_release(&s->edit);
}

static void recall_restore(struct visit *v, const struct record *r)
{
	struct recall_state *s = v->state;

	edit_set(&s->edit, r->text ? r->text : "");
	for (int i = 0; i < count(v); i++) {
		s->ticked[i] = false;
		for (size_t p = 0; p < r->npicks; p++)
			s->ticked[i] |= strcmp(point_at(v, i)->id, r->picks[p].id) == 0;
	}
	if (r->type == RECORD_DRAFT)
		s->step = r->attempt > 1 ? STEP_TICKING : STEP_WRITING;
	else
		s->step = r->word ? STEP_WRITING : STEP_KEPT;
	v->stage = s->step == STEP_KEPT ? STAGE_DONE : STAGE_OPEN;
}

static bool recall_has_field(const struct visit *v)
{
	const struct recall_state *s = v->state;

	return s->step == STEP_WRITING;
}

static int recall_items(const struct visit *v)
{
	const struct recall_state *s = v->state;

	return s->step == STEP_WRITING ? 1 : s->step == STEP_TICKING ? count(v) : 0;
}

static enum visit_where recall_where(const struct visit *v)
{
	const struct recall_state *s = v->state;

	switch (s->step) {
	case STEP_WRITING:
		return v->writing ? WHERE_FIELD : WHERE_PAGE;
	case STEP_TICKING:
		return WHERE_TICK;
	case STEP_KEPT:
		return WHERE_DONE;
	}
	return WHERE_PAGE;
}

/* --- writing --- */

static enum acted recall_paste(struct visit *v, const char *text, size_t len)
{
	struct recall_state *s = v->state;

	return field_paste(v, &s->edit, text, len);
}

/* Done writing, or nothing to write: the points are shown. */
static enum acted recall_put_down(struct visit *v)
{
	struct recall_state *s = v->state;

	if (s->step != STEP_WRITING)
		return ACT_IGNORED;
	s->step = STEP_TICKING;
	v->focus = 0;
	v->news++;
	return ACT_CHANGED;
}

/* Back to the field; the words are still there. */
static void recall_again(struct visit *v)
{
	struct recall_state *s = v->state;

	memset(s->ticked, 0, sizeof s->ticked);
	s->step = STEP_WRITING;
	s->done = false;
}

/* --- ticking --- */

static enum acted tick(struct visit *v, int i)
{
	struct recall_state *s = v->state;

	if (i < 0 || i >= count(v)) {
		visit_refuse(v, tr("There is no point with that number."));
		return ACT_REFUSED;
	}
	s->ticked[i] = !s->ticked[i];
	v->focus = i;
	return ACT_CHANGED;
}

static enum acted recall_key(struct visit *v, struct key key)
{
	struct recall_state *s = v->state;

	if (s->step == STEP_WRITING)
		return v->writing ? field_key(v, &s->edit, key) : ACT_IGNORED;
	if (s->step != STEP_TICKING || key.press != PRESS_TEXT)
		return ACT_IGNORED;
	if (key.point == ' ')
		return tick(v, v->focus);
	return key.point >= '1' && key.point <= '9' ? tick(v, (int)(key.point - '1')) : ACT_IGNORED;
}

static bool recall_ready(struct visit *v)
{
	struct recall_state *s = v->state;

	s->done = true;
	return true;
}

/* Left before the points were seen, it is half an answer; a draft may be of any step. */
static bool recall_fill(const struct visit *v, struct record *r, struct arena *arena, bool half)
{
	const struct recall_state *s = v->state;
	struct pick *picks = arena_get(arena, sizeof *picks * POINTS_MOST);

	r->type = RECORD_ANSWER;
	r->text = s->edit.text.len > 0 ? arena_copy(arena, str_text(&s->edit.text), s->edit.text.len) : NULL;
	r->picks = picks;
	for (int i = 0; i < count(v); i++)
		if (s->ticked[i])
			picks[r->npicks++] = (struct pick){.id = point_at(v, i)->id, .number = -1};
	if (half)
		r->attempt = (unsigned)s->step + 1;
	else
		r->word = s->step == STEP_WRITING ? "half" : NULL;
	return r->text || r->npicks > 0 || s->done;
}

static bool recall_kept(struct visit *v)
{
	struct recall_state *s = v->state;

	if (s->step == STEP_WRITING)
		return false;
	s->step = STEP_KEPT;
	v->focus = -1;
	return true;
}

/* --- what there is to see --- */

static void say_sum(const struct visit *v, struct doc *doc)
{
	int n = ticks(v), all = count(v);

	if (n == all)
		doc_sayf(doc, STYLE_STRONG, tr("You remembered all %d."), all);
	else
		doc_sayf(doc, STYLE_STRONG, tr("You remembered %d of %d; the others are here to read again."), n, all);
}

static void say_written(const struct visit *v, struct doc *doc)
{
	const struct recall_state *s = v->state;

	if (s->edit.text.len == 0)
		return;
	doc_lead(doc, "> ");
	doc_say(doc, STYLE_QUOTE, str_text(&s->edit.text));
	doc_gap(doc);
}

static void say_points(const struct visit *v, struct doc *doc, bool boxes)
{
	const struct recall_state *s = v->state;
	char lead[32];

	for (int i = 0; i < count(v); i++) {
		if (boxes)
			(void)snprintf(lead, sizeof lead, "[%c] %d. ", s->ticked[i] ? 'x' : ' ', i + 1);
		else
			(void)snprintf(lead, sizeof lead, "%d. ", i + 1);
		doc_item(doc, s->step == STEP_TICKING ? i : -1);
		doc_lead(doc, lead);
		doc_markup(doc, STYLE_TEXT, &point_at(v, i)->text);
		doc_item(doc, -1);
	}
}

static void view_field(const struct visit *v, struct doc *doc)
{
	struct recall_state *s = v->state;

	doc_say(doc, STYLE_ASIDE, tr("Write what comes back, or only think of it. Esc shows the points."));
	doc_gap(doc);
	doc_item(doc, 0);
	if (v->writing)
		edit_say(&s->edit, doc, FIELD_ROWS);
	else
		doc_say(doc, STYLE_TEXT, s->edit.text.len > 0 ? str_text(&s->edit.text) : tr("(nothing written; Enter writes here, Space goes on)"));
	doc_item(doc, -1);
}

static struct edit *recall_field(const struct visit *v)
{
	struct recall_state *s = v->state;

	return &s->edit;
}

static void recall_view(const struct visit *v, struct doc *doc)
{
	const struct recall_state *s = v->state;

	if (s->step == STEP_WRITING) {
		view_field(v, doc);
		return;
	}
	say_written(v, doc);
	if (s->step == STEP_TICKING)
		doc_say(doc, STYLE_TEXT, tr("Which of these came back to you? Nobody counts but you."));
	say_points(v, doc, true);
	if (s->step == STEP_KEPT) {
		doc_gap(doc);
		say_sum(v, doc);
	}
}

/* Plain mode: the points, once the writing is over; then the sum. */
static void recall_feedback(const struct visit *v, struct doc *doc)
{
	const struct recall_state *s = v->state;

	if (s->step == STEP_TICKING) {
		doc_say(doc, STYLE_TEXT, tr("Which of these came back to you? Nobody counts but you."));
		say_points(v, doc, false);
	} else if (s->step == STEP_KEPT) {
		say_sum(v, doc);
	}
}

static void say_ticked(const struct visit *v, struct doc *doc)
{
	const struct recall_state *s = v->state;
	char lead[16];

	for (int i = 0; i < count(v); i++) {
		(void)snprintf(lead, sizeof lead, "%d. ", i + 1);
		doc_lead(doc, lead);
		doc_markup(doc, STYLE_TEXT, &point_at(v, i)->text);
		if (s->ticked[i])
			doc_say(doc, STYLE_TEXT, tr("   remembered"));
	}
}

static void recall_say(const struct visit *v, struct doc *doc)
{
	const struct recall_state *s = v->state;

	if (s->edit.text.len > 0) {
		doc_say(doc, STYLE_TEXT, tr("So far you wrote:"));
		say_written(v, doc);
	}
	if (s->step == STEP_KEPT)
		say_ticked(v, doc);
	if (s->step != STEP_WRITING)
		recall_feedback(v, doc);
	else if (!v->on_paper)
		doc_say(doc, STYLE_TEXT, tr("Write what comes back, as many lines as you like; a line with only a full stop (.) "
			"shows the points."));
}

static const char *recall_prompt(const struct visit *v)
{
	const struct recall_state *s = v->state;

	return s->step == STEP_WRITING ? "> " : tr("Remembered (numbers, for example 1 3; 0 for none): ");
}

static enum acted hear_line(struct visit *v, const char *line)
{
	struct recall_state *s = v->state;

	if (visit_is_put_down(v))
		return ACT_REFUSED;
	if (strcmp(line, ".") == 0) {
		v->writing = false;
		return recall_put_down(v);
	}
	if (s->edit.text.len > 0)
		(void)edit_paste(&s->edit, "\n", 1);
	return field_paste(v, &s->edit, line, strlen(line));
}

static enum acted hear_ticks(struct visit *v, const char *line)
{
	struct recall_state *s = v->state;
	unsigned char picked[POINTS_MOST];
	size_t n = 0;

	if (strcmp(line, "0") != 0 && !visit_hear_numbers(line, (size_t)count(v), picked, &n)) {
		(void)snprintf(v->message, sizeof v->message, tr("Type numbers from 1 to %d, for example 1 3; 0 for none."),
			count(v));
		return ACT_REFUSED;
	}
	memset(s->ticked, 0, sizeof s->ticked);
	for (size_t p = 0; p < n; p++)
		s->ticked[picked[p]] = true;
	s->done = true;
	return ACT_CHECK;
}

static enum acted recall_hear(struct visit *v, const char *line)
{
	const struct recall_state *s = v->state;

	switch (s->step) {
	case STEP_WRITING:
		return hear_line(v, line);
	case STEP_TICKING:
		return hear_ticks(v, line);
	case STEP_KEPT:
		visit_refuse(v, tr("This one is done. Enter goes on; u begins it again."));
		return ACT_REFUSED;
	}
	return ACT_IGNORED;
}

static void recall_check(const struct page *page, struct diags *diags)
{
	parts_once(page, points_of(page), &point_fields, diags);
}

static void recall_texts(const struct page *page, void (*each)(void *, const struct markup *, const char *), void *ctx)
{
	const struct parts *points = points_of(page);
	const struct point *list = points->list;

	for (size_t i = 0; i < points->n; i++)
		each(ctx, &list[i].text, NULL);
}

const struct kind kind_recall = {
	.form = {.name = "recall", .fields = &recall_fields, .is_private = true, .check = recall_check, .texts = recall_texts,
		.says = TR("the learner writes what is remembered, then ticks the points that were among it")},
	.state_size = sizeof(struct recall_state),
	.writes = true,
	.begin = recall_begin,
	.end = recall_end,
	.restore = recall_restore,
	.has_field = recall_has_field,
	.items = recall_items,
	.key = recall_key,
	.paste = recall_paste,
	.put_down = recall_put_down,
	.again = recall_again,
	.where = recall_where,
	.unread = recall_has_field, /* the points: leaving the field shows them, and so does going on in plain mode */
	.unfold = recall_put_down,
	.ready = recall_ready,
	.fill = recall_fill,
	.kept = recall_kept,
	.view = recall_view,
	.field = recall_field,
	.feedback = recall_feedback,
	.say = recall_say,
	.prompt = recall_prompt,
	.hear = recall_hear,
};
