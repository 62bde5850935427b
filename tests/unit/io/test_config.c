/* SPDX-License-Identifier: MIT
 *
 * Two files of settings, what may stand in them, and which of all wishes holds. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "io/config.h"

#define ARRAY_LEN(a) (sizeof(a) / sizeof(a)[0])

static char path[] = "/tmp/attune-config-XXXXXX";

static void write_file(const char *text)
{
	FILE *file = fopen(path, "w");

	assert_non_null(file);
	assert_true(fputs(text, file) >= 0);
	assert_int_equal(fclose(file), 0);
}

/* "E101@2:1 E105@3:8" */
static void codes_of(const struct diags *diags, char *out, size_t size)
{
	size_t used = 0;

	out[0] = '\0';
	for (size_t i = 0; i < diags->count; i++)
		used += (size_t)snprintf(out + used, size - used, "%s%s@%u:%u", used ? " " : "",
			diag_code_text(diags->list[i].code), diags->list[i].at.line, diags->list[i].at.column);
}

/* "width=70 ascii=yes!", the ! for locked */
static void values_of(const struct config *config, char *out, size_t size)
{
	size_t used = 0;

	out[0] = '\0';
	for (int i = 0; i < SETTING_COUNT; i++)
		if (config->values[i])
			used += (size_t)snprintf(out + used, size - used, "%s%s=%s%s", used ? " " : "", setting_rows[i].key,
				config->values[i], config->locked[i] ? "!" : "");
}

static const struct {
	const char *name, *text;
	bool may_lock;
	const char *faults, *values;
} files[] = {
	{ "nothing", "", false, "", "" },
	{ "comments alone", "# width: 70\n\n  # ascii: on\n", false, "", "" },
	{ "values", "width: 70\ncolor: never\n", false, "", "color=never width=70" },
	{ "all forms of yes", "ascii: on\nplain: true\ncalibration: yes\n", false, "", "ascii=yes calibration=yes plain=yes" },
	{ "all forms of no", "ascii: off\nplain: false\ncalibration: no\n", false, "", "ascii=no calibration=no plain=no" },
	{ "an unknown key, the rest holds", "witdh: 70\nspacing: 2\n", false, "E101@1:1", "spacing=2" },
	{ "too small", "width: 19\n", false, "E105@1:8", "" },
	{ "the least", "width: 20\n", false, "", "width=20" },
	{ "the most", "width: 200\n", false, "", "width=200" },
	{ "too large", "width: 201\n", false, "E105@1:8", "" },
	{ "no number", "width: wide\n", false, "E105@1:8", "" },
	{ "a list where a word is wanted", "color: [never]\n", false, "E106@1:8", "" },
	{ "a wrong word", "color: nevr\n", false, "E106@1:8", "" },
	{ "a country", "country: at\n", false, "", "country=at" },
	{ "no country", "country: Austria\n", false, "E106@1:10", "" },
	{ "a folder", "class: /srv/class\n", false, "", "class=/srv/class" },
	{ "a folder that depends on where one is", "class: srv\n", false, "E106@1:8", "" },
	{ "twice", "width: 70\nwidth: 80\n", false, "E014@2:1", "width=70" },
	{ "a list", "- width\n", false, "E103@1:1", "" },
	{ "no YAML", "width: [\n", false, "E006@2:1", "" },
	{ "locked by the system", "width: 70\nlocked: [width]\n", true, "", "width=70!" },
	{ "one word is a list of one", "locked: width\nwidth: 70\n", true, "", "width=70!" },
	{ "locked, and not set", "locked: [width]\n", true, "E102@1:10", "" },
	{ "locked, and set wrongly", "width: 7\nlocked: [width]\n", true, "E105@1:8", "" },
	{ "an unknown lock", "locked: [witdh]\n", true, "E101@1:10", "" },
	{ "a person locks nothing", "width: 70\nlocked: [width]\n", false, "E101@2:1", "width=70" },
};

static void a_file_gives_values_and_faults(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(files); i++) {
		struct config config = { 0 };
		struct diags diags = { 0 };
		char faults[200], values[200];

		write_file(files[i].text);
		config_read(&config, path, files[i].may_lock, &diags);
		codes_of(&diags, faults, sizeof faults);
		values_of(&config, values, sizeof values);
		if (strcmp(faults, files[i].faults) != 0 || strcmp(values, files[i].values) != 0)
			fail_msg("%s: faults \"%s\", values \"%s\"", files[i].name, faults, values);
		config_release(&config);
		diags_release(&diags);
	}
}

static void a_file_that_is_not_there_sets_nothing(void **state)
{
	struct config config = { 0 };
	struct diags diags = { 0 };

	(void)state;
	config_read(&config, "/nowhere/at/all/config.yaml", true, &diags);
	assert_int_equal(diags.count, 0);
	config_release(&config);
}

static void a_slip_of_the_finger_is_helped(void **state)
{
	struct config config = { 0 };
	struct diags diags = { 0 };
	struct str said = { 0 };

	(void)state;
	write_file("# mine\nspaceing: 2\n");
	config_read(&config, path, false, &diags);
	assert_int_equal(diags.count, 1);
	diag_print(&diags.list[0], DIAG_FULL, &said);
	assert_non_null(strstr(str_text(&said), ":2:1"));
	assert_non_null(strstr(str_text(&said), "did you mean 'spacing'?"));
	assert_non_null(strstr(str_text(&said), "spaceing: 2"));
	str_release(&said);
	config_release(&config);
	diags_release(&diags);
}

/* -- Which value holds: every set of wishes at once -------------------------------------------- */

static void the_nearest_wish_holds_but_for_locks(void **state)
{
	(void)state;
	for (unsigned set = 0; set < 1u << 5; set++) {
		struct config system = { 0 }, user = { 0 };
		const char *option = set & 1 ? "option" : NULL, *environment = set & 2 ? "environment" : NULL;
		enum setting_origin origin;

		user.values[SETTING_LANG] = set & 4 ? "user" : NULL;
		system.values[SETTING_LANG] = set & 8 ? "system" : NULL;
		system.locked[SETTING_LANG] = (set & 24) == 24;
		const char *wanted = (set & 24) == 24 ? "system" : option ? option : environment ? environment
			: set & 4 ? "user" : set & 8 ? "system" : NULL;
		const char *value = config_value(&system, &user, SETTING_LANG, option, environment, &origin);
		if (value != wanted && (!value || !wanted || strcmp(value, wanted) != 0))
			fail_msg("wishes %u: %s", set, value ? value : "none");
		assert_int_equal(origin == ORIGIN_LOCKED, (set & 24) == 24);
		assert_int_equal(origin == ORIGIN_BUILT_IN, !wanted);
	}
}

static void every_setting_is_described(void **state)
{
	char values[160];

	(void)state;
	for (int i = 0; i < SETTING_COUNT; i++) {
		setting_say_values((enum setting)i, values, sizeof values);
		assert_non_null(setting_rows[i].key);
		assert_non_null(setting_rows[i].says);
		assert_true(strlen(values) > 5);
		assert_false(setting_fits((enum setting)i, ""));
		assert_false(setting_fits((enum setting)i, "../../etc"));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_file_gives_values_and_faults),
		cmocka_unit_test(a_file_that_is_not_there_sets_nothing),
		cmocka_unit_test(a_slip_of_the_finger_is_helped),
		cmocka_unit_test(the_nearest_wish_holds_but_for_locks),
		cmocka_unit_test(every_setting_is_described),
	};
	close(mkstemp(path));
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	unlink(path);
	return failed;
}
