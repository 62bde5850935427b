/* SPDX-License-Identifier: MIT
 *
 * What Unicode publishes for UAX #29 (extended grapheme clusters) and UAX #14 (line breaks) to be tested with, in sample: see the
 * first lines of tests/unicode. */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/text.h"

#define BOUND "\xC3\xB7"    /* ÷ */
#define NO_BOUND "\xC3\x97" /* × */

/* One line: the text, and whether there is a boundary before each of its bytes and at its end. */
struct line {
	char text[256];
	bool bounds[257];
	size_t len;
};

static bool read_line(FILE *file, struct line *line)
{
	static char words[4096];

	*line = (struct line){0};
	do
		if (!fgets(words, sizeof words, file))
			return false;
	while (words[0] == '#');
	for (char *word = strtok(words, " \n"); word; word = strtok(NULL, " \n")) {
		if (strcmp(word, BOUND) == 0 || strcmp(word, NO_BOUND) == 0) {
			line->bounds[line->len] = strcmp(word, BOUND) == 0;
			continue;
		}
		assert_true(line->len + 4 < sizeof line->text);
		line->len += text_put_point((uint32_t)strtoul(word, NULL, 16), line->text + line->len);
	}
	return true;
}

typedef bool (*test)(const struct line *line);

static void for_each(const char *path, test holds, unsigned least)
{
	FILE *file = fopen(path, "r");
	struct line line;
	unsigned n = 0;

	assert_non_null(file);
	while (read_line(file, &line))
		if (n++, !holds(&line))
			fail_msg("%s, line %u of them", path, n);
	(void)fclose(file);
	assert_true(n >= least);
}

/* Walking forwards and backwards stops at every boundary and nowhere else. */
static bool has_graphemes(const struct line *line)
{
	for (size_t at = 0; at < line->len;) {
		size_t end = at + text_grapheme(line->text + at, line->len - at);

		if (!line->bounds[at] || !line->bounds[end] || text_grapheme_before(line->text, end) != at)
			return false;
		for (at++; at < end; at++)
			if (line->bounds[at])
				return false;
	}
	return true;
}

static void graphemes_are_as_published(void **state)
{
	(void)state;
	for_each("tests/unicode/graphemes.txt", has_graphemes, 80);
}

/* The place before the text is none to us, and the one after it is every text's. */
static bool has_breaks(const struct line *line)
{
	unsigned char marks[256];

	text_breaks(line->text, line->len, marks);
	for (size_t i = 1; i < line->len; i++)
		if ((marks[i] != TEXT_BREAK_NO) != line->bounds[i])
			return false;
	return true;
}

static void lines_may_end_as_published(void **state)
{
	(void)state;
	for_each("tests/unicode/lines.txt", has_breaks, 400);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(graphemes_are_as_published),
		cmocka_unit_test(lines_may_end_as_published),
	};

	setlocale(LC_CTYPE, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
