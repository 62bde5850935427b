/* SPDX-License-Identifier: MIT
 *
 * commands: all that can be done where one is, by name: `:` and how a word of it begins. Serves whoever cannot press a key, or
 * does not know which. */
#include "tutor/screens.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/likeness.h"
#include "base/tr.h"

#define MOST 64

struct list {
	const struct binding *rows[MOST];
	int n;
	int named; /* the first so many are called what was typed; the others are near */
};

static enum where commands_where(const struct app *app)
{
	(void)app;
	return AT_LIST;
}

static void commands_head(const struct app *app, struct head *head)
{
	(void)app;
	(void)snprintf(head->left, sizeof head->left, "%s", tr("All commands"));
}

/* Keys that write are of no use to who writes elsewhere. */
static bool can_be_named(const struct binding *b)
{
	return b->command != CMD_EDIT && b->command != CMD_PUT_DOWN && b->command != CMD_COMMANDS;
}

static bool is_listed(const struct list *list, enum command command)
{
	for (int i = 0; i < list->n; i++)
		if (list->rows[i]->command == command)
			return true;
	return false;
}

static bool takes_number(enum command command)
{
	return command == CMD_CHOOSE || command == CMD_RATE || command == CMD_SURE;
}

/* What was typed without its number: "choose 2" looks for "choose". True when that is all there is: what takes one is meant. */
static bool look_for(const struct app *app, char *out, size_t size)
{
	size_t len;

	(void)snprintf(out, size, "%s", app_typed(app));
	len = strlen(out);
	while (len > 0 && strchr("0123456789+ ", out[len - 1]))
		out[--len] = '\0';
	return len == 0 && strpbrk(app_typed(app), "0123456789+");
}

static bool begins(const char *name, const char *typed)
{
	struct str a = {0}, b = {0};

	text_fold(name, &a);
	text_fold(typed, &b);
	bool does = strncmp(str_text(&a), str_text(&b), b.len) == 0;
	str_release(&a);
	str_release(&b);
	return does;
}

/* A word that is in what a command does is enough to name it where it shows something. What has no key and changes something is
 * named by its own name, or how that begins: nobody who looked for a phrase has asked for a chapter anew. */
static bool is_named(const struct binding *b, const char *typed)
{
	if (b->command != CMD_ANEW && b->command != CMD_SHARE && b->command != CMD_QUIT)
		return true;
	return begins(b->keys, typed) || begins(tr(b->words), typed);
}

static void add(struct list *list, const struct binding *b, const char *typed, bool loosely)
{
	char keys[80], text[240];

	keymap_keys(b, true, keys, sizeof keys);
	(void)snprintf(text, sizeof text, "%s %s %s", tr(b->words), b->hint ? tr(b->hint) : "", b->keys[0] == ':' ? keys : "");
	if (list->n < MOST && !is_listed(list, b->command) && keymap_answers(text, typed, loosely))
		list->rows[list->n++] = b;
}

/* What Enter in the line would do and what it only shows, by turns of gather(). */
enum nearness { WAY_OUT, NAMED, HAS_WORDS, HAS_LETTERS, NEARNESS_COUNT };

/* `:q` is known from elsewhere, and means one thing: no word that happens to begin so comes before it. */
static bool is_near_as(enum nearness near, const struct binding *b, const char *typed)
{
	switch (near) {
	case WAY_OUT:
		return b->command == CMD_QUIT && typed[0] && begins(b->keys, typed);
	case NAMED:
		return is_named(b, typed);
	case HAS_WORDS:
	case HAS_LETTERS:
	case NEARNESS_COUNT:
		break;
	}
	return true;
}

/* Those that are named first, then those that have the words, then those that have the letters. */
static void gather(const struct app *app, struct list *list)
{
	char typed[128];

	list->n = 0;
	bool by_number = look_for(app, typed, sizeof typed);
	for (enum nearness near = WAY_OUT; near < NEARNESS_COUNT; near++) {
		for (size_t i = 0; i < keymap_count; i++)
			if ((keymap[i].where & (unsigned)app_where_below(app)) && can_be_named(&keymap[i]) && (!by_number || takes_number(keymap[i].command)) &&
				is_near_as(near, &keymap[i], typed))
				add(list, &keymap[i], typed, near == HAS_LETTERS);
		if (near == NAMED)
			list->named = list->n;
	}
}

