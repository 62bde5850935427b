/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
#include "view/scale.h"

static void test_keys(void **state)
{
	static const struct {
		const char *name;
		int before;
		struct key key;
		bool ours;
		int after;
	} cases[] = {
		{ "left from none", SCALE_NONE, { PRESS_LEFT, 0 }, true, 5 },
		{ "right from none", SCALE_NONE, { PRESS_RIGHT, 0 }, true, 5 },
		{ "left", 5, { PRESS_LEFT, 0 }, true, 4 },
		{ "left at the end", 0, { PRESS_LEFT, 0 }, true, 0 },
		{ "right", 5, { PRESS_RIGHT, 0 }, true, 6 },
		{ "right at the end", 10, { PRESS_RIGHT, 0 }, true, 10 },
		{ "digit", SCALE_NONE, { PRESS_TEXT, '7' }, true, 7 },
		{ "zero", 3, { PRESS_TEXT, '0' }, true, 0 },
		{ "plus", 3, { PRESS_TEXT, '+' }, true, 10 },
		{ "End", 3, { PRESS_END, 0 }, true, 10 },
		{ "Home", 3, { PRESS_HOME, 0 }, true, 0 },
		{ "letter", 3, { PRESS_TEXT, 'x' }, false, 3 },
		{ "control", SCALE_NONE, { PRESS_CTRL, '5' }, false, SCALE_NONE },
		{ "down", 3, { PRESS_DOWN, 0 }, false, 3 },
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		int value = cases[i].before;
		bool one = false, ours = scale_key(&value, cases[i].key, &one);
		if (ours != cases[i].ours || value != cases[i].after)
			fail_msg("%s: %d", cases[i].name, value);
	}
}

static void ten_is_typed_as_it_is_written(void **state)
{
	static const struct {
		const char *name, *keys;
		int after;
	} cases[] = {
		{"one and nought", "10", 10}, {"nought alone", "0", 0}, {"one and one and nought", "110", 10}, {"nought again", "100", 0},
		{"something between", "1-0", 0}, {"another digit between", "120", 0}, {"plus between", "1+0", 0},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		int value = SCALE_NONE;
		bool one = false;

		for (const char *at = cases[i].keys; *at; at++)
			(void)scale_key(&value, (struct key){PRESS_TEXT, (uint32_t)*at}, &one);
		if (value != cases[i].after)
			fail_msg("%s: %d", cases[i].name, value);
	}
}

static void test_words(void **state)
{
	char out[64], small[6];
	(void)state;
	assert_int_equal(scale_words(SCALE_NONE, out, sizeof out), strlen("[-----------] not rated yet"));
	assert_string_equal(out, "[-----------] not rated yet");
	scale_words(0, out, sizeof out);
	assert_string_equal(out, "[*----------] 0 of 10");
	scale_words(5, out, sizeof out);
	assert_string_equal(out, "[-----*-----] 5 of 10");
	scale_words(10, out, sizeof out);
	assert_string_equal(out, "[----------*] 10 of 10");
	assert_int_equal(scale_words(10, small, sizeof small), 5);
}

static void a_way_is_told_in_words(void **state)
{
	static const struct {
		const char *name;
		int values[4];
		size_t n;
		const char *told;
	} cases[] = {
		{"one rating", {7}, 1, "7 of 10"}, {"a movement", {9, 2}, 2, "from 9 to 2 of 10"}, {"none", {6, 6}, 2, "from 6 to 6 of 10"},
		{"a way", {9, 4, 10}, 3, "from 9 to 4, then to 10 of 10"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct str told = {0};

		scale_tell_way(cases[i].values, cases[i].n, &told);
		if (strcmp(str_text(&told), cases[i].told) != 0)
			fail_msg("%s: %s", cases[i].name, str_text(&told));
		str_release(&told);
	}
}

/* Drawn where it is looked at, told where it is read aloud: through a pipe, and by a screen reader. */
static void a_way_is_drawn_or_told(void **state)
{
	static const struct {
		const char *name;
		unsigned width;
		bool flat;
		const char *says;
	} cases[] = {
		{"a screen", 60, false, "Cups help: 9 -> 2\n  [--o======x-]\n"}, {"a screen that is heard", 60, true, "Cups help: from 9 to 2 of 10\n"},
		{"lines", 0, false, "Cups help: from 9 to 2 of 10\n"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct str said = {0};
		struct doc doc;

		doc_begin(&doc, cases[i].width);
		doc.flat = cases[i].flat;
		scale_say_shift(&doc, "Cups help.", 9, 2);
		doc_lines(&doc, &said);
		if (strcmp(str_text(&said), cases[i].says) != 0)
			fail_msg("%s: %s", cases[i].name, str_text(&said));
		str_release(&said);
		doc_release(&doc);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_keys),
		cmocka_unit_test(ten_is_typed_as_it_is_written),
		cmocka_unit_test(a_way_is_told_in_words),
		cmocka_unit_test(a_way_is_drawn_or_told),
		cmocka_unit_test(test_words),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
