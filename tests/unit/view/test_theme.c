/* SPDX-License-Identifier: MIT
 *
 * What the themes promise, computed: contrast, no background by default, a focus that can be found without colours. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <math.h>
#include <string.h>
#include "view/theme.h"

#define ARRAY_LEN(a) (sizeof(a) / sizeof(a)[0])

/* xterm's palette (XTerm-col.ad). */
static const unsigned char palette[COLOURS][3] = {
	{ 0, 0, 0 }, { 205, 0, 0 }, { 0, 205, 0 }, { 205, 205, 0 }, { 0, 0, 238 }, { 205, 0, 205 }, { 0, 205, 205 }, { 229, 229, 229 },
	{ 127, 127, 127 }, { 255, 0, 0 }, { 0, 255, 0 }, { 255, 255, 0 }, { 92, 92, 255 }, { 255, 0, 255 }, { 0, 255, 255 },
	{ 255, 255, 255 },
};

/* WCAG 2.2, relative luminance. */
static double luminance(int colour)
{
	static const double weights[3] = { 0.2126, 0.7152, 0.0722 };
	double sum = 0;

	for (int i = 0; i < 3; i++) {
		double c = palette[colour][i] / 255.0;
		sum += weights[i] * (c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4));
	}
	return sum;
}

static double contrast(int a, int b)
{
	double la = luminance(a), lb = luminance(b);
	return (la > lb ? la + 0.05 : lb + 0.05) / (la > lb ? lb + 0.05 : la + 0.05);
}

static void high_contrast_is_seven_to_one(void **state)
{
	const struct theme *theme = theme_find("high-contrast");

	(void)state;
	assert_non_null(theme);
	assert_true(contrast(0, 15) > 20.9 && contrast(1, 0) < 4.0); /* the formula can tell */
	for (int i = 0; i < STYLE_COUNT; i++) {
		const struct look *look = &theme->looks[i];
		if (look->colour == COLOUR_OWN || look->ground == COLOUR_OWN || contrast(look->colour, look->ground) < 7.0)
			fail_msg("%s", style_names[i]);
	}
}

/* What the person's terminal is, black or white or anything, is left alone. */
static void the_default_has_no_background(void **state)
{
	(void)state;
	assert_string_equal(themes[0].name, "default");
	for (int i = 0; i < STYLE_COUNT; i++) {
		assert_int_equal(themes[0].looks[i].ground, COLOUR_OWN);
		assert_true(themes[0].looks[i].colour == COLOUR_OWN || (themes[0].looks[i].colour >= 1 && themes[0].looks[i].colour <= 6));
	}
}

/* Red and green are told apart by fewest (A11Y-14). */
static void no_verdict_is_red_or_green(void **state)
{
	static const enum style verdicts[] = { STYLE_RIGHT, STYLE_PARTLY, STYLE_NOT_YET };

	(void)state;
	for (size_t t = 0; t < theme_count; t++)
		for (size_t i = 0; i < ARRAY_LEN(verdicts); i++) {
			int colour = themes[t].looks[verdicts[i]].colour;
			assert_true(colour == COLOUR_OWN || (colour % 8 != 1 && colour % 8 != 2));
		}
}

static void none_has_no_colour(void **state)
{
	const struct theme *theme = theme_find("none");

	(void)state;
	for (int i = 0; i < STYLE_COUNT; i++) {
		assert_int_equal(theme->looks[i].colour, COLOUR_OWN);
		assert_int_equal(theme->looks[i].ground, COLOUR_OWN);
	}
}

static void the_focus_is_found_without_colours(void **state)
{
	(void)state;
	for (size_t t = 0; t < theme_count; t++) {
		assert_true(theme_shows_focus(&themes[t]));
		for (int i = 0; i < STYLE_COUNT; i++)
			if (i != STYLE_FOCUS && (themes[t].looks[i].bits & LOOK_REVERSE))
				fail_msg("%s: %s is reversed too", themes[t].name, style_names[i]);
	}
}

static const struct {
	const char *words;
	bool good;
	struct look look;
	const char *bad;
} looks[] = {
	{ "", true, { 0, -1, -1 }, NULL },
	{ "bold", true, { LOOK_BOLD, -1, -1 }, NULL },
	{ "bold reverse underline", true, { LOOK_BOLD | LOOK_REVERSE | LOOK_UNDERLINE, -1, -1 }, NULL },
	{ "yellow on black", true, { 0, 3, 0 }, NULL },
	{ " bright-white  on blue bold ", true, { LOOK_BOLD, 15, 4 }, NULL },
	{ "on black", true, { 0, -1, 0 }, NULL },
	{ "purple", false, { 0, -1, -1 }, "purple" },
	{ "red on", false, { 0, 1, -1 }, "on" },
	{ "red on bold", false, { 0, 1, -1 }, "bold" },
	{ "red on on black", false, { 0, 1, -1 }, "on" },
	{ "reds", false, { 0, -1, -1 }, "reds" },
};

static void looks_are_read(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(looks); i++) {
		struct look look;
		const char *bad = "";
		size_t len = 0;
		bool good = look_read(looks[i].words, &look, &bad, &len);
		if (good != looks[i].good)
			fail_msg("\"%s\"", looks[i].words);
		if (good && memcmp(&look, &looks[i].look, sizeof look) != 0)
			fail_msg("\"%s\": bits %d, %d on %d", looks[i].words, look.bits, look.colour, look.ground);
		if (!good && (strlen(looks[i].bad) != len || strncmp(bad, looks[i].bad, len) != 0))
			fail_msg("\"%s\": blamed \"%.*s\"", looks[i].words, (int)len, bad);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(high_contrast_is_seven_to_one),
		cmocka_unit_test(the_default_has_no_background),
		cmocka_unit_test(no_verdict_is_red_or_green),
		cmocka_unit_test(none_has_no_colour),
		cmocka_unit_test(the_focus_is_found_without_colours),
		cmocka_unit_test(looks_are_read),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
