/* SPDX-License-Identifier: MIT
 *
 * Yes and no are said in the person's language, and in English in any. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
#include "base/reply.h"
#include "base/tr.h"

#define ARRAY_LEN(a) (sizeof(a) / sizeof(a)[0])

static char yes[] = "sí, si, s, ok, vale", no[] = "no, n";

static char *spanish(const char *english)
{
	if (strstr(english, "\004y, yes"))
		return yes;
	return strstr(english, "\004n, no") ? no : (char *)(uintptr_t)english;
}

static char *count(const char *one, const char *many, unsigned long n)
{
	return (char *)(uintptr_t)(n == 1 ? one : many);
}

static void words_are_known(void **state)
{
	static const struct {
		const char *line;
		enum reply english, spanish;
	} cases[] = {
		{ "y", REPLY_YES, REPLY_YES }, { "Yes", REPLY_YES, REPLY_YES }, { " YES. ", REPLY_YES, REPLY_YES },
		{ "n", REPLY_NO, REPLY_NO }, { "No", REPLY_NO, REPLY_NO },
		{ "s\u00ED", REPLY_OTHER, REPLY_YES }, { "S\u00CD", REPLY_OTHER, REPLY_YES }, { "si", REPLY_OTHER, REPLY_YES },
		{ "s", REPLY_OTHER, REPLY_YES }, { "OK", REPLY_OTHER, REPLY_YES },
		{ "", REPLY_OTHER, REPLY_OTHER }, { " ", REPLY_OTHER, REPLY_OTHER }, { "yes, but", REPLY_OTHER, REPLY_OTHER },
		{ "haven", REPLY_OTHER, REPLY_OTHER }, { ",", REPLY_OTHER, REPLY_OTHER },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		tr_install(NULL, NULL);
		if (reply_of(cases[i].line) != cases[i].english)
			fail_msg("'%s' in English", cases[i].line);
		tr_install(spanish, count);
		if (reply_of(cases[i].line) != cases[i].spanish)
			fail_msg("'%s' in Spanish", cases[i].line);
	}
	tr_install(NULL, NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(words_are_known) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
