/* SPDX-License-Identifier: MIT */
#include <string.h>
#include "base/mem.h"
#include "view/edit.h"
#include "view/edit_rows.h"

#define STEPS_MOST 200           /* changes that can be undone, */
#define STEPS_BYTES (512 * 1024) /* and how much they may hold */
#define TAB "    "

/* One change: at `at`, `gone` made room for `came`. */
struct edit_step {
	size_t at;
	struct str gone, came;
	size_t before, after; /* the caret */
};

static void step_release(struct edit_step *step)
{
	str_release(&step->gone);
	str_release(&step->came);
}

static void steps_drop(struct edit *edit, size_t from, size_t n)
{
	if (n == 0)
		return;
	for (size_t i = from; i < from + n; i++)
		step_release(&edit->steps[i]);
	memmove(edit->steps + from, edit->steps + from + n, (edit->nsteps - from - n) * sizeof *edit->steps);
	edit->nsteps -= n;
	if (edit->step > from)
		edit->step = edit->step > from + n ? edit->step - n : from;
}

void edit_begin(struct edit *edit, bool one_line)
{
	*edit = (struct edit){ .one_line = one_line, .width = EDIT_WIDTH, .goal = -1 };
}

void edit_release(struct edit *edit)
{
	for (size_t i = 0; i < edit->nsteps; i++)
		step_release(&edit->steps[i]);
	mem_free(edit->steps);
	str_release(&edit->text);
	str_release(&edit->killed);
	edit_begin(edit, edit->one_line);
}

/* The nearest place at or after `at` that lies between graphemes. */
static size_t between(const struct edit *edit, size_t at)
{
	if (at == 0 || at >= edit->text.len)
		return at;
	size_t from = text_grapheme_before(edit->text.at, at);
	return from + text_grapheme(edit->text.at + from, edit->text.len - from);
}

static size_t steps_bytes(const struct edit *edit)
{
	size_t bytes = 0;
	for (size_t i = 0; i < edit->nsteps; i++)
		bytes += edit->steps[i].gone.room + edit->steps[i].came.room;
	return bytes;
}

static struct edit_step *step_new(struct edit *edit, size_t at)
{
	steps_drop(edit, edit->step, edit->nsteps - edit->step);
	while (edit->nsteps == STEPS_MOST || (edit->nsteps > 1 && steps_bytes(edit) > STEPS_BYTES))
		steps_drop(edit, 0, 1);
	if (edit->nsteps == edit->room) {
		edit->room = edit->room ? edit->room * 2 : 16;
		edit->steps = mem_grow(edit->steps, edit->room, sizeof *edit->steps);
	}
	struct edit_step *step = &edit->steps[edit->nsteps++];
	edit->step = edit->nsteps;
	*step = (struct edit_step){ .at = at, .before = edit->caret };
	return step;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\n';
}

/* The step this change continues: typing goes on to the end of a word and its space, deleting goes on backwards. */
static struct edit_step *step_continued(struct edit *edit, unsigned run, size_t at, size_t gone, const char *in)
{
	if (run == EDIT_RUN_NONE || run != (unsigned)edit->run || edit->step == 0 || edit->step != edit->nsteps)
		return NULL;
	struct edit_step *step = &edit->steps[edit->step - 1];
	if (step->after != edit->caret)
		return NULL;
	if (run == EDIT_RUN_DELETING)
		return step->came.len == 0 && at + gone == step->at ? step : NULL;
	if (gone || step->came.len == 0 || step->at + step->came.len != at)
		return NULL;
	return is_blank(step->came.at[step->came.len - 1]) && !is_blank(in[0]) ? NULL : step;
}

/* The one way the text changes: `len` bytes replace `gone` bytes at `at`, the caret goes to their end. */
static enum edit_result change(struct edit *edit, unsigned run, size_t at, size_t gone, const char *in, size_t len)
{
	if (!gone && !len)
		return EDIT_MOVED;
	struct edit_step *step = step_continued(edit, run, at, gone, in);
	if (!step)
		step = step_new(edit, at);
	if (gone)
		str_splice(&step->gone, 0, 0, edit->text.at + at, gone);
	if (len)
		str_add(&step->came, in, len);
	if (at < step->at)
		step->at = at;
	str_splice(&edit->text, at, gone, in, len);
	edit->caret = step->after = between(edit, at + len);
	edit->run = run;
	edit->goal = -1;
	return EDIT_CHANGED;
}

static enum edit_result move_to(struct edit *edit, size_t at)
{
	edit->caret = at;
	edit->goal = -1;
	edit->run = EDIT_RUN_NONE;
	return EDIT_MOVED;
}

