/* SPDX-License-Identifier: MIT */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>
#include "view/doc.h"

#define ARRAY_LEN(a) (sizeof(a) / sizeof(a)[0])
#define BLOCK(...)                                     \
	.spans = (const struct span[]){ __VA_ARGS__ }, \
	.nspans = sizeof((const struct span[]){ __VA_ARGS__ }) / sizeof(struct span)
#define MARKUP(...)                                                                          \
	{                                                                                    \
		(const struct block[]){ __VA_ARGS__ },                                       \
			sizeof((const struct block[]){ __VA_ARGS__ }) / sizeof(struct block) \
	}

static const struct markup sentence = MARKUP({ .marker = "",
	BLOCK({ SPAN_TEXT, "A ", NULL, { 0, 0 }, NULL, 0 }, { SPAN_STRONG, "safe", NULL, { 0, 0 }, NULL, 0 },
		{ SPAN_TEXT, " ", NULL, { 0, 0 }, NULL, 0 }, { SPAN_TERM, "base camp", "secure-base", { 0, 0 }, NULL, 0 },
		{ SPAN_TEXT, " helps.", NULL, { 0, 0 }, NULL, 0 }) });

static const struct markup all = MARKUP({ .marker = "", BLOCK({ SPAN_TEXT, "First one goes here.", NULL, { 0, 0 }, NULL, 0 }) },
	{ .role = BLOCK_ITEM,
		.depth = 1,
		.marker = "-",
		BLOCK({ SPAN_TEXT, "outer item of two rows", NULL, { 0, 0 }, NULL, 0 }) },
	{ .role = BLOCK_ITEM, .depth = 2, .marker = "10.", BLOCK({ SPAN_TEXT, "inner item again", NULL, { 0, 0 }, NULL, 0 }) },
	{ .role = BLOCK_ITEM, .depth = 2, .marker = "", BLOCK({ SPAN_TEXT, "goes on", NULL, { 0, 0 }, NULL, 0 }) },
	{ .role = BLOCK_ITEM, .depth = 1, .marker = "-", BLOCK({ SPAN_TEXT, "last", NULL, { 0, 0 }, NULL, 0 }) },
	{ .quotes = 1, .marker = "", BLOCK({ SPAN_TEXT, "She said what he wrote.", NULL, { 0, 0 }, NULL, 0 }) },
	{ .role = BLOCK_CODE,
		.marker = "",
		BLOCK({ SPAN_CODE, "a  b\n  a very long line that is never wrapped\n", NULL, { 0, 0 }, NULL, 0 }) },
	{ .marker = "", BLOCK({ SPAN_TEXT, "hard\nbreak", NULL, { 0, 0 }, NULL, 0 }) });

static void say_sentence(struct doc *doc)
{
	doc_markup(doc, STYLE_TEXT, &sentence);
}

static void say_all(struct doc *doc)
{
	doc_markup(doc, STYLE_TEXT, &all);
}

static void say_options(struct doc *doc)
{
	doc_lead(doc, "( ) 1. ");
	doc_markup(doc, STYLE_TEXT, &sentence);
	doc_lead(doc, "(*) 2. ");
	doc_say(doc, STYLE_TEXT, "short");
	doc_aside(doc, "your answer");
}

static void say_long_option(struct doc *doc)
{
	doc_lead(doc, "(*) 1. ");
	doc_markup(doc, STYLE_TEXT, &sentence);
	doc_aside(doc, "your answer");
}

static void say_verdict(struct doc *doc)
{
	doc_verdict(doc, STYLE_RIGHT, "Correct.", &sentence);
	doc_gap(doc);
	doc_gap(doc);
	doc_verdict(doc, STYLE_NOT_YET, "Not yet.", NULL);
}

static void say_pairs(struct doc *doc)
{
	doc_pair(doc, STYLE_TITLE, "Pointer arithmetic and more", "page 3 of 7");
	doc->indent = 2;
	doc_pair(doc, STYLE_TEXT, "Left", "");
	doc->indent = 0;
	doc_lead(doc, "1. ");
	doc_pair(doc, STYLE_TEXT, "Why", "done");
}

