/* SPDX-License-Identifier: MIT
 *
 * What the bytes of a locale are. Each locale is made for the test (localedef), in a folder of its own, and taken in a process of
 * its own, for a process has one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>
#include "cmd/locale.h"

static char folder[] = "/tmp/attune-locale-XXXXXX";

static const struct {
	const char *name, *input, *charmap; /* charmap NULL: it is there */
	unsigned char byte;
	uint32_t point;                     /* 0: no table, or none in it */
	bool ascii;
} cases[] = {
	{ "C", NULL, NULL, 0xE9, 0, true },
	{ "C.UTF-8", NULL, NULL, 0xE9, 0, false },
	{ "xx_XX.UTF-8", NULL, NULL, 0xE9, 0, false },
	{ "de_DE.ISO-8859-1", "de_DE", "ISO-8859-1", 0xE9, 0xE9, true },
	{ "de_DE.ISO-8859-15", "de_DE", "ISO-8859-15", 0xA4, 0x20AC, true },
	{ "ru_RU.KOI8-R", "ru_RU", "KOI8-R", 0xC1, 0x430, true },
	{ "de_DE.ISO-8859-1", "de_DE", "ISO-8859-1", 0x9B, 0, true },
	/* not here: by the name alone */
	{ "xx_XX.ISO-8859-1", NULL, NULL, 0xE9, 0xE9, true },
	{ "xx_XX.ISO-8859-15@euro", NULL, NULL, 0xA4, 0x20AC, true },
	{ "xx_XX.ISO-8859-1", NULL, NULL, 0x9B, 0, true },
	{ "xx_XX.EUC-JP", NULL, NULL, 0xA4, 0, true },
	{ "xx_XX.nonsense", NULL, NULL, 0xE9, 0, true },
	{ "xx_XX", NULL, NULL, 0xE9, 0, true },
};

static bool make(size_t i)
{
	char command[400];

	if (!cases[i].charmap)
		return true;
	(void)snprintf(command, sizeof command, "test -d %s/%s || localedef -i %s -f %s %s/%s >%s/log 2>&1", folder, cases[i].name, cases[i].input,
		cases[i].charmap, folder, cases[i].name, folder);
	return system(command) == 0;
}

static int take(size_t i)
{
	setenv("LOCPATH", folder, 1);
	setenv("LC_ALL", cases[i].name, 1);
	bool ascii = locale_begin();
	const struct codeset *codeset = locale_codeset();
	uint32_t point = codeset ? codeset->high[cases[i].byte - 0x80] : 0;

	return (ascii != cases[i].ascii) | (point != cases[i].point) << 1;
}

static void bytes_are_those_of_the_locale(void **state)
{
	size_t tried = 0;

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		int status = 0;

		if (!make(i)) {
			print_message("%s cannot be made here: left out\n", cases[i].name);
			continue;
		}
		pid_t pid = fork();
		if (pid == 0)
			_exit(take(i));
		assert_int_equal(waitpid(pid, &status, 0), pid);
		if (status != 0)
			fail_msg("%s, byte %02X: %s", cases[i].name, cases[i].byte, WEXITSTATUS(status) & 1 ? "what it can show" : "another character");
		tried++;
	}
	assert_true(tried >= 3);
}

static int make_folder(void **state)
{
	(void)state;
	return mkdtemp(folder) ? 0 : -1;
}

static int remove_folder(void **state)
{
	char command[64];

	(void)state;
	(void)snprintf(command, sizeof command, "rm -rf %s", folder);
	return system(command);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(bytes_are_those_of_the_locale) };
	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
