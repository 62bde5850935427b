/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
#include "base/tr.h"

static char saved[] = "Gespeichert", one_page[] = "%lu Seite", pages[] = "%lu Seiten";

static char *german(const char *english)
{
	return strcmp(english, "Saved") ? (char *)(uintptr_t)english : saved;
}

static char *german_count(const char *one, const char *many, unsigned long n)
{
	(void)one;
	(void)many;
	return n == 1 ? one_page : pages;
}

static void test_identity(void **state)
{
	static const char sentence[] = "Saved";
	(void)state;
	tr_install(NULL, NULL);
	assert_ptr_equal(tr(sentence), sentence);
	assert_string_equal(tr_n("one", "many", 1), "one");
	assert_string_equal(tr_n("one", "many", 0), "many");
	assert_string_equal(tr_n("one", "many", 2), "many");
	assert_string_equal(TR("in a table"), "in a table");
}

static void test_installed(void **state)
{
	(void)state;
	tr_install(german, german_count);
	assert_string_equal(tr("Saved"), "Gespeichert");
	assert_string_equal(tr("Other"), "Other");
	assert_string_equal(tr_n("%lu page", "%lu pages", 1), "%lu Seite");
	assert_string_equal(tr_n("%lu page", "%lu pages", 3), "%lu Seiten");
	tr_install(NULL, NULL);
	assert_string_equal(tr("Saved"), "Saved");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_identity),
		cmocka_unit_test(test_installed),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