static void say_texts(struct doc *doc)
{
	doc_gap(doc);
	doc_say(doc, STYLE_TEXT, "");
	doc_gap(doc);
	doc_sayf(doc, STYLE_TEXT, "%d lines\nof text", 2);
	doc->indent = 2;
	doc_verbatim(doc, STYLE_CODE, " x\n\n\ty far out at the right edge\n");
}

static void test_lines(void **state)
{
	static const struct {
		const char *name;
		unsigned width;
		void (*say)(struct doc *);
		const char *lines;
	} cases[] = {
		{ "sentence", 40, say_sentence, "A safe base camp helps.\n" },
		{ "breaks between and inside spans", 11, say_sentence, "A safe base\ncamp helps.\n" },
		{ "no wrapping", 0, say_sentence, "A safe base camp helps.\n" },
		{ "all blocks", 18, say_all,
			"First one goes\nhere.\n\n- outer item of\n  two rows\n  10. inner item\n      again\n\n      "
			"goes on\n- last\n\n"
			"> She said what he\n> wrote.\n\n  a  b\n    a very long line that is never "
			"wrapped\n\nhard\nbreak\n" },
		{ "all blocks, plain", 0, say_all,
			"First one goes here.\n\n- outer item of two rows\n  10. inner item again\n\n      goes on\n- "
			"last\n\n"
			"> She said what he wrote.\n\n    a  b\n      a very long line that is never "
			"wrapped\n\nhard\nbreak\n" },
		{ "options", 28, say_options, "( ) 1. A safe base camp\n       helps.\n(*) 2. short  your answer\n" },
		{ "aside without room beside it", 20, say_options,
			"( ) 1. A safe base\n       camp helps.\n(*) 2. short\nyour answer\n" },
		{ "aside on a row of its own", 24, say_long_option, "(*) 1. A safe base camp\n       helps.\nyour answer\n" },
		{ "aside beside the last row", 28, say_long_option, "(*) 1. A safe base camp\n       helps.  your answer\n" },
		{ "aside wider than all", 10, say_long_option,
			"(*) 1. A\n       saf\n       e\n       bas\n       e\n       cam\n       p\n       hel\n       ps.\nyour\nanswer\n" },
		{ "verdict", 20, say_verdict, "Correct. A safe base\ncamp helps.\n\nNot yet.\n" },
		{ "pairs", 40, say_pairs, "Pointer arithmetic and more  page 3 of 7\n  Left\n1. Why  done\n" },
		{ "pairs, one too narrow", 39, say_pairs,
			"Pointer arithmetic and more\npage 3 of 7\n  Left\n1. Why  done\n" },
		{ "pairs, narrow", 10, say_pairs,
			"Pointer\narithmetic\nand more\npage 3 of\n7\n  Left\n1. Why\n   done\n" },
		{ "pairs, plain", 0, say_pairs, "Pointer arithmetic and more  page 3 of 7\n  Left\n1. Why  done\n" },
		{ "texts", 12, say_texts, "\n2 lines\nof text\n   x\n\n      y far out at the right edge\n" },
	};
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct doc doc;
		struct str lines = { 0 };
		doc_begin(&doc, cases[i].width);
		cases[i].say(&doc);
		doc_lines(&doc, &lines);
		if (strcmp(str_text(&lines), cases[i].lines))
			fail_msg("%s:\n%s", cases[i].name, str_text(&lines));
		str_release(&lines);
		doc_release(&doc);
	}
}

/* The same words stand at the same mark, whatever the width. */
static void test_marks(void **state)
{
	static void (*const says[])(
		struct doc *) = { say_sentence, say_all, say_options, say_verdict, say_pairs, say_texts };
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(says); i++) {
		size_t mark = 0;
		for (unsigned width = 0; width < 70; width++) {
			struct doc doc;
			doc_begin(&doc, width);
			says[i](&doc);
			if (width && mark != doc.mark)
				fail_msg("text %zu: mark %zu at width %u, %zu before", i, doc.mark, width, mark);
			mark = doc.mark;
			for (size_t k = 0; k < doc.nrows; k++) {
				size_t row = doc_row_at(&doc, doc.rows[k].mark);
				assert_true(row >= k && doc.rows[row].mark == doc.rows[k].mark);
			}
			doc_release(&doc);
		}
	}
}

