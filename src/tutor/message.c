/* SPDX-License-Identifier: MIT */
#include "tutor/message.h"

#include <stdio.h>
#include <string.h>
#include "base/tr.h"
#include "tutor/screens.h"
#include "tutor/viewport.h"
#include "view/layout.h"
#include "view/saving.h"

#define ROWS_MOST 3
#define FAULT_ROWS_MOST 5 /* in preview: its author came for nothing else */
#define DOTS "..."

struct message {
	char words[sizeof((struct app *)NULL)->message + 64 + sizeof DOTS];
	enum style style;
	bool stays;                /* not gone with the next key */
	bool is_fault;
	bool is_cut;               /* there are more words than rows */
	size_t from[FAULT_ROWS_MOST], end[FAULT_ROWS_MOST], n; /* its rows: bytes of the words */
};

/* News, or what is wrong. False when there is neither. */
static bool say_news(const struct app *app, struct message *m)
{
	bool told = app->message[0] && (app->message_has_focus || app->trouble.kind == ERR_NONE);

	m->words[0] = '\0';
	m->style = told ? STYLE_MESSAGE : STYLE_ALERT;
	m->stays = !told;
	m->is_fault = !told && app->fault[0];
	if (told)
		(void)snprintf(m->words, sizeof m->words, "%s", app->message);
	else if (m->is_fault)
		(void)snprintf(m->words, sizeof m->words, "%s", app->fault);
	else if (app->trouble.kind != ERR_NONE)
		saving_say_not(&app->trouble, viewport_room(app), m->words, sizeof m->words - sizeof DOTS);
	return m->words[0] != '\0';
}

/* A field opened below what asks for it, in a window too small for both. */
static bool hides_question(const struct app *app)
{
	return app_is_on_page(app) && app->doc.has_caret && !app->visit.has_half && app->levels[app->nlevels - 1].top > 0;
}

/* The way there is said where it fits in one row: a second one would cover what is read. */
static const char *above(const struct app *app)
{
	const char *whole = tr("more above: Esc, then g");

	return text_cells(whole, strlen(whole)) <= viewport_room(app) ? whole : tr("more above");
}

/* Where Space marks it does not turn the screenful, as it does everywhere else. Asked as the footer asks: a move changes no word. */
static const char *below(const struct app *app)
{
	enum where beside;

	return app_is_on_page(app) && screen_page.hints(app, &beside) & (AT_SEVERAL | AT_TICK) ? tr("more below: PgDn") : tr("more below");
}

static void say_unseen(const struct app *app, struct message *m)
{
	const char *words = hides_question(app) ? above(app) : viewport_has_more(app) ? below(app) : "";

	(void)snprintf(m->words, sizeof m->words, "%s", words);
	m->style = STYLE_MESSAGE;
	m->stays = m->is_fault = false;
}

/* At most so many rows that one of the body is left; where they are taken from it for good, two thirds of it. */
static void lay_out(const struct app *app, struct message *m)
{
	size_t body = (size_t)(app->height - viewport_row(app) - 2);
	size_t most = m->stays || app->doc.has_caret ? 1 + body / 3 : body;
	size_t limit = m->is_fault ? FAULT_ROWS_MOST : ROWS_MOST, from, end;
	struct layout layout;

	most = most < limit ? most : limit;
	m->n = 0;
	layout_begin(&layout, m->words, strlen(m->words), NULL);
	while (m->n < most && layout_line(&layout, viewport_room(app), &m->from[m->n], &m->end[m->n]))
		m->n++;
	m->is_cut = m->n > 0 && m->n == most && layout_line(&layout, viewport_room(app), &from, &end);
	layout_end(&layout);
}

/* The last row of words that go on gives up its own last ones for the sign that they do. */
static void make_room_for_dots(const struct app *app, struct message *m)
{
	size_t from = m->from[m->n - 1], *end = &m->end[m->n - 1];

	while (*end > from && (m->words[*end - 1] == ' ' ||
				      text_cells(m->words + from, *end - from) + sizeof DOTS - 1 > viewport_room(app)))
		*end = from + text_grapheme_before(m->words + from, *end - from);
	memcpy(m->words + *end, DOTS, sizeof DOTS - 1);
	*end += sizeof DOTS - 1;
}

/* Rows of the body that the news stand on; `stays`: whether it is so for more than a key. */
static unsigned beyond_its_row(const struct app *app, bool *stays)
{
	struct message m;

	if (app->width < APP_LEAST_WIDTH || app->height < APP_LEAST_HEIGHT || !say_news(app, &m))
		return 0;
	lay_out(app, &m);
	*stays = m.stays;
	return m.n > 1 ? (unsigned)m.n - 1 : 0;
}

unsigned message_taken(const struct app *app)
{
	bool stays = false;
	unsigned rows = beyond_its_row(app, &stays);

	return stays || app->doc.has_caret ? rows : 0;
}

unsigned message_hides(const struct app *app)
{
	bool stays = false;
	unsigned rows = beyond_its_row(app, &stays);

	return stays || app->doc.has_caret ? 0 : rows;
}

static void draw_line(const struct app *app, struct frame *frame, int row, enum style style, const char *text,
	size_t len)
{
	for (int x = frame_put(frame, row, viewport_margin(app), style, text, len); x < app->width;)
		x = frame_put(frame, row, x, STYLE_TEXT, " ", 1);
}

void message_draw(const struct app *app, struct frame *frame)
{
	struct message m;

	if (!say_news(app, &m))
		say_unseen(app, &m);
	if (!m.words[0])
		return;
	lay_out(app, &m);
	if (m.is_cut)
		make_room_for_dots(app, &m);
	int row = app->height - 1 - (int)m.n;
	for (size_t i = 0; i < m.n; i++)
		draw_line(app, frame, row + (int)i, m.style, m.words + m.from[i], m.end[i] - m.from[i]);
	bool is_heard = app->options.listens && !app->doc.has_caret && !app->message_stands;
	if (app->message[0] && (app->message_has_focus || is_heard))
		frame_cursor(frame, row, viewport_margin(app));
}

bool message_fits(const struct app *app)
{
	return app->options.plain || text_cells(app->message, strlen(app->message)) <= viewport_room(app);
}
