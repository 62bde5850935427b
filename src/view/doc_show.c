/* SPDX-License-Identifier: MIT
 *
 * Which rows of a doc are in sight, and what they are then: cells of a frame, or lines of text. */
#include <string.h>
#include "view/doc.h"
#include "view/paragraph.h"

#define ROOM_BELOW 2 /* rows of a field below the caret; in a small window no more than give it three rows: what was written is read, too */
#define LIT_MOST 40 /* bytes painted of what has the focus: a move writes two of these, and at most 128 bytes in all (UX-15) */

size_t doc_row_of(const struct doc *doc, int item)
{
	size_t i = 0;
	while (i < doc->nrows && doc->rows[i].item != item)
		i++;
	return i;
}

size_t doc_row_at(const struct doc *doc, size_t mark)
{
	size_t found = 0;
	for (size_t i = 0; i < doc->nrows && doc->rows[i].mark <= mark; i++)
		found = i;
	return found;
}

static unsigned room_wanted(const struct doc *doc, unsigned height)
{
	unsigned above = 0, share = height / 6;

	while (above < ROOM_BELOW && doc->caret_row > above && doc->rows[doc->caret_row - above - 1].item >= 0)
		above++;
	if (share >= ROOM_BELOW)
		return ROOM_BELOW;
	return share > ROOM_BELOW - above ? share : ROOM_BELOW - above;
}

/* The last row of a field that is to be in sight with the caret: room to write, or the next line to be filled in. */
static size_t room_below(const struct doc *doc, unsigned height)
{
	size_t last = doc->caret_row, room = room_wanted(doc, height);

	while (last < doc->caret_row + room && last + 1 < doc->nrows && doc->rows[last + 1].item >= 0)
		last++;
	return last;
}

/* The first and last row that must be seen; false if there is none. */
static bool wanted(const struct doc *doc, unsigned height, int focus, size_t *first, size_t *last)
{
	if (doc->has_caret) {
		*first = doc->caret_row;
		*last = room_below(doc, height);
		return true;
	}
	*first = *last = focus < 0 ? doc->nrows : doc_row_of(doc, focus);
	while (*last + 1 < doc->nrows && doc->rows[*last + 1].item == focus)
		++*last;
	return *first < doc->nrows;
}

size_t doc_top(const struct doc *doc, size_t top, unsigned height, int focus)
{
	size_t first, last, most = doc->nrows > height ? doc->nrows - height : 0;
	if (top > most)
		top = most;
	if (height == 0 || !wanted(doc, height, focus, &first, &last))
		return top;
	if (last >= top + height)
		top = last - height + 1;
	return first < top ? first : top;
}

/* --- cells --- */

static bool is_inside_point(char c)
{
	return ((unsigned char)c & 0xC0) == 0x80;
}

/* Bytes of a text of at most `most`, ending with a word, where there is an end of one. */
static size_t whole_words(const char *text, size_t len, size_t most)
{
	size_t n = len < most ? len : most, whole;
	while (n > 0 && n < len && is_inside_point(text[n]))
		n--;
	whole = n;
	while (whole > 0 && whole < len && !paragraph_is_space(text[whole]))
		whole--;
	while (whole > 0 && paragraph_is_space(text[whole - 1]))
		whole--;
	return whole ? whole : n;
}

/* Cells at the left of a row that show that its item has the focus. */
static unsigned lit_cells(const struct row *row)
{
	size_t left = row->label ? row->label : LIT_MOST;
	unsigned cells = 0;
	for (size_t i = 0; i < row->nsegments && left > 0; i++) {
		const struct segment *s = &row->segments[i];
		size_t lit = s->len < left ? s->len : left;
		bool ends = i + 1 == row->nsegments || s->len >= left;
		cells += text_cells(s->text, ends ? whole_words(s->text, s->len, lit) : lit);
		left -= lit;
	}
	return cells;
}

static void show_row(
	const struct doc *doc, const struct row *row, struct frame *frame, int at, int column, bool focused)
{
	int x = column + (int)row->indent;
	for (size_t i = 0; i < row->nsegments; i++)
		x = frame_put(frame, at, x, row->segments[i].style, row->segments[i].text, row->segments[i].len);
	if (focused)
		frame_paint(frame, at, column + (int)row->indent, (int)lit_cells(row), STYLE_FOCUS);
	if (!row->aside)
		return;
	unsigned cells = text_cells(row->aside, strlen(row->aside));
	int right = column + (int)(doc->width > cells ? doc->width - cells : 0);
	frame_put_text(frame, at, right, row->aside_style, row->aside);
}

/* Cells before the first character of a row that is not a space; false if all is blank. */
static bool first_cell(const struct row *row, unsigned *column)
{
	*column = row->indent;
	for (size_t i = 0; i < row->nsegments; i++) {
		const struct segment *s = &row->segments[i];
		size_t blank = 0;
		while (blank < s->len && paragraph_is_space(s->text[blank]))
			blank++;
		*column += text_cells(s->text, blank);
		if (blank < s->len)
			return true;
	}
	return false;
}

/* Where the cursor belongs among the rows shown; false if it has no place. */
static bool cursor_place(const struct doc *doc, size_t top, size_t end, int focus, size_t *row, unsigned *column)
{
	*row = doc->caret_row;
	*column = doc->caret_column;
	if (doc->has_caret && *row >= top && *row < end)
		return true;
	for (*row = top; focus >= 0 && *row < end; ++*row) {
		*column = doc->rows[*row].indent;
		if (doc->rows[*row].item == focus)
			return true;
	}
	for (*row = top; *row < end; ++*row)
		if (first_cell(&doc->rows[*row], column))
			return true;
	return false;
}

void doc_show(const struct doc *doc, struct frame *frame, int row, int column, size_t top, unsigned height, int focus)
{
	size_t at = 0, end = top < doc->nrows && doc->nrows - top > height ? top + height : doc->nrows;
	unsigned cell = 0;
	bool lit = false;
	for (size_t i = top; i < end; i++) {
		bool focused = focus >= 0 && doc->rows[i].item == focus && !doc->has_caret && !lit && doc->rows[i].nsegments;
		show_row(doc, &doc->rows[i], frame, row + (int)(i - top), column, focused);
		lit |= focused;
	}
	if (cursor_place(doc, top, end, focus, &at, &cell))
		frame_cursor(frame, row + (int)(at - top), column + (int)cell);
	else
		frame_cursor(frame, row, column);
}

/* --- lines --- */

static void row_line(const struct row *row, struct str *out)
{
	size_t before = out->len;
	if (row->nsegments)
		paragraph_add_spaces(out, row->indent);
	for (size_t i = 0; i < row->nsegments; i++)
		str_add(out, row->segments[i].text, row->segments[i].len);
	if (row->aside && row->nsegments)
		paragraph_add_spaces(out, ASIDE_GAP);
	if (row->aside)
		str_add_text(out, row->aside);
	size_t len = out->len;
	while (len > before && out->at[len - 1] == ' ')
		len--;
	str_cut(out, len);
	str_add(out, "\n", 1);
}

void doc_lines(const struct doc *doc, struct str *out)
{
	for (size_t i = 0; i < doc->nrows; i++)
		row_line(&doc->rows[i], out);
}
