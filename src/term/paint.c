/* SPDX-License-Identifier: MIT */
#define NCURSES_WIDECHAR 1
#include "term/paint.h"

#include <curses.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>
#include "base/ascii.h"
#include "base/mem.h"

#define POINTS  5     /* code points a cell of curses holds */
#define JOINER  0x200D
#define EMOJI_STYLE 0xFE0F /* makes some terminals draw one cell wider than wcwidth() says; so it is not sent */

static struct {
	struct theme theme;
	bool colour, ascii;    /* colour: this terminal has it, and it is wanted */
	cchar_t *row;          /* one row on its way to curses ... */
	chtype *plain;         /* ... when it is ASCII */
	int width;             /* of both */
	bool is_made[STYLE_COUNT];
	cchar_t made[STYLE_COUNT]['~' - ' ' + 1]; /* the signs of ASCII, for the roles whose signs are made */
} paint;

/* -- How a role looks -------------------------------------------------------------------------- */

/* The roles have a pair of colours each; pair 0 is the terminal's own. */
static short pair_of(int style)
{
	const struct look *look = &paint.theme.looks[style];

	return paint.colour && (look->colour != COLOUR_OWN || look->ground != COLOUR_OWN) ? (short)(style + 1) : 0;
}

/* Where there are eight colours a bright one is its dark twin. -1 is the terminal's own to curses too. */
static short shade(signed char colour)
{
	return (short)(colour >= COLORS ? colour % 8 : colour);
}

void paint_begin(const struct theme *theme, bool colour, bool ascii)
{
	paint.theme = *theme;
	paint.ascii = ascii || MB_CUR_MAX == 1;
	paint.colour = colour && has_colors() && start_color() == OK && use_default_colors() == OK;
	memset(paint.is_made, 0, sizeof paint.is_made);
	if (!paint.colour)
		return;
	for (int style = 0; style < STYLE_COUNT; style++)
		if (pair_of(style))
			init_pair(pair_of(style), shade(paint.theme.looks[style].colour), shade(paint.theme.looks[style].ground));
}

static attr_t attributes_of(unsigned char style)
{
	unsigned bits = paint.theme.looks[style].bits;

	return (bits & LOOK_BOLD ? A_BOLD : 0) | (bits & LOOK_REVERSE ? A_REVERSE : 0) | (bits & LOOK_UNDERLINE ? A_UNDERLINE : 0);
}

/* -- A cell becomes cells of curses ------------------------------------------------------------ */

/* One sign for a text of ASCII that has no room: what is left must not say something else ("1/2" is not "1"). */
static wchar_t one_sign(const char *text)
{
	size_t len = strlen(text);

	if (len > 0 && strspn(text, (char[]){text[0], '\0'}) == len)
		return (wchar_t)text[0];
	if (len > 1 && text[len - 1] == '>')
		return L'>';
	if (len > 1 && text[0] == '<')
		return L'<';
	return L'?';
}

/* The cell's text in ASCII, `width` characters. */
static int ascii_points(const struct cell *cell, wchar_t *out)
{
	char text[32] = "";
	size_t size;

	for (size_t i = 0; i < cell->len; i += size) {
		uint32_t point = text_point(cell->bytes + i, cell->len - i, &size);
		const char *like = point < 0x80 ? (char[]){(char)point, '\0'} : ascii_of(point);
		snprintf(text + strlen(text), sizeof text - strlen(text), "%s", like);
	}
	if (strlen(text) > cell->width) {
		text[0] = (char)one_sign(text);
		text[1] = '\0';
	}
	int n = 0;
	for (; text[n] && n < cell->width; n++)
		out[n] = (wchar_t)text[n];
	return n;
}

/* The code points that curses can draw within the cell's columns. */
static int wide_points(const struct cell *cell, wchar_t *out)
{
	int n = 0, columns = 0;
	size_t size;

	for (size_t i = 0; i < cell->len; i += size) {
		wchar_t point = (wchar_t)text_point(cell->bytes + i, cell->len - i, &size);
		int width = point == EMOJI_STYLE ? -1 : wcwidth(point);
		if (width < 0 || (width == 0 && n == 0))
			continue;
		if (columns + width > cell->width)
			break;
		columns += width;
		out[n++] = point;
	}
	while (n > 0 && out[n - 1] == JOINER)
		n--;
	return n;
}

