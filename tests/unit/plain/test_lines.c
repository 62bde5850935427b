/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>
#include "plain/lines.h"

#define ARRAY_LEN(a) (sizeof(a) / sizeof((a)[0]))

/* Reads all that was written, in pieces of `piece` bytes, and joins the lines with '|'. */
static void through_in(const struct codeset *codeset, const char *bytes, size_t len, size_t piece, struct str *out)
{
	struct lines lines = {.codeset = codeset};
	struct str line = {0};
	int ends[2];

	assert_int_equal(pipe(ends), 0);
	for (size_t at = 0; at <= len; at += piece) {
		size_t n = len - at < piece ? len - at : piece;
		if (n == 0)
			break;
		assert_int_equal(write(ends[1], bytes + at, n), n);
		assert_int_equal(lines_read(&lines, ends[0], NULL), LINES_READ);
		while (lines_next(&lines, &line))
			str_print(out, "%s|", str_text(&line));
	}
	close(ends[1]);
	assert_int_equal(lines_read(&lines, ends[0], NULL), LINES_ENDED);
	while (lines_next(&lines, &line))
		str_print(out, "%s|", str_text(&line));
	close(ends[0]);
	str_release(&line);
	lines_release(&lines, -1);
}

static void through(const char *bytes, size_t len, size_t piece, struct str *out)
{
	through_in(NULL, bytes, len, piece, out);
}

static const struct {
	const char *name, *bytes, *lines;
} cases[] = {
	{"nothing", "", ""},
	{"one line", "yes\n", "yes|"},
	{"without an end", "yes", "yes|"},
	{"two lines", "1\n2\n", "1|2|"},
	{"empty lines", "\n\n.\n", "||.|"},
	{"carriage returns", "1\r\n2\r\n", "1|2|"},
	{"UTF-8", "caf\xc3\xa9\n", "caf\xc3\xa9|"},
	{"broken UTF-8", "a\xff\xc3" "b\n", "ab|"},
	{"controls", "a\033[1mb\bc\n", "a[1mbc|"},
	{"direction marks", "a\xe2\x80\xae" "b\n", "ab|"},
	{"what hides stays", "a\x0f\n\x0f\n", "a\x0f|\x0f|"},
	{"tab stays", "a\tb\n", "a\tb|"},
};

static void lines_come_whole(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++)
		for (size_t piece = 1; piece < 9; piece++) {
			struct str out = {0};
			through(cases[i].bytes, strlen(cases[i].bytes), piece, &out);
			if (strcmp(str_text(&out), cases[i].lines) != 0)
				fail_msg("%s by %zu: <%s>", cases[i].name, piece, str_text(&out));
			str_release(&out);
		}
}

static void long_lines_are_cut(void **state)
{
	size_t len = 1024 * 1024;
	char *bytes = malloc(len + 4);
	struct str out = {0};

	(void)state;
	assert_non_null(bytes);
	memset(bytes, 'a', len);
	memcpy(bytes + len, "\nb\n", 4);
	through(bytes, len + 3, 4096, &out);
	assert_int_equal(out.len, LINES_MOST + 3);
	assert_string_equal(out.at + LINES_MOST, "|b|");
	str_release(&out);
	free(bytes);
}

static const struct {
	const char *name, *text, *prompt;
	bool ascii;
	const char *bytes;
} said[] = {
	{"text and prompt", "Yes.", "Answer:", false, "Yes.\nAnswer: "},
	{"no prompt", "Yes.", NULL, false, "Yes.\n"},
	{"prompt with its blank", "Yes.", "? ", false, "Yes.\n? "},
	{"escapes", "a\033[2Jb\bc\177", NULL, false, "a^[[2Jb^Hc^?\n"},
	{"C1 control", "a\xc2\x9b" "b", NULL, false, "a\xef\xbf\xbd" "b\n"},
	{"UTF-8", "caf\xc3\xa9", "\xe2\x80\xa6", false, "caf\xc3\xa9\n\xe2\x80\xa6 "},
	{"ASCII", "caf\xc3\xa9 \xe2\x86\x92", "\xe2\x80\xa6", true, "cafe ->\n... "},
};

