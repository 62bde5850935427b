/* SPDX-License-Identifier: MIT
 *
 * Command line, environment and both files together: which wish holds. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "cmd/settings.h"

#define ARRAY_LEN(a) (sizeof(a) / sizeof(a)[0])

static char top[] = "/tmp/attune-settings-XXXXXX";
static char system_folder[64], user_folder[64];

static void write_file(const char *folder, const char *text)
{
	char path[128];

	snprintf(path, sizeof path, "%s/config.yaml", folder);
	unlink(path);
	if (!text)
		return;
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	assert_true(fputs(text, file) >= 0);
	assert_int_equal(fclose(file), 0);
}

static void write_theme(const char *folder, const char *name)
{
	char path[160];

	snprintf(path, sizeof path, "%s/themes", folder);
	assert_int_equal(mkdir(path, 0700), 0);
	snprintf(path, sizeof path, "%s/themes/%s.yaml", folder, name);
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	assert_true(fputs("alert: bold\n", file) >= 0);
	assert_int_equal(fclose(file), 0);
}

static void set(const char *name, const char *value)
{
	if (value)
		setenv(name, value, 1);
	else
		unsetenv(name);
}

/* UX-13 */
static const struct {
	const char *name, *option, *no_color, *force, *may, *user, *system, *value;
	enum setting_origin origin;
} colours[] = {
	{ "nobody", NULL, NULL, NULL, NULL, NULL, NULL, NULL, ORIGIN_BUILT_IN },
	{ "NO_COLOR", NULL, "1", NULL, NULL, NULL, NULL, "never", ORIGIN_ENVIRONMENT },
	{ "NO_COLOR, empty", NULL, "", NULL, NULL, NULL, NULL, NULL, ORIGIN_BUILT_IN },
	{ "NO_COLOR before CLICOLOR_FORCE", NULL, "1", "1", NULL, NULL, NULL, "never", ORIGIN_ENVIRONMENT },
	{ "CLICOLOR_FORCE before CLICOLOR", NULL, NULL, "1", "0", NULL, NULL, "always", ORIGIN_ENVIRONMENT },
	{ "CLICOLOR_FORCE=0", NULL, NULL, "0", NULL, NULL, NULL, NULL, ORIGIN_BUILT_IN },
	{ "CLICOLOR=0", NULL, NULL, NULL, "0", NULL, NULL, "never", ORIGIN_ENVIRONMENT },
	{ "CLICOLOR=1", NULL, NULL, NULL, "1", NULL, NULL, NULL, ORIGIN_BUILT_IN },
	{ "the option before NO_COLOR", "always", "1", NULL, NULL, NULL, NULL, "always", ORIGIN_OPTION },
	{ "the environment before files", NULL, "1", NULL, NULL, "color: always\n", NULL, "never", ORIGIN_ENVIRONMENT },
	{ "the person before the system", NULL, NULL, NULL, NULL, "color: always\n", "color: never\n", "always", ORIGIN_USER },
	{ "the system", NULL, NULL, NULL, NULL, NULL, "color: never\n", "never", ORIGIN_SYSTEM },
	{ "a lock before all", "always", NULL, "1", NULL, "color: always\n", "color: never\nlocked: [color]\n", "never",
		ORIGIN_LOCKED },
};

static void the_wish_that_holds(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(colours); i++) {
		struct request request = { .id = COMMAND_LIST };
		struct settings settings = { 0 };
		enum setting_origin origin;

		request.values[OPTION_COLOR] = colours[i].option;
		request.values[OPTION_QUIET] = "";
		set("NO_COLOR", colours[i].no_color);
		set("CLICOLOR_FORCE", colours[i].force);
		set("CLICOLOR", colours[i].may);
		write_file(user_folder, colours[i].user);
		write_file(system_folder, colours[i].system);
		settings_read(&settings, &request, system_folder);
		const char *value = settings_value_from(&request, SETTING_COLOR, &origin);
		if ((value ? !colours[i].value || strcmp(value, colours[i].value) != 0 : colours[i].value != NULL) ||
			origin != colours[i].origin)
			fail_msg("%s: %s from %d", colours[i].name, value ? value : "nothing", (int)origin);
		settings_release(&settings);
	}
}

static void colour_is_forced_by_either_name(void **state)
{
	static const struct {
		const char *no_color, *forced, *value;
	} cases[] = {{NULL, "1", "always"}, {NULL, "0", NULL}, {NULL, "false", NULL}, {NULL, "", NULL}, {"1", "1", "never"}};

	(void)state;
	write_file(user_folder, NULL);
	write_file(system_folder, NULL);
	set("CLICOLOR_FORCE", NULL);
	set("CLICOLOR", NULL);
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct request request = { .id = COMMAND_LIST };
		struct settings settings = { 0 };

		set("NO_COLOR", cases[i].no_color);
		set("FORCE_COLOR", cases[i].forced);
		settings_read(&settings, &request, system_folder);
		const char *value = settings_value(&request, SETTING_COLOR);
		assert_string_equal(value ? value : "auto", cases[i].value ? cases[i].value : "auto");
		settings_release(&settings);
	}
	set("NO_COLOR", NULL);
	set("FORCE_COLOR", NULL);
}

