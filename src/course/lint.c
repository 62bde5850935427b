/* SPDX-License-Identifier: MIT */
#include "course/lint.h"

#include <string.h>
#include "base/grade.h"
#include "base/text.h"

#define WORDS_MOST 180 /* of one page: a screen that can be taken in */
#define ROWS_MOST 19   /* of 24, less the header, the footer and their blank rows */
#define MEASURE 66     /* cells of a line of text */
#define FIGURE_CELLS 64
#define FIGURE_ROWS 12
#define GRADE_MOST 9.0 /* Flesch-Kincaid */
#define GRADE_WORDS 40 /* fewer say nothing about a grade */

/* -- How much ------------------------------------------------------------- */

/* The words of the text a learner reads, and how many rows they take at the measure. */
struct size {
	unsigned rows, words;
};

static unsigned rows_of(const char *text, unsigned measure)
{
	unsigned rows = 1, used = 0;

	while (*text) {
		if (*text == '\n') {
			rows++, used = 0, text++;
			continue;
		}
		size_t len = strcspn(text, " \n");
		unsigned cells = text_cells(text, len);
		if (used && used + 1 + cells > measure)
			rows++, used = 0;
		used += (used ? 1 : 0) + cells;
		text += len + (text[len] == ' ');
	}
	return rows;
}

static void size_text(struct size *size, const char *text, unsigned measure)
{
	size->rows += rows_of(text, measure);
	size->words += text_words(text, strlen(text));
}

/* Blocks have a blank row between them, but for items of a list. */
static void size_markup(struct size *size, const struct markup *markup)
{
	if (size->rows && markup->nblocks)
		size->rows++;
	for (size_t i = 0; i < markup->nblocks; i++) {
		const struct block *block = &markup->blocks[i];
		struct markup alone = { block, 1 };
		struct str text = { 0 };
		markup_plain(&alone, &text);
		size_text(size, str_text(&text), MEASURE - 2 * block->depth - 2 * block->quotes);
		if (i > 0 && !(block->role == BLOCK_ITEM && block[-1].role == BLOCK_ITEM))
			size->rows++;
		str_release(&text);
	}
}

static void size_figure(struct size *size, const struct figure *figure)
{
	if (!figure || !figure->art)
		return; /* none, or not read */
	size->rows += size->rows > 0;
	for (const char *at = figure->art; at; at = strchr(at + 1, '\n'))
		size->rows++;
	size_markup(size, &figure->caption);
}

/* What shows with the question: the texts of options, items, statements; not what is said afterwards. */
static bool shows_at_first(const struct field *field)
{
	return strncmp(field->key, "say", 3) != 0 && strcmp(field->key, "scenes") != 0 &&
		strcmp(field->key, "points") != 0;
}

static void size_own(struct size *size, const struct fields *fields, const char *own)
{
	for (size_t i = 0; i < fields->n; i++) {
		const struct field *field = &fields->list[i];
		if (!shows_at_first(field))
			continue;
		if (field->type == FIELD_INLINE) {
			struct str text = { 0 };
			markup_plain((const struct markup *)(const void *)(own + field->at), &text);
			if (text.len)
				size_text(size, str_text(&text), MEASURE - 6);
			str_release(&text);
		} else if (field->type == FIELD_PARTS) {
			const struct parts *parts = (const struct parts *)(const void *)(own + field->at);
			size->rows += size->rows > 0;
			for (size_t p = 0; p < parts->n; p++)
				size_own(size, field->of, (const char *)parts->list + p * field->of->size);
		}
	}
}

static void lint_size(const struct page *page, struct diags *diags)
{
	struct size size = { 0 };

	size_markup(&size, &page->text);
	size_figure(&size, page->figure);
	size_markup(&size, &page->ask);
	if (size.words > WORDS_MOST)
		diag_add(diags, DIAG_MANY_WORDS, page->at, 1, "this page has %u words, and %d are easy to take in",
			size.words, WORDS_MOST);
	size_own(&size, page->kind->fields, page->own);
	if (size.rows > ROWS_MOST)
		diag_add(diags, DIAG_LONG_PAGE, page->at, 1,
			"this page takes about %u rows, and a screen of 80x24 has %d for it", size.rows, ROWS_MOST);
}

