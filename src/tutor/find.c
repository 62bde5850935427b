/* SPDX-License-Identifier: MIT */
#include "tutor/find.h"

#include <string.h>
#include "base/likeness.h"
#include "kinds/visit.h"

#define MEASURE 66 /* of pages that nobody is at */

/* One letter as it was found. */
struct spot {
	size_t row;
	unsigned column, cells;
	size_t at; /* where its folded form begins in the text */
};

/* What is looked through: folded text, and where each letter of it stands. */
struct hay {
	struct str text;
	struct spot *spots;
	size_t n, room;
};

static void hay_release(struct hay *hay)
{
	str_release(&hay->text);
	mem_free(hay->spots);
}

/* Runs of white space are one space. */
static void hay_add(struct hay *hay, const char *letter, size_t len, struct spot spot)
{
	size_t before = hay->text.len;

	text_seek(letter, len, &hay->text);
	if (hay->text.len - before == 1 && hay->text.at[before] == ' ' && (before == 0 || hay->text.at[before - 1] == ' ')) {
		str_cut(&hay->text, before);
		return;
	}
	if (hay->n == hay->room) {
		hay->room = hay->room ? hay->room * 2 : 1024;
		hay->spots = mem_grow(hay->spots, hay->room, sizeof *hay->spots);
	}
	spot.at = before;
	hay->spots[hay->n++] = spot;
}

static unsigned add_text(struct hay *hay, size_t row, unsigned column, const char *text, size_t len)
{
	for (size_t i = 0, size; i < len; i += size) {
		size = text_grapheme(text + i, len - i);
		unsigned cells = text_grapheme_cells(text + i, size);
		hay_add(hay, text + i, size, (struct spot){row, column, cells, 0});
		column += cells;
	}
	return column;
}

static void hay_make(struct hay *hay, const struct doc *doc)
{
	for (size_t r = 0; r < doc->nrows; r++) {
		const struct row *row = &doc->rows[r];
		unsigned column = row->indent;

		for (size_t i = 0; i < row->nsegments; i++)
			column = add_text(hay, r, column, row->segments[i].text, row->segments[i].len);
		hay_add(hay, " ", 1, (struct spot){r, column, 0, 0});
		if (row->aside) {
			unsigned cells = text_cells(row->aside, strlen(row->aside));
			(void)add_text(hay, r, doc->width > cells ? doc->width - cells : column, row->aside, strlen(row->aside));
			hay_add(hay, " ", 1, (struct spot){r, column, 0, 0});
		}
	}
}

static void needle_make(struct str *needle, const char *words)
{
	struct hay hay = {{0}, NULL, 0, 0};
	size_t len;

	(void)add_text(&hay, 0, 0, words, strlen(words));
	len = hay.text.len;
	while (len > 0 && hay.text.at[len - 1] == ' ')
		len--;
	str_add(needle, str_text(&hay.text), len);
	hay_release(&hay);
}

/* The last spot that begins at or before a place of the text. */
static size_t spot_at(const struct hay *hay, size_t at)
{
	size_t low = 0, high = hay->n;

	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;
		*(hay->spots[middle].at <= at ? &low : &high) = middle;
	}
	return low;
}

static struct match match_of(const struct hay *hay, size_t from, size_t end)
{
	size_t first = spot_at(hay, from), last = spot_at(hay, end - 1);
	const struct spot *spot = &hay->spots[first];
	struct match match = {spot->row, spot->column, spot->cells};

	for (size_t i = first + 1; i <= last && hay->spots[i].row == match.row; i++)
		match.cells = hay->spots[i].column + hay->spots[i].cells - match.column;
	return match;
}

size_t find_words(const struct doc *doc, const char *words, struct match *out, size_t most)
{
	struct hay hay = {{0}, NULL, 0, 0};
	struct str needle = {0};
	size_t n = 0;

	needle_make(&needle, words);
	hay_make(&hay, doc);
	for (const char *at = str_text(&hay.text); needle.len > 0 && (at = strstr(at, needle.at)) != NULL; at += needle.len) {
		size_t from = (size_t)(at - hay.text.at);
		if (n < most)
			out[n] = match_of(&hay, from, from + needle.len);
		n++;
	}
	hay_release(&hay);
	str_release(&needle);
	return n;
}

void find_say_page(const struct course *course, const struct chapter *chapter, size_t page, const struct learner *learner,
	struct doc *doc)
{
	struct visit visit = {0};

	doc_begin(doc, MEASURE);
	visit_begin(&visit, course, chapter, &chapter->pages[page], learner, NULL);
	visit.measure = MEASURE;
	visit_view(&visit, doc);
	visit_end(&visit);
}

size_t find_page(const struct course *course, const struct chapter *chapter, size_t page, const struct learner *learner,
	const char *words)
{
	struct doc doc;
	size_t n;

	find_say_page(course, chapter, page, learner, &doc);
	n = find_words(&doc, words, NULL, 0);
	doc_release(&doc);
	return n;
}

void find_line(const struct doc *doc, size_t row, struct str *out)
{
	struct doc one = *doc;
	struct str line = {0};
	size_t blank;

	one.rows = &doc->rows[row];
	one.nrows = 1;
	doc_lines(&one, &line);
	blank = strspn(str_text(&line), " ");
	str_add(out, str_text(&line) + blank, strcspn(str_text(&line) + blank, "\n"));
	str_release(&line);
}
