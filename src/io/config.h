/* SPDX-License-Identifier: MIT
 *
 * config: what a person, and who looks after the computer, wants of the program: two small YAML files with the same keys.
 *
 * Use: config_read() the system's file, then the person's, into two structs of one kind; config_value() asks both.
 * What stands between them (command line, environment) is cmd/settings.
 *
 * Ownership: a struct config owns its texts; config_release frees them. A zeroed struct is a file that is not there.
 *
 * Never knows: options, the environment, what a setting does.
 *
 * The keys are one table, setting_rows[]; the reader, `attune doctor` and the option that says the same judge by it. To add
 * one: a line in SETTINGS, a row in config.c.
 */
#ifndef ATTUNE_IO_CONFIG_H
#define ATTUNE_IO_CONFIG_H

#include <stdbool.h>
#include "base/mem.h"
#include "course/diag.h"

#define SETTINGS(X) \
	X(THEME) \
	X(COLOR) \
	X(WIDTH) \
	X(SPACING) \
	X(ASCII) \
	X(UNICODE) \
	X(MARGIN) \
	X(KEYS) \
	X(MOUSE) \
	X(LANG) \
	X(COUNTRY) \
	X(CALIBRATION) \
	X(WORDS) \
	X(PLAIN) \
	X(SCREEN_READER) \
	X(CLASS) \
	X(KIOSK_EXPORT)

enum setting {
#define X(NAME) SETTING_##NAME,
	SETTINGS(X)
#undef X
	SETTING_COUNT
};

enum setting_type {
	SETTING_WORD,   /* one of `words` */
	SETTING_FLAG,   /* yes or no; true, false, on and off are taken for them */
	SETTING_NUMBER, /* from `least` to `most` */
	SETTING_NAME,   /* letters, digits, - _ . and nothing else: safe as part of a file's name */
	SETTING_LETTERS, /* two of them, a country's */
	SETTING_FOLDER, /* an absolute path */
};

struct setting_row {
	const char *key;
	enum setting_type type;
	const char *const *words; /* NULL-ended */
	unsigned least, most;
	const char *says;         /* one line for the manual and `attune doctor` */
};
extern const struct setting_row setting_rows[SETTING_COUNT];

struct config {
	const char *values[SETTING_COUNT]; /* as text, flags as "yes" and "no"; NULL: not set */
	bool locked[SETTING_COUNT];        /* the system's file alone */
	struct arena arena;
};

/* Reads one file. One that is not there is an empty one; what is wrong in it is added to `diags`, and the other settings
 * of it hold. Only with `may_lock` may it say `locked:`, a list of keys that it sets and nobody changes. */
void config_read(struct config *, const char *path, bool may_lock, struct diags *);
void config_release(struct config *);

/* Where a setting's value is from. */
enum setting_origin { ORIGIN_BUILT_IN, ORIGIN_SYSTEM, ORIGIN_USER, ORIGIN_ENVIRONMENT, ORIGIN_OPTION, ORIGIN_LOCKED };

/* The value that holds, NULL when nobody set one: locked by the system, else option, else environment (each may be NULL),
 * else the person's, else the system's. `origin` may be NULL. */
const char *config_value(const struct config *system, const struct config *user, enum setting, const char *option,
	const char *environment, enum setting_origin *origin);

/* Whether a text is a value of the setting; flags: yes or no in any of their forms. */
bool setting_fits(enum setting, const char *text);

/* What it may be, for a message: "auto, always or never", "a number from 20 to 200". */
void setting_say_values(enum setting, char *out, size_t size);

#endif
