/* SPDX-License-Identifier: MIT
 *
 * What is typed becomes a request, or one sentence that says what is wrong with it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "base/text.h"
#include "cmd/command.h"

#define ARRAY_LEN(a) (sizeof(a) / sizeof(a)[0])
#define WORDS_MOST 8

static int count(const char *const *words)
{
	int n = 0;
	while (n < WORDS_MOST && words[n])
		n++;
	return n;
}

/* Reads a request; what was said on stderr comes in `said`. */
static bool read_request(struct request *request, const char *const *words, char *said, size_t size)
{
	char *argv[WORDS_MOST + 2] = { (char *)(uintptr_t) "attune" };
	int n = count(words);
	FILE *file = tmpfile();
	int before = dup(STDERR_FILENO);

	for (int i = 0; i < n; i++)
		argv[i + 1] = (char *)(uintptr_t)words[i];
	assert_non_null(file);
	fflush(stderr);
	dup2(fileno(file), STDERR_FILENO);
	*request = (struct request){ .program = "attune" };
	bool good = request_read(request, n + 1, argv);
	dup2(before, STDERR_FILENO);
	close(before);
	rewind(file);
	said[fread(said, 1, size - 1, file)] = '\0';
	fclose(file);
	return good;
}

static const struct {
	const char *name;
	const char *typed[WORDS_MOST];
	enum command_id command;
	const char *words[WORDS_MOST];
	enum option_id option; /* OPTION_COUNT: none is looked at */
	const char *value;
} right[] = {
	{ "nothing", { NULL }, COMMAND_HOME, { NULL }, OPTION_COUNT, NULL },
	{ "a command", { "list" }, COMMAND_LIST, { NULL }, OPTION_PLAIN, NULL },
	{ "its word", { "about", "tea" }, COMMAND_ABOUT, { "tea" }, OPTION_COUNT, NULL },
	{ "a folder", { "./tea" }, COMMAND_HOME, { "./tea" }, OPTION_COUNT, NULL },
	{ "options before", { "--plain", "list" }, COMMAND_LIST, { NULL }, OPTION_PLAIN, "" },
	{ "options after", { "list", "--plain" }, COMMAND_LIST, { NULL }, OPTION_PLAIN, "" },
	{ "a value with =", { "list", "--width=40" }, COMMAND_LIST, { NULL }, OPTION_WIDTH, "40" },
	{ "a value apart", { "--width", "40", "list" }, COMMAND_LIST, { NULL }, OPTION_WIDTH, "40" },
	{ "the last of two", { "--width=50", "list", "--width=40" }, COMMAND_LIST, { NULL }, OPTION_WIDTH, "40" },
	{ "a letter", { "-q", "list" }, COMMAND_LIST, { NULL }, OPTION_QUIET, "" },
	{ "a letter with a value", { "export", "-ofile" }, COMMAND_EXPORT, { NULL }, OPTION_OUTPUT, "file" },
	{ "between the words", { "check", "a", "--strict", "b" }, COMMAND_CHECK, { "a", "b" }, OPTION_STRICT, "" },
	{ "after --", { "check", "--", "--strict" }, COMMAND_CHECK, { "--strict" }, OPTION_STRICT, NULL },
	{ "a beginning that is enough", { "--eph" }, COMMAND_HOME, { NULL }, OPTION_EPHEMERAL, "" },
	{ "help wins", { "list", "--help" }, COMMAND_HELP, { "list" }, OPTION_HELP, "" },
	{ "help wins over a missing word", { "explain", "-h" }, COMMAND_HELP, { "explain" }, OPTION_HELP, "" },
	{ "help alone", { "-h" }, COMMAND_HELP, { NULL }, OPTION_HELP, "" },
	{ "version wins", { "check", "-V" }, COMMAND_HELP, { NULL }, OPTION_VERSION, "" },
	{ "how words are kept", { "--words=none" }, COMMAND_HOME, { NULL }, OPTION_WORDS, "none" },
	{ "a beginning that stands for two", { "--wor=none" }, COMMAND_HOME, { NULL }, OPTION_WORDS, "none" },
	{ "what is erased", { "erase", "--words", "tea" }, COMMAND_ERASE, { "tea" }, OPTION_ERASE_WORDS, "" },
	{ "how, and what", { "--words=none", "erase", "--wor" }, COMMAND_ERASE, { NULL }, OPTION_ERASE_WORDS, "" },
};

