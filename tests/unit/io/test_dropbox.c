/* SPDX-License-Identifier: MIT
 *
 * Putting into a drop box, taking back, and what is handed over of what lies there. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

#include "io/dropbox.h"

#define HEX "0123456789abcdef"
#define MOST 64

static char box[] = "/tmp/attune-box-XXXXXX";

static int set_up(void **state)
{
	(void)state;
	memcpy(box + sizeof box - 7, "XXXXXX", 6);
	return mkdtemp(box) && chmod(box, 01733) == 0 ? 0 : -1;
}

static int tear_down(void **state)
{
	char command[64];

	(void)state;
	snprintf(command, sizeof command, "rm -rf %s", box);
	return system(command);
}

static void place(const char *name, const char *text)
{
	char path[256];

	snprintf(path, sizeof path, "%s/%s", box, name);
	int file = open(path, O_WRONLY | O_CREAT | O_EXCL, 0600);
	assert_true(file >= 0);
	assert_int_equal(write(file, text, strlen(text)), strlen(text));
	close(file);
}

struct got {
	int n;
	char said[256];
};

static bool hear(void *ctx, const struct dropped *dropped)
{
	struct got *got = ctx;

	got->n++;
	snprintf(got->said, sizeof got->said, "%s %s %u %.*s", dropped->course, dropped->what, dropped->owner,
		(int)dropped->len, dropped->bytes);
	return strcmp(dropped->bytes, "no") != 0;
}

static void what_is_put_is_handed_over_and_taken_back(void **state)
{
	char name[DROPBOX_NAME_MOST], wanted[64];
	struct str text = { 0 };
	struct got got = { 0 };
	struct err err = { 0 };
	struct dropbox_left left;
	bool lies;

	(void)state;
	str_add_text(&text, "yes");
	assert_true(dropbox_name("tea", "answers", name, &err));
	assert_false(dropbox_has(box, name));
	assert_false(dropbox_may_have(box, name));
	assert_true(dropbox_put(box, name, &text, &lies, &err));
	assert_true(dropbox_has(box, name));
	assert_true(dropbox_may_have("/nowhere", name)); /* nobody can tell */
	assert_false(dropbox_has("/nowhere", name));
	assert_true(dropbox_read(box, MOST, hear, &got, &left, &err));
	snprintf(wanted, sizeof wanted, "tea answers %u yes", (unsigned)geteuid());
	assert_string_equal(got.said, wanted);
	assert_int_equal(got.n, 1);
	assert_int_equal(left.strange, 0);
	assert_true(dropbox_take_back(box, name, &err));
	assert_true(dropbox_take_back(box, name, &err));
	assert_false(dropbox_take_back(box, "../x", &err));
	got.n = 0;
	assert_true(dropbox_read(box, MOST, hear, &got, &left, &err));
	assert_int_equal(got.n, 0);
	str_release(&text);
}

static void names_that_are_not_ours_are_strange(void **state)
{
	static const char *const names[] = { "tea.answers." HEX, "tea.answers.0123.share", "tea.answers." HEX "0.share",
		"tea.answers.0123456789ABCDEF.share", ".answers." HEX ".share", "tea.." HEX ".share", "tea." HEX ".share",
		"Tea.answers." HEX ".share", "tea.answers." HEX ".share.", "\033[2J.answers." HEX ".share" };
	struct got got = { 0 };
	struct err err = { 0 };
	struct dropbox_left left;

	(void)state;
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		place(names[i], "yes");
	assert_true(dropbox_read(box, MOST, hear, &got, &left, &err));
	assert_int_equal(got.n, 0);
	assert_int_equal(left.strange, sizeof names / sizeof names[0]);
}

