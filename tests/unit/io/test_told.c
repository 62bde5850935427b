/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>
#include "io/told.h"
#include "support/scratch.h"

static void what_was_told_is_known_until_it_changes(void **state)
{
	(void)state;
	char place[300];

	(void)snprintf(place, sizeof place, "%s/state", scratch_folder);
	assert_false(told_before(place, "/here/tea", 7));
	assert_int_not_equal(access(place, F_OK), 0); /* who asks makes nothing */
	told_note(place, "/here/tea", 7);
	assert_true(told_before(place, "/here/tea", 7));
	assert_false(told_before(place, "/here/tea", 8));
	assert_false(told_before(place, "/there/tea", 7));
	told_note(place, "/here/tea", 8);
	told_note(place, "/there/tea", 7);
	assert_false(told_before(place, "/here/tea", 7));
	assert_true(told_before(place, "/here/tea", 8));
	assert_true(told_before(place, "/there/tea", 7));
}

static void it_is_erased(void **state)
{
	(void)state;
	char place[300];
	struct err err = { 0 };

	(void)snprintf(place, sizeof place, "%s/other", scratch_folder);
	assert_true(told_erase(place, "/here/tea", &err));
	told_note(place, "/here/tea", 0xffffffff);
	assert_true(told_erase(place, "/here/tea", &err));
	assert_false(told_before(place, "/here/tea", 0xffffffff));
	assert_true(told_erase(place, "/here/tea", &err));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(what_was_told_is_known_until_it_changes, scratch_begin, scratch_end),
		cmocka_unit_test_setup_teardown(it_is_erased, scratch_begin, scratch_end),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
