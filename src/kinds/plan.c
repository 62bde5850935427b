/* SPDX-License-Identifier: MIT
 *
 * plan: if this happens, then I will do that: two short lines of the learner's own, never marked, kept as words are. */
#include "kinds/kind.h"

#include <string.h>
#include "base/tr.h"
#include "view/edit.h"

struct plan_page {
	struct markup cue, action; /* an example each */
	unsigned follow_up;        /* days until it is asked whether the moment came; 0: never */
};

static const struct field plan_list[] = {
	{.key = "cue", .type = FIELD_INLINE, .required = true, .at = offsetof(struct plan_page, cue),
		.says = TR("an example of a moment, without \"if\"")},
	{.key = "action", .type = FIELD_INLINE, .required = true, .at = offsetof(struct plan_page, action),
		.says = TR("an example of a step, without \"then\"")},
	{.key = "follow-up-days", .type = FIELD_COUNT, .at = offsetof(struct plan_page, follow_up),
		.says = TR("after how many days to ask whether the moment came")},
};
static const struct fields plan_fields = {TR("plan page"), plan_list, 3, sizeof(struct plan_page)};

/* The two lines, in the order of the screen and of the items. */
enum line_of_plan { CUE, ACTION, LINES_OF_PLAN };

static const struct {
	const char *id;   /* of the pick that keeps it */
	const char *word; /* what the line begins with; not kept */
	const char *lead;
	const char *prompt, *again; /* plain mode: where nothing stands yet, and where something does */
	size_t example;
} lines[LINES_OF_PLAN] = {
	[CUE] = {"cue", TR("if "), TR("If:   "), TR("If: "), TR("If (Enter keeps what stands): "), offsetof(struct plan_page, cue)},
	[ACTION] = {"action", TR("then "), TR("then: "), TR("then: "), TR("then (Enter keeps what stands): "), offsetof(struct plan_page, action)},
};

struct plan_state {
	struct edit edits[LINES_OF_PLAN];
	unsigned copy; /* the copy being written or shown, from 1; 0: none was kept yet */
	int heard;       /* plain mode: lines typed so far */
};

static void plan_begin(struct visit *v)
{
	struct plan_state *s = v->state;

	for (int i = 0; i < LINES_OF_PLAN; i++)
		edit_begin(&s->edits[i], true);
}

static void plan_end(struct visit *v)
{
	struct plan_state *s = v->state;

	for (int i = 0; i < LINES_OF_PLAN; i++)
		edit_release(&s->edits[i]);
}

static void plan_restore(struct visit *v, const struct record *r)
{
	struct plan_state *s = v->state;

	for (int i = 0; i < LINES_OF_PLAN; i++)
		for (size_t p = 0; p < r->npicks; p++)
			if (r->picks[p].text && strcmp(r->picks[p].id, lines[i].id) == 0)
				edit_set(&s->edits[i], r->picks[p].text);
	if (r->type == RECORD_PLAN)
		s->copy = r->attempt > 0 ? r->attempt : 1;
	v->stage = r->type == RECORD_PLAN ? STAGE_DONE : STAGE_OPEN;
}

static int plan_items(const struct visit *v)
{
	(void)v;
	return LINES_OF_PLAN;
}

static struct edit *focused(const struct visit *v)
{
	struct plan_state *s = v->state;

	return &s->edits[v->focus == ACTION ? ACTION : CUE];
}

/* Tab, Enter and the arrows go from line to line; Enter on the last line keeps the plan. */
static enum acted go_between(struct visit *v, enum press press)
{
	bool is_last = v->focus == ACTION;

	if (press == PRESS_ENTER && is_last)
		return ACT_CHECK;
	if (press == PRESS_TAB || press == PRESS_BACKTAB)
		v->focus = is_last ? CUE : ACTION;
	else
		v->focus = press == PRESS_UP ? CUE : ACTION;
	return ACT_MOVED;
}

/* What was kept is being revised. */
static enum acted revised(struct visit *v, enum acted acted)
{
	if (acted == ACT_CHANGED)
		v->stage = STAGE_OPEN;
	return acted;
}

static bool goes_between(struct key key)
{
	return key.press == PRESS_TAB || key.press == PRESS_BACKTAB || key.press == PRESS_ENTER || key.press == PRESS_UP ||
	       key.press == PRESS_DOWN;
}

