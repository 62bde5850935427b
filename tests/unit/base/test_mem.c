/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>
#include "base/mem.h"

static void test_get_and_grow(void **state)
{
	(void)state;
	unsigned char *at = mem_get(64);
	for (size_t i = 0; i < 64; i++)
		assert_int_equal(at[i], 0);
	memset(at, 7, 64);
	at = mem_grow(at, 100, 8);
	assert_int_equal(at[63], 7);
	mem_free(at);
	void *none = mem_get(0), *other = mem_grow(NULL, 0, 4);
	assert_non_null(none);
	assert_non_null(other);
	assert_ptr_not_equal(none, other);
	mem_free(none);
	mem_free(other);
	mem_free(NULL);
}

/* Thousands of pieces of all sizes: aligned, zeroed, apart from each other. */
static void test_arena(void **state)
{
	enum { PIECES = 2000 };
	static unsigned char *pieces[PIECES];
	struct arena arena = { 0 };
	(void)state;
	for (int round = 0; round < 2; round++) {
		for (size_t i = 0; i < PIECES; i++) {
			size_t size = i * 7 % 300;
			pieces[i] = arena_get(&arena, size);
			assert_int_equal((uintptr_t)pieces[i] % sizeof(void *), 0);
			for (size_t k = 0; k < size; k++)
				assert_int_equal(pieces[i][k], 0);
			memset(pieces[i], (int)(i % 251), size);
		}
		for (size_t i = 0; i < PIECES; i++)
			for (size_t k = 0; k < i * 7 % 300; k++)
				assert_int_equal(pieces[i][k], i % 251);
		char *large = arena_get(&arena, 1000000);
		memset(large, 1, 1000000);
		round ? arena_drop(&arena) : arena_release(&arena);
		mem_return();
		assert_null(arena.top);
	}
}

static void test_arena_texts(void **state)
{
	struct arena arena = { 0 };
	(void)state;
	assert_string_equal(arena_copy(&arena, "abcdef", 3), "abc");
	assert_string_equal(arena_copy(&arena, NULL, 0), "");
	assert_string_equal(arena_print(&arena, "%s-%d", "x", 12), "x-12");
	assert_string_equal(arena_print(&arena, "%s", ""), "");
	arena_release(&arena);
}

static void speak(void)
{
	if (write(STDOUT_FILENO, "last words", 10) != 10)
		_exit(1);
}

/* Asks for more than there can be, in a child; its status and what it said. */
static int die(char said[32])
{
	int ends[2], status = 0;
	assert_int_equal(pipe(ends), 0);
	fflush(NULL);
	pid_t child = fork();
	if (child == 0) {
		dup2(ends[1], STDOUT_FILENO);
		if (!freopen("/dev/null", "w", stderr))
			_exit(1);
		mem_last_words(speak);
		mem_grow(NULL, SIZE_MAX / 2, 16);
		_exit(0);
	}
	close(ends[1]);
	ssize_t n = read(ends[0], said, 31);
	said[n > 0 ? n : 0] = '\0';
	close(ends[0]);
	waitpid(child, &status, 0);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void test_last_words(void **state)
{
	char said[32];
	(void)state;
	assert_int_equal(die(said), 70);
	assert_string_equal(said, "last words");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_get_and_grow),
		cmocka_unit_test(test_arena),
		cmocka_unit_test(test_arena_texts),
		cmocka_unit_test(test_last_words),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