static void nothing_but_lines_is_said(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(said); i++) {
		struct doc doc = {0};
		struct str out = {0};
		doc_begin(&doc, 0);
		doc_say(&doc, STYLE_TEXT, said[i].text);
		lines_make(&out, &doc, said[i].prompt, said[i].ascii);
		if (strcmp(str_text(&out), said[i].bytes) != 0)
			fail_msg("%s: <%s>", said[i].name, str_text(&out));
		doc_release(&doc);
		str_release(&out);
	}
}

/* Whatever bytes a text has, what is written has none that a terminal obeys. */
static void no_control_gets_through(void **state)
{
	unsigned seed = 20261122;

	(void)state;
	for (int round = 0; round < 500; round++) {
		char text[64];
		struct doc doc = {0};
		struct str out = {0};
		for (size_t i = 0; i < sizeof text - 1; i++) {
			seed = seed * 1103515245u + 12345u;
			text[i] = (char)(1 + (seed >> 16) % 127);
		}
		text[sizeof text - 1] = '\0';
		doc_begin(&doc, round % 3 ? 0 : 20);
		doc_say(&doc, STYLE_TEXT, text);
		lines_make(&out, &doc, text, round % 2);
		for (size_t i = 0; i < out.len; i++)
			assert_true(out.at[i] == '\n' || (unsigned char)out.at[i] >= 0x20);
		doc_release(&doc);
		str_release(&out);
	}
}

static void a_reader_who_left_is_noticed(void **state)
{
	int ends[2];
	struct str out = {0};
	struct err err = {0};

	(void)state;
	signal(SIGPIPE, SIG_IGN);
	assert_int_equal(pipe(ends), 0);
	str_add_text(&out, "words\n");
	assert_true(lines_write(ends[1], &out, NULL));
	close(ends[0]);
	assert_false(lines_write(ends[1], &out, &err));
	assert_int_equal(err.code, EPIPE);
	close(ends[1]);
	str_release(&out);
}

static void what_cannot_be_read_or_written_says_why(void **state)
{
	struct lines lines = {0};
	struct str out = {0};
	struct err err = {0};
	int folder = open("/", O_RDONLY), full = open("/dev/full", O_WRONLY);

	(void)state;
	assert_int_equal(lines_read(&lines, folder, &err), LINES_LOST);
	assert_int_equal(err.code, EISDIR);
	assert_true(lines.ended);
	str_add_text(&out, "words\n");
	assert_true(full < 0 || !lines_write(full, &out, &err));
	assert_true(full < 0 || err.kind == ERR_FULL);
	close(folder);
	if (full >= 0)
		close(full);
	lines_release(&lines, -1);
	str_release(&out);
}

/* A terminal that is not UTF-8: what is typed there is the same word. */
static void other_letters_become_utf8(void **state)
{
	struct codeset codeset = {.high = {[0xE9 - 0x80] = 0xE9}};
	struct str out = {0};

	(void)state;
	through_in(&codeset, "caf\xE9\ncaf\xC3\xA9\n", 11, 3, &out);
	assert_string_equal(str_text(&out), "caf\xC3\xA9|caf\xC3\xA9|");
	str_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(other_letters_become_utf8),
		cmocka_unit_test(lines_come_whole),
		cmocka_unit_test(long_lines_are_cut),
		cmocka_unit_test(nothing_but_lines_is_said),
		cmocka_unit_test(no_control_gets_through),
		cmocka_unit_test(a_reader_who_left_is_noticed),
		cmocka_unit_test(what_cannot_be_read_or_written_says_why),
	};

	setlocale(LC_CTYPE, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
