/* SPDX-License-Identifier: MIT */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>
#include "base/text.h"
#include "view/breaks.h"

#define LONGEST 200

static void assert_same(struct breaks *breaks, const char *text)
{
	unsigned char marks[LONGEST];
	size_t len = strlen(text);

	text_breaks(text, len, marks);
	assert_memory_equal(breaks_of(breaks, text, len), marks, len);
}

static void the_marks_are_those_of_the_text(void **state)
{
	static const char *const texts[] = {"a", "one two", "one two three", "on etwo", "well-known", "two\nlines", "\xE4\xB8\xAD\xE6\x96\x87"};
	struct breaks breaks = {0};

	(void)state;
	for (size_t round = 0; round < 2; round++) /* found, and found again; of those of one length each its own */
		for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
			assert_same(&breaks, texts[i]);
	breaks_release(&breaks);
}

static void a_text_that_was_kept_is_not_looked_at_again(void **state)
{
	struct breaks breaks = {0};
	const unsigned char *first = breaks_of(&breaks, "one two", 7);

	(void)state;
	(void)breaks_of(&breaks, "three", 5);
	assert_ptr_equal(breaks_of(&breaks, (char[]){"one two"}, 7), first);
	breaks_release(&breaks);
}

static void the_oldest_make_room(void **state)
{
	struct breaks breaks = {0};
	char text[24];

	(void)state;
	for (int i = 0; i < 3 * BREAKS_KEPT; i++) {
		(void)snprintf(text, sizeof text, "number %d", i);
		assert_same(&breaks, text);
		(void)snprintf(text, sizeof text, "number %d", i > 5 ? i - 5 : 0);
		assert_same(&breaks, text);
	}
	breaks_release(&breaks);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_marks_are_those_of_the_text),
		cmocka_unit_test(a_text_that_was_kept_is_not_looked_at_again),
		cmocka_unit_test(the_oldest_make_room),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
