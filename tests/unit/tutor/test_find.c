/* SPDX-License-Identifier: MIT
 *
 * Words are found as they are shown, wherever the line ends, however they are typed. */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>
#include "tutor/find.h"

#define ARRAY_LEN(a) (sizeof(a) / sizeof(a)[0])
#define MOST 8

static const struct {
	const char *name, *text, *words;
	unsigned width;
	const char *found; /* "row:column+cells", a blank between */
} cases[] = {
	{"a word", "warm the pot", "the", 40, "0:5+3"},
	{"none", "warm the pot", "cup", 40, ""},
	{"nothing is looked for", "warm the pot", "", 40, ""},
	{"nor blanks", "warm the pot", "  ", 40, ""},
	{"capitals", "Warm THE pot", "wArM the", 40, "0:0+8"},
	{"twice", "tea for tea", "tea", 40, "0:0+3 0:8+3"},
	{"not overlapping", "aaaa", "aa", 40, "0:0+2 0:2+2"},
	{"over a line's end", "one two three", "two three", 8, "0:4+3"},
	{"on the second line", "one two three", "three", 8, "1:0+5"},
	{"blanks typed twice", "one two", "one   two", 40, "0:0+7"},
	{"blanks at the ends", "one two", " two ", 40, "0:4+3"},
	{"an accent in one letter, typed in two", "caf\xC3\xA9", "cafe\xCC\x81", 40, "0:0+4"},
	{"an accent in two letters, typed in one", "cafe\xCC\x81", "CAF\xC3\x89", 40, "0:0+4"},
	{"no accent typed", "caf\xC3\xA9", "cafe", 40, ""},
	{"a curly quote", "don\xE2\x80\x99t", "DON'T", 40, "0:0+5"},
	{"a dash", "1\xE2\x80\x93" "2", "1-2", 40, "0:0+3"},
	{"sharp s", "Stra\xC3\x9F" "e", "STRASSE", 40, "0:0+6"},
	{"after wide letters", "\xE8\x8C\xB6 tea", "tea", 40, "0:3+3"},
	{"a wide letter", "a \xE8\x8C\xB6", "\xE8\x8C\xB6", 40, "0:2+2"},
	{"signs are no pattern", "a.b* [c]", "b* [", 40, "0:2+4"},
};

static void matches_have_their_place(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct doc doc;
		struct match found[MOST];
		char text[160] = "";
		size_t used = 0;

		doc_begin(&doc, cases[i].width);
		doc_say(&doc, STYLE_TEXT, cases[i].text);
		size_t n = find_words(&doc, cases[i].words, found, MOST);
		for (size_t k = 0; k < n && k < MOST; k++)
			used += (size_t)snprintf(text + used, sizeof text - used, "%s%zu:%u+%u", used ? " " : "", found[k].row,
				found[k].column, found[k].cells);
		if (strcmp(text, cases[i].found) != 0)
			fail_msg("%s: \"%s\"", cases[i].name, text);
		assert_int_equal(find_words(&doc, cases[i].words, NULL, 0), n);
		doc_release(&doc);
	}
}

/* What stands at the right edge is shown too; an indent counts. */
static void places_count_from_the_left_edge(void **state)
{
	struct doc doc;
	struct match found[2];

	(void)state;
	doc_begin(&doc, 20);
	doc.indent = 4;
	doc_pair(&doc, STYLE_TEXT, "pot", "done");
	assert_int_equal(find_words(&doc, "pot", found, 2), 1);
	assert_int_equal(found[0].column, 4);
	assert_int_equal(find_words(&doc, "done", found, 2), 1);
	assert_int_equal(found[0].column, 16);
	doc_release(&doc);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(matches_have_their_place),
		cmocka_unit_test(places_count_from_the_left_edge),
	};
	setlocale(LC_CTYPE, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
