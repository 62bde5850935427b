/* SPDX-License-Identifier: MIT */
#include "cmd/command.h"

#include <assert.h>
#include <getopt.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include "base/err.h"
#include "base/likeness.h"
#include "base/text.h"
#include "base/tr.h"
#include "cmd/out.h"
#include "cmd/settings.h"
#include "io/shelf.h"

#define WITH(name) (1u << COMMAND_##name)

const struct command_row commands[COMMAND_COUNT] = {
	[COMMAND_HOME] = { NULL, "[COURSE]", TR("go on where you were; COURSE is a folder or an id"), 0, 1, cmd_home },
	[COMMAND_RUN] = { "run", "[COURSE]", TR("straight to a place, without the home screen"), 0, 1, cmd_run },
	[COMMAND_REVIEW] = { "review", "[COURSE]", TR("what is due: questions met before, plans to look back on"), 0, 1,
		cmd_review },
	[COMMAND_LIST] = { "list", "", TR("the courses that can be found"), 0, 0, cmd_list },
	[COMMAND_ABOUT] = { "about", "[COURSE]", TR("what a course is, its notice, its sources"), 0, 1, cmd_about },
	[COMMAND_STATUS] = { "status", "[COURSE]", TR("where you are, how many pages are done, what is due"), 0, 1, cmd_status },
	[COMMAND_EXPORT] = { "export", "[COURSE]", TR("your own answers, ratings and words"), 0, 1, cmd_export },
	[COMMAND_ERASE] = { "erase", "[COURSE]", TR("your words (--words), or all that is kept of a course (--all)"), 0, 1, cmd_erase },
	[COMMAND_LOCK] = { "lock", "", TR("lock your words with a phrase, also those written before"), 0, 0, cmd_lock },
	[COMMAND_PHRASE] = { "phrase", "", TR("another phrase, another key, a new recovery code"), 0, 0, cmd_phrase },
	[COMMAND_SEARCH] = { "search", "TEXT [COURSE]", TR("every place in the course with these words"), 1, 2, cmd_search },
	[COMMAND_HELP_LINES] = { "help-lines", "[COUNTRY]", TR("support lines, offline; nothing is recorded"), 0, 1,
		cmd_help_lines },
	[COMMAND_SHARE] = { "share", "[COURSE]", TR("what you give to your class, shown before it leaves"), 0, 1, cmd_share },
	[COMMAND_ROSTER] = { "roster", "DIR [COURSE]", TR("what a class has given, for who teaches"), 1, 2, cmd_roster },
	[COMMAND_CHECK] = { "check", "PATH...", TR("every fault of a course, for authors"), 1, -1, cmd_check },
	[COMMAND_EXPLAIN] = { "explain", "CODE", TR("a fault at length, with a wrong and a right example"), 1, 1,
		cmd_explain },
	[COMMAND_RENDER] = { "render", "PATH", TR("the pages of a course or a chapter file as text"), 1, 1,
		cmd_render },
	[COMMAND_PREVIEW] = { "preview", "PATH", TR("pages as learners see them, redrawn when the file is saved"), 1, 1,
		cmd_preview },
	[COMMAND_NEW] = { "new", "course|chapter NAME", TR("a commented beginning, to be written over"), 2, 2, cmd_new },
	[COMMAND_SCHEMA] = { "schema", "", TR("JSON Schema of chapter files, for editors"), 0, 0, cmd_schema },
	[COMMAND_IMPORT] = { "import", "gift|aiken|swirl FILE", TR("a chapter from someone else's questions"), 2, 2,
		cmd_import },
	[COMMAND_KEYS] = { "keys", "", TR("every key and what it does"), 0, 0, cmd_keys },
	[COMMAND_A11Y] = { "a11y", "", TR("what helps with a screen reader, braille or big type"), 0, 0, cmd_a11y },
	[COMMAND_DOCTOR] = { "doctor", "[COURSE]", TR("what is well with terminal, settings, record and courses, and what is not"), 0, 1, cmd_doctor },
	[COMMAND_HELP] = { "help", "[COMMAND|settings]", TR("this help, that of one command, or the settings"), 0, 1, cmd_help },
};