static void test_styles_and_terms(void **state)
{
	struct doc doc;
	(void)state;
	doc_begin(&doc, 11);
	doc_markup(&doc, STYLE_TITLE, &sentence);
	assert_int_equal(doc.nrows, 2);
	const struct row *row = &doc.rows[0];
	assert_int_equal(row->nsegments, 4);
	assert_int_equal(row->segments[0].style, STYLE_TITLE);
	assert_int_equal(row->segments[1].style, STYLE_STRONG);
	assert_int_equal(row->segments[3].style, STYLE_TERM);
	assert_string_equal(row->segments[3].term, "secure-base");
	assert_int_equal(row->segments[3].len, 4);
	assert_int_equal(doc.rows[1].segments[0].style, STYLE_TERM);
	assert_string_equal(doc.first_term, "secure-base");
	doc_release(&doc);
}

static void say_items(struct doc *doc)
{
	doc_say(doc, STYLE_TEXT, "Ask?");
	doc_gap(doc);
	for (int i = 0; i < 3; i++) {
		doc_item(doc, i);
		doc_lead(doc, i == 1 ? "(*) " : "( ) ");
		doc_say(doc, STYLE_TEXT, i == 1 ? "two\nrows of\nit" : "one");
		if (i == 1)
			doc_aside(doc, "yours");
	}
	doc_item(doc, -1);
	doc_gap(doc);
	doc_say(doc, STYLE_TEXT, "End");
}

static void test_show(void **state)
{
	static const struct {
		const char *name;
		size_t top;
		unsigned height;
		int focus;
		const char *dump;
	} cases[] = {
		{ "no focus", 0, 4, -1,
			"\n Ask?\n\n ( ) one\n (*) two    yours\n-- styles\n  4 ............aaaaa\n-- cursor 1,1\n" },
		{ "focus", 2, 4, 1,
			"\n ( ) one\n (*) two    yours\n     rows of\n     it\n"
			"-- styles\n  2 .FFF........aaaaa\n-- cursor 2,1\n" },
		{ "its first row is out of sight", 4, 2, 1, "\n     rows of\n     it\n\n\n-- styles\n  1 .....FFFFFFF\n-- cursor 1,5\n" },
		{ "focus not shown", 5, 4, 0, "\n     it\n ( ) one\n\n End\n-- styles\n-- cursor 1,5\n" },
		{ "begins with an empty row", 1, 2, -1, "\n\n ( ) one\n\n\n-- styles\n-- cursor 2,1\n" },
		{ "beyond the end", 99, 4, -1, "\n\n\n\n\n-- styles\n-- cursor 1,1\n" },
	};
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct doc doc;
		struct frame frame = { 0 };
		struct str dump = { 0 };
		doc_begin(&doc, 16);
		doc_say(&doc, STYLE_TEXT, "Ask?");
		doc_release(&doc);
		doc_begin(&doc, 16);
		say_items(&doc);
		frame_size(&frame, 18, 5);
		doc_show(&doc, &frame, 1, 1, cases[i].top, cases[i].height, cases[i].focus);
		frame_dump(&frame, &dump);
		if (strcmp(dump.at, cases[i].dump))
			fail_msg("%s:\n%s", cases[i].name, dump.at);
		str_release(&dump);
		frame_release(&frame);
		doc_release(&doc);
	}
}

