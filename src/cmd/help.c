/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>
#include "base/tr.h"
#include "cmd/command.h"
#include "cmd/out.h"
#include "cmd/settings.h"

static void say_usage(const struct command_row *command, struct str *out)
{
	str_add_text(out, "  attune");
	if (command->name)
		str_print(out, " %s", command->name);
	if (*command->words)
		str_print(out, " %s", command->words);
}

static void pad(struct str *out, size_t from, size_t cells)
{
	size_t used = text_cells(str_text(out) + from, out->len - from);

	if (used + 2 > cells)
		str_add(out, "\n", 1), used = 0;
	while (used++ < cells)
		str_add(out, " ", 1);
}

static void say_command(const struct command_row *command, struct str *out)
{
	size_t from = out->len;

	say_usage(command, out);
	pad(out, from, 32);
	str_print(out, "%s\n", tr(command->says));
}

static void say_option(const struct option_row *option, struct str *out)
{
	size_t from = out->len;

	if (option->letter)
		str_print(out, "  -%c, --%s", option->letter, option->name);
	else
		str_print(out, "      --%s", option->name);
	if (option->value)
		str_print(out, "=%s", option->value);
	pad(out, from, 32);
	str_print(out, "%s\n", tr(option->says));
}

/* The options of one command, or those of every command. */
static void say_options(unsigned with, struct str *out)
{
	for (int i = 0; i < OPTION_COUNT; i++)
		if (with ? options[i].with & with : !options[i].with)
			say_option(&options[i], out);
}

static void say_all(struct str *out)
{
	str_add_text(out, tr("attune: a course at your own pace. Enter goes on where you were.\n"
		"With a screen reader, braille or big type: `attune a11y`. All of it as lines: `attune --plain`.\n\n"));
	for (int i = 0; i < COMMAND_COUNT; i++)
		say_command(&commands[i], out);
	str_add_text(out, tr("\nOptions, before or after the command:\n"));
	say_options(0, out);
	str_add_text(out, tr("\n`attune help COMMAND` has the options of one command, `attune help settings` the settings.\n"));
}

static void say_one(enum command_id id, struct str *out)
{
	say_usage(&commands[id], out);
	str_print(out, "\n\n  %s.\n", tr(commands[id].says));
	bool own = false;
	for (int i = 0; i < OPTION_COUNT; i++)
		own |= (options[i].with & 1u << id) != 0;
	if (own) {
		str_add(out, "\n", 1);
		say_options(1u << id, out);
	}
	str_add_text(out, tr("\n`attune --help` has the options that go with every command.\n"));
}

/* Every key of config.yaml, from the table that reads them. */
static void say_settings(struct str *out)
{
	char values[160];

	str_add_text(out, tr("Settings, one `key: value` a line, in ~/.config/attune/config.yaml:\n\n"));
	for (int i = 0; i < SETTING_COUNT; i++) {
		size_t from = out->len;

		setting_say_values((enum setting)i, values, sizeof values);
		str_print(out, "  %s", setting_rows[i].key);
		pad(out, from, 18);
		str_print(out, "%s (%s)\n", tr(setting_rows[i].says), values);
	}
	str_print(out, tr("\nThe command line comes before the environment, that before your file, that before\n"
			  "%s/config.yaml. Only there may stand a list `locked:` of keys that nobody changes.\n"
			  "`attune doctor` says which values hold, and where each is from.\n"), SETTINGS_SYSTEM);
}

static int find_topic(const char *topic)
{
	for (int i = 0; i < COMMAND_COUNT; i++)
		if (commands[i].name && strcmp(commands[i].name, topic) == 0)
			return i;
	return -1;
}

static int unknown_topic(const struct request *request, const char *topic)
{
	const char *names[COMMAND_COUNT + 1] = { "settings" };
	size_t n = 1;

	for (int i = 0; i < COMMAND_COUNT; i++)
		if (commands[i].name)
			names[n++] = commands[i].name;
	return request_unknown(request, tr("command"), topic, names, n);
}

int cmd_help(const struct request *request)
{
	const char *topic = request_word(request, 0);
	struct str out = { 0 };
	int id = topic ? find_topic(topic) : -1;
	bool is_settings = topic && strcmp(topic, "settings") == 0;

	if (topic && id < 0 && !is_settings)
		return unknown_topic(request, topic);
	if (request_has(request, OPTION_VERSION) && !request_has(request, OPTION_HELP))
		str_add_text(&out, "attune " ATTUNE_VERSION "\n");
	else if (is_settings)
		say_settings(&out);
	else if (topic)
		say_one((enum command_id)id, &out);
	else
		say_all(&out);
	int status = out_text(request, &out);
	str_release(&out);
	return status;
}
