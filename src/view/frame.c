/* SPDX-License-Identifier: MIT */
#include <assert.h>
#include <string.h>
#include "base/mem.h"
#include "view/frame.h"

#define WIDTH_MOST 1000
#define HEIGHT_MOST 500
#define POINTS_MOST 5 /* in one cell: CCHARW_MAX of curses */

/* Invariant: a cell of width 2 is followed in its row by one of width 0, and such a one follows nothing else. */
static const struct cell blank = { .bytes = " ", .len = 1, .width = 1, .style = STYLE_TEXT };

static const char letters[] = {
#define X(name, letter) [name] = letter,
	STYLES(X)
#undef X
};
static_assert(sizeof letters == STYLE_COUNT, "each style has a letter");

static const char replacement[] = "\xEF\xBF\xBD"; /* U+FFFD */
static const char joiner[] = "\xE2\x80\x8D";      /* U+200D */

static int clamp(int n, int least, int most)
{
	return n < least ? least : n > most ? most : n;
}

/* Cells show private words, so what is let go is wiped. */
void frame_release(struct frame *frame)
{
	if (frame->cells)
		explicit_bzero(frame->cells, (size_t)frame->width * (size_t)frame->height * sizeof *frame->cells);
	mem_free(frame->cells);
	*frame = (struct frame){ 0 };
}

void frame_size(struct frame *frame, int width, int height)
{
	width = clamp(width, 1, WIDTH_MOST);
	height = clamp(height, 1, HEIGHT_MOST);
	if (!frame->cells || width != frame->width || height != frame->height) {
		frame_release(frame);
		frame->cells = mem_grow(NULL, (size_t)width * (size_t)height, sizeof *frame->cells);
		frame->width = width;
		frame->height = height;
	}
	frame_clear(frame);
}

void frame_clear(struct frame *frame)
{
	size_t n = (size_t)frame->width * (size_t)frame->height;
	for (size_t i = 0; i < n; i++)
		frame->cells[i] = blank;
	frame->cursor_row = frame->cursor_column = 0;
}

/* Half a wide character cannot stand: what would be left of one at this edge becomes a space. */
static void part(struct cell *row, int width, int column)
{
	if (column <= 0 || column >= width || row[column].width != 0)
		return;
	enum style left = row[column - 1].style, right = row[column].style;
	row[column - 1] = row[column] = blank;
	row[column - 1].style = (unsigned char)left;
	row[column].style = (unsigned char)right;
}

/* One grapheme as it is shown: at most two cells. */
struct shown {
	struct cell cells[2];
	int n;      /* columns taken */
	int last;   /* the cell that marks join; -1: none yet */
	int points; /* in that cell */
};

static void shown_add(struct shown *shown, const char *bytes, size_t len, unsigned width)
{
	struct cell *cell = &shown->cells[shown->n];
	*cell = (struct cell){ .len = (unsigned char)len, .width = (unsigned char)width };
	memcpy(cell->bytes, bytes, len);
	shown->last = shown->n;
	shown->points = 1;
	shown->n += (int)width;
	if (width == 2)
		shown->cells[1] = (struct cell){ 0 };
}

static void shown_join(struct shown *shown, const char *bytes, size_t len)
{
	if (shown->last < 0 || shown->points == POINTS_MOST)
		return;
	struct cell *cell = &shown->cells[shown->last];
	memcpy(cell->bytes + cell->len, bytes, len);
	cell->len = (unsigned char)(cell->len + len);
	shown->points++;
}

/* A joiner whose second half had no room would draw in what comes after it. */
static void shown_unjoin(struct shown *shown)
{
	struct cell *cell = &shown->cells[shown->last < 0 ? 0 : shown->last];
	size_t len = sizeof joiner - 1;
	if (cell->len > len && !memcmp(cell->bytes + cell->len - len, joiner, len))
		cell->len = (unsigned char)(cell->len - len);
}

static void shown_point(struct shown *shown, uint32_t point, const char *bytes, size_t len, unsigned width)
{
	if (point == '\n' || point == '\t') {
		shown_add(shown, " ", 1, 1);
	} else if (point < 0x20 || point == 0x7F) {
		char sign = (char)(point ^ 0x40);
		shown_add(shown, "^", 1, 1);
		shown_add(shown, &sign, 1, 1);
	} else if (point > 0x7F && text_is_replaced(point)) {
		shown_add(shown, replacement, sizeof replacement - 1, 1);
	} else if (width == 0) {
		shown_join(shown, bytes, len);
	} else {
		shown_add(shown, bytes, len, width);
	}
}

