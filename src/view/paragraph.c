/* SPDX-License-Identifier: MIT */
#include "view/paragraph.h"

#include <limits.h>
#include <string.h>
#include "view/layout.h"

#define LABEL_LEAST 4 /* bytes of one that can be seen beside the cursor: "[ ] " is, "1. " is not */
#define TAB "    "

bool paragraph_is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

size_t paragraph_solid(const char *text, size_t len)
{
	size_t n = 0;
	for (size_t i = 0; i < len; i++)
		n += !paragraph_is_space(text[i]);
	return n;
}

void paragraph_add_spaces(struct str *s, unsigned n)
{
	while (n-- > 0)
		str_add(s, " ", 1);
}

struct row *paragraph_row(struct doc *doc)
{
	if (doc->nrows == doc->room) {
		doc->room = doc->room ? doc->room * 2 : 32;
		doc->rows = mem_grow(doc->rows, doc->room, sizeof *doc->rows);
	}
	struct row *row = &doc->rows[doc->nrows++];
	*row = (struct row){ .indent = doc->indent, .item = doc->item, .mark = doc->mark };
	return row;
}

void paragraph_add(struct paragraph *p, enum style style, const char *term, const char *text, size_t len)
{
	str_add(&p->text, text, len);
	if (p->nruns == p->room) {
		p->room = p->room ? p->room * 2 : 8;
		p->runs = mem_grow(p->runs, p->room, sizeof *p->runs);
	}
	p->runs[p->nruns++] = (struct run){ p->text.len, style, term };
}

void paragraph_add_verbatim(struct paragraph *p, enum style style, const char *text)
{
	for (size_t len; (len = strcspn(text, "\t")), text[len]; text += len + 1) {
		paragraph_add(p, style, NULL, text, len);
		paragraph_add(p, style, NULL, TAB, sizeof TAB - 1);
	}
	paragraph_add(p, style, NULL, text, strlen(text));
}

void paragraph_take_lead(struct doc *doc, struct paragraph *p)
{
	if (!doc->lead)
		return;
	str_add_text(&p->lead, doc->lead);
	for (unsigned n = text_cells(p->lead.at, p->lead.len); n > 0; n--)
		str_add(&p->rest, " ", 1);
	doc->lead = NULL;
}

void paragraph_release(struct paragraph *p)
{
	str_release(&p->text);
	str_release(&p->lead);
	str_release(&p->rest);
	mem_free(p->runs);
}

/* --- rows --- */

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

void paragraph_say_row(struct doc *doc, const struct paragraph *p, const char *text, size_t from, size_t end, bool first)
{
	const struct str *prefix = first ? &p->lead : &p->rest;
	struct row *row = paragraph_row(doc);
	struct segment *segments = arena_get(&doc->arena, (1 + runs_between(p, from, end)) * sizeof *segments);
	size_t n = put_prefix(doc, row, segments, prefix, p->prefix);
	row->label = !first ? 0 : n ? segments[0].len : p->word;
	if (row->label < LABEL_LEAST)
		row->label = 0;
	row->nsegments = n + cut_runs(p, text, from, end, segments + n);
	row->segments = segments;
	doc->mark += paragraph_solid(text + from, end - from);
}

/* Cells left for text beside a prefix. */
static unsigned measure(const struct doc *doc, const struct str *prefix)
{
	unsigned taken = doc->indent + text_cells(str_text(prefix), prefix->len);
	if (doc->width == 0)
		return UINT_MAX / 2;
	return doc->width > taken ? doc->width - taken : 1;
}

void paragraph_wrap(struct doc *doc, const struct paragraph *p)
{
	struct layout layout;
	const char *text = arena_copy(&doc->arena, p->text.at, p->text.len);
	unsigned width = measure(doc, &p->lead);
	bool first = true;
	doc->paragraph = doc->nrows;
	layout_begin(&layout, text, p->text.len, p->breaks);
	for (size_t from, end; layout_line(&layout, width, &from, &end); first = false)
		paragraph_say_row(doc, p, text, from, end, first);
	layout_end(&layout);
}

void paragraph_say_verbatim(struct doc *doc, const struct paragraph *p)
{
	const char *text = arena_copy(&doc->arena, p->text.at, p->text.len);
	size_t from = 0, len = p->text.len;
	doc->paragraph = doc->nrows;
	do {
		const char *newline = memchr(text + from, '\n', len - from);
		size_t end = newline ? (size_t)(newline - text) : len;
		paragraph_say_row(doc, p, text, from, end, from == 0);
		doc->rows[doc->nrows - 1].verbatim = true;
		from = end + 1;
	} while (from < len);
}