static size_t next_grapheme(const struct edit *edit)
{
	return edit->caret + text_grapheme(str_text(&edit->text) + edit->caret, edit->text.len - edit->caret);
}

static size_t last_grapheme(const struct edit *edit)
{
	return edit->caret ? text_grapheme_before(edit->text.at, edit->caret) : 0;
}

/* The line as the writer made it: from after a newline up to the next one. */
static size_t line_start(const struct edit *edit)
{
	size_t at = edit->caret;
	while (at > 0 && edit->text.at[at - 1] != '\n')
		at--;
	return at;
}

static size_t line_end(const struct edit *edit)
{
	size_t at = edit->caret;
	while (at < edit->text.len && edit->text.at[at] != '\n')
		at++;
	return at;
}

/* What a field may hold of `text`: newlines one way, tabs as spaces, nothing that no screen may carry. */
static void clean(const struct edit *edit, const char *text, size_t len, struct str *out)
{
	const char *newline = edit->one_line ? " " : "\n";
	for (size_t i = 0, size; i < len; i += size) {
		uint32_t point = text_point(text + i, len - i, &size);
		if (point == '\r' && i + 1 < len && text[i + 1] == '\n')
			continue;
		if (point == '\n' || point == '\r')
			str_add(out, newline, 1);
		else if (point == '\t')
			str_add(out, TAB, sizeof TAB - 1);
		else if (!text_is_forbidden(point) && !(size == 1 && point > 0x7F))
			str_add(out, text + i, size);
	}
}

/* Shortens to whole graphemes within `room` bytes. */
static void cut_to(struct str *s, size_t room)
{
	size_t at = 0;
	while (at < s->len) {
		size_t size = text_grapheme(s->at + at, s->len - at);
		if (at + size > room)
			break;
		at += size;
	}
	str_cut(s, at);
}

void edit_set(struct edit *edit, const char *text)
{
	unsigned width = edit->width;
	edit_release(edit);
	edit->width = width;
	clean(edit, text, strlen(text), &edit->text);
	if (edit->text.len > EDIT_MOST)
		cut_to(&edit->text, EDIT_MOST);
	edit->caret = edit->text.len;
}

enum edit_result edit_paste(struct edit *edit, const char *text, size_t len)
{
	struct str in = { 0 };
	size_t room = EDIT_MOST - edit->text.len;
	enum edit_result result = EDIT_MOVED;
	clean(edit, text, len, &in);
	edit->cut = in.len > room;
	if (edit->cut)
		cut_to(&in, room);
	if (in.len)
		result = change(edit, EDIT_RUN_NONE, edit->caret, 0, in.at, in.len);
	str_release(&in);
	return edit->cut && result == EDIT_MOVED ? EDIT_FULL : result;
}

static enum edit_result type(struct edit *edit, uint32_t point)
{
	char bytes[4];
	size_t len = text_put_point(point, bytes);
	if (!len || point == '\t' || (point == '\n' && edit->one_line) || text_is_forbidden(point))
		return EDIT_IGNORED;
	if (len > EDIT_MOST - edit->text.len)
		return EDIT_FULL;
	return change(edit, EDIT_RUN_TYPING, edit->caret, 0, bytes, len);
}

static enum edit_result backspace(struct edit *edit)
{
	size_t from = last_grapheme(edit);
	return change(edit, EDIT_RUN_DELETING, from, edit->caret - from, "", 0);
}

static enum edit_result delete_next(struct edit *edit)
{
	return change(edit, EDIT_RUN_NONE, edit->caret, next_grapheme(edit) - edit->caret, "", 0);
}

static enum edit_result kill_range(struct edit *edit, size_t from, size_t end)
{
	if (from == end)
		return EDIT_MOVED;
	str_release(&edit->killed);
	str_add(&edit->killed, edit->text.at + from, end - from);
	return change(edit, EDIT_RUN_NONE, from, end - from, "", 0);
}

static enum edit_result kill_after(struct edit *edit)
{
	size_t end = line_end(edit);
	if (end == edit->caret && end < edit->text.len)
		end++; /* nothing left on the line: the newline itself */
	return kill_range(edit, edit->caret, end);
}

static enum edit_result kill_before(struct edit *edit)
{
	return kill_range(edit, line_start(edit), edit->caret);
}

static enum edit_result kill_word(struct edit *edit)
{
	return kill_range(edit, text_word_before(str_text(&edit->text), edit->caret), edit->caret);
}

