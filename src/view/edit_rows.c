/* SPDX-License-Identifier: MIT */
#include "view/edit_rows.h"

#include <string.h>
#include "base/mem.h"
#include "view/layout.h"

#define FIELD_LEAST 6 /* cells for what is typed */

/* One row of the wrapped text. */
struct row_of_words {
	size_t from, end; /* what is shown */
	size_t next;      /* where the next row starts */
	bool last;
};

static bool next_row(struct layout *layout, unsigned width, struct row_of_words *row)
{
	if (!layout_line(layout, width, &row->from, &row->end))
		return false;
	row->next = layout->at;
	row->last = layout->ended;
	return true;
}

static bool holds_caret(const struct edit *edit, const struct row_of_words *row)
{
	return edit->caret >= row->from && (edit->caret < row->next || row->last);
}

/* The row with the caret, the one before it and the one after it; rows that are not there equal the middle one. */
static void rows_around(const struct edit *edit, struct row_of_words rows[3])
{
	struct layout layout;
	struct row_of_words row = { 0 };
	layout_begin(&layout, str_text(&edit->text), edit->text.len, NULL);
	bool more = next_row(&layout, edit->width, &row);
	rows[0] = rows[1] = rows[2] = row;
	while (more && !holds_caret(edit, &rows[1])) {
		rows[0] = rows[1];
		more = next_row(&layout, edit->width, &rows[1]);
	}
	if (rows[1].from == row.from)
		rows[0] = rows[1];
	if (!next_row(&layout, edit->width, &rows[2]))
		rows[2] = rows[1];
	layout_end(&layout);
}

/* The last place of the caret that is still on this row. */
static size_t last_place(const struct edit *edit, const struct row_of_words *row)
{
	if (row->last)
		return edit->text.len;
	if (row->next > row->from && edit->text.at[row->next - 1] == '\n')
		return row->next - 1;
	return row->end < row->next ? row->end : text_grapheme_before(edit->text.at, row->next);
}

static size_t place_in_row(const struct edit *edit, const struct row_of_words *row, unsigned goal)
{
	size_t at = row->from, end = last_place(edit, row);
	for (unsigned column = 0; at < end;) {
		size_t size = text_grapheme(edit->text.at + at, edit->text.len - at);
		column += text_grapheme_cells(edit->text.at + at, size);
		if (column > goal)
			break;
		at += size;
	}
	return at < end ? at : end;
}

size_t edit_row_start(const struct edit *edit)
{
	struct row_of_words rows[3];
	rows_around(edit, rows);
	return rows[1].from;
}

size_t edit_row_end(const struct edit *edit)
{
	struct row_of_words rows[3];
	rows_around(edit, rows);
	return last_place(edit, &rows[1]);
}

size_t edit_row_beside(const struct edit *edit, bool below, int *goal)
{
	struct row_of_words rows[3];
	rows_around(edit, rows);
	const struct row_of_words *to = &rows[below ? 2 : 0];
	if (to->from == rows[1].from) {
		*goal = -1;
		return below ? edit->text.len : 0;
	}
	if (*goal < 0)
		*goal = (int)text_cells(str_text(&edit->text) + rows[1].from, edit->caret - rows[1].from);
	return place_in_row(edit, to, (unsigned)*goal);
}

/* --- saying them --- */

/* Says one row, and where the caret is if it is there. */
static void say_row(const struct edit *edit, struct doc *doc, const struct row_of_words *row)
{
	const char *text = str_text(&edit->text);
	unsigned lead = doc->lead ? text_cells(doc->lead, strlen(doc->lead)) : 0;
	doc_say(doc, STYLE_TEXT, arena_copy(&doc->arena, text + row->from, row->end - row->from));
	if (!holds_caret(edit, row))
		return;
	/* Spaces hang over the edge, the caret does not. */
	unsigned column = text_cells(text + row->from, edit->caret - row->from);
	doc_caret(doc, doc->indent + lead + (column < edit->width ? column : edit->width));
	doc->is_bare = edit->text.len == 0;
}

/* What stands before a field has a row of its own where too little would be left beside it. */
static void part_lead(struct doc *doc)
{
	const char *lead = doc->lead;

	if (!lead || !doc->width || doc->indent + text_cells(lead, strlen(lead)) + FIELD_LEAST <= doc->width)
		return;
	doc->lead = NULL;
	doc_say(doc, STYLE_TEXT, lead);
}

/* A screen reader says the row the caret came to if no other row changed (Fenrir 1.9.5): so a new line, and a second
 * one for an empty row between, find theirs there already, and what follows the field gives way to the first letter
 * written on them. For a third one it does so at once; see view/arrival. */
#define ROWS_TO_COME 2

void edit_say(struct edit *edit, struct doc *doc, unsigned rows)
{
	unsigned indent = doc->indent, said = 0, written = 0;

	part_lead(doc);
	unsigned lead = doc->lead ? text_cells(doc->lead, strlen(doc->lead)) : 0;
	unsigned taken = indent + lead;
	struct layout layout;
	struct row_of_words row;
	edit->width = !doc->width ? EDIT_WIDTH : doc->width > taken ? doc->width - taken : 1;
	layout_begin(&layout, str_text(&edit->text), edit->text.len, NULL);
	for (; next_row(&layout, edit->width, &row); said++) {
		say_row(edit, doc, &row);
		doc->indent = taken;
		written = row.end > row.from ? said + 1 : written;
	}
	layout_end(&layout);
	if (rows > 1 && rows < written + ROWS_TO_COME)
		rows = written + ROWS_TO_COME;
	for (; said < rows; said++)
		doc_say(doc, STYLE_TEXT, "");
	doc->indent = indent;
}
