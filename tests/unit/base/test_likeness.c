/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>
#include "base/likeness.h"

#define ARRAY_LEN(a) (sizeof(a) / sizeof(a)[0])

static void test_same(void **state)
{
	static const struct {
		const char *a, *b;
		bool same;
	} cases[] = {
		{ "", "", true },
		{ "Safe Base", "safe-base", true },
		{ " safe \n base ", "SAFE_BASE", true },
		{ "safebase", "safe base", false },
		{ "safe", "safer", false },
		{ "", "-", true },
		{ "Stra\xC3\x9F"
		  "e",
			"STRASSE", true },
		{ "caf\xC3\xA9", "CAFE\xCC\x81", true },
		{ "\xFF", "\xFF", true },
		{ "\xFF", "\xFE", false },
	};
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct str one = { 0 }, other = { 0 };

		if (text_same(cases[i].a, cases[i].b) != cases[i].same)
			fail_msg("'%s' and '%s'", cases[i].a, cases[i].b);
		text_same_key(cases[i].a, &one);
		text_same_key(cases[i].b, &other);
		if ((strcmp(str_text(&one), str_text(&other)) == 0) != cases[i].same)
			fail_msg("the keys of '%s' and '%s'", cases[i].a, cases[i].b);
		str_release(&one);
		str_release(&other);
	}
}

static void test_fold(void **state)
{
	static const struct {
		const char *text, *folded;
	} cases[] = {
		{ "", "" },
		{ " ?! - ", "" },
		{ "Safe Base.", "safe base" },
		{ " safe--base\n", "safe base" },
		{ "\"No, thanks!\"", "no thanks" },
		{ "don't", "dont" },
		{ "65 %", "65" },
		{ "Stra\xC3\x9F" "e", "strasse" },
		{ "CAFE\xCC\x81", "caf\xC3\xA9" },
		{ "a \xE2\x80\x93 b", "a b" },
	};
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct str out = { 0 };
		text_fold(cases[i].text, &out);
		if (strcmp(str_text(&out), cases[i].folded) != 0)
			fail_msg("'%s' gives '%s'", cases[i].text, str_text(&out));
		str_release(&out);
	}
}

static void test_distance(void **state)
{
	static const struct {
		const char *a, *b;
		unsigned most, distance;
	} cases[] = {
		{ "", "", 3, 0 },
		{ "abc", "", 9, 3 },
		{ "kitten", "sitting", 9, 3 },
		{ "qestion", "question", 9, 1 },
		{ "ab", "ba", 9, 1 },
		{ "kitten", "sitting", 1, 2 },
		{ "a", "aaaaaaaa", 2, 3 },
		{ "gr\xC3\xB6\xC3\x9F"
		  "e",
			"grosse", 9, 3 },
	};
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		unsigned d = text_distance(cases[i].a, cases[i].b, cases[i].most);
		if (d != cases[i].distance)
			fail_msg("'%s' to '%s': %u", cases[i].a, cases[i].b, d);
	}
}

static void test_nearest(void **state)
{
	static const char *const list[] = { "question", "options", "explain" };
	(void)state;
	assert_string_equal(text_nearest("qestion", list, 3), "question");
	assert_string_equal(text_nearest("explian", list, 3), "explain");
	assert_null(text_nearest("title", list, 3));
	assert_null(text_nearest("ab", list, 3));
	assert_null(text_nearest("", list, 3));
	assert_null(text_nearest("x", list, 0));

	static const char *const cut[] = { "conflict-repair", "close-up", "close-by", "how-it-grows" };
	assert_string_equal(text_nearest("conflict", cut, 4), "conflict-repair");
	assert_string_equal(text_nearest("how", cut, 4), "how-it-grows");
	assert_null(text_nearest("close", cut, 4)); /* two begin so */
	assert_null(text_nearest("co", cut, 4));
}

static void test_bare(void **state)
{
	static const struct {
		const char *name, *text, *bare;
	} cases[] = {
		{ "plain", "Peru", "peru" },
		{ "one sign", "Per\xC3\xBA", "peru" },
		{ "a mark of its own", "Peru\xCC\x81", "peru" },
		{ "capitals, a cedilla", "CURA\xC3\x87" "AO", "curacao" },
		{ "a dash and blanks", "  Guinea-Bissau ", "guinea bissau" },
		{ "another script stays", "\xCE\x95\xCE\xBB", "\xCE\xB5\xCE\xBB" },
		{ "nothing", "", "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct str bare = {0};

		text_bare(cases[i].text, &bare);
		if (strcmp(str_text(&bare), cases[i].bare) != 0)
			fail_msg("%s: \"%s\"", cases[i].name, str_text(&bare));
		str_release(&bare);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_same),
		cmocka_unit_test(test_fold),
		cmocka_unit_test(test_bare),
		cmocka_unit_test(test_distance),
		cmocka_unit_test(test_nearest),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