const struct option_row options[OPTION_COUNT] = {
	[OPTION_PLAIN] = { "plain", 0, NULL, 0, TR("lines instead of a full screen: screen readers, pipes") },
	[OPTION_COLOR] = { "color", 0, "WHEN", 0, TR("auto, always or never") },
	[OPTION_THEME] = { "theme", 0, "NAME", 0, TR("default, none, high-contrast, or one of your own") },
	[OPTION_ASCII] = { "ascii", 0, NULL, 0, TR("show nothing but ASCII") },
	[OPTION_WIDTH] = { "width", 0, "N", 0, TR("cells of a line of text, 20 to 200; else 66") },
	[OPTION_SPACING] = { "spacing", 0, "N", 0, TR("2: more room between paragraphs and answers; else 1") },
	[OPTION_SCREEN_READER] = { "screen-reader", 0, NULL, 0, TR("a screen for listening; see also --plain") },
	[OPTION_LANG] = { "lang", 0, "LL", 0, TR("the language of what attune itself says") },
	[OPTION_DATA] = { "data", 0, "DIR", 0, TR("keep place and words in this folder") },
	[OPTION_EPHEMERAL] = { "ephemeral", 0, NULL, 0, TR("keep nothing of this session") },
	[OPTION_WORDS] = { "words", 0, "HOW", 0, TR("how words are kept: locked, readable or none") },
	[OPTION_NO_INPUT] = { "no-input", 0, NULL, 0, TR("ask nothing that could be decided without you") },
	[OPTION_KIOSK] = { "kiosk", 0, NULL, 0, TR("keep this session to the course, as for learners over ssh") },
	[OPTION_QUIET] = { "quiet", 'q', NULL, 0, TR("say no more than what was asked for") },
	[OPTION_HELP] = { "help", 'h', NULL, 0, TR("this help, or that of one command") },
	[OPTION_VERSION] = { "version", 'V', NULL, 0, TR("which version this is") },
	[OPTION_CHAPTER] = { "chapter", 0, "ID", WITH(RUN), TR("begin in this chapter") },
	[OPTION_PAGE] = { "page", 0, "ID", WITH(RUN) | WITH(RENDER) | WITH(PREVIEW), TR("begin at, or show only, this page") },
	[OPTION_LIMIT] = { "limit", 0, "N", WITH(REVIEW), TR("at most so many at a time, 1 to 99; else 5") },
	[OPTION_JSON] = { "json", 0, NULL, WITH(STATUS) | WITH(KEYS) | WITH(ROSTER) | WITH(EXPORT), TR("for scripts") },
	[OPTION_ONELINE] = { "oneline", 0, NULL, WITH(STATUS), TR("one line, for a prompt or a login message") },
	[OPTION_FORMAT] = { "format", 0, "FORM", WITH(CHECK) | WITH(EXPORT),
		TR("check: full, short, json; export: md, json") },
	[OPTION_OUTPUT] = { "output", 'o', "PATH", WITH(EXPORT) | WITH(IMPORT) | WITH(SHARE),
		TR("export: a new file for this account only; import: the folder for the chapter") },
	[OPTION_STRICT] = { "strict", 0, NULL, WITH(CHECK), TR("warnings count as errors") },
	[OPTION_LOCK] = { "lock", 0, NULL, WITH(CHECK), TR("write ids.lock: every id ever published") },
	[OPTION_SIZE] = { "size", 0, "WxH", WITH(RENDER), TR("of the window, else 80x24") },
	[OPTION_NOTES] = { "notes", 0, NULL, WITH(RENDER), TR("for paper: with the notes for facilitators, and nothing that asks for a key") },
	[OPTION_LEVEL] = { "level", 0, "WHAT", WITH(SHARE), TR("share this without asking: none, completion, answers or both") },
	[OPTION_ERASE_WORDS] = { "words", 0, NULL, WITH(ERASE), TR("erase what you wrote; place and answers stay") },
	[OPTION_ALL] = { "all", 0, NULL, WITH(ERASE), TR("erase place, answers and words of the course") },
	[OPTION_YES] = { "yes", 0, NULL, WITH(ERASE), TR("erase without asking") },
	[OPTION_CSV] = { "csv", 0, NULL, WITH(ROSTER), TR("a table for a spreadsheet") },
};