static void set_cell(cchar_t *out, const wchar_t *points, int n, unsigned char style)
{
	wchar_t text[POINTS + 1] = {0};

	wmemcpy(text, points, (size_t)(n < POINTS ? n : POINTS));
	setcchar(out, text, attributes_of(style), pair_of(style), NULL);
}

static bool is_ascii_cell(const struct cell *cell)
{
	return cell->len == 1 && cell->width == 1 && cell->bytes[0] >= ' ' && cell->bytes[0] <= '~';
}

/* Most cells are signs of ASCII in any language: those of a role are made once. */
static const cchar_t *ascii_cell(unsigned char style, char sign)
{
	if (!paint.is_made[style])
		for (wchar_t point = L' '; point <= L'~'; point++)
			set_cell(&paint.made[style][point - L' '], &point, 1, style);
	paint.is_made[style] = true;
	return &paint.made[style][sign - ' '];
}

/* One cell of ours is one or two of curses, each a character with what joins it. Returns how many. */
static int add_cell(const struct cell *cell, cchar_t *out)
{
	wchar_t points[sizeof cell->bytes + 2];

	if (is_ascii_cell(cell)) {
		*out = *ascii_cell(cell->style, cell->bytes[0]);
		return 1;
	}
	int n = paint.ascii ? ascii_points(cell, points) : wide_points(cell, points);
	int made = 0, columns = 0;

	for (int i = 0; i < n;) {
		int end = i + 1;
		while (end < n && wcwidth(points[end]) == 0)
			end++;
		set_cell(&out[made++], points + i, end - i, cell->style);
		columns += wcwidth(points[i]);
		i = end;
	}
	for (; columns < cell->width; columns++)
		set_cell(&out[made++], L" ", 1, cell->style);
	return made;
}

/* -- Rows -------------------------------------------------------------------------------------- */

/* Nearly every row is ASCII. Its signs curses takes as they are; of wide ones it asks of each how wide it is, and how it
 * looks on its ground, which is a seventh of a page turn. False when there is anything else in it. */
static bool put_plain_row(const struct cell *cells, int row)
{
	const int width = paint.width;
	chtype look = 0;

	for (int column = 0; column < width; column++) {
		const struct cell *cell = &cells[column];
		if (!is_ascii_cell(cell))
			return false;
		if (column == 0 || cell->style != cells[column - 1].style)
			look = attributes_of(cell->style) | COLOR_PAIR(pair_of(cell->style));
		paint.plain[column] = (chtype)cell->bytes[0] | look;
	}
	mvwaddchnstr(newscr, row, 0, paint.plain, width);
	return true;
}

static void put_row(const struct cell *cells, int row)
{
	int n = 0;

	for (int column = 0; column < paint.width; column++)
		n += cells[column].width ? add_cell(&cells[column], paint.row + n) : 0;
	mvwadd_wchnstr(newscr, row, 0, paint.row, n);
}


void paint_row(const struct cell *cells, int row)
{
	if (!put_plain_row(cells, row))
		put_row(cells, row);
}

void paint_over(int height)
{
	const wchar_t sign[2] = {paint.ascii ? L'.' : L'\u00A0', 0};
	cchar_t cell;

	setcchar(&cell, sign, A_NORMAL, 0, NULL);
	for (int column = 0; column < paint.width; column++)
		paint.row[column] = cell;
	for (int row = 0; row < height; row++)
		mvwadd_wchnstr(newscr, row, 0, paint.row, paint.width);
}

/* -- Memory ------------------------------------------------------------------------------------ */

void paint_width(int width)
{
	paint.row = mem_grow(paint.row, (size_t)width, sizeof paint.row[0]);
	paint.plain = mem_grow(paint.plain, (size_t)width, sizeof paint.plain[0]);
	paint.width = width;
}

void paint_end(void)
{
	mem_free(paint.row);
	mem_free(paint.plain);
	paint.row = NULL;
	paint.plain = NULL;
}
