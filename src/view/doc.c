/* SPDX-License-Identifier: MIT */
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include "view/doc.h"
#include "view/layout.h"

#define DEPTH_MOST 16 /* of nested lists; deeper ones stand where this one does */
#define CODE_INDENT 4
#define CODE_INDENT_NARROW 2
#define CODE_NARROW 50 /* measures below this */
#define LIT_MOST 40 /* bytes painted of what has the focus: a move writes two of these, and at most 128 bytes in all (UX-15) */
#define LABEL_LEAST 4 /* bytes of one that can be seen beside the cursor: "[ ] " is, "1. " is not */
#define ASIDE_GAP 2 /* cells between a text and what stands at the right */
#define QUOTE "> "
#define TAB "    "

/* Invariant: a row's segments cover its text without gaps; their texts, terms and asides live in the arena. */

static const enum style span_styles[] = {
	[SPAN_TEXT] = STYLE_TEXT, /* stands for the base style */
	[SPAN_STRONG] = STYLE_STRONG,
	[SPAN_EMPHASIS] = STYLE_EMPHASIS,
	[SPAN_CODE] = STYLE_CODE,
	[SPAN_TERM] = STYLE_TERM,
};

/* A stretch of the text of a paragraph, in one style. */
struct run {
	size_t end; /* where it stops in the joined text */
	enum style style;
	const char *term;
};

/* A paragraph: joined text, its runs, and what stands before its rows; lead and rest are equally wide. */
struct paragraph {
	struct str text;
	struct run *runs;
	size_t nruns, room;
	struct str lead, rest; /* before the first row, before the others */
	size_t word;           /* bytes of the text that are its label as well: a verdict */
	enum style prefix;
};

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

static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static size_t solid(const char *text, size_t len)
{
	size_t n = 0;
	for (size_t i = 0; i < len; i++)
		n += !is_space(text[i]);
	return n;
}

static struct row *row_new(struct doc *doc)
{
	if (doc->nrows == doc->room) {
		doc->room = doc->room ? doc->room * 2 : 32;
		doc->rows = mem_grow(doc->rows, doc->room, sizeof *doc->rows);
	}
	struct row *row = &doc->rows[doc->nrows++];
	*row = (struct row){ .indent = doc->indent, .item = doc->item, .mark = doc->mark };
	return row;
}

static void add_run(struct paragraph *p, enum style style, const char *term, const char *text, size_t len)
{
	str_add(&p->text, text, len);
	if (p->nruns == p->room) {
		p->room = p->room ? p->room * 2 : 8;
		p->runs = mem_grow(p->runs, p->room, sizeof *p->runs);
	}
	p->runs[p->nruns++] = (struct run){ p->text.len, style, term };
}

static void paragraph_release(struct paragraph *p)
{
	str_release(&p->text);
	str_release(&p->lead);
	str_release(&p->rest);
	mem_free(p->runs);
}

/* Takes the doc's lead, which the next rows hang under. */
static void take_lead(struct doc *doc, struct paragraph *p)
{
	if (!doc->lead)
		return;
	str_add_text(&p->lead, doc->lead);
	for (unsigned n = text_cells(p->lead.at, p->lead.len); n > 0; n--)
		str_add(&p->rest, " ", 1);
	doc->lead = NULL;
}

/* A prefix as indent (its leading spaces) and one segment. */
static size_t put_prefix(
	struct doc *doc, struct row *row, struct segment *into, const struct str *prefix, enum style style)
{
	size_t spaces = 0;
	while (spaces < prefix->len && prefix->at[spaces] == ' ')
		spaces++;
	row->indent += (unsigned)spaces;
	size_t len = prefix->len - spaces;
	if (len)
		*into = (struct segment){ arena_copy(&doc->arena, prefix->at + spaces, len), len, style, NULL };
	return len > 0;
}

/* Cuts the runs to [from, end) of the joined text, which was copied to `text`. */
static size_t cut_runs(const struct paragraph *p, const char *text, size_t from, size_t end, struct segment *into)
{
	size_t n = 0;
	for (size_t i = 0; i < p->nruns && from < end; i++) {
		const struct run *run = &p->runs[i];
		if (run->end <= from)
			continue;
		size_t stop = run->end < end ? run->end : end;
		into[n++] = (struct segment){ text + from, stop - from, run->style, run->term };
		from = stop;
	}
	return n;
}

static size_t runs_between(const struct paragraph *p, size_t from, size_t end)
{
	size_t n = 0;
	for (size_t i = 0, start = 0; i < p->nruns; start = p->runs[i++].end)
		n += p->runs[i].end > from && start < end;
	return n;
}

static void say_row(struct doc *doc, const struct paragraph *p, const char *text, size_t from, size_t end, bool first)
{
	const struct str *prefix = first ? &p->lead : &p->rest;
	struct row *row = row_new(doc);
	struct segment *segments = arena_get(&doc->arena, (1 + runs_between(p, from, end)) * sizeof *segments);
	size_t n = put_prefix(doc, row, segments, prefix, p->prefix);
	row->label = !first ? 0 : n ? segments[0].len : p->word;
	if (row->label < LABEL_LEAST)
		row->label = 0;
	row->nsegments = n + cut_runs(p, text, from, end, segments + n);
	row->segments = segments;
	doc->mark += solid(text + from, end - from);
}

