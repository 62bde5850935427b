/* SPDX-License-Identifier: MIT
 *
 * A country is found by what people call it; what is near is suggested, and nothing else. */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>
#include "cmd/country_names.h"

#define ARRAY_LEN(a) (sizeof(a) / sizeof(a)[0])

static const struct {
	const char *name, *typed, *code, *near;
} cases[] = {
	{ "as it is written", "Canada", "CA", "Canada" },
	{ "in capitals", "CANADA", "CA", "Canada" },
	{ "in Spanish", "Canad\xC3\xA1", "CA", "Canada" },
	{ "without its accent", "espana", "ES", "Espa\xC3\xB1" "a" },
	{ "an accent as a mark of its own", "Peru\xCC\x81", "PE", "Peru" },
	{ "two words", "new zealand", "NZ", "New Zealand" },
	{ "with a dash", "Guinea-Bissau", "GW", "Guinea-Bissau" },
	{ "one within another", "Guinea", "GN", "Guinea" },
	{ "a part of a country", "escocia", "GB", "Escocia" },
	{ "short", "UK", "GB", "UK" },
	{ "the last", "zimbabue", "ZW", "Zimbabue" },
	{ "no name, but near one", "Germny", "", "Germany" },
	{ "near a Spanish one", "Alemana", "", "Alemania" },
	{ "letters swapped", "Ierland", "", "Ireland" },
	{ "no country", "Atlantis", "", "" },
	{ "only its code", "CA", "", "" },
	{ "nothing", "", "", "" },
};

static void names_lead_to_codes(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		char code[3] = "xx", near[64] = "xx";
		bool known = country_named(cases[i].typed, code), any = country_near(cases[i].typed, near, sizeof near);

		if (strcmp(code, cases[i].code) != 0 || known != (*code != '\0'))
			fail_msg("%s: code \"%s\"", cases[i].name, code);
		if (strcmp(near, cases[i].near) != 0 || any != (*near != '\0'))
			fail_msg("%s: near \"%s\"", cases[i].name, near);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(names_lead_to_codes) };

	setlocale(LC_CTYPE, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