/* Terminals of 80 cells and of any age show the whole of it. */
static void lint_figure(const struct page *page, struct diags *diags)
{
	const char *art = page->figure ? page->figure->art : NULL;
	unsigned rows = 0, cells = 0;
	bool ascii = true;

	if (!art)
		return;
	for (const char *row = art; row; row = strchr(row, '\n') ? strchr(row, '\n') + 1 : NULL) {
		size_t len = strcspn(row, "\n");
		unsigned wide = text_cells(row, len);
		cells = wide > cells ? wide : cells;
		ascii = ascii && text_ascii(row, len) == len;
		rows++;
	}
	struct place at = places_find(&page->places, art, page->figure->at);
	if (rows > FIGURE_ROWS || cells > FIGURE_CELLS)
		diag_add(diags, DIAG_FIGURE, at, 1, "this figure is %u by %u, columns by rows; %d by %d is the most",
			cells, rows, FIGURE_CELLS, FIGURE_ROWS);
	if (!ascii)
		diag_add(diags, DIAG_FIGURE, at, 1, "this figure has signs that are not ASCII");
}

static void lint_grade(const struct page *page, struct diags *diags)
{
	struct str text = { 0 };

	markup_plain(&page->text, &text);
	if (text_words(str_text(&text), text.len) >= GRADE_WORDS) {
		double grade = text_grade(str_text(&text), text.len);
		if (grade > GRADE_MOST)
			diag_add(diags, DIAG_GRADE, page->text.blocks[0].spans[0].at, 1,
				"this text reads at grade %.1f, and %.0f is the most", grade, GRADE_MOST);
	}
	str_release(&text);
}

static void lint_source(const struct page *page, struct diags *diags)
{
	if (page->evidence == EVIDENCE_NONE || page->sources.n)
		return;
	diag_add(diags, DIAG_NO_SOURCE, page->at, 1, "this page says how sure its claim is, and names no source");
	diag_help(diags, "add 'sources: [...]' with ids of sources.yaml");
}

/* -- Which words ------------------------------------------------------------ */

/* They mean nothing to who hears the page, or sees it in another layout. */
static const char *const position_words[] = {
	"above",
	"below",
	"on the left",
	"on the right",
	"to the left",
	"to the right",
	"the red one",
	"the green one",
	"in red",
	"in green",
	"the highlighted",
};
static const char *const position_excuses[] = { "above all", "above everything", "to the right person",
	"over and above" };

static bool is_word_byte(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (unsigned char)c >= 0x80;
}

static bool begins_with(const char *at, const char *words)
{
	while (*words && ((*at >= 'A' && *at <= 'Z' ? *at - 'A' + 'a' : *at) == *words))
		at++, words++;
	return !*words && !is_word_byte(*at);
}

static const char *position_word(const char *at)
{
	for (size_t i = 0; i < sizeof position_excuses / sizeof position_excuses[0]; i++)
		if (begins_with(at, position_excuses[i]))
			return NULL;
	for (size_t i = 0; i < sizeof position_words / sizeof position_words[0]; i++)
		if (begins_with(at, position_words[i]))
			return position_words[i];
	return NULL;
}

static void lint_span(const struct span *span, struct diags *diags)
{
	for (size_t i = 0; span->text[i]; i++) {
		bool begins = i == 0 || !is_word_byte(span->text[i - 1]);
		const char *words = begins ? position_word(span->text + i) : NULL;
		if (!words)
			continue;
		diag_add(diags, DIAG_POSITION_WORDS, span_place(span, i), (unsigned)strlen(words),
			"'%s' says where something stands on a screen that others do not see", words);
		diag_help(diags, "name the thing itself");
		return;
	}
}

static void lint_words(const struct markup *markup, struct diags *diags)
{
	for (size_t i = 0; i < markup->nblocks; i++)
		for (size_t s = 0; s < markup->blocks[i].nspans; s++)
			lint_span(&markup->blocks[i].spans[s], diags);
}

static void each_text_lint(void *ctx, const struct markup *markup, const char *myth)
{
	(void)myth;
	if (markup)
		lint_words(markup, ctx);
}

void lint_page(const struct page *page, struct diags *diags)
{
	lint_size(page, diags);
	lint_figure(page, diags);
	lint_grade(page, diags);
	lint_source(page, diags);
	lint_words(&page->text, diags);
	lint_words(&page->ask, diags);
	lint_words(&page->explain, diags);
	if (page->kind->texts)
		page->kind->texts(page, each_text_lint, diags);
}