/* Cells left for text beside a prefix. */
static unsigned measure(const struct doc *doc, const struct str *prefix)
{
	unsigned taken = doc->indent + text_cells(str_text(prefix), prefix->len);
	if (doc->width == 0)
		return UINT_MAX / 2;
	return doc->width > taken ? doc->width - taken : 1;
}

static void wrap(struct doc *doc, const struct paragraph *p)
{
	struct layout layout;
	const char *text = arena_copy(&doc->arena, p->text.at, p->text.len);
	unsigned width = measure(doc, &p->lead);
	bool first = true;
	doc->paragraph = doc->nrows;
	layout_begin(&layout, text, p->text.len);
	for (size_t from, end; layout_line(&layout, width, &from, &end); first = false)
		say_row(doc, p, text, from, end, first);
	layout_end(&layout);
}

static void add_verbatim(struct paragraph *p, enum style style, const char *text)
{
	for (size_t len; (len = strcspn(text, "\t")), text[len]; text += len + 1) {
		add_run(p, style, NULL, text, len);
		add_run(p, style, NULL, TAB, sizeof TAB - 1);
	}
	add_run(p, style, NULL, text, strlen(text));
}

static void rows_as_they_are(struct doc *doc, const struct paragraph *p)
{
	const char *text = arena_copy(&doc->arena, p->text.at, p->text.len);
	size_t from = 0, len = p->text.len;
	doc->paragraph = doc->nrows;
	do {
		const char *newline = memchr(text + from, '\n', len - from);
		size_t end = newline ? (size_t)(newline - text) : len;
		say_row(doc, p, text, from, end, from == 0);
		doc->rows[doc->nrows - 1].verbatim = true;
		from = end + 1;
	} while (from < len);
}

void doc_say(struct doc *doc, enum style style, const char *text)
{
	struct paragraph p = { .prefix = style };
	take_lead(doc, &p);
	add_run(&p, style, NULL, text, strlen(text));
	wrap(doc, &p);
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
	take_lead(doc, &p);
	add_verbatim(&p, style, text);
	rows_as_they_are(doc, &p);
	paragraph_release(&p);
}

static void add_spaces(struct str *s, unsigned n)
{
	while (n-- > 0)
		str_add(s, " ", 1);
}

/* Markup being said. */
struct saying {
	struct doc *doc;
	enum style base;
	struct str lead, rest;          /* of the whole: the doc's lead, and its width in spaces */
	unsigned hangs[DEPTH_MOST + 1]; /* per depth of lists: cells before the text of an item; [0] is 0 */
	enum style word_style;          /* what stands before the first block on the same row */
	const char *word;
};

static void add_prefix(struct saying *s, struct paragraph *p, const struct block *block)
{
	unsigned depth = block->depth > DEPTH_MOST ? DEPTH_MOST : block->depth;
	bool marked = block->role == BLOCK_ITEM && depth > 0 && block->marker[0];
	size_t len = strlen(block->marker);
	str_add(&p->lead, str_text(&s->lead), s->lead.len);
	str_add(&p->rest, str_text(&s->rest), s->rest.len);
	str_cut(&s->lead, 0);
	str_add(&s->lead, str_text(&s->rest), s->rest.len);
	for (unsigned i = 0; i < block->quotes; i++) {
		str_add_text(&p->lead, QUOTE);
		str_add_text(&p->rest, QUOTE);
	}
	if (marked) {
		unsigned outer = s->hangs[depth - 1];
		s->hangs[depth] = outer + text_cells(block->marker, len) + 1;
		add_spaces(&p->lead, outer);
		str_print(&p->lead, "%s ", block->marker);
	} else {
		add_spaces(&p->lead, s->hangs[depth]);
	}
	add_spaces(&p->rest, s->hangs[depth]);
}

static void add_spans(struct saying *s, struct paragraph *p, const struct block *block, enum style plain)
{
	for (size_t i = 0; i < block->nspans; i++) {
		const struct span *span = &block->spans[i];
		enum style style = span->role == SPAN_TEXT ? plain : span_styles[span->role];
		const char *term = NULL;
		if (span->role == SPAN_TERM && span->term)
			term = arena_copy(&s->doc->arena, span->term, strlen(span->term));
		if (term && !s->doc->first_term)
			s->doc->first_term = term;
		add_run(p, style, term, span->text, strlen(span->text));
	}
}

static void say_code(struct saying *s, struct paragraph *p, const struct block *block)
{
	unsigned width = s->doc->width;
	unsigned indent = width && width < CODE_NARROW ? CODE_INDENT_NARROW : CODE_INDENT;
	add_spaces(&p->lead, indent);
	add_spaces(&p->rest, indent);
	for (size_t i = 0; i < block->nspans; i++)
		add_verbatim(p, STYLE_CODE, block->spans[i].text);
	rows_as_they_are(s->doc, p);
}