static void what_is_right_is_understood(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(right); i++) {
		struct request request;
		char said[1024];
		if (!read_request(&request, right[i].typed, said, sizeof said))
			fail_msg("%s: %s", right[i].name, said);
		if (request.id != right[i].command || request.command != &commands[right[i].command])
			fail_msg("%s: command %d", right[i].name, (int)request.id);
		if (request.nwords != count(right[i].words))
			fail_msg("%s: %d words", right[i].name, request.nwords);
		for (int k = 0; k < request.nwords; k++)
			if (strcmp(request_word(&request, k), right[i].words[k]) != 0)
				fail_msg("%s: word %s", right[i].name, request.words[k]);
		if (right[i].option == OPTION_COUNT)
			continue;
		const char *value = request_value(&request, right[i].option);
		if (right[i].value ? !value || strcmp(value, right[i].value) != 0 : value != NULL)
			fail_msg("%s: value %s", right[i].name, value ? value : "none");
	}
}

static const struct {
	const char *name;
	const char *typed[WORDS_MOST];
	const char *said[3];
} wrong[] = {
	{ "a slip in a command", { "stauts" }, { "`stauts`", "Did you mean `status`?", "attune --help" } },
	{ "no command at all", { "xyzzy" }, { "`xyzzy`", "attune --help" } },
	{ "a slip in an option", { "--plian" }, { "`--plian`", "Did you mean `--plain`?" } },
	{ "its value is not repeated", { "--datta=/secret" }, { "`--datta`. Did you mean `--data`?" } },
	{ "a letter nobody knows", { "-x", "list" }, { "option `-x`" } },
	{ "an option of another command", { "list", "--json" },
		{ "`attune list` does not take `--json`", "attune help list" } },
	{ "an option home does not take", { "--strict" }, { "`attune` does not take `--strict`" } },
	{ "no value", { "list", "--width" }, { "`--width` needs a value" } },
	{ "no value for a letter", { "export", "-o" }, { "`-o` needs a value" } },
	{ "a value too many", { "--plain=yes" }, { "`--plain` takes no value" } },
	{ "a word too few", { "check" }, { "`attune check` needs PATH", "attune help check" } },
	{ "a word too many", { "list", "tea" }, { "`tea` is one word too many" } },
	{ "width below", { "--width=19" }, { "20 to 200" } },
	{ "width above", { "--width=201" }, { "20 to 200" } },
	{ "width in words", { "--width=wide" }, { "20 to 200" } },
	{ "width with a sign", { "--width=+40" }, { "20 to 200" } },
	{ "spacing", { "--spacing=3" }, { "1 or 2" } },
	{ "colour", { "--color=red" }, { "auto, always or never" } },
	{ "words", { "--words=some" }, { "locked, readable or none" } },
	{ "no folder", { "--data=" }, { "--data needs" } },
	{ "what could drive a terminal", { "\033[2Jx\xFF" }, { "^[[2Jx\xEF\xBF\xBD" } },
};

static void what_is_wrong_is_named(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(wrong); i++) {
		struct request request;
		char said[2048];
		if (read_request(&request, wrong[i].typed, said, sizeof said))
			fail_msg("%s: was accepted", wrong[i].name);
		for (size_t k = 0; k < 3 && wrong[i].said[k]; k++)
			if (!strstr(said, wrong[i].said[k]))
				fail_msg("%s: no \"%s\" in: %s", wrong[i].name, wrong[i].said[k], said);
		const char *end = strchr(said, '\n');
		if (strncmp(said, "attune: ", 8) != 0 || !end || end[1] || strchr(said, '\033'))
			fail_msg("%s: is not one line: %s", wrong[i].name, said);
	}
}

static void the_tables_are_whole(void **state)
{
	(void)state;
	for (int i = 0; i < COMMAND_COUNT; i++) {
		assert_non_null(commands[i].words);
		assert_non_null(commands[i].says);
		assert_non_null(commands[i].run);
		assert_true((i == COMMAND_HOME) == (commands[i].name == NULL));
	}
	for (int i = 0; i < OPTION_COUNT; i++) {
		assert_non_null(options[i].name);
		assert_non_null(options[i].says);
		for (int k = 0; k < i; k++) /* but for one name that says another thing with one command */
			if (i != OPTION_ERASE_WORDS || k != OPTION_WORDS)
				assert_string_not_equal(options[i].name, options[k].name);
	}
}

static void numbers_are_judged_whole(void **state)
{
	static const struct {
		const char *text;
		bool good;
	} cases[] = { { "20", true }, { "200", true }, { "", false }, { "2x", false }, { " 20", false },
		{ "-20", false }, { "99999999999999", false }, { "0x20", false } };
	unsigned number;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++)
		if (request_number(cases[i].text, 20, 200, &number) != cases[i].good)
			fail_msg("\"%s\"", cases[i].text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_right_is_understood),
		cmocka_unit_test(what_is_wrong_is_named),
		cmocka_unit_test(the_tables_are_whole),
		cmocka_unit_test(numbers_are_judged_whole),
	};

	setlocale(LC_CTYPE, "C.UTF-8");
	setenv("ATTUNE_PATH", "/nowhere", 1);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
