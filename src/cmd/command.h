/* SPDX-License-Identifier: MIT
 *
 * command: what can be asked for on the command line: the table of commands, the table of options, and one request.
 *
 * Use: request_read() makes a request of argv or says what is wrong with it; then
 * request->command->run() does it and gives the exit status. A command asks for
 * its options with request_has() and request_value(), for its words in order.
 *
 * Ownership: a request borrows argv.
 *
 * Never knows: how a command does what it does.
 *
 * One command is one file, src/cmd/NAME.c, and one line in COMMANDS; help, "did
 * you mean" and the man page come from the tables in command.c.
 */
#ifndef ATTUNE_CMD_COMMAND_H
#define ATTUNE_CMD_COMMAND_H

#include <stdbool.h>
#include <stddef.h>

/* How the program ends. */
enum status {
	STATUS_DONE = 0,   /* quit and end of input too */
	STATUS_FAULTS = 1, /* check found errors; search found nothing; doctor did find something */
	STATUS_USAGE = 2,
	STATUS_NO_COURSE = 3,   /* missing or invalid */
	STATUS_UNSAVED = 4,     /* records unreadable, unwritable or unsaved */
	STATUS_NO_TERMINAL = 5, /* for a command that has no plain form */
	STATUS_OURS = 70,
};

/* Every command, in the order of the help. The first is what `attune` alone does. */
#define COMMANDS(X)               \
	X(HOME, home)             \
	X(RUN, run)               \
	X(REVIEW, review)         \
	X(LIST, list)             \
	X(ABOUT, about)           \
	X(STATUS, status)         \
	X(EXPORT, export)         \
	X(ERASE, erase)           \
	X(LOCK, lock)             \
	X(PHRASE, phrase)         \
	X(SEARCH, search)         \
	X(HELP_LINES, help_lines) \
	X(SHARE, share)           \
	X(ROSTER, roster)         \
	X(CHECK, check)           \
	X(EXPLAIN, explain)       \
	X(RENDER, render)         \
	X(PREVIEW, preview)       \
	X(NEW, new)               \
	X(IMPORT, import)         \
	X(SCHEMA, schema)         \
	X(KEYS, keys)             \
	X(A11Y, a11y)             \
	X(DOCTOR, doctor)         \
	X(HELP, help)

enum command_id {
#define X(NAME, name) COMMAND_##NAME,
	COMMANDS(X)
#undef X
	COMMAND_COUNT
};

/* Every option. */
enum option_id {
	OPTION_PLAIN,
	OPTION_COLOR,
	OPTION_THEME,
	OPTION_ASCII,
	OPTION_WIDTH,
	OPTION_SPACING,
	OPTION_SCREEN_READER,
	OPTION_LANG,
	OPTION_DATA,
	OPTION_EPHEMERAL,
	OPTION_WORDS,
	OPTION_NO_INPUT,
	OPTION_KIOSK,
	OPTION_QUIET,
	OPTION_HELP,
	OPTION_VERSION, /* up to here: with every command */
	OPTION_CHAPTER,
	OPTION_PAGE,
	OPTION_LIMIT,
	OPTION_JSON,
	OPTION_ONELINE,
	OPTION_FORMAT,
	OPTION_OUTPUT,
	OPTION_STRICT,
	OPTION_LOCK,
	OPTION_SIZE,
	OPTION_NOTES,
	OPTION_LEVEL,
	OPTION_CSV,
	OPTION_ERASE_WORDS, /* has the name of OPTION_WORDS; with erase it says what, not how */
	OPTION_ALL,
	OPTION_YES,
	OPTION_COUNT
};

struct request;
struct settings;

struct command_row {
	const char *name;                   /* NULL: has no name, is what a bare `attune` does */
	const char *words;                  /* what follows the name, for help: "[COURSE]" */
	const char *says;                   /* one line for help */
	int least, most;                    /* how many words may follow; most -1: any number */
	int (*run)(const struct request *); /* gives the exit status */
};
extern const struct command_row commands[COMMAND_COUNT];

struct option_row {
	const char *name;  /* without the dashes */
	char letter;       /* -x, or 0 */
	const char *value; /* what stands for its value in help; NULL: it has none */
	unsigned with;     /* bits 1 << enum command_id; 0: with every command */
	const char *says;
};
extern const struct option_row options[OPTION_COUNT];

#define REQUEST_WORDS_MOST 64

struct request {
	const char *program; /* argv[0] */
	const struct command_row *command;
	enum command_id id;
	const char *words[REQUEST_WORDS_MOST];
	int nwords;
	const char *values[OPTION_COUNT]; /* NULL: not given; "" for an option without a value */
	/* Filled by settings_read(): */
	const struct settings *settings;  /* NULL: the command line and the environment are all there is */
	bool ascii;                       /* the person's locale cannot show more, or nothing more is wanted */
	unsigned width, spacing;          /* 0: as it is built in */
};

/* Fills a zeroed request (`ascii` and `program` apart; then comes settings_read). False: what is wrong, and what is near, was said on stderr. */
bool request_read(struct request *, int argc, char **argv);

bool request_has(const struct request *, enum option_id);
const char *request_value(const struct request *, enum option_id); /* NULL when not given */
const char *request_word(const struct request *, int n);           /* NULL when there are fewer */

/* The place of an option's value in a list (NULL-ended); 0 also when it was not given; -1 when it is none, which was
 * said. */
int request_choice(const struct request *, enum option_id, const char *const *list);

/* A number within bounds; false and nothing changed when `text` is none. */
bool request_number(const char *text, unsigned least, unsigned most, unsigned *out);

/* Says on stderr that the command line is wrong, and where help is. Returns STATUS_USAGE. */
int request_wrong(const struct request *, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The same with what may have been meant: the nearest of a list to `word`, if any is near. */
int request_unknown(const struct request *, const char *what, const char *word, const char *const *list, size_t n);

#define X(NAME, name) int cmd_##name(const struct request *);
COMMANDS(X)
#undef X

#endif