/* A move writes what had the focus and what has it, and is to be few bytes: so of a long row only so much is painted. */
static void test_focus_is_short(void **state)
{
	static const struct {
		const char *name, *lead, *text, *right;
		size_t lit; /* cells */
	} cases[] = {
		{ "a row of a list", "1. ", "A short title", "5 min", 16 },
		{ "a long row of a list: whole words", "1. ", "A title that says very much of what is to come", "5 min", 38 },
		{ "a label, and not what it is of", "( ) 1. ", "A short answer", NULL, 6 },
		{ "a label that the cursor would hide", "1. ", "An answer", NULL, 12 },
		{ "no label", NULL, "A line that says very much of what is to come", NULL, 40 },
		{ "no label, no words", NULL, "Aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeee", NULL, 40 },
		{ "letters of two bytes are not cut", NULL, "aääääääääääääääääääääääää", NULL, 20 },
	};
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct doc doc;
		struct frame frame = { 0 };
		size_t lit = 0;
		doc_begin(&doc, 66);
		doc_item(&doc, 0);
		if (cases[i].lead)
			doc_lead(&doc, cases[i].lead);
		if (cases[i].right)
			doc_pair(&doc, STYLE_TEXT, cases[i].text, cases[i].right);
		else
			doc_say(&doc, STYLE_TEXT, cases[i].text);
		frame_size(&frame, 70, 2);
		doc_show(&doc, &frame, 0, 0, 0, 2, 0);
		for (int c = 0; c < frame.width; c++)
			lit += frame.cells[c].style == STYLE_FOCUS;
		if (lit != cases[i].lit)
			fail_msg("%s: %zu cells", cases[i].name, lit);
		frame_release(&frame);
		doc_release(&doc);
	}
}

/* unicode: yes. Only rows of lists and quotations change. */
static void test_ornate(void **state)
{
	static const struct span words = { .text = "words" };
	static const struct block blocks[] = {
		{ .role = BLOCK_ITEM, .depth = 1, .marker = "-", .spans = &words, .nspans = 1 },
		{ .role = BLOCK_ITEM, .depth = 1, .marker = "2.", .spans = &words, .nspans = 1 },
		{ .role = BLOCK_PARAGRAPH, .marker = "", .quotes = 1, .spans = &words, .nspans = 1 },
	};
	static const struct markup markup = { .blocks = blocks, .nblocks = ARRAY_LEN(blocks) };
	static const char *const wanted[] = { "- words\n2. words\n\n> words\n", "\u2022 words\n2. words\n\n\u2502 words\n" };
	(void)state;
	for (int ornate = 0; ornate < 2; ornate++) {
		struct doc doc;
		struct str lines = { 0 };
		doc_begin(&doc, 40);
		doc.ornate = ornate;
		doc_markup(&doc, STYLE_TEXT, &markup);
		doc_lines(&doc, &lines);
		assert_string_equal(lines.at, wanted[ornate]);
		str_release(&lines);
		doc_release(&doc);
	}
}

static void test_top(void **state)
{
	/* 0 Ask? 1 gap 2 item 0; 3, 4, 5 item 1; 6 item 2; 7 gap; 8 End */
	static const struct {
		const char *name;
		size_t top;
		unsigned height;
		int focus;
		size_t wanted;
	} cases[] = {
		{ "nothing wanted", 2, 4, -1, 2 },
		{ "not beyond the end", 8, 4, -1, 5 },
		{ "all fits", 3, 20, -1, 0 },
		{ "seen already", 2, 4, 1, 2 },
		{ "up", 4, 4, 0, 2 },
		{ "down, whole item", 0, 4, 1, 2 },
		{ "item taller than the window", 0, 2, 1, 3 },
		{ "no such item", 1, 4, 7, 1 },
		{ "no room", 1, 0, 1, 1 },
	};
	struct doc doc;
	(void)state;
	doc_begin(&doc, 16);
	say_items(&doc);
	assert_int_equal(doc.nrows, 9);
	assert_int_equal(doc_row_of(&doc, 1), 3);
	assert_int_equal(doc_row_of(&doc, 9), 9);
	assert_int_equal(doc.rows[1].item, -1);
	assert_int_equal(doc.rows[7].item, -1);
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		size_t top = doc_top(&doc, cases[i].top, cases[i].height, cases[i].focus);
		if (top != cases[i].wanted)
			fail_msg("%s: %zu", cases[i].name, top);
	}
	doc_caret(&doc, 2);
	assert_int_equal(doc_top(&doc, 0, 4, 0), 5);
	doc_release(&doc);
	doc_begin(&doc, 16);
	doc_item(&doc, 0);
	for (int i = 0; i < 20; i++)
		doc_say(&doc, STYLE_TEXT, "A row.");
	doc_caret(&doc, 2);
	doc.caret_row = 14; /* two rows of its field below it are in sight with it, of a small window fewer */
	assert_int_equal(doc_top(&doc, 0, 12, 0), 5);
	assert_int_equal(doc_top(&doc, 0, 11, 0), 5);
	assert_int_equal(doc_top(&doc, 0, 6, 0), 10);
	assert_int_equal(doc_top(&doc, 0, 5, 0), 10);
	doc.caret_row = 19; /* no more of its field */
	assert_int_equal(doc_top(&doc, 0, 12, 0), 8);
	doc_release(&doc);
}