static enum acted plan_key(struct visit *v, struct key key)
{
	if (!v->writing)
		return ACT_IGNORED;
	return goes_between(key) ? go_between(v, key.press) : revised(v, field_key(v, focused(v), key));
}

static enum acted plan_paste(struct visit *v, const char *text, size_t len)
{
	return revised(v, field_paste(v, focused(v), text, len));
}

static enum visit_where plan_where(const struct visit *v)
{
	return v->writing ? WHERE_LINE : WHERE_PAGE;
}

static bool plan_ready(struct visit *v)
{
	(void)v;
	return true;
}

/* --- what is kept --- */

static bool begins(const char *text, const char *word)
{
	for (; *word; text++, word++)
		if ((*text >= 'A' && *text <= 'Z' ? *text - 'A' + 'a' : *text) != *word)
			return false;
	return true;
}

/* "If it rains, " and "then I call" are kept as "it rains" and "I call". */
static const char *kept_text(const struct visit *v, enum line_of_plan i, struct arena *arena)
{
	const struct plan_state *s = v->state;
	const char *from = str_text(&s->edits[i].text), *word = tr(lines[i].word);
	size_t len;

	from += strspn(from, " ");
	if (begins(from, word))
		from += strlen(word);
	from += strspn(from, " ");
	for (len = strlen(from); len > 0 && (from[len - 1] == ' ' || (i == CUE && from[len - 1] == ',')); len--)
		;
	return arena_copy(arena, from, len);
}

static bool is_blank(const char *text)
{
	return text[strspn(text, " \t")] == '\0';
}

static bool plan_fill(const struct visit *v, struct record *r, struct arena *arena, bool half)
{
	const struct plan_state *s = v->state;
	struct pick *picks = arena_get(arena, sizeof *picks * LINES_OF_PLAN);

	r->type = RECORD_PLAN;
	r->picks = picks;
	r->attempt = s->copy > 0 ? s->copy : 1;
	for (int i = 0; i < LINES_OF_PLAN; i++) {
		const char *words = half ? arena_copy(arena, str_text(&s->edits[i].text), s->edits[i].text.len)
			: kept_text(v, (enum line_of_plan)i, arena);

		if (!is_blank(words))
			picks[r->npicks++] = (struct pick){.id = lines[i].id, .number = -1, .text = words};
	}
	return r->npicks > 0 || (!half && s->copy > 0);
}

/* The fields are closed: a key pressed without looking changes nothing of what was kept. */
static bool plan_kept(struct visit *v)
{
	struct plan_state *s = v->state;

	if (s->copy == 0)
		s->copy = 1;
	s->heard = 0;
	v->writing = false;
	return true;
}

/* --- what there is to see --- */

static const struct markup *example(const struct visit *v, int i)
{
	return (const struct markup *)(const void *)((const char *)v->page->own + lines[i].example);
}

static void say_example(const struct visit *v, struct doc *doc)
{
	doc_say(doc, STYLE_ASIDE, tr("For example:"));
	for (int i = 0; i < LINES_OF_PLAN; i++) {
		struct str lead = {0};

		str_print(&lead, "  %s", tr(lines[i].lead));
		doc_lead(doc, str_text(&lead));
		doc_markup(doc, STYLE_ASIDE, example(v, i));
		str_release(&lead);
	}
}

static void say_line(const struct visit *v, struct doc *doc, int i)
{
	struct plan_state *s = v->state;

	doc_item(doc, i);
	doc_lead(doc, tr(lines[i].lead));
	if (v->writing && v->focus == i)
		edit_say(&s->edits[i], doc, 1);
	else
		doc_say(doc, STYLE_TEXT, s->edits[i].text.len > 0 ? str_text(&s->edits[i].text)
			: v->shut > 0 ? tr("(locked; w opens your words)") : "...");
	doc_item(doc, -1);
}

static bool is_empty(const struct plan_state *s)
{
	return is_blank(str_text(&s->edits[CUE].text)) && is_blank(str_text(&s->edits[ACTION].text));
}

