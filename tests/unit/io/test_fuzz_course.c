/* SPDX-License-Identifier: MIT
 *
 * The seeds of the fuzzer, and every input it ever found, once more: what was found once is never found again. */
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>
#include "fuzz/fuzz_course.c"

static void replay_file(const char *folder, const char *name)
{
	char path[512];
	FILE *file;
	unsigned char *bytes;
	size_t len;

	(void)snprintf(path, sizeof path, "%s/%s", folder, name);
	file = fopen(path, "rb");
	assert_non_null(file);
	bytes = test_malloc(2 * 1024 * 1024);
	len = fread(bytes, 1, 2 * 1024 * 1024, file);
	(void)fclose(file);
	assert_int_equal(LLVMFuzzerTestOneInput(bytes, len), 0);
	test_free(bytes);
}

static size_t replay_folder(const char *folder)
{
	DIR *dir = opendir(folder);
	size_t n = 0;

	assert_non_null(dir);
	for (const struct dirent *entry; (entry = readdir(dir)) != NULL;)
		if (entry->d_name[0] != '.') {
			replay_file(folder, entry->d_name);
			n++;
		}
	(void)closedir(dir);
	return n;
}

static void what_was_found_stays_mended(void **state)
{
	(void)state;
	assert_true(replay_folder("tests/fuzz/seeds/course") > 0);
	assert_true(replay_folder("tests/fuzz/found/course") > 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(what_was_found_stays_mended)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
