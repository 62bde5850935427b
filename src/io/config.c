/* SPDX-License-Identifier: MIT */
#include "io/config.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "base/likeness.h"
#include "base/text.h"
#include "base/tr.h"
#include "io/yaml.h"

#define NAME_MOST 48    /* bytes of a SETTING_NAME */
#define SUGGEST_MOST 64 /* bytes of a word that can be a slip of the finger */
#define LOCKED "locked"

static const char *const color_words[] = { "auto", "always", "never", NULL };
static const char *const keys_words[] = { "all", "minimal", NULL };
static const char *const keep_words[] = { "locked", "readable", "none", NULL };

const struct setting_row setting_rows[SETTING_COUNT] = {
	[SETTING_THEME] = { .key = "theme", .type = SETTING_NAME,
		.says = TR("how things look: default, none, high-contrast, or a file of yours in themes") },
	[SETTING_COLOR] = { .key = "color", .type = SETTING_WORD, .words = color_words, .says = TR("whether there are colours") },
	[SETTING_WIDTH] = { .key = "width", .type = SETTING_NUMBER, .least = 20, .most = 200,
		.says = TR("cells of a line of text; else 66") },
	[SETTING_SPACING] = { .key = "spacing", .type = SETTING_NUMBER, .least = 1, .most = 2,
		.says = TR("2: an empty row after every paragraph and answer") },
	[SETTING_ASCII] = { .key = "ascii", .type = SETTING_FLAG, .says = TR("show nothing but ASCII") },
	[SETTING_UNICODE] = { .key = "unicode", .type = SETTING_FLAG,
		.says = TR("signs beyond ASCII before the rows of lists and quotations, where they can be shown") },
	[SETTING_MARGIN] = { .key = "margin", .type = SETTING_NUMBER, .least = 1, .most = 40, .says = TR("cells at the left; else 2, less in a narrow window") },
	[SETTING_KEYS] = { .key = "keys", .type = SETTING_WORD, .words = keys_words,
		.says = TR("minimal: no letter is a command; :, arrows, digits, Space, Enter and Esc do all") },
	[SETTING_MOUSE] = { .key = "mouse", .type = SETTING_FLAG, .says = TR("rows can be clicked; the terminal's own selecting then needs Shift") },
	[SETTING_LANG] = { .key = "lang", .type = SETTING_NAME, .says = TR("the language: en, es, ...") },
	[SETTING_COUNTRY] = { .key = "country", .type = SETTING_LETTERS,
		.says = TR("where you are, two letters as GB has; for support lines alone") },
	[SETTING_CALIBRATION] = { .key = "calibration", .type = SETTING_FLAG, .says = TR("ask how sure before a verdict, and show at the end of a chapter how that turned out") },
	[SETTING_WORDS] = { .key = "words", .type = SETTING_WORD, .words = keep_words,
		.says = TR("how words are kept, so that nobody is asked") },
	[SETTING_PLAIN] = { .key = "plain", .type = SETTING_FLAG, .says = TR("lines instead of a full screen") },
	[SETTING_SCREEN_READER] = { .key = "screen-reader", .type = SETTING_FLAG,
		.says = TR("a screen for listening: nothing at the right edge, news have the cursor") },
	[SETTING_CLASS] = { .key = "class", .type = SETTING_FOLDER, .says = TR("the drop box of a class: the folder `attune share` puts its file in") },
	[SETTING_KIOSK_EXPORT] = { .key = "kiosk-export", .type = SETTING_FLAG,
		.says = TR("whether `attune --kiosk export` prints a learner's own words") },
};

/* -- One value -------------------------------------------------------------------------------- */

/* YAML's own words for it, and those people use; -1: neither. */
static int flag_of(const char *text)
{
	static const char *const no[] = { "no", "false", "off", NULL }, *const yes[] = { "yes", "true", "on", NULL };

	for (int i = 0; no[i]; i++) {
		if (strcmp(text, no[i]) == 0)
			return 0;
		if (strcmp(text, yes[i]) == 0)
			return 1;
	}
	return -1;
}

static bool is_word(const char *const *words, const char *text)
{
	for (; *words; words++)
		if (strcmp(*words, text) == 0)
			return true;
	return false;
}

static bool is_number(const struct setting_row *row, const char *text)
{
	size_t digits = strspn(text, "0123456789");
	unsigned long number = digits && digits < 6 ? strtoul(text, NULL, 10) : 0;

	return !text[digits] && digits < 6 && number >= row->least && number <= row->most;
}