/* Counts as text_grapheme_cells does: code points as far as they fit. */
static struct shown show(const char *text, size_t len)
{
	struct shown shown = { .last = -1 };
	if (len == 1 && text[0] >= ' ' && text[0] < 0x7F) {
		shown_add(&shown, text, 1, 1);
		return shown;
	}
	for (size_t i = 0, size; i < len; i += size) {
		uint32_t point = text_point(text + i, len - i, &size);
		unsigned width = text_point_cells(point);
		if (shown.n + (int)width > 2) {
			shown_unjoin(&shown);
			break;
		}
		/* A byte that is not UTF-8 is read as U+FFFD and must not be copied as it is. */
		bool torn = point == 0xFFFD && size == 1;
		shown_point(&shown, point, torn ? replacement : text + i, torn ? sizeof replacement - 1 : size, width);
	}
	return shown;
}

/* A stretch of ASCII: a cell for each byte. */
static int put_ascii(struct frame *frame, struct cell *row, int column, enum style style, const char *text, int n)
{
	int end = n > frame->width - column ? frame->width : column + n;
	part(row, frame->width, column);
	part(row, frame->width, end);
	for (; column < end; column++, text++)
		if (column >= 0)
			row[column] = (struct cell){ .bytes = { *text }, .len = 1, .width = 1, .style = (unsigned char)style };
	return end;
}

int frame_put(struct frame *frame, int row, int column, enum style style, const char *text, size_t len)
{
	if (row < 0 || row >= frame->height)
		return column;
	struct cell *cells = frame->cells + (size_t)row * (size_t)frame->width;
	for (size_t i = 0, size; i < len && column < frame->width; i += size) {
		size = text_plain(text + i, len - i);
		if (size) {
			column = put_ascii(frame, cells, column, style, text + i, (int)size);
			continue;
		}
		size = text_grapheme(text + i, len - i);
		struct shown shown = show(text + i, size);
		if (shown.n > frame->width - column)
			break;
		if (column >= 0 && shown.n > 0) {
			part(cells, frame->width, column);
			part(cells, frame->width, column + shown.n);
			for (int k = 0; k < shown.n; k++) {
				cells[column + k] = shown.cells[k];
				cells[column + k].style = (unsigned char)style;
			}
		}
		column += shown.n;
	}
	return column;
}

int frame_put_text(struct frame *frame, int row, int column, enum style style, const char *text)
{
	return frame_put(frame, row, column, style, text, strlen(text));
}

void frame_paint(struct frame *frame, int row, int column, int n, enum style style)
{
	if (row < 0 || row >= frame->height || column >= frame->width)
		return;
	int end = n > frame->width - column ? frame->width : column + n;
	for (int i = column < 0 ? 0 : column; i < end; i++)
		frame->cells[(size_t)row * (size_t)frame->width + (size_t)i].style = (unsigned char)style;
}

void frame_cursor(struct frame *frame, int row, int column)
{
	frame->cursor_row = clamp(row, 0, frame->height ? frame->height - 1 : 0);
	frame->cursor_column = clamp(column, 0, frame->width ? frame->width - 1 : 0);
}

static void trim(struct str *out, size_t from, char pad)
{
	size_t len = out->len;
	while (len > from && out->at[len - 1] == pad)
		len--;
	str_cut(out, len);
}

static void dump_row(const struct cell *row, int width, struct str *out)
{
	size_t from = out->len;
	for (int i = 0; i < width; i++)
		str_add(out, row[i].bytes, row[i].len);
	trim(out, from, ' ');
	str_add(out, "\n", 1);
}

static void dump_styles(const struct cell *cells, int width, int row, struct str *out)
{
	size_t before = out->len;
	str_print(out, "%3d ", row);
	size_t from = out->len;
	for (int i = 0; i < width; i++)
		str_add(out, &letters[cells[i].style], 1);
	trim(out, from, letters[STYLE_TEXT]);
	if (out->len == from)
		str_cut(out, before);
	else
		str_add(out, "\n", 1);
}

void frame_dump(const struct frame *frame, struct str *out)
{
	size_t width = (size_t)frame->width;
	for (int row = 0; row < frame->height; row++)
		dump_row(frame->cells + (size_t)row * width, frame->width, out);
	str_add_text(out, "-- styles\n");
	for (int row = 0; row < frame->height; row++)
		dump_styles(frame->cells + (size_t)row * width, frame->width, row, out);
	str_print(out, "-- cursor %d,%d\n", frame->cursor_row, frame->cursor_column);
}