static void test_caret(void **state)
{
	struct doc doc;
	struct frame frame = { 0 };
	(void)state;
	frame_size(&frame, 10, 3);
	doc_begin(&doc, 10);
	doc_caret(&doc, 1);
	assert_false(doc.has_caret);
	doc_say(&doc, STYLE_TEXT, "a\nb");
	doc_caret(&doc, 7);
	doc_show(&doc, &frame, 0, 2, 0, 3, -1);
	assert_int_equal(frame.cursor_row, 1);
	assert_int_equal(frame.cursor_column, 9);
	doc_show(&doc, &frame, 0, 2, 0, 1, -1); /* out of sight: the first word */
	assert_int_equal(frame.cursor_row, 0);
	assert_int_equal(frame.cursor_column, 2);
	doc_release(&doc);
	frame_release(&frame);
}

/* Whatever is said at whatever width: prose stays inside the measure. */
static void test_measure(void **state)
{
	(void)state;
	for (unsigned width = 12; width < 120; width++) {
		struct doc doc;
		doc_begin(&doc, width);
		say_all(&doc);
		say_options(&doc);
		say_verdict(&doc);
		say_pairs(&doc);
		for (size_t i = 0; i < doc.nrows; i++) {
			const struct row *row = &doc.rows[i];
			unsigned cells = row->indent;
			for (size_t k = 0; k < row->nsegments; k++)
				cells += text_cells(row->segments[k].text, row->segments[k].len);
			if (row->aside)
				cells += (row->nsegments ? 2 : 0) + text_cells(row->aside, strlen(row->aside));
			if (!row->verbatim && cells > width)
				fail_msg("width %u: row %zu has %u cells", width, i, cells);
		}
		doc_release(&doc);
	}
}

/* A list with rows left out has the same places as the whole one. */
static void hollow_rows_keep_their_place(void **state)
{
	struct doc whole, bare;

	(void)state;
	doc_begin(&whole, 40);
	doc_begin(&bare, 40);
	for (int i = 0; i < 9; i++) {
		doc_item(&whole, i);
		doc_item(&bare, i);
		doc_pair(&whole, STYLE_TEXT, "a title", "");
		if (i < 3)
			doc_pair(&bare, STYLE_TEXT, "a title", "");
		else
			doc_hollow(&bare, "a title");
	}
	doc_item(&bare, -1);
	doc_gap(&bare);
	assert_int_equal(bare.nrows, whole.nrows + 1);
	for (size_t i = 0; i < whole.nrows; i++) {
		assert_int_equal(whole.rows[i].item, bare.rows[i].item);
		assert_int_equal(whole.rows[i].mark, bare.rows[i].mark);
	}
	assert_int_equal(doc_hollow_at(&whole, 0, 9), -1);
	assert_int_equal(doc_hollow_at(&bare, 0, 3), -1);
	assert_int_equal(doc_hollow_at(&bare, 0, 4), 3);
	assert_int_equal(doc_hollow_at(&bare, 5, 100), 5);
	doc_release(&whole);
	doc_release(&bare);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lines),
		cmocka_unit_test(test_marks),
		cmocka_unit_test(test_styles_and_terms),
		cmocka_unit_test(test_show),
		cmocka_unit_test(test_focus_is_short),
		cmocka_unit_test(test_ornate),
		cmocka_unit_test(test_top),
		cmocka_unit_test(test_caret),
		cmocka_unit_test(test_measure),
		cmocka_unit_test(hollow_rows_keep_their_place),
	};
	if (!setlocale(LC_CTYPE, "C.UTF-8"))
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
