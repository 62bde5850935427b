/* SPDX-License-Identifier: MIT
 *
 * A theme of one's own: what it may say, and that nothing in it can hide the focus. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "io/theme_file.h"

#define ARRAY_LEN(a) (sizeof(a) / sizeof(a)[0])

static char path[] = "/tmp/attune-theme-XXXXXX";

static void write_file(const char *text)
{
	FILE *file = fopen(path, "w");

	assert_non_null(file);
	assert_true(fputs(text, file) >= 0);
	assert_int_equal(fclose(file), 0);
}

static const struct {
	const char *name, *text, *fault, *help;
	enum style style;
	struct look look; /* of that role */
} files[] = {
	{ "a role", "alert: bold yellow on black\n", "", "", STYLE_ALERT, { LOOK_BOLD, 3, 0 } },
	{ "the others are the default's", "alert: bold\n", "", "", STYLE_TITLE, { LOOK_BOLD, -1, -1 } },
	{ "or another's", "like: high-contrast\nalert: bold\n", "", "", STYLE_TEXT, { 0, 7, 0 } },
	{ "no such theme", "like: hi-contrast\n", "E106@1:7", "high-contrast", STYLE_TEXT, { 0, -1, -1 } },
	{ "an unknown role", "alrt: bold\n", "E101@1:1", "alert", STYLE_ALERT, { LOOK_BOLD, 1, -1 } },
	{ "an unknown colour, at its place", "alert: bold yelow\n", "E106@1:13", "yellow", STYLE_ALERT, { LOOK_BOLD, 1, -1 } },
	{ "no words", "alert: [bold]\n", "E103@1:8", "", STYLE_ALERT, { LOOK_BOLD, 1, -1 } },
	{ "the focus stays reversed", "focus: bold\n", "", "", STYLE_FOCUS, { LOOK_BOLD | LOOK_REVERSE, -1, -1 } },
	{ "and nothing hides it", "text: reverse\n", "", "", STYLE_TEXT, { 0, -1, -1 } },
	{ "a list", "- alert\n", "E103@1:1", "", STYLE_TEXT, { 0, -1, -1 } },
};

static void a_file_gives_looks_and_faults(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(files); i++) {
		struct diags diags = { 0 };
		struct theme theme;
		char fault[40] = "";

		write_file(files[i].text);
		assert_true(theme_file_read(path, "mine", &theme, &diags));
		if (diags.count)
			snprintf(fault, sizeof fault, "%s@%u:%u", diag_code_text(diags.list[0].code), diags.list[0].at.line,
				diags.list[0].at.column);
		if (strcmp(fault, files[i].fault) != 0 || diags.count > 1)
			fail_msg("%s: %s", files[i].name, fault);
		if (*files[i].help && (!diags.list[0].help || !strstr(diags.list[0].help, files[i].help)))
			fail_msg("%s: no help", files[i].name);
		if (memcmp(&theme.looks[files[i].style], &files[i].look, sizeof files[i].look) != 0)
			fail_msg("%s: the look", files[i].name);
		assert_true(theme_shows_focus(&theme));
		diags_release(&diags);
	}
}

static void there_may_be_none(void **state)
{
	struct diags diags = { 0 };
	struct theme theme;

	(void)state;
	assert_false(theme_file_read("/nowhere/themes/mine.yaml", "mine", &theme, &diags));
	assert_int_equal(diags.count, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_file_gives_looks_and_faults),
		cmocka_unit_test(there_may_be_none),
	};
	close(mkstemp(path));
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	unlink(path);
	return failed;
}
