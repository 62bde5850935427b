/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>
#include "io/stack.h"

/* kB of the stack that take memory (proc(5)). */
static unsigned long kept(void)
{
	char line[256];
	unsigned long kept = 0;
	bool inside = false;
	FILE *maps = fopen("/proc/self/smaps", "r");
	assert_non_null(maps);
	while (fgets(line, sizeof line, maps)) {
		if (strchr(line, '-') && strchr(line, '-') < strchr(line, ' '))
			inside = strstr(line, "[stack]") != NULL;
		else if (inside)
			(void)sscanf(line, "Rss: %lu", &kept);
	}
	fclose(maps);
	return kept;
}

__attribute__((noinline)) static unsigned char go_deep(void)
{
	volatile unsigned char words[200 * 1024];
	for (size_t i = 0; i < sizeof words; i++)
		words[i] = 7;
	return words[100];
}

static void what_a_deep_call_used_goes_back(void **state)
{
	(void)state;
	unsigned long before = kept();
	assert_int_equal(go_deep(), 7);
	assert_true(kept() >= before + 150);
	stack_return();
	assert_true(kept() <= before + 20);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_a_deep_call_used_goes_back),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