#define NEAR_MOST 64    /* bytes of a word that can be a slip of the finger */
#define LETTER_BASE 256 /* getopt_long gives LETTER_BASE + enum option_id, so that no letter is mistaken for one */

/* -- Asking a request ------------------------------------------------------------------------- */

bool request_has(const struct request *request, enum option_id id)
{
	return request->values[id] != NULL;
}

const char *request_value(const struct request *request, enum option_id id)
{
	return request->values[id];
}

const char *request_word(const struct request *request, int n)
{
	return n < request->nwords ? request->words[n] : NULL;
}

int request_choice(const struct request *request, enum option_id id, const char *const *list)
{
	const char *value = request->values[id];
	size_t n = 0;

	if (!value)
		return 0;
	for (; list[n]; n++)
		if (strcmp(value, list[n]) == 0)
			return (int)n;

	struct str known = { 0 };
	for (size_t i = 0; i < n; i++)
		str_print(&known, "%s%s", i ? ", " : "", list[i]);
	request_wrong(request, tr("--%s is one of: %s"), options[id].name, str_text(&known));
	str_release(&known);
	return -1;
}

bool request_number(const char *text, unsigned least, unsigned most, unsigned *out)
{
	char *end;

	if (*text < '0' || *text > '9')
		return false;
	unsigned long number = strtoul(text, &end, 10);
	if (*end || number < least || number > most)
		return false;
	*out = (unsigned)number;
	return true;
}

/* -- Saying what is wrong with one ------------------------------------------------------------ */

/* What may have been meant, and where help is: that of the command, once it is known. */
static void advise(const struct request *request, const char *near, struct err *err)
{
	const char *name = request->command && request->command->name ? request->command->name : NULL;
	char see[96];

	if (request->id == COMMAND_HELP) /* it names them all */
		snprintf(see, sizeof see, "%s", tr("See `attune help`"));
	else if (name)
		snprintf(see, sizeof see, tr("See `attune help %s`"), name);
	else
		snprintf(see, sizeof see, "%s", tr("See `attune --help`"));
	if (near)
		err_advise(err, tr("Did you mean `%s`? %s"), near, see);
	else
		err_advise(err, "%s", see);
}

int request_wrong(const struct request *request, const char *format, ...)
{
	struct err err = { 0 };
	char words[sizeof err.words];
	va_list args;

	va_start(args, format);
	vsnprintf(words, sizeof words, format, args);
	va_end(args);
	err_set(&err, ERR_INVALID, 0, "%s", words);
	advise(request, NULL, &err);
	out_trouble(request, &err);
	return STATUS_USAGE;
}

int request_unknown(
	const struct request *request, const char *what, const char *word, const char *const *list, size_t n)
{
	bool judged = strlen(word) <= NEAR_MOST && text_valid(word, strlen(word), NULL);
	struct err err = { 0 };

	err_set(&err, ERR_INVALID, 0, tr("there is no %s `%s`"), what, word);
	advise(request, judged ? text_nearest(word, list, n) : NULL, &err);
	out_trouble(request, &err);
	return STATUS_USAGE;
}

/* -- Reading options -------------------------------------------------------------------------- */

/* `typed`: the argument as it stands, "--name=value". */
static int unknown_option(const struct request *request, const char *typed)
{
	const char *names[OPTION_COUNT];
	char dashed[OPTION_COUNT][24], name[256];

	for (int i = 0; i < OPTION_COUNT; i++) {
		snprintf(dashed[i], sizeof dashed[i], "--%s", options[i].name);
		names[i] = dashed[i];
	}
	snprintf(name, sizeof name, "%.*s", (int)strcspn(typed, "="), typed);
	bool is_long = typed[0] == '-' && typed[1] == '-';
	return request_unknown(request, tr("option"), name, names, is_long ? OPTION_COUNT : 0);
}