static int commands_items(const struct app *app)
{
	struct list list;

	gather(app, &list);
	return list.n;
}

/* The number typed after the name, -1: none. */
static long number_typed(const char *typed)
{
	size_t len = strlen(typed), from = len;

	if (len > 0 && typed[len - 1] == '+')
		return 10;
	while (from > 0 && strchr("0123456789", typed[from - 1]))
		from--;
	return from == len ? -1 : strtol(typed + from, NULL, 10);
}

/* The key that stands for a number: 10 is +. False where none does. */
static bool number_key(long number, struct key *key)
{
	*key = (struct key){PRESS_TEXT, number == 10 ? '+' : (uint32_t)('0' + number)};
	return number >= 0 && number <= 10;
}

/* Rows may have higher numbers than there are keys for. */
static void do_numbered(struct app *app, enum command command, long number, struct event *ev, struct effects *fx)
{
	bool is_row = command == CMD_CHOOSE && !app_is_on_page(app);

	if (is_row ? app_open_numbered(app, number, fx) : number_key(number, &ev->key)) {
		if (!is_row)
			app_command(app, command, ev, fx);
		return;
	}
	app_tell(app, "%s", tr("There is no line with that number here."));
}

/* Who looks for these learns where they are done: commands of the program, for when no session is open. */
static const char *outside(const char *typed)
{
	static const char *const names[] = { "lock", "phrase", "erase", "export", "doctor", "status" };

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (strcmp(typed, names[i]) == 0)
			return names[i];
	return NULL;
}

static void commands_say(const struct app *app, struct doc *doc)
{
	struct list list;
	char keys[80];

	gather(app, &list);
	const char *name = list.named == 0 && !app->options.confined ? outside(app_typed(app)) : NULL;
	if (name) {
		doc_sayf(doc, STYLE_TEXT, tr("That is done outside: `attune %s`, in a shell."), name);
		doc_gap(doc);
	} else if (list.n > 0 && list.named == 0) {
		doc_say(doc, STYLE_ASIDE, tr("Nothing here is called that. This is near: Down goes to it, and Enter does it."));
		doc_gap(doc);
	}
	for (int i = 0; i < list.n; i++) {
		keymap_keys(list.rows[i], !app->options.few_keys, keys, sizeof keys);
		doc_item(doc, i);
		doc_pair(doc, STYLE_TEXT, tr(list.rows[i]->words), keys);
		doc_item(doc, -1);
	}
	if (list.n == 0 && !name)
		doc_say(doc, STYLE_TEXT, tr("Nothing here is called that. Esc goes back."));
	else if (list.n == 1 && takes_number(list.rows[0]->command) && number_typed(app_typed(app)) < 0) {
		doc_gap(doc);
		doc_say(doc, STYLE_ASIDE, tr("A number goes with that: type it after the name."));
	}
}

static void commands_open(struct app *app, int item, struct effects *fx)
{
	struct event ev = {.type = EV_KEY, .now = app->now, .tick = app->tick};
	struct list list;

	gather(app, &list);
	if (item >= list.n || (item >= list.named && app_is_in_line(app)))
		return;
	const struct binding *b = list.rows[item];
	long number = number_typed(app_typed(app));
	if (takes_number(b->command) && number < 0) {
		app_type(app, TYPING_COMMAND, tr(b->words)); /* the list says what is missing */
		return;
	}
	app_type_end(app);
	app_pop(app);
	app_see_again(app);
	if (takes_number(b->command)) {
		do_numbered(app, b->command, number, &ev, fx);
		return;
	}
	ev.key = keymap_key(b);
	app_command(app, b->command, &ev, fx);
}

/* The list belongs to the line: only who types may be here. */
static bool commands_command(struct app *app, enum command command, const struct event *ev, struct effects *fx)
{
	(void)ev;
	(void)fx;
	if (command == CMD_HIDE || command == CMD_REDRAW || command == CMD_SUSPEND || command == CMD_STOP || command == CMD_HELP)
		return false;
	app_type_end(app);
	app_pop(app);
	return true;
}

static const char *commands_prompt(const struct app *app)
{
	(void)app;
	return tr("Enter goes back: ");
}

const struct screen screen_commands = {
	.name = "commands",
	.where = commands_where,
	.head = commands_head,
	.items = commands_items,
	.say = commands_say,
	.command = commands_command,
	.open = commands_open,
	.prompt = commands_prompt,
};