static void say_block(struct saying *s, const struct block *block)
{
	enum style plain = block->quotes && s->base == STYLE_TEXT ? STYLE_QUOTE : s->base;
	struct paragraph p = { .prefix = plain };
	add_prefix(s, &p, block);
	if (block->role == BLOCK_CODE) {
		say_code(s, &p, block);
	} else {
		if (s->word) {
			p.word = strlen(s->word);
			add_run(&p, s->word_style, NULL, s->word, p.word);
			add_run(&p, plain, NULL, " ", 1);
		}
		s->word = NULL;
		add_spans(s, &p, block, plain);
		wrap(s->doc, &p);
	}
	paragraph_release(&p);
}

/* Items of a list stand together; everything else is parted by an empty row. */
static bool stands_apart(const struct block *before, const struct block *block)
{
	return !(before->role == BLOCK_ITEM && block->role == BLOCK_ITEM && block->marker[0] &&
		before->quotes == block->quotes);
}

static void say_markup(struct saying *s, const struct markup *markup)
{
	struct paragraph p = { 0 }; /* borrowed for its prefixes alone */
	take_lead(s->doc, &p);
	s->lead = p.lead;
	s->rest = p.rest;
	size_t first = s->doc->nrows;
	for (size_t i = 0; i < markup->nblocks; i++) {
		if (i > 0 && stands_apart(&markup->blocks[i - 1], &markup->blocks[i]))
			doc_gap(s->doc);
		say_block(s, &markup->blocks[i]);
		if (i == 0)
			first = s->doc->paragraph;
	}
	s->doc->paragraph = first; /* an aside stands beside the first row of it all */
	str_release(&s->lead);
	str_release(&s->rest);
}

void doc_markup(struct doc *doc, enum style base, const struct markup *markup)
{
	struct saying s = { .doc = doc, .base = base };
	if (markup && markup->nblocks)
		say_markup(&s, markup);
}

void doc_verdict(struct doc *doc, enum style style, const char *word, const struct markup *markup)
{
	struct saying s = { .doc = doc, .base = STYLE_TEXT, .word_style = style, .word = word };
	const struct block *first = markup && markup->nblocks ? &markup->blocks[0] : NULL;
	if (!first || first->role != BLOCK_PARAGRAPH || first->quotes) {
		doc_say(doc, style, word);
		s.word = NULL;
	}
	if (first)
		say_markup(&s, markup);
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
	take_lead(doc, &p);
	add_run(&p, style, NULL, text, strlen(text));
	doc->paragraph = doc->nrows;
	say_row(doc, &p, arena_copy(&doc->arena, p.text.at, p.text.len), 0, p.text.len, true);
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
	doc->mark += solid(right, strlen(right));
}

void doc_hollow(struct doc *doc, const char *text)
{
	doc->paragraph = doc->nrows;
	row_new(doc)->hollow = true;
	doc->mark += solid(text, strlen(text));
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
	struct row *row = row_new(doc);
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

/* After the last word of what it belongs to; under it where there is no room. */
static void say_after(struct doc *doc, const char *text)
{
	struct row *row = &doc->rows[doc->nrows - 1];
	size_t paragraph = doc->paragraph, n = row->nsegments;
	struct segment *segments = arena_get(&doc->arena, (n + 1) * sizeof *segments);
	struct str after = { 0 };

	str_print(&after, ", %s", text);
	if (doc->width && row_cells(row) + text_cells(after.at, after.len) > doc->width) {
		doc_say(doc, STYLE_ASIDE, text);
		doc->paragraph = paragraph;
	} else {
		if (n)
			memcpy(segments, row->segments, n * sizeof *segments);
		segments[n] = (struct segment){ arena_copy(&doc->arena, after.at, after.len), after.len, STYLE_ASIDE, NULL };
		row->segments = segments;
		row->nsegments++;
	}
	str_release(&after);
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
	struct row *row = &doc->rows[doc->paragraph];
	if (row->aside || (doc->width && row_cells(row) + ASIDE_GAP + text_cells(text, len) > doc->width))
		return;
	row->aside = arena_copy(&doc->arena, text, len);
	row->aside_style = STYLE_ASIDE;
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

/* The first and last row that must be seen; false if there is none. */
static bool wanted(const struct doc *doc, int focus, size_t *first, size_t *last)
{
	if (doc->has_caret) {
		*first = *last = doc->caret_row;
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
	if (height == 0 || !wanted(doc, focus, &first, &last))
		return top;
	if (last >= top + height)
		top = last - height + 1;
	return first < top ? first : top;
}

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
	while (whole > 0 && whole < len && !is_space(text[whole]))
		whole--;
	while (whole > 0 && is_space(text[whole - 1]))
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
		while (blank < s->len && is_space(s->text[blank]))
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

static void row_line(const struct row *row, struct str *out)
{
	size_t before = out->len;
	if (row->nsegments)
		add_spaces(out, row->indent);
	for (size_t i = 0; i < row->nsegments; i++)
		str_add(out, row->segments[i].text, row->segments[i].len);
	if (row->aside && row->nsegments)
		add_spaces(out, ASIDE_GAP);
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