static enum edit_result yank(struct edit *edit)
{
	if (edit->killed.len > EDIT_MOST - edit->text.len)
		return EDIT_FULL;
	return change(edit, EDIT_RUN_NONE, edit->caret, 0, str_text(&edit->killed), edit->killed.len);
}

static enum edit_result undo(struct edit *edit)
{
	if (edit->step == 0)
		return EDIT_MOVED;
	const struct edit_step *step = &edit->steps[--edit->step];
	str_splice(&edit->text, step->at, step->came.len, str_text(&step->gone), step->gone.len);
	move_to(edit, step->before);
	return EDIT_CHANGED;
}

static enum edit_result redo(struct edit *edit)
{
	if (edit->step == edit->nsteps)
		return EDIT_MOVED;
	const struct edit_step *step = &edit->steps[edit->step++];
	str_splice(&edit->text, step->at, step->gone.len, str_text(&step->came), step->came.len);
	move_to(edit, step->after);
	return EDIT_CHANGED;
}

bool edit_has_row(const struct edit *edit, bool below)
{
	int goal = 0;

	if (edit->one_line)
		return false;
	(void)edit_row_beside(edit, below, &goal);
	return goal >= 0; /* a column is kept only from row to row */
}

static enum edit_result move_by_row(struct edit *edit, bool down)
{
	if (edit->one_line)
		return EDIT_IGNORED;
	int goal = edit->goal;
	move_to(edit, edit_row_beside(edit, down, &goal));
	edit->goal = goal;
	return EDIT_MOVED;
}

static enum edit_result up(struct edit *edit)
{
	return move_by_row(edit, false);
}

static enum edit_result down(struct edit *edit)
{
	return move_by_row(edit, true);
}

static enum edit_result left(struct edit *edit)
{
	return move_to(edit, last_grapheme(edit));
}

static enum edit_result right(struct edit *edit)
{
	return move_to(edit, next_grapheme(edit));
}

static enum edit_result home(struct edit *edit)
{
	return move_to(edit, edit->one_line ? 0 : edit_row_start(edit));
}

static enum edit_result end(struct edit *edit)
{
	return move_to(edit, edit->one_line ? edit->text.len : edit_row_end(edit));
}

static enum edit_result word_left(struct edit *edit)
{
	return move_to(edit, text_word_before(str_text(&edit->text), edit->caret));
}

static enum edit_result word_right(struct edit *edit)
{
	return move_to(edit, text_word_after(str_text(&edit->text), edit->text.len, edit->caret));
}

static enum edit_result enter(struct edit *edit)
{
	return type(edit, '\n'); /* which is not ours in a field of one line */
}

/* The keys of a field; PRESS_TEXT, which carries any letter, apart. */
static const struct {
	enum press press;
	uint32_t point; /* as struct key has it */
	enum edit_result (*act)(struct edit *);
} keys[] = {
	{ PRESS_ENTER, 0, enter },
	{ PRESS_BACKSPACE, 0, backspace },
	{ PRESS_CTRL, 'h', backspace },
	{ PRESS_DELETE, 0, delete_next },
	{ PRESS_CTRL, 'd', delete_next },
	{ PRESS_UP, 0, up },
	{ PRESS_CTRL, 'p', up },
	{ PRESS_DOWN, 0, down },
	{ PRESS_CTRL, 'n', down },
	{ PRESS_LEFT, 0, left },
	{ PRESS_CTRL, 'b', left },
	{ PRESS_RIGHT, 0, right },
	{ PRESS_CTRL, 'f', right },
	{ PRESS_HOME, 0, home },
	{ PRESS_CTRL, 'a', home },
	{ PRESS_END, 0, end },
	{ PRESS_CTRL, 'e', end },
	{ PRESS_ALT, 'b', word_left },
	{ PRESS_LEFT, KEY_BY_WORD, word_left },
	{ PRESS_ALT, 'f', word_right },
	{ PRESS_RIGHT, KEY_BY_WORD, word_right },
	{ PRESS_CTRL, 'k', kill_after },
	{ PRESS_CTRL, 'u', kill_before },
	{ PRESS_CTRL, 'w', kill_word },
	{ PRESS_BACKSPACE, KEY_BY_WORD, kill_word },
	{ PRESS_CTRL, 'y', yank },
	{ PRESS_ALT, 'u', undo },
	{ PRESS_ALT, 'e', redo },
};

enum edit_result edit_key(struct edit *edit, struct key key)
{
	if (key.press == PRESS_TEXT)
		return type(edit, key.point);
	for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++)
		if (keys[i].press == key.press && keys[i].point == key.point)
			return keys[i].act(edit);
	return EDIT_IGNORED;
}
