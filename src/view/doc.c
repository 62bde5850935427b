/* SPDX-License-Identifier: MIT */
#include "view/doc.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include "view/paragraph.h"

void doc_begin(struct doc *doc, unsigned width)
{
	*doc = (struct doc){ .width = width, .item = -1 };
}

void doc_release(struct doc *doc)
{
	arena_release(&doc->arena);
	mem_free(doc->rows);
	*doc = (struct doc){ .item = -1 };
}

void doc_say(struct doc *doc, enum style style, const char *text)
{
	struct paragraph p = { .prefix = style };
	paragraph_take_lead(doc, &p);
	paragraph_add(&p, style, NULL, text, strlen(text));
	paragraph_wrap(doc, &p);
	paragraph_release(&p);
}

void doc_sayf(struct doc *doc, enum style style, const char *format, ...)
{
	va_list args, again;
	va_start(args, format);
	va_copy(again, args);
	int n = vsnprintf(NULL, 0, format, args);
	size_t size = n > 0 ? (size_t)n + 1 : 1;
	char *text = arena_get(&doc->arena, size);
	if (n > 0)
		vsnprintf(text, size, format, again);
	doc_say(doc, style, text);
	va_end(again);
	va_end(args);
}

void doc_verbatim(struct doc *doc, enum style style, const char *text)
{
	struct paragraph p = { .prefix = style };
	paragraph_take_lead(doc, &p);
	paragraph_add_verbatim(&p, style, text);
	paragraph_say_verbatim(doc, &p);
	paragraph_release(&p);
}

/* Where there is no room for two: one under the other. */
static void say_both(struct doc *doc, enum style style, const char *left, const char *right)
{
	unsigned hang = doc->lead ? text_cells(doc->lead, strlen(doc->lead)) : 0;
	doc_say(doc, style, left);
	size_t first = doc->paragraph;
	doc->indent += hang;
	if (right[0])
		doc_say(doc, style, right);
	doc->indent -= hang;
	doc->paragraph = first;
}

/* A text that is known to fit: one row, no search for places to break. Long lists are made of these. */
static void say_fitting(struct doc *doc, enum style style, const char *text)
{
	struct paragraph p = { .prefix = style };
	paragraph_take_lead(doc, &p);
	paragraph_add(&p, style, NULL, text, strlen(text));
	doc->paragraph = doc->nrows;
	paragraph_say_row(doc, &p, arena_copy(&doc->arena, p.text.at, p.text.len), 0, p.text.len, true);
	paragraph_release(&p);
}

static bool fits_beside(const struct doc *doc, const char *left, const char *right)
{
	size_t before = doc->lead ? text_cells(doc->lead, strlen(doc->lead)) : 0;
	size_t taken = right[0] ? text_cells(right, strlen(right)) + ASIDE_GAP : 0;
	return !strchr(left, '\n') && doc->width && doc->indent + before + text_cells(left, strlen(left)) + taken <= doc->width;
}

void doc_pair(struct doc *doc, enum style style, const char *left, const char *right)
{
	if (doc->flat && right[0]) {
		doc_sayf(doc, style, "%s, %s", left, right);
		doc->rows[doc->paragraph].label = 0;
		return;
	}
	if (doc->width && !fits_beside(doc, left, right)) {
		say_both(doc, style, left, right);
		doc->rows[doc->paragraph].label = 0;
		return;
	}
	if (fits_beside(doc, left, right))
		say_fitting(doc, style, left);
	else
		doc_say(doc, style, left);
	doc->rows[doc->paragraph].label = 0;
	if (!right[0])
		return;
	struct row *row = &doc->rows[doc->nrows - 1];
	row->aside = arena_copy(&doc->arena, right, strlen(right));
	row->aside_style = style;
	doc->mark += paragraph_solid(right, strlen(right));
}

void doc_hollow(struct doc *doc, const char *text)
{
	doc->paragraph = doc->nrows;
	paragraph_row(doc)->hollow = true;
	doc->mark += paragraph_solid(text, strlen(text));
}

