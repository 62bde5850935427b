/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>
#include "base/str.h"

static void test_str(void **state)
{
	struct str s = { 0 };
	(void)state;
	assert_string_equal(str_text(&s), "");
	str_cut(&s, 0);
	str_add(&s, "", 0);
	assert_string_equal(s.at, "");
	str_add_text(&s, "hello");
	str_print(&s, ", %s %d", "world", 42);
	assert_string_equal(s.at, "hello, world 42");
	str_splice(&s, 5, 7, "!", 1);
	assert_string_equal(s.at, "hello! 42");
	assert_int_equal(s.len, 9);
	str_splice(&s, 0, 0, "oh ", 3);
	str_splice(&s, s.len, 0, "?", 1);
	assert_string_equal(s.at, "oh hello! 42?");
	str_cut(&s, 2);
	assert_string_equal(s.at, "oh");
	assert_int_equal(s.at[5], 0); /* what was cut is wiped */
	for (int i = 0; i < 5000; i++)
		str_print(&s, "%d", i % 10);
	assert_int_equal(s.len, 5002);
	assert_int_equal(strlen(s.at), 5002);
	str_release(&s);
	assert_null(s.at);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_str),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
