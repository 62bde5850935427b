/* SPDX-License-Identifier: MIT
 *
 * The country is the locale's, and what is typed is two letters. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>
#include "cmd/country.h"

#define ARRAY_LEN(a) (sizeof(a) / sizeof(a)[0])

static void set(const char *name, const char *value)
{
	if (value)
		setenv(name, value, 1);
	else
		unsetenv(name);
}

static const struct {
	const char *name, *all, *messages, *lang, *country;
} locales[] = {
	{ "nothing", NULL, NULL, NULL, "" },
	{ "LANG", NULL, NULL, "de_AT.UTF-8", "AT" },
	{ "without a codeset", NULL, NULL, "en_GB", "GB" },
	{ "with a modifier", NULL, NULL, "ca_ES@valencia", "ES" },
	{ "no territory", NULL, NULL, "eo.UTF-8", "" },
	{ "C", NULL, NULL, "C.UTF-8", "" },
	{ "LC_MESSAGES before LANG", NULL, "fr_FR.UTF-8", "de_AT.UTF-8", "FR" },
	{ "LC_ALL before both", "en_IE.UTF-8", "fr_FR.UTF-8", "de_AT.UTF-8", "IE" },
	{ "LC_ALL without a territory", "C", "fr_FR.UTF-8", NULL, "" },
	{ "empty is not set", "", "", "nl_NL", "NL" },
	{ "a region in digits", NULL, NULL, "es_419", "" },
	{ "rubbish", NULL, NULL, "_", "" },
};

static void the_locale_names_it(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(locales); i++) {
		char out[3] = "xx";
		set("LC_ALL", locales[i].all);
		set("LC_MESSAGES", locales[i].messages);
		set("LANG", locales[i].lang);
		bool known = country_here(out);
		if (strcmp(out, locales[i].country) != 0 || known != (*out != '\0'))
			fail_msg("%s: \"%s\"", locales[i].name, out);
	}
}

static void two_letters_are_typed(void **state)
{
	static const struct {
		const char *typed, *country;
	} cases[] = { { "gb", "GB" }, { "Gb", "GB" }, { "", "" }, { "g", "" }, { "gbr", "" }, { "g1", "" },
		{ "\xC3\xA9", "" } };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		char out[3];
		bool good = country_read(cases[i].typed, out);
		if (strcmp(out, cases[i].country) != 0 || good != (*out != '\0'))
			fail_msg("\"%s\": \"%s\"", cases[i].typed, out);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(the_locale_names_it),
		cmocka_unit_test(two_letters_are_typed) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