/* The example stands below the lines, so that in a small window the question is seen above them. */
static void plan_view(const struct visit *v, struct doc *doc)
{
	doc_say(doc, STYLE_ASIDE, tr("Optional. Nothing is marked. One line each, and small is good."));
	if (v->writing)
		doc_say(doc, STYLE_ASIDE, tr("Esc, then Space, goes on."));
	doc_gap(doc);
	for (int i = 0; i < LINES_OF_PLAN; i++)
		say_line(v, doc, i);
	if (v->stage == STAGE_DONE) {
		doc_gap(doc);
		doc_say(doc, STYLE_STRONG, tr("Your plan is with you."));
	}
	if (!v->writing && !is_empty(v->state))
		doc_say(doc, STYLE_ASIDE, tr("Space goes on; Enter writes more."));
	doc_gap(doc);
	say_example(v, doc);
	visit_say_others(v, doc, RECORD_PLAN);
}

static void plan_feedback(const struct visit *v, struct doc *doc)
{
	(void)v;
	doc_say(doc, STYLE_TEXT, tr("Your plan is with you."));
}

static void plan_say(const struct visit *v, struct doc *doc)
{
	const struct plan_state *s = v->state;

	say_example(v, doc);
	doc_say(doc, STYLE_TEXT, tr("Optional. Nothing is marked. One line each, and small is good."));
	if (!is_empty(s)) {
		doc_say(doc, STYLE_TEXT, tr("So far you wrote:"));
		for (int i = 0; i < LINES_OF_PLAN; i++) {
			doc_lead(doc, tr(lines[i].lead));
			doc_say(doc, STYLE_TEXT, str_text(&s->edits[i].text));
		}
	}
	visit_say_others(v, doc, RECORD_PLAN);
	if (v->writing && !v->on_paper)
		doc_say(doc, STYLE_TEXT, tr("Write the moment, then the step, a line each; a line with only a full stop (.) ends. "
			"Only a full stop skips. q leaves and keeps what is there, ! is support, ? helps, at any time."));
}

static const char *plan_prompt(const struct visit *v)
{
	const struct plan_state *s = v->state;

	if (s->heard >= LINES_OF_PLAN)
		return tr("Enter or a full stop (.) keeps it: ");
	return is_blank(str_text(&s->edits[s->heard].text)) ? tr(lines[s->heard].prompt) : tr(lines[s->heard].again);
}

/* The first line typed is the cue, the second the action, both anew; an empty one leaves what is there, and a third keeps both. */
static enum acted plan_hear(struct visit *v, const char *line)
{
	struct plan_state *s = v->state;
	bool is_over = s->heard >= LINES_OF_PLAN;

	if (visit_is_put_down(v))
		return ACT_REFUSED;
	if (strcmp(line, ".") == 0 || (is_over && !*line)) {
		v->writing = false;
		s->heard = 0;
		return v->has_half ? ACT_CHECK : ACT_ON;
	}
	if (is_over) {
		visit_refuse(v, tr("Both lines are written. Enter keeps them; then u writes them anew."));
		return ACT_REFUSED;
	}
	v->focus = s->heard;
	if (!*line) {
		s->heard++;
		return ACT_MOVED;
	}
	edit_set(&s->edits[s->heard], "");
	(void)revised(v, field_paste(v, &s->edits[s->heard++], line, strlen(line)));
	return ACT_CHANGED;
}

static void plan_texts(const struct page *page, void (*each)(void *, const struct markup *, const char *), void *ctx)
{
	const struct plan_page *o = page->own;

	each(ctx, &o->cue, NULL);
	each(ctx, &o->action, NULL);
}

static unsigned plan_asks_after(const struct page *page)
{
	return ((const struct plan_page *)page->own)->follow_up;
}

const struct kind kind_plan = {
	.form = {.name = "plan", .fields = &plan_fields, .is_private = true, .texts = plan_texts, .asks_after = plan_asks_after,
		.says = TR("if ... then ..., in the learner's own words; never marked")},
	.state_size = sizeof(struct plan_state),
	.writes = true,
	.begin = plan_begin,
	.end = plan_end,
	.restore = plan_restore,
	.items = plan_items,
	.key = plan_key,
	.paste = plan_paste,
	.where = plan_where,
	.ready = plan_ready,
	.fill = plan_fill,
	.kept = plan_kept,
	.view = plan_view,
	.field = focused,
	.feedback = plan_feedback,
	.say = plan_say,
	.prompt = plan_prompt,
	.hear = plan_hear,
};