/* getopt's own view of the table. The letters get at most two characters each. */
static void fill_getopt(struct option *longs, char *letters)
{
	*letters++ = '-'; /* words are given in their order, as code 1 */
	*letters++ = ':'; /* a missing value is told from an unknown option */
	for (int i = 0; i < OPTION_COUNT; i++) {
		longs[i] = (struct option){ .name = options[i].name,
			.has_arg = options[i].value ? required_argument : no_argument,
			.val = LETTER_BASE + i };
		if (!options[i].letter)
			continue;
		*letters++ = options[i].letter;
		if (options[i].value)
			*letters++ = ':';
	}
	*letters = '\0';
	longs[OPTION_ERASE_WORDS] = longs[OPTION_WORDS]; /* until it is known that the command is erase */
	longs[OPTION_COUNT] = (struct option){ 0 };
}

static int option_of_letter(int letter)
{
	for (int i = 0; i < OPTION_COUNT; i++)
		if (options[i].letter && options[i].letter == letter)
			return i;
	return -1;
}

static bool add_word(struct request *request, const char *word)
{
	if (request->nwords == REQUEST_WORDS_MOST) {
		request_wrong(request, tr("more than %d words at once"), REQUEST_WORDS_MOST);
		return false;
	}
	request->words[request->nwords++] = word;
	return true;
}

/* One answer of getopt_long; `typed` is the argument it stood in. */
static bool take(struct request *request, int code, const char *typed)
{
	if (code == 1)
		return add_word(request, optarg);
	if (code == ':') {
		request_wrong(request, tr("the option `%s` needs a value"), typed);
		return false;
	}
	if (code == '?' && optopt >= LETTER_BASE) {
		request_wrong(request, tr("the option `--%s` takes no value"), options[optopt - LETTER_BASE].name);
		return false;
	}
	int id = code >= LETTER_BASE ? code - LETTER_BASE : option_of_letter(code);
	if (code == '?' || id < 0) {
		unknown_option(request, typed);
		return false;
	}
	request->values[id] = optarg ? optarg : "";
	return true;
}

static bool read_arguments(struct request *request, int argc, char **argv)
{
	struct option longs[OPTION_COUNT + 1];
	char letters[3 + 2 * OPTION_COUNT];
	fill_getopt(longs, letters);

	opterr = 0;
	optind = 1;
	for (;;) {
		int before = optind;
		int code = getopt_long(argc, argv, letters, longs, NULL);
		if (code == -1)
			break;
		if (request->nwords == 0 && code == 1 && strcmp(optarg, commands[COMMAND_ERASE].name) == 0)
			longs[OPTION_WORDS] = longs[OPTION_ERASE_WORDS] = (struct option){ .name = options[OPTION_ERASE_WORDS].name,
				.has_arg = no_argument, .val = LETTER_BASE + OPTION_ERASE_WORDS };
		if (!take(request, code, argv[before < argc ? before : argc - 1]))
			return false;
	}
	for (int i = optind; i < argc; i++) /* what follows -- */
		if (!add_word(request, argv[i]))
			return false;
	return true;
}

/* -- Which command ---------------------------------------------------------------------------- */

static void drop_first_word(struct request *request)
{
	request->nwords--;
	memmove(request->words, request->words + 1, (size_t)request->nwords * sizeof request->words[0]);
}

struct names {
	const char *list[COMMAND_COUNT + 64];
	size_t n;
	struct arena arena;
};

static bool add_course_id(void *ctx, const char *folder)
{
	struct names *names = ctx;
	const char *slash = strrchr(folder, '/');

	if (names->n == sizeof names->list / sizeof names->list[0])
		return false;
	const char *name = slash ? slash + 1 : folder;
	names->list[names->n++] = arena_copy(&names->arena, name, strlen(name));
	return true;
}

