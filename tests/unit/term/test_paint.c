/* SPDX-License-Identifier: MIT
 *
 * Rows are painted into curses without a terminal, and read back from its picture of what is to be shown. */
#define NCURSES_WIDECHAR 1
#include <curses.h>
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <wchar.h>
#include <cmocka.h>
#include "term/paint.h"

#define ARRAY_LEN(a) (sizeof(a) / sizeof((a)[0]))
#define WIDTH 20

static FILE *nowhere;
static SCREEN *curses;

static int begin(void **state)
{
	(void)state;
	nowhere = fopen("/dev/null", "r+");
	curses = nowhere ? newterm("xterm-256color", nowhere, nowhere) : NULL;
	return curses ? 0 : -1;
}

static int end(void **state)
{
	(void)state;
	paint_end();
	endwin();
	delscreen(curses);
	return fclose(nowhere);
}

static void paint_with(const char *theme, bool colour, bool ascii)
{
	paint_begin(theme_find(theme), colour, ascii);
	paint_width(WIDTH);
}

/* What stands in row 0, as characters; a wide one is there once. */
static void read_row(wchar_t *text, size_t room)
{
	cchar_t row[WIDTH + 1];
	size_t n = 0;

	memset(row, 0, sizeof row);
	assert_int_not_equal(mvwin_wchnstr(newscr, 0, 0, row, WIDTH), ERR);
	for (int i = 0; i < WIDTH; i++) {
		wchar_t points[CCHARW_MAX + 1] = {0};
		attr_t attributes;
		short pair;
		getcchar(&row[i], points, &attributes, &pair, NULL);
		assert_true(n + wcslen(points) < room);
		wcscpy(text + n, points);
		n += wcslen(points);
	}
	while (n > 0 && text[n - 1] == L' ')
		n--;
	text[n] = L'\0';
}

static void signs_keep_their_columns(void **state)
{
	static const struct {
		const char *name, *text;
		const wchar_t *wide, *ascii;
	} cases[] = {
		{"ASCII", "as it is ~", L"as it is ~", L"as it is ~"},
		{"letters with marks", "na\xc3\xafve|", L"na\u00EFve|", L"naive|"},
		{"a mark that joins", "e\xcc\x81|", L"e\u0301|", L"e|"},
		{"wide signs", "\xe6\x97\xa5\xe6\x9c\xac|", L"\u65E5\u672C|", L"? ? |"},
		{"what asks for colour is not sent", "\xe2\x9d\xa4\xef\xb8\x8f|", L"\u2764|", L"?|"},
		{"all dots are one", "\xe2\x80\xa6|", L"\u2026|", L".|"},
		{"an arrow", "\xe2\x86\x92|\xe2\x86\x90|", L"\u2192|\u2190|", L">|<|"},
		{"a half is not 1", "\xc2\xbd|", L"\u00BD|", L"?|"},
		{"quotes", "\xe2\x80\x9cyes\xe2\x80\x9d|", L"\u201Cyes\u201D|", L"\"yes\"|"},
	};
	struct frame frame = {0};
	wchar_t is[4 * WIDTH];

	(void)state;
	for (int ascii = 0; ascii < 2; ascii++) {
		paint_with("default", false, ascii);
		for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
			const wchar_t *wanted = ascii ? cases[i].ascii : cases[i].wide;
			frame_size(&frame, WIDTH, 1);
			(void)frame_put_text(&frame, 0, 0, STYLE_TEXT, cases[i].text);
			paint_row(frame.cells, 0);
			read_row(is, ARRAY_LEN(is));
			if (wcscmp(is, wanted) != 0)
				fail_msg("%s: <%ls> instead of <%ls>", cases[i].name, is, wanted);
		}
	}
	frame_release(&frame);
}

