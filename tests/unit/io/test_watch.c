/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>
#include "io/watch.h"

static char folder[] = "/tmp/attune-watch-XXXXXX";

static void save(const char *name, const char *words)
{
	FILE *file = fopen(name, "w");

	assert_non_null(file);
	assert_int_equal(fputs(words, file) >= 0, 1);
	assert_int_equal(fclose(file), 0);
}

static int enter(void **state)
{
	(void)state;
	if (!mkdtemp(folder) || chdir(folder) != 0)
		return -1;
	save("a", "one");
	save("b", "one");
	return 0;
}

static int leave(void **state)
{
	(void)state;
	(void)remove("a");
	(void)remove("b");
	(void)remove("c");
	return chdir("/") == 0 ? rmdir(folder) : -1;
}

static void what_was_saved(void **state)
{
	struct watch *watch = watch_new();

	(void)state;
	watch_file(watch, 0, "a");
	watch_file(watch, 3, "b");
	watch_file(watch, 5, "c");
	assert_int_equal(watch_changed(watch), 1u << 0 | 1u << 3); /* they may have been read before */
	assert_int_equal(watch_changed(watch), 0);
	save("a", "two and more");
	assert_int_equal(watch_changed(watch), 1);
	assert_int_equal(watch_changed(watch), 0);
	save("c", "new"); /* was not there */
	save("x", "two");
	assert_int_equal(rename("x", "b"), 0); /* put in its place */
	assert_int_equal(watch_changed(watch), 1u << 3 | 1u << 5);
	assert_int_equal(remove("c"), 0);
	assert_int_equal(watch_changed(watch), 1u << 5);
	watch_file(watch, 0, "b"); /* instead */
	assert_int_equal(watch_changed(watch), 1);
	save("a", "three");
	assert_int_equal(watch_changed(watch), 0);
	watch_file(watch, 0, "b"); /* the same */
	assert_int_equal(watch_changed(watch), 0);
	watch_free(watch);
}

/* The folder says so at once, and only of what is finished. */
static void the_folder_is_heard(void **state)
{
	struct watch *watch = watch_new();
	struct pollfd on = { .fd = watch_fd(watch), .events = POLLIN };

	(void)state;
	watch_file(watch, 0, "a");
	(void)watch_changed(watch);
	if (on.fd < 0) {
		print_message("no inotify here\n");
		watch_free(watch);
		return;
	}
	assert_int_equal(poll(&on, 1, 0), 0);
	FILE *file = fopen("a", "w");
	assert_non_null(file);
	assert_int_equal(poll(&on, 1, 0), 0);
	assert_int_equal(fclose(file), 0);
	assert_int_equal(poll(&on, 1, 1000), 1);
	assert_int_equal(watch_changed(watch), 1);
	assert_int_equal(poll(&on, 1, 0), 0);
	watch_free(watch);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(what_was_saved), cmocka_unit_test(the_folder_is_heard) };
	return cmocka_run_group_tests(tests, enter, leave);
}
