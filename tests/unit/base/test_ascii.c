/* SPDX-License-Identifier: MIT
 *
 * What is shown in ASCII is ASCII, and says as much as it can. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>
#include "base/ascii.h"

#define ARRAY_LEN(a) (sizeof(a) / sizeof(a)[0])

static void shown(const char *text, struct str *out)
{
	size_t size;

	for (size_t at = 0, len = strlen(text); at < len; at += size)
		ascii_add(out, text_point(text + at, len - at, &size));
}

static void words_stay_readable(void **state)
{
	static const struct {
		const char *name, *text, *ascii;
	} cases[] = {
		{ "ASCII", "as it is\n", "as it is\n" },
		{ "accents", "caf\u00E9 na\u00EFve \u0141\u00F3d\u017A", "cafe naive Lodz" },
		{ "ligatures", "\u00C6sop, c\u0153ur, Stra\u00DFe", "AEsop, coeur, Strasse" },
		{ "quotes and dashes", "\u201Cso\u201D \u2018it\u2019 \u2014 1\u20132\u2026", "\"so\" 'it' -- 1-2..." },
		{ "a mark apart", "e\u0301", "e" },
		{ "no break", "a\u00A0b", "a b" },
		{ "a soft hyphen", "a\u00ADb", "ab" },
		{ "what has no likeness", "\u6F22", "?" },
		{ "the last of the table", "\u017F", "s" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct str out = { 0 };
		shown(cases[i].text, &out);
		if (strcmp(str_text(&out), cases[i].ascii) != 0)
			fail_msg("%s: \"%s\"", cases[i].name, str_text(&out));
		str_release(&out);
	}
}

static void everything_becomes_ascii(void **state)
{
	(void)state;
	for (uint32_t point = 0x80; point <= 0x10FFFF; point++)
		for (const char *at = ascii_of(point); *at; at++)
			if (*at < 0x20 || *at > 0x7E)
				fail_msg("U+%04X", (unsigned)point);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(words_stay_readable),
		cmocka_unit_test(everything_becomes_ascii) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
