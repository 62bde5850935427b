/* SPDX-License-Identifier: MIT
 *
 * picture: what is seen of the app: title, a stretch of the rows, a match, footer, message. */
#include <stdio.h>
#include <string.h>
#include "base/tr.h"
#include "tutor/screens.h"
#include "tutor/viewport.h"
#include "view/layout.h"
#include "view/saving.h"

/* Where words begin that end at the right margin. */
static int head_column(const struct app *app, const char *words)
{
	return app->width - viewport_margin(app) - (int)text_cells(words, strlen(words));
}

static void draw_head(const struct app *app, struct frame *frame)
{
	struct head head = {{0}, {0}, {0}};
	const char *words = head.right;
	int column, room;

	app_screen(app)->head(app, &head);
	if (app->options.listens && head.right[0]) {
		size_t used = strlen(head.left);

		(void)snprintf(head.left + used, sizeof head.left - used, ", %s", head.right);
		head.right[0] = '\0';
	}
	(void)frame_put_text(frame, 0, viewport_margin(app), STYLE_TITLE, head.left);
	room = viewport_margin(app) + (int)text_cells(head.left, strlen(head.left)) + 2;
	column = head_column(app, words);
	if (column < room) {
		column = head_column(app, words = head.brief);
		room--; /* one cell apart is enough for digits */
	}
	if (words[0] && column >= room)
		(void)frame_put_text(frame, 0, column, STYLE_ASIDE, words);
}

/* A field opened below what asks for it, in a window too small for both. */
static bool hides_question(const struct app *app)
{
	return app_is_on_page(app) && app->doc.has_caret && !app->visit.has_half && app->levels[app->nlevels - 1].top > 0;
}

/* What the learner should know now: news of the moment, then what is wrong, then what is out of sight. */
static enum style message_words(const struct app *app, char *out, size_t size)
{
	out[0] = '\0';
	bool told = app->message[0] && (app->message_has_focus || app->trouble.kind == ERR_NONE);

	if (told)
		(void)snprintf(out, size, "%s", app->message);
	else if (app->fault[0])
		(void)snprintf(out, size, "%s", app->fault);
	else if (app->trouble.kind != ERR_NONE)
		saving_say_not(&app->trouble, out, size);
	else if (hides_question(app))
		(void)snprintf(out, size, "%s", tr("more above: Esc, then g"));
	else if (viewport_has_more(app))
		(void)snprintf(out, size, "%s", tr("more below"));
	return told || (!app->fault[0] && app->trouble.kind == ERR_NONE) ? STYLE_MESSAGE : STYLE_ALERT;
}

static void draw_line(const struct app *app, struct frame *frame, int row, enum style style, const char *text, size_t len)
{
	for (int x = frame_put(frame, row, viewport_margin(app), style, text, len); x < app->width;)
		x = frame_put(frame, row, x, STYLE_TEXT, " ", 1);
}

/* One row; in a window too narrow for it up to three, over the last rows of the body. */
static void draw_message(const struct app *app, struct frame *frame)
{
	char words[sizeof app->message + 64];
	enum style style = message_words(app, words, sizeof words);
	unsigned room = (unsigned)(app->width - viewport_margin(app));
	size_t from[3] = {0}, end[3] = {0}, n = 0;
	struct layout layout;
	int row = app->height - 2;

	if (!words[0])
		return;
	layout_begin(&layout, words, strlen(words));
	while (n < 3 && layout_line(&layout, room, &from[n], &end[n]))
		n++;
	layout_end(&layout);
	row -= n > 1 && row - (int)n + 1 > viewport_row(app) ? (int)n - 1 : 0;
	for (size_t i = 0; i < n && row + (int)i < app->height - 1; i++)
		draw_line(app, frame, row + (int)i, style, words + from[i], end[i] - from[i]);
	if (app->message[0] && (app->message_has_focus || (app->options.listens && !app->doc.has_caret)))
		frame_cursor(frame, row, viewport_margin(app));
}

/* The match that is shown is what has the focus. */
static void draw_match(const struct app *app, struct frame *frame)
{
	const struct search *s = &app->search;
	size_t top = app->levels[app->nlevels - 1].top;

	if (!app_is_on_page(app) || !s->lit || app_is_typing(app) || s->row < top || s->row >= top + viewport_height(app))
		return;
	int row = viewport_row(app) + (int)(s->row - top), column = viewport_margin(app) + (int)s->column;
	frame_paint(frame, row, column, (int)s->cells, STYLE_FOCUS);
	frame_cursor(frame, row, column);
}

static enum where hinted(const struct app *app, enum where *beside)
{
	*beside = app_where(app);
	return app_screen(app)->hints && !app_is_typing(app) ? app_screen(app)->hints(app, beside) : *beside;
}

static void draw_footer(const struct app *app, struct frame *frame)
{
	enum where beside, where = hinted(app, &beside);
	char hints[1000];

	unsigned room = app->options.listens ? 0 : (unsigned)(app->width - viewport_margin(app)); /* a footer that changes is read anew */

	const struct screen *screen = app_screen(app);
	uint64_t idle = screen->idle && !app_is_typing(app) ? screen->idle(app) : 0;

	if (app->options.few_keys)
		idle |= KEYMAP_LETTERS;
	keymap_footer(where, beside, idle, room, hints, sizeof hints);
	(void)frame_put_text(frame, app->height - 1, viewport_margin(app), STYLE_FOOTER, hints);
}

static void draw_too_small(const struct app *app, struct frame *frame)
{
	const char *words = app->width < 28 ? tr("Need 20x6") : tr("Window too small (need 20x6)");

	(void)frame_put_text(frame, 0, 0, STYLE_TEXT, words);
	frame_cursor(frame, 0, 0);
}

void app_view(struct app *app, struct frame *frame)
{
	const struct level *level = app_level(app);

	app->lock.unseen = false;
	if (frame->width != app->width || frame->height != app->height)
		frame_size(frame, app->width, app->height);
	frame_clear(frame);
	if (app->width < APP_LEAST_WIDTH || app->height < APP_LEAST_HEIGHT) {
		draw_too_small(app, frame);
		return;
	}
	draw_head(app, frame);
	doc_show(&app->doc, frame, viewport_row(app), viewport_margin(app), level->top, viewport_height(app), viewport_shows(app, viewport_lit(app)) ? viewport_lit(app) : -1);
	draw_match(app, frame);
	draw_footer(app, frame);
	draw_message(app, frame);
	if (app_is_typing(app))
		app_draw_typed(app, frame, app->height - 2, viewport_margin(app));
}