int doc_hollow_at(const struct doc *doc, size_t top, size_t height)
{
	for (size_t i = top; i < doc->nrows && i - top < height; i++)
		if (doc->rows[i].hollow)
			return doc->rows[i].item;
	return -1;
}

static bool row_is_empty(const struct row *row)
{
	return row->nsegments == 0 && !row->aside && !row->hollow;
}

static void empty_row(struct doc *doc)
{
	int item = doc->rows[doc->nrows - 1].item;
	struct row *row = paragraph_row(doc);
	row->indent = 0;
	if (item != doc->item)
		row->item = -1; /* an item does not begin with nothing */
}

void doc_gap(struct doc *doc)
{
	if (doc->nrows == 0 || row_is_empty(&doc->rows[doc->nrows - 1]))
		return;
	empty_row(doc);
	if (doc->spacing > 1)
		empty_row(doc);
}

void doc_lead(struct doc *doc, const char *lead)
{
	doc->lead = arena_copy(&doc->arena, lead, strlen(lead));
}

static unsigned row_cells(const struct row *row)
{
	unsigned cells = row->indent;
	for (size_t i = 0; i < row->nsegments; i++)
		cells += text_cells(row->segments[i].text, row->segments[i].len);
	return cells;
}

static void say_under(struct doc *doc, const char *text)
{
	size_t paragraph = doc->paragraph;

	doc_say(doc, STYLE_ASIDE, text);
	doc->paragraph = paragraph;
}

/* After the last word of what it belongs to; under it where there is no room. */
static void say_after(struct doc *doc, const char *text)
{
	struct row *row = &doc->rows[doc->nrows - 1];
	size_t n = row->nsegments;
	struct segment *segments = arena_get(&doc->arena, (n + 1) * sizeof *segments);
	struct str after = { 0 };

	str_print(&after, ", %s", text);
	if (doc->width && row_cells(row) + text_cells(after.at, after.len) > doc->width) {
		say_under(doc, text);
	} else {
		if (n)
			memcpy(segments, row->segments, n * sizeof *segments);
		segments[n] = (struct segment){ arena_copy(&doc->arena, after.at, after.len), after.len, STYLE_ASIDE, NULL };
		row->segments = segments;
		row->nsegments++;
		doc->mark += paragraph_solid(text, strlen(text));
	}
	str_release(&after);
}

static bool has_room_beside(const struct doc *doc, const struct row *row, unsigned cells)
{
	return !row->aside && (doc->width == 0 || row_cells(row) + ASIDE_GAP + cells <= doc->width);
}

/* Beside the first row; where there is no room, beside the last, or else on a row of its own. */
static struct row *row_for_aside(struct doc *doc, unsigned cells)
{
	struct row *first = &doc->rows[doc->paragraph], *last = &doc->rows[doc->nrows - 1];

	if (has_room_beside(doc, first, cells))
		return first;
	return has_room_beside(doc, last, cells) ? last : paragraph_row(doc);
}

void doc_aside(struct doc *doc, const char *text)
{
	size_t len = strlen(text);
	if (doc->paragraph >= doc->nrows || !len)
		return;
	if (doc->flat) {
		say_after(doc, text);
		return;
	}
	if (doc->width && text_cells(text, len) > doc->width) {
		say_under(doc, text);
		return;
	}
	struct row *row = row_for_aside(doc, text_cells(text, len));
	row->aside = arena_copy(&doc->arena, text, len);
	row->aside_style = STYLE_ASIDE;
	doc->mark += paragraph_solid(text, len);
}

/* Items are parted from each other, not from what stands before the first. */
static void part_items(struct doc *doc, int item)
{
	int before = doc->nrows ? doc->rows[doc->nrows - 1].item : -1;
	doc->item = -1;
	if (doc->spacing > 1 && item >= 0 && before >= 0 && before != item)
		empty_row(doc);
}

void doc_item(struct doc *doc, int item)
{
	part_items(doc, item);
	doc->item = item;
}

void doc_caret(struct doc *doc, unsigned column)
{
	if (doc->nrows == 0)
		return;
	doc->caret_row = doc->nrows - 1;
	doc->caret_column = column;
	doc->has_caret = true;
}
