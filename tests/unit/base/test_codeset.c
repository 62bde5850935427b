/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "base/codeset.h"

/* ISO 8859-15 as far as it is tried: its letters stand where Unicode has them, but the euro. */
static void fill(struct codeset *codeset)
{
	memset(codeset, 0, sizeof *codeset);
	for (uint32_t byte = 0xA0; byte < 0x100; byte++)
		codeset->high[byte - 0x80] = byte == 0xA4 ? 0x20AC : byte;
}

static void lines_become_utf8(void **state)
{
	static const struct {
		const char *name, *line, *is;
		bool none;
	} cases[] = {
		{ "nothing", "", "", false },
		{ "ASCII", "aunt", "aunt", false },
		{ "letters", "caf\xE9 \xFC" "ber", "caf\xC3\xA9 \xC3\xBC" "ber", false },
		{ "three bytes for one", "5 \xA4", "5 \xE2\x82\xAC", false },
		{ "UTF-8 stays", "caf\xC3\xA9", "caf\xC3\xA9", false },
		{ "what is no character stays", "a\x85\xE9", "a\x85\xC3\xA9", false },
		{ "no codeset", "caf\xE9", "caf\xE9", true },
	};
	struct codeset codeset;

	(void)state;
	fill(&codeset);
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct str line = { 0 };
		str_add_text(&line, cases[i].line);
		codeset_line(cases[i].none ? NULL : &codeset, &line);
		if (strcmp(str_text(&line), cases[i].is) != 0)
			fail_msg("%s: '%s'", cases[i].name, str_text(&line));
		str_release(&line);
	}
}

static void bytes_become_utf8(void **state)
{
	struct codeset codeset;
	char out[4];

	(void)state;
	fill(&codeset);
	assert_int_equal(codeset_byte(&codeset, 'a', out), 1);
	assert_int_equal(out[0], 'a');
	assert_int_equal(codeset_byte(&codeset, 0x9B, out), 1); /* an 8-bit control stays one */
	assert_int_equal((unsigned char)out[0], 0x9B);
	assert_int_equal(codeset_byte(&codeset, 0xE9, out), 2);
	assert_memory_equal(out, "\xC3\xA9", 2);
	assert_int_equal(codeset_byte(NULL, 0xE9, out), 1);
	assert_int_equal((unsigned char)out[0], 0xE9);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines_become_utf8),
		cmocka_unit_test(bytes_become_utf8),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
