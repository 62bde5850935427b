/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>
#include "base/grade.h"

#define ARRAY_LEN(a) (sizeof(a) / sizeof(a)[0])

/* Figures of an independent count: words are [A-Za-z']+, a sentence ends with stops before white space. */
static void test_grade(void **state)
{
	static const struct {
		const char *text;
		unsigned words;
		double grade;
	} cases[] = {
		{ "", 0, -15.590000 },
		{ "The cat sat.", 3, -2.620000 },
		{ "What a baby learns, it learns by being answered. Not each time; often enough!", 14, 3.154286 },
		{ "Security isn't given... it's made?! By whom? e.g. by you", 11, 1.573409 },
		{ "na\303\257ve \342\200\234don\342\200\231t\342\200\235. Gr\303\266\303\237e z\303\244hlt", 4,
			-0.670000 },
		{ "Be. See. 'Tis the' '", 5, -2.815000 },
		{ "One.Two. Three.\302\240Four", 4, -3.010000 },
		{ "12 of 34, ?!x", 2, -3.010000 },
	};
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		size_t len = strlen(cases[i].text);
		double off = text_grade(cases[i].text, len) - cases[i].grade;
		if (off > 1e-5 || off < -1e-5 || text_words(cases[i].text, len) != cases[i].words)
			fail_msg("'%s': grade %f, %u words", cases[i].text, text_grade(cases[i].text, len),
				text_words(cases[i].text, len));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_grade),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
