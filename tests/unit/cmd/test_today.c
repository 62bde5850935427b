/* SPDX-License-Identifier: MIT
 *
 * Twelve months are twelve months, and SOURCE_DATE_EPOCH stands for today. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include "cmd/today.h"

#define ARRAY_LEN(a) (sizeof(a) / sizeof(a)[0])

static void a_year_is_a_year(void **state)
{
	static const struct {
		const char *today, *date;
		bool past;
	} cases[] = {
		{ "2026-11-22", "2026-11-22", false },
		{ "2026-11-22", "2025-11-22", false },
		{ "2026-11-22", "2025-11-21", true },
		{ "2026-11-22", "2025-12-31", false },
		{ "2026-11-22", "2024-12-31", true },
		{ "2026-11-22", "2027-01-01", false },
		{ "2026-11-22", "soon", true },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++)
		if (today_is_past_year(cases[i].today, cases[i].date) != cases[i].past)
			fail_msg("%s and %s", cases[i].today, cases[i].date);
}

static void today_can_be_fixed(void **state)
{
	char today[TODAY_SIZE];

	(void)state;
	setenv("SOURCE_DATE_EPOCH", "86400", 1);
	today_find(today);
	assert_string_equal(today, "1970-01-02");
	setenv("SOURCE_DATE_EPOCH", "tomorrow", 1);
	today_find(today);
	assert_string_not_equal(today, "1970-01-01");
	unsetenv("SOURCE_DATE_EPOCH");
	today_find(today);
	assert_true(today[4] == '-' && today[7] == '-' && today[10] == '\0');
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(a_year_is_a_year), cmocka_unit_test(today_can_be_fixed) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