/* The frame counts as Unicode does, curses as the C library: where that counts more, what is too much is left out. */
static void a_cell_never_draws_beyond_its_columns(void **state)
{
	static const struct cell joined = {"\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x92\xbb", 11, 2, STYLE_TEXT};
	static const struct cell wide = {"\xe6\x97\xa5", 3, 1, STYLE_TEXT};
	struct frame frame = {0};
	wchar_t is[4 * WIDTH];

	(void)state;
	paint_with("default", false, false);
	frame_size(&frame, WIDTH, 1);
	(void)frame_put_text(&frame, 0, 0, STYLE_TEXT, "....|");
	frame.cells[0] = joined;
	frame.cells[1] = (struct cell){.width = 0};
	frame.cells[3] = wide;
	paint_row(frame.cells, 0);
	read_row(is, ARRAY_LEN(is));
	if (wcscmp(is, L"\U0001F469. |") != 0)
		fail_msg("<%ls>", is);
	frame_release(&frame);
}

/* A look is the same whether the row is ASCII or not, which two ways of curses show. */
static void looks_are_those_of_the_theme(void **state)
{
	static const char *const texts[] = {"abc", "\xc3\xa4" "bc"};
	static const struct {
		const char *theme;
		bool colour;
	} shows[] = {{"default", false}, {"default", true}, {"high-contrast", true}, {"none", true}};
	struct frame frame = {0};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(shows) * ARRAY_LEN(texts) * STYLE_COUNT; i++) {
		enum style style = (enum style)(i % STYLE_COUNT);
		const char *text = texts[i / STYLE_COUNT % ARRAY_LEN(texts)];
		const struct theme *theme = theme_find(shows[i / STYLE_COUNT / ARRAY_LEN(texts)].theme);
		bool colour = shows[i / STYLE_COUNT / ARRAY_LEN(texts)].colour;
		const struct look *look = &theme->looks[style];
		cchar_t cell;
		wchar_t points[CCHARW_MAX + 1];
		attr_t attributes;
		short pair, colour_is = -1, ground_is = -1;

		paint_with(theme->name, colour, false);
		frame_size(&frame, WIDTH, 1);
		(void)frame_put_text(&frame, 0, 0, style, text);
		paint_row(frame.cells, 0);
		assert_int_not_equal(mvwin_wch(newscr, 0, 1, &cell), ERR);
		getcchar(&cell, points, &attributes, &pair, NULL);
		assert_int_equal(!!(attributes & A_BOLD), !!(look->bits & LOOK_BOLD));
		assert_int_equal(!!(attributes & A_REVERSE), !!(look->bits & LOOK_REVERSE));
		assert_int_equal(!!(attributes & A_UNDERLINE), !!(look->bits & LOOK_UNDERLINE));
		if (pair != 0)
			pair_content(pair, &colour_is, &ground_is);
		assert_int_equal(colour_is, colour ? look->colour : COLOUR_OWN);
		assert_int_equal(ground_is, colour ? look->ground : COLOUR_OWN);
	}
	frame_release(&frame);
}

static void what_stood_there_is_painted_over(void **state)
{
	struct frame frame = {0};
	wchar_t is[4 * WIDTH], signs[WIDTH + 1] = {0};

	(void)state;
	for (int ascii = 0; ascii < 2; ascii++) {
		paint_with("default", true, ascii);
		frame_size(&frame, WIDTH, 1);
		(void)frame_put_text(&frame, 0, 0, STYLE_FOCUS, "a word and \xe6\x97\xa5");
		paint_row(frame.cells, 0);
		paint_over(1);
		read_row(is, ARRAY_LEN(is));
		wmemset(signs, ascii ? L'.' : L'\u00A0', WIDTH);
		assert_true(wcscmp(is, signs) == 0);
	}
	frame_release(&frame);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(signs_keep_their_columns, begin, end),
		cmocka_unit_test_setup_teardown(a_cell_never_draws_beyond_its_columns, begin, end),
		cmocka_unit_test_setup_teardown(looks_are_those_of_the_theme, begin, end),
		cmocka_unit_test_setup_teardown(what_stood_there_is_painted_over, begin, end),
	};

	setlocale(LC_CTYPE, "C.UTF-8");
	alarm(60);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