/* Whether a first word that is no command can be meant as a course. */
static bool is_course(const struct request *request, const char *word, struct names *names)
{
	struct stat about;
	struct shelf shelf;
	struct str folder = { 0 };
	struct err err = { 0 };

	if (strchr(word, '/') || word[0] == '.' || stat(word, &about) == 0)
		return true;
	shelf_open(&shelf, request->program);
	bool found = shelf_find(&shelf, word, &folder, &err);
	if (!found)
		shelf_each(&shelf, add_course_id, names);
	str_release(&folder);
	shelf_release(&shelf);
	return found;
}

static bool find_command(struct request *request)
{
	struct names names = { 0 };

	request->id = COMMAND_HOME;
	for (int i = 0; i < COMMAND_COUNT && request->nwords; i++) {
		if (!commands[i].name || strcmp(commands[i].name, request->words[0]) != 0)
			continue;
		request->id = (enum command_id)i;
		request->command = &commands[i];
		drop_first_word(request);
		return true;
	}
	for (int i = 0; i < COMMAND_COUNT; i++)
		if (commands[i].name)
			names.list[names.n++] = commands[i].name;
	bool good = !request->nwords || is_course(request, request->words[0], &names);
	if (good)
		request->command = &commands[COMMAND_HOME];
	else
		request_unknown(request, tr("command or course"), request->words[0], names.list, names.n);
	arena_release(&names.arena);
	return good;
}

/* -- Whether they go together ----------------------------------------------------------------- */

static bool options_fit(const struct request *request)
{
	const char *name = request->command->name ? request->command->name : "";

	for (int i = 0; i < OPTION_COUNT; i++) {
		if (!request->values[i] || !options[i].with || options[i].with & 1u << request->id)
			continue;
		request_wrong(
			request, tr("`attune%s%s` does not take `--%s`"), *name ? " " : "", name, options[i].name);
		return false;
	}
	return true;
}

static bool words_fit(const struct request *request)
{
	const struct command_row *command = request->command;
	const char *name = command->name ? command->name : "";

	if (request->nwords < command->least) {
		request_wrong(
			request, tr("`attune %s` needs %.*s"), name, (int)strcspn(command->words, "."), command->words);
		return false;
	}
	if (command->most >= 0 && request->nwords > command->most) {
		request_wrong(request, tr("`%s` is one word too many for `attune%s%s`"), request->words[command->most],
			*name ? " " : "", name);
		return false;
	}
	return true;
}

/* The options that hold everywhere and say what a setting says, judged before anything is done. */
static bool values_fit(const struct request *request)
{
	char values[160];

	for (int i = 0; i < SETTING_COUNT; i++) {
		enum option_id id = settings_option((enum setting)i);
		const char *value = id == OPTION_COUNT || !options[id].value ? NULL : request->values[id];
		if (!value || setting_fits((enum setting)i, value))
			continue;
		setting_say_values((enum setting)i, values, sizeof values);
		request_wrong(request, tr("--%s is %s"), options[id].name, values);
		return false;
	}
	if (request->values[OPTION_DATA] && !*request->values[OPTION_DATA]) {
		request_wrong(request, "%s", tr("--data needs the name of a folder"));
		return false;
	}
	return true;
}

/* --help and --version win over everything else that was asked. */
static bool wants_help(struct request *request)
{
	static const enum option_id asks[] = { OPTION_HELP, OPTION_VERSION };

	for (size_t i = 0; i < sizeof asks / sizeof asks[0]; i++) {
		if (!request->values[asks[i]])
			continue;
		request->nwords = 0;
		if (request->command->name && asks[i] == OPTION_HELP)
			request->words[request->nwords++] = request->command->name;
		request->id = COMMAND_HELP;
		request->command = &commands[COMMAND_HELP];
		return true;
	}
	return false;
}

bool request_read(struct request *request, int argc, char **argv)
{
	if (!read_arguments(request, argc, argv))
		return false;
	request->ascii = request->ascii || request->values[OPTION_ASCII]; /* for what is said of the rest */
	if (request->values[OPTION_HELP] && request->nwords == 0)
		request->command = &commands[COMMAND_HOME];
	else if (!find_command(request))
		return false;
	if (wants_help(request))
		return true;
	return options_fit(request) && words_fit(request) && values_fit(request);
}
