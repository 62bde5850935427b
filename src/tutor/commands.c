/* SPDX-License-Identifier: MIT
 *
 * commands: all that can be done where one is, by name: `:` and how a word of it begins. Serves whoever cannot press a key, or
 * does not know which. */
#include "tutor/screens.h"

#include <stdio.h>
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

/* What was typed without its number: "choose 2" looks for "choose". */
static void look_for(const struct app *app, char *out, size_t size)
{
	size_t len;

	(void)snprintf(out, size, "%s", app_typed(app));
	len = strlen(out);
	while (len > 0 && strchr("0123456789+ ", out[len - 1]))
		out[--len] = '\0';
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
	if (b->command != CMD_ANEW && b->command != CMD_SHARE)
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
enum nearness { NAMED, HAS_WORDS, HAS_LETTERS, NEARNESS_COUNT };

/* Those that are named first, then those that have the words, then those that have the letters. */
static void gather(const struct app *app, struct list *list)
{
	char typed[128];

	list->n = 0;
	look_for(app, typed, sizeof typed);
	for (int near = NAMED; near < NEARNESS_COUNT; near++) {
		for (size_t i = 0; i < keymap_count; i++)
			if ((keymap[i].where & (unsigned)app_where_below(app)) && can_be_named(&keymap[i]) &&
				(near != NAMED || is_named(&keymap[i], typed)))
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

static bool takes_number(enum command command)
{
	return command == CMD_CHOOSE || command == CMD_RATE || command == CMD_SURE;
}

/* The number typed after the name, as the key that stands for it: 10 is +. False when there is none. */
static bool number_key(const char *typed, struct key *key)
{
	size_t len = strlen(typed);

	if (len == 0 || !strchr("0123456789+", typed[len - 1]))
		return false;
	*key = (struct key){PRESS_TEXT, (unsigned char)typed[len - 1]};
	if (len > 1 && typed[len - 1] == '0' && typed[len - 2] == '1')
		key->point = '+';
	return true;
}

static void commands_say(const struct app *app, struct doc *doc)
{
	struct list list;
	struct key key;
	char keys[80];

	gather(app, &list);
	if (list.n > 0 && list.named == 0) {
		doc_say(doc, STYLE_ASIDE, tr("Nothing here is called that. This is near: Down goes to it, and Enter does it."));
		doc_gap(doc);
	}
	for (int i = 0; i < list.n; i++) {
		keymap_keys(list.rows[i], !app->options.few_keys, keys, sizeof keys);
		doc_item(doc, i);
		doc_pair(doc, STYLE_TEXT, tr(list.rows[i]->words), keys);
		doc_item(doc, -1);
	}
	if (list.n == 0)
		doc_say(doc, STYLE_TEXT, tr("Nothing here is called that. Esc goes back."));
	else if (list.n == 1 && takes_number(list.rows[0]->command) && !number_key(app_typed(app), &key)) {
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
	bool numbered = number_key(app_typed(app), &ev.key);
	if (takes_number(b->command) && !numbered) {
		app_type(app, TYPING_COMMAND, tr(b->words)); /* the list says what is missing */
		return;
	}
	if (!takes_number(b->command))
		ev.key = keymap_key(b);
	app_type_end(app);
	app_pop(app);
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
