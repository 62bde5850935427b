/* SPDX-License-Identifier: MIT
 *
 * picture: what is seen of the app: title, a stretch of the rows, a match, footer, message. */
#include <stdio.h>
#include <string.h>
#include "base/tr.h"
#include "tutor/message.h"
#include "tutor/screens.h"
#include "tutor/viewport.h"

/* Where words begin that end at the right margin. */
static int head_column(const struct app *app, const char *words)
{
	return app->width - viewport_margin(app) - (int)text_cells(words, strlen(words));
}

/* A title that is wider than the window ends with a whole word, and says that it went on. */
static void shorten(char *words, unsigned most)
{
	static const char more[] = "...";
	size_t len = strlen(words), end = 0, whole = 0;

	if (text_cells(words, len) <= most)
		return;
	while (text_cells(words, end) + sizeof more - 1 <= most) {
		whole = words[end] == ' ' ? end : whole;
		end += text_grapheme(words + end, len - end);
	}
	if (whole > 0) /* one long word is cut by the window */
		memcpy(words + whole, more, sizeof more);
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
	shorten(head.left, (unsigned)(app->width - viewport_margin(app)));
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

static void draw_footer(struct app *app, struct frame *frame)
{
	enum where beside, where = hinted(app, &beside);

	unsigned room = app->options.listens ? 0 : (unsigned)(app->width - viewport_margin(app)); /* a footer that changes is read anew */

	const struct screen *screen = app_screen(app);
	uint64_t idle = screen->idle && !app_is_typing(app) ? screen->idle(app) : 0;

	if (app->options.few_keys)
		idle |= KEYMAP_LETTERS;
	(void)frame_put_text(frame, app->height - 1, viewport_margin(app), STYLE_FOOTER,
		footer_again(&app->footer, where, beside, idle, room));
}

static void draw_too_small(const struct app *app, struct frame *frame)
{
	const char *words = app->width < 28 ? tr("Need 20x6") : tr("Window too small (need 20x6)");
	const char *size = strrchr(words, ' ');

	if (size && text_cells(words, strlen(words)) > (size_t)app->width) { /* the size is what is needed most */
		if (app->height > 1)
			(void)frame_put(frame, 0, 0, STYLE_TEXT, words, (size_t)(size - words));
		words = size + 1;
	}
	(void)frame_put_text(frame, app->height > 1 && size && words == size + 1, 0, STYLE_TEXT, words);
	frame_cursor(frame, 0, 0);
}

/* Its row is taken by what is typed: so it stands at the right, where there is room. Under words looked for a page stands as it was. */
static void draw_more(const struct app *app, struct frame *frame)
{
	const char *words = tr("more below");
	int typed = viewport_margin(app) + (int)text_cells(app_typed(app), strlen(app_typed(app))) + 3;

	if (app->typing.what != TYPING_SEARCH && viewport_has_more(app) && head_column(app, words) > typed)
		(void)frame_put_text(frame, app->height - 2, head_column(app, words), STYLE_MESSAGE, words);
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
	message_draw(app, frame);
	if (!app_is_typing(app))
		return;
	app_draw_typed(app, frame, app->height - 2, viewport_margin(app));
	draw_more(app, frame);
}
