/* SPDX-License-Identifier: MIT
 *
 * reflect: words of the learner's own: optional, never marked, no minimum. */
#include "kinds/kind.h"

#include <string.h>
#include "base/tr.h"
#include "view/edit.h"

#define FIELD_ROWS 4 /* the field is at least this high, so that it reads as room to write */

struct reflect_page {
	struct words starters;
};

static const struct field reflect_list[] = {
	{.key = "starters", .type = FIELD_WORDS, .at = offsetof(struct reflect_page, starters),
		.most = LIST_MOST,
		.says = TR("ways to begin a sentence, offered, never typed in")},
};
static const struct fields reflect_fields = {TR("reflect page"), reflect_list, 1, sizeof(struct reflect_page)};

struct reflect_state {
	struct edit edit;
	unsigned copy;   /* which copy is revised here: the newest kept takes the place of the others; 0: none is kept yet */
};

static void reflect_begin(struct visit *v)
{
	struct reflect_state *s = v->state;

	edit_begin(&s->edit, false);
}

static void reflect_end(struct visit *v)
{
	struct reflect_state *s = v->state;

	edit_release(&s->edit);
}

static void reflect_restore(struct visit *v, const struct record *r)
{
	struct reflect_state *s = v->state;

	if (r->text)
		edit_set(&s->edit, r->text);
	if (r->type == RECORD_WORDS)
		s->copy = r->attempt > 0 ? r->attempt : 1;
	v->stage = r->type == RECORD_WORDS ? STAGE_DONE : STAGE_OPEN;
}

static int reflect_items(const struct visit *v)
{
	(void)v;
	return 1;
}

/* What was kept is being revised. */
static enum acted revised(struct visit *v, enum acted acted)
{
	if (acted == ACT_CHANGED)
		v->stage = STAGE_OPEN;
	return acted;
}

static enum acted reflect_key(struct visit *v, struct key key)
{
	struct reflect_state *s = v->state;

	return v->writing ? revised(v, field_key(v, &s->edit, key)) : ACT_IGNORED;
}

static enum acted reflect_paste(struct visit *v, const char *text, size_t len)
{
	struct reflect_state *s = v->state;

	return revised(v, field_paste(v, &s->edit, text, len));
}

static enum visit_where reflect_where(const struct visit *v)
{
	return v->writing ? WHERE_FIELD : WHERE_PAGE;
}

static bool is_blank(const char *text)
{
	return text[strspn(text, " \n\t")] == '\0';
}

static bool reflect_ready(struct visit *v)
{
	(void)v;
	return true;
}

/* Without the empty lines before and after. */
static const char *kept_text(const struct reflect_state *s, struct arena *arena)
{
	const char *text = str_text(&s->edit.text);
	size_t len = s->edit.text.len;

	for (size_t blank = strspn(text, " \t"); text[blank] == '\n'; blank = strspn(text, " \t")) {
		text += blank + 1;
		len -= blank + 1;
	}
	while (len > 0 && strchr(" \t\n", text[len - 1]))
		len--;
	return arena_copy(arena, text, len);
}

static bool reflect_fill(const struct visit *v, struct record *r, struct arena *arena, bool half)
{
	const struct reflect_state *s = v->state;

	r->type = RECORD_WORDS;
	r->text = half ? arena_copy(arena, str_text(&s->edit.text), s->edit.text.len) : kept_text(s, arena);
	r->attempt = s->copy > 0 ? s->copy : 1;
	return s->copy > 0 || !is_blank(r->text);
}

static bool reflect_kept(struct visit *v)
{
	struct reflect_state *s = v->state;

	if (s->copy == 0)
		s->copy = 1;
	return true;
}

static struct edit *reflect_field(const struct visit *v)
{
	struct reflect_state *s = v->state;

	return &s->edit;
}

static void say_starters(const struct visit *v, struct doc *doc)
{
	const struct reflect_page *o = v->page->own;

	if (o->starters.n == 0)
		return;
	doc_say(doc, STYLE_ASIDE, tr("You might begin:"));
	for (size_t i = 0; i < o->starters.n; i++) {
		doc_lead(doc, "  - ");
		doc_say(doc, STYLE_ASIDE, o->starters.list[i]);
	}
}

/* What helps to begin stands below the field, so that in a small window the question is seen above it. */
static void reflect_view(const struct visit *v, struct doc *doc)
{
	struct reflect_state *s = v->state;

	doc_say(doc, STYLE_ASIDE, tr("Optional, never marked. Pick something light; the rest can wait."));
	if (v->writing)
		doc_say(doc, STYLE_ASIDE, tr("Esc, then Space, goes on."));
	doc_gap(doc);
	doc_item(doc, 0);
	if (v->writing)
		edit_say(&s->edit, doc, FIELD_ROWS);
	else if (v->shut == 0)
		doc_say(doc, STYLE_TEXT, is_blank(str_text(&s->edit.text)) ? tr("(nothing written; Enter writes here, Space goes on)") : str_text(&s->edit.text));
	doc_item(doc, -1);
	if (!v->writing && !is_blank(str_text(&s->edit.text))) {
		doc_gap(doc);
		doc_say(doc, STYLE_ASIDE, tr("Space goes on; Enter writes more."));
	}
	doc_gap(doc);
	say_starters(v, doc);
	visit_say_others(v, doc, RECORD_WORDS);
}

static void reflect_say(const struct visit *v, struct doc *doc)
{
	const struct reflect_state *s = v->state;

	say_starters(v, doc);
	doc_say(doc, STYLE_TEXT, tr("Optional, never marked. Pick something light; the rest can wait."));
	if (s->edit.text.len > 0) {
		doc_say(doc, STYLE_TEXT, tr("So far you wrote:"));
		doc_say(doc, STYLE_TEXT, str_text(&s->edit.text));
	}
	visit_say_others(v, doc, RECORD_WORDS);
	if (v->writing && !v->on_paper)
		doc_say(doc, STYLE_TEXT, tr("Write as many lines as you like; a line with only a full stop (.) ends. Only a full stop skips. "
			"! is support and ? helps, at any line."));
}

static void reflect_feedback(const struct visit *v, struct doc *doc)
{
	(void)v;
	doc_say(doc, STYLE_TEXT, tr("w shows your words again."));
}

static const char *reflect_prompt(const struct visit *v)
{
	(void)v;
	return "> ";
}

static enum acted reflect_hear(struct visit *v, const char *line)
{
	struct reflect_state *s = v->state;

	if (visit_is_put_down(v))
		return ACT_REFUSED;
	if (strcmp(line, ".") == 0) {
		v->writing = false;
		return v->has_half ? ACT_CHECK : ACT_ON;
	}
	if (s->edit.text.len > 0)
		(void)edit_paste(&s->edit, "\n", 1);
	return revised(v, field_paste(v, &s->edit, line, strlen(line)));
}

const struct kind kind_reflect = {
	.form = {.name = "reflect", .fields = &reflect_fields, .asks = true, .is_private = true, .reflects = true,
		.says = TR("the learner writes, or does not; never marked")},
	.state_size = sizeof(struct reflect_state),
	.writes = true,
	.begin = reflect_begin,
	.end = reflect_end,
	.restore = reflect_restore,
	.items = reflect_items,
	.key = reflect_key,
	.paste = reflect_paste,
	.where = reflect_where,
	.ready = reflect_ready,
	.fill = reflect_fill,
	.kept = reflect_kept,
	.view = reflect_view,
	.field = reflect_field,
	.feedback = reflect_feedback,
	.say = reflect_say,
	.prompt = reflect_prompt,
	.hear = reflect_hear,
};