static void only_the_newest_of_its_kind_is_read(void **state)
{
	struct timespec old[2] = { { 1000, 0 }, { 1000, 0 } };
	char path[128];
	struct got got = { 0 };
	struct err err = { 0 };
	struct dropbox_left left;

	(void)state;
	place("tea.answers." HEX ".share", "old");
	snprintf(path, sizeof path, "%s/tea.answers." HEX ".share", box);
	assert_int_equal(utimensat(AT_FDCWD, path, old, 0), 0);
	place("tea.answers.ffffffffffffffff.share", "new");
	assert_true(dropbox_read(box, MOST, hear, &got, &left, &err));
	assert_int_equal(got.n, 1);
	assert_non_null(strstr(got.said, "new"));
	place("tea.completion." HEX ".share", "no");
	assert_true(dropbox_read(box, MOST, hear, &got, &left, &err));
	assert_int_equal(got.n, 3);
	assert_int_equal(left.strange, 1);
}

static void one_account_crowds_out_nobody(void **state)
{
	struct got got = { 0 };
	struct dropbox_left left;
	struct err err = { 0 };
	char name[DROPBOX_NAME_MOST], path[256];

	(void)state;
	for (unsigned i = 0; i < DROPBOX_OWNER_MOST + 9; i++) {
		snprintf(name, sizeof name, "tea%u.answers." HEX ".share", i);
		place(name, "yes");
	}
	snprintf(path, sizeof path, "%s/tea.answers.ffffffffffffffff.share", box);
	place("tea.answers.ffffffffffffffff.share", "yes");
	int others = chown(path, 50001, (gid_t)-1) == 0; /* root alone can give one away */
	assert_true(dropbox_read(box, MOST, hear, &got, &left, &err));
	assert_int_equal(got.n, DROPBOX_OWNER_MOST + others);
	assert_int_equal(left.beyond, 9 + !others);
	assert_int_equal(left.strange, 0);
}

static void links_and_large_files_are_not_read(void **state)
{
	char large[MOST + 2], path[128], other[128];
	struct got got = { 0 };
	struct err err = { 0 };
	struct dropbox_left left;

	(void)state;
	memset(large, 'x', sizeof large - 1);
	large[sizeof large - 1] = '\0';
	place("tea.answers." HEX ".share", large);
	place("secret", "yes");
	snprintf(other, sizeof other, "%s/secret", box);
	snprintf(path, sizeof path, "%s/a.answers." HEX ".share", box);
	assert_int_equal(symlink(other, path), 0);
	snprintf(path, sizeof path, "%s/b.answers." HEX ".share", box);
	assert_int_equal(link(other, path), 0);
	snprintf(path, sizeof path, "%s/c.answers." HEX ".share", box);
	assert_int_equal(mkfifo(path, 0600), 0);
	assert_true(dropbox_read(box, MOST, hear, &got, &left, &err));
	assert_int_equal(got.n, 0);
	assert_int_equal(left.strange, 5);
}

static void a_box_for_everybody_is_refused(void **state)
{
	struct str text = { 0 };
	struct err err = { 0 };
	bool left = true;

	(void)state;
	assert_int_equal(chmod(box, 0777), 0);
	assert_false(dropbox_put(box, "tea.answers." HEX ".share", &text, &left, &err));
	assert_false(left);
	assert_int_equal(err.kind, ERR_REFUSED);
	left = true;
	assert_false(dropbox_put("/nowhere/at/all", "tea.answers." HEX ".share", &text, &left, &err));
	assert_false(left);
	assert_int_equal(err.kind, ERR_ABSENT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(what_is_put_is_handed_over_and_taken_back, set_up, tear_down),
		cmocka_unit_test_setup_teardown(one_account_crowds_out_nobody, set_up, tear_down),
		cmocka_unit_test_setup_teardown(names_that_are_not_ours_are_strange, set_up, tear_down),
		cmocka_unit_test_setup_teardown(only_the_newest_of_its_kind_is_read, set_up, tear_down),
		cmocka_unit_test_setup_teardown(links_and_large_files_are_not_read, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_box_for_everybody_is_refused, set_up, tear_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