static void a_page_for_reviewers_is_nobodys_own(void **state)
{
	(void)state;
	write_file(user_folder, "width: 40\n");
	write_file(system_folder, NULL);
	for (int personal = 0; personal < 2; personal++) {
		struct request request = { .id = personal ? COMMAND_LIST : COMMAND_RENDER };
		struct settings settings = { 0 };
		settings_read(&settings, &request, system_folder);
		assert_int_equal(request.width, personal ? 40 : 0);
		settings_release(&settings);
	}
}

/* A theme in a file that nobody has stops nobody: it is said, and what else there is holds. */
static void a_theme_that_is_not_there_is_dropped(void **state)
{
	static const struct {
		const char *name, *user, *system, *option, *value;
		bool is_news;
	} cases[] = {
		{ "mine", "theme: nope\n", NULL, NULL, NULL, true },
		{ "the system's", NULL, "theme: nope\n", NULL, NULL, true },
		{ "the system's, locked", NULL, "theme: nope\nlocked: [theme]\n", NULL, NULL, true },
		{ "locked, and mine is one", "theme: none\n", "theme: nope\nlocked: [theme]\n", NULL, "none", true },
		{ "mine, and the system's is one", "theme: nope\n", "theme: none\n", NULL, "none", true },
		{ "of my own", "theme: mine\n", NULL, NULL, "mine", false },
		{ "of the system", "theme: house\n", NULL, NULL, "house", false },
		{ "built in", "theme: high-contrast\n", NULL, NULL, "high-contrast", false },
		{ "an option is judged elsewhere", NULL, NULL, "nope", "nope", false },
	};

	(void)state;
	write_theme(user_folder, "mine");
	write_theme(system_folder, "house");
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct request request = { .id = COMMAND_LIST };
		struct settings settings = { 0 };

		request.values[OPTION_QUIET] = "";
		request.values[OPTION_THEME] = cases[i].option;
		write_file(user_folder, cases[i].user);
		write_file(system_folder, cases[i].system);
		settings_read(&settings, &request, system_folder);
		const char *value = settings_value(&request, SETTING_THEME);
		bool same = value ? cases[i].value && strcmp(value, cases[i].value) == 0 : !cases[i].value;
		if (!same || (settings.news.len > 0) != cases[i].is_news)
			fail_msg("%s: %s, news '%s'", cases[i].name, value ? value : "nothing", str_text(&settings.news));
		settings_release(&settings);
	}
}

static void flags_come_from_anywhere(void **state)
{
	struct request request = { .id = COMMAND_LIST };
	struct settings settings = { 0 };

	(void)state;
	write_file(user_folder, "calibration: off\nplain: on\n");
	write_file(system_folder, NULL);
	settings_read(&settings, &request, system_folder);
	assert_false(settings_flag(&request, SETTING_CALIBRATION, true));
	assert_true(settings_flag(&request, SETTING_PLAIN, false));
	assert_true(settings_flag(&request, SETTING_ASCII, true));
	request.values[OPTION_ASCII] = "";
	assert_true(settings_flag(&request, SETTING_ASCII, false));
	settings_release(&settings);
}

static void an_option_and_its_setting_are_one_thing(void **state)
{
	(void)state;
	for (int i = 0; i < SETTING_COUNT; i++) {
		enum option_id option = settings_option((enum setting)i);
		if (option == OPTION_COUNT)
			continue;
		assert_string_equal(options[option].name, setting_rows[i].key);
		assert_int_equal(options[option].value == NULL, setting_rows[i].type == SETTING_FLAG);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_wish_that_holds),
		cmocka_unit_test(colour_is_forced_by_either_name),
		cmocka_unit_test(a_page_for_reviewers_is_nobodys_own),
		cmocka_unit_test(a_theme_that_is_not_there_is_dropped),
		cmocka_unit_test(flags_come_from_anywhere),
		cmocka_unit_test(an_option_and_its_setting_are_one_thing),
	};
	char command[64];

	if (!mkdtemp(top))
		return 1;
	snprintf(system_folder, sizeof system_folder, "%s/system", top);
	snprintf(user_folder, sizeof user_folder, "%s/attune", top);
	mkdir(system_folder, 0700);
	mkdir(user_folder, 0700);
	set("XDG_CONFIG_HOME", top);
	set("ATTUNE_PLAIN", NULL);
	set("ACCESSIBLE", NULL);
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	snprintf(command, sizeof command, "rm -rf %s", top);
	return system(command) != 0 || failed;
}