static bool is_name(const char *text)
{
	static const char good[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.";
	size_t len = strlen(text);

	return len > 0 && len <= NAME_MOST && text[0] != '.' && strspn(text, good) == len;
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool setting_fits(enum setting setting, const char *text)
{
	const struct setting_row *row = &setting_rows[setting];

	switch (row->type) {
	case SETTING_WORD:
		return is_word(row->words, text);
	case SETTING_FLAG:
		return flag_of(text) >= 0;
	case SETTING_NUMBER:
		return is_number(row, text);
	case SETTING_NAME:
		return is_name(text);
	case SETTING_LETTERS:
		return is_letter(text[0]) && is_letter(text[1]) && !text[2];
	case SETTING_FOLDER:
		return text[0] == '/';
	}
	return false;
}

static void say_words(const char *const *words, char *out, size_t size)
{
	size_t used = 0;

	for (size_t i = 0; words[i] && used < size; i++)
		used += (size_t)snprintf(out + used, size - used, "%s%s",
			i == 0 ? "" : words[i + 1] ? ", " : tr(" or "), words[i]);
}

void setting_say_values(enum setting setting, char *out, size_t size)
{
	const struct setting_row *row = &setting_rows[setting];

	switch (row->type) {
	case SETTING_WORD:
		say_words(row->words, out, size);
		break;
	case SETTING_FLAG:
		snprintf(out, size, "%s", tr("yes or no"));
		break;
	case SETTING_NUMBER:
		snprintf(out, size, row->most - row->least == 1 ? tr("%u or %u") : tr("a number from %u to %u"), row->least, row->most);
		break;
	case SETTING_NAME:
		snprintf(out, size, "%s", tr("a name of letters, digits and dashes"));
		break;
	case SETTING_LETTERS:
		snprintf(out, size, "%s", tr("two letters"));
		break;
	case SETTING_FOLDER:
		snprintf(out, size, "%s", tr("the whole path of a folder, from /"));
		break;
	}
}

/* -- One file --------------------------------------------------------------------------------- */

static int find_key(const char *key)
{
	for (int i = 0; i < SETTING_COUNT; i++)
		if (strcmp(setting_rows[i].key, key) == 0)
			return i;
	return -1;
}

static unsigned width_of(const char *word)
{
	return (unsigned)strlen(word);
}

static void unknown_key(const char *key, struct place at, struct diags *diags)
{
	const char *names[SETTING_COUNT + 1];

	for (int i = 0; i < SETTING_COUNT; i++)
		names[i] = setting_rows[i].key;
	names[SETTING_COUNT] = LOCKED;
	diag_add(diags, DIAG_UNKNOWN_KEY, at, width_of(key), "there is no setting '%s'", diag_quote(diags, key));
	const char *near = strlen(key) <= SUGGEST_MOST ? text_nearest(key, names, SETTING_COUNT + 1) : NULL;
	if (near)
		diag_help(diags, "did you mean '%s'?", near);
}

static size_t count(const char *const *words)
{
	size_t n = 0;

	while (words[n])
		n++;
	return n;
}

static void wrong_value(enum setting setting, const struct node *node, struct diags *diags)
{
	enum setting_type type = setting_rows[setting].type;
	char values[160];

	setting_say_values(setting, values, sizeof values);
	diag_add(diags, type == SETTING_NUMBER ? DIAG_BAD_NUMBER : DIAG_BAD_WORD, node->at, node->width,
		"'%s' is %s", setting_rows[setting].key, values);
	const char *near = type == SETTING_WORD && node->len <= SUGGEST_MOST
		? text_nearest(node->text, setting_rows[setting].words, count(setting_rows[setting].words)) : NULL;
	if (near)
		diag_help(diags, "did you mean '%s'?", near);
}

static void read_value(struct config *config, enum setting setting, const struct node *node, struct diags *diags)
{
	if (node->type != NODE_SCALAR || !setting_fits(setting, node->text)) {
		wrong_value(setting, node, diags);
		return;
	}
	if (setting_rows[setting].type == SETTING_FLAG)
		config->values[setting] = flag_of(node->text) ? "yes" : "no"; /* not "true": nobody asks for two forms */
	else
		config->values[setting] = node->text; /* in the arena already */
}

static void lock(struct config *config, const struct node *root, const struct node *key, struct diags *diags)
{
	int setting = key->type == NODE_SCALAR ? find_key(key->text) : -1;

	if (setting < 0) {
		unknown_key(key->text, key->at, diags);
	} else if (!node_child(root, key->text)) {
		diag_add(diags, DIAG_MISSING_KEY, key->at, key->width, "'%s' is locked, and not set", key->text);
		diag_help(diags, "give it a value in this file, or take it off the list");
	} else {
		config->locked[setting] = config->values[setting] != NULL;
	}
}

/* Read when all values are. */
static void read_locked(struct config *config, const struct node *root, bool may_lock, struct diags *diags)
{
	const struct node *list = node_child(root, LOCKED);

	if (!list)
		return;
	if (!may_lock) {
		diag_add(diags, DIAG_UNKNOWN_KEY, list->key_at, width_of(LOCKED), "only the system's file can lock settings");
		return;
	}
	if (list->type == NODE_MAP)
		diag_add(diags, DIAG_WRONG_TYPE, list->at, list->width, "'%s' is a list of settings", LOCKED);
	else if (list->type == NODE_SCALAR)
		lock(config, root, list, diags);
	for (const struct node *key = list->first; key && list->type == NODE_LIST; key = key->next)
		lock(config, root, key, diags);
}

static bool holds_nothing(const char *text, size_t len)
{
	for (size_t at = 0; at < len; at += strcspn(text + at, "\n") + 1) {
		size_t blank = strspn(text + at, " \t\r");
		if (text[at + blank] && !strchr("\n#", text[at + blank]))
			return false;
	}
	return true;
}

static void move_faults(struct diags *to, const struct diags *from)
{
	for (size_t i = 0; i < from->count; i++) {
		diag_add(to, from->list[i].code, from->list[i].at, from->list[i].width, "%s", from->list[i].message);
		if (from->list[i].help)
			diag_help(to, "%s", from->list[i].help);
	}
}

static void read_values(struct config *config, const struct node *root, bool may_lock, struct diags *diags)
{
	for (const struct node *node = root->first; node; node = node->next) {
		int setting = find_key(node->key);
		if (setting >= 0 && !node->broken && !config->values[setting]) /* said twice: the first one holds */
			read_value(config, (enum setting)setting, node, diags);
		else if (setting < 0 && strcmp(node->key, LOCKED) != 0)
			unknown_key(node->key, node->key_at, diags);
	}
	read_locked(config, root, may_lock, diags);
}

void config_read(struct config *config, const char *path, bool may_lock, struct diags *diags)
{
	struct diags found = { 0 };
	const char *text = NULL;
	size_t len = 0;

	if (access(path, F_OK) != 0 && (errno == ENOENT || errno == ENOTDIR))
		return;
	diags_file(diags, path);
	const struct node *root = yaml_load_partly(path, &config->arena, &found, &text, &len);
	if (root || !text || !holds_nothing(text, len)) /* comments alone set nothing, and are no fault */
		move_faults(diags, &found);
	if (root && root->type == NODE_MAP)
		read_values(config, root, may_lock, diags);
	else if (root)
		diag_add(diags, DIAG_WRONG_TYPE, root->at, root->width, "settings are lines of the form 'key: value'");
	if (text)
		diags_source(diags, text, len);
	diags_release(&found);
}

void config_release(struct config *config)
{
	arena_release(&config->arena);
	*config = (struct config){ 0 };
}

/* -- Which value holds ------------------------------------------------------------------------ */

const char *config_value(const struct config *system, const struct config *user, enum setting setting, const char *option,
	const char *environment, enum setting_origin *origin)
{
	const struct {
		const char *value;
		enum setting_origin origin;
	} order[] = {
		{ system->locked[setting] ? system->values[setting] : NULL, ORIGIN_LOCKED },
		{ option, ORIGIN_OPTION },
		{ environment, ORIGIN_ENVIRONMENT },
		{ user->values[setting], ORIGIN_USER },
		{ system->values[setting], ORIGIN_SYSTEM },
	};

	for (size_t i = 0; i < sizeof order / sizeof order[0]; i++)
		if (order[i].value) {
			if (origin)
				*origin = order[i].origin;
			return order[i].value;
		}
	if (origin)
		*origin = ORIGIN_BUILT_IN;
	return NULL;
}
