/* SPDX-License-Identifier: MIT */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>
#include "base/tr.h"
#include "tutor/keymap.h"
#include "tutor/keyname.h"

/* Every key there is, as a number from 0. */
#define POINTS 128
#define PRESSES ((int)PRESS_OTHER + 1)

static struct key nth_key(int n)
{
	return (struct key){(enum press)(n / POINTS), (uint32_t)(n % POINTS)};
}

/* The keys with a meaning for their point; of the others the one with point 0. */
static bool is_a_key(struct key key)
{
	return key.press == PRESS_TEXT ? key.point >= ' ' : key.press == PRESS_CTRL || key.press == PRESS_ALT ? key.point > ' ' : key.point == 0;
}

static size_t places(void)
{
	size_t n = 0;

	while (keymap_places[n])
		n++;
	return n;
}

/* Calls `each` for every key name of a binding. */
static void each_name(const struct binding *b, void (*each)(const struct binding *, const char *, size_t))
{
	for (const char *at = b->keys; *at; at += strspn(at, " ")) {
		size_t len = strcspn(at, " ");

		each(b, at, len);
		at += len;
	}
}

static void names_one_key(const struct binding *b, const char *name, size_t len)
{
	int n = 0;

	for (int i = 0; i < PRESSES * POINTS; i++)
		n += is_a_key(nth_key(i)) && keyname_matches(name, len, nth_key(i));
	if (n != (len > 1 && name[0] == ':' ? 0 : 1)) /* a word for `:` is no key */
		fail_msg("'%.*s' (%s) names %d keys", (int)len, name, b->words, n);
}

static void every_name_is_a_key(void **state)
{
	(void)state;
	for (size_t i = 0; i < keymap_count; i++)
		each_name(&keymap[i], names_one_key);
}

static void no_name_is_two_keys(void **state)
{
	static const char *const none[] = {"", "C-", "C-ab", "Enterr", "enter", "F2", "X-a", "aa", "Ctrl-A"};

	(void)state;
	for (size_t n = 0; n < sizeof none / sizeof *none; n++)
		for (int i = 0; i < PRESSES * POINTS; i++)
			if (is_a_key(nth_key(i)) && keyname_matches(none[n], strlen(none[n]), nth_key(i)))
				fail_msg("'%s' is a key", none[n]);
}

static bool binds(const struct binding *b, struct key key)
{
	for (const char *at = b->keys; *at; at += strspn(at, " ")) {
		size_t len = strcspn(at, " ");

		if (keyname_matches(at, len, key))
			return true;
		at += len;
	}
	return false;
}

static void no_key_means_two_things_in_one_place(void **state)
{
	(void)state;
	for (size_t p = 0; p < places(); p++)
		for (int k = 0; k < PRESSES * POINTS; k++) {
			const struct binding *first = NULL;

			for (size_t i = 0; i < keymap_count && is_a_key(nth_key(k)); i++) {
				if (!(keymap[i].where & 1u << p) || !binds(&keymap[i], nth_key(k)))
					continue;
				if (first && first->command != keymap[i].command)
					fail_msg("at %s: '%s' and '%s' share press %d, point %d", keymap_places[p], first->words, keymap[i].words,
						k / POINTS, k % POINTS);
				first = first ? first : &keymap[i];
			}
		}
}

static void dispatch_does_what_the_place_says(void **state)
{
	static const struct {
		const char *name;
		enum where where;
		struct key key;
		enum command command;
	} cases[] = {
		{"Space on a page", AT_PAGE, {PRESS_TEXT, ' '}, CMD_ON},
		{"Space where several fit", AT_SEVERAL, {PRESS_TEXT, ' '}, CMD_TOGGLE},
		{"Left on a page", AT_PAGE, {PRESS_LEFT, 0}, CMD_PREVIOUS_PAGE},
		{"Left on a scale", AT_SCALE, {PRESS_LEFT, 0}, CMD_RATE},
		{"End on a scale", AT_SCALE, {PRESS_END, 0}, CMD_RATE},
		{"h on a scale", AT_SCALE, {PRESS_TEXT, 'h'}, CMD_PREVIOUS_PAGE},
		{"q in a field is a letter", AT_FIELD, {PRESS_TEXT, 'q'}, CMD_NONE},
		{"! in a field, as long as it is empty", AT_FIELD, {PRESS_TEXT, '!'}, CMD_CARE},
		{"! while words are asked about is a sign", AT_KEEP_FIELD, {PRESS_TEXT, '!'}, CMD_NONE},
		{"? in a field is a sign", AT_FIELD, {PRESS_TEXT, '?'}, CMD_NONE},
		{"Ctrl-G in a field", AT_FIELD, {PRESS_CTRL, 'g'}, CMD_HELP},
		{"! in the help", AT_HELP, {PRESS_TEXT, '!'}, CMD_CARE},
		{"Ctrl-O in a field", AT_FIELD, {PRESS_CTRL, 'o'}, CMD_HIDE},
		{"Ctrl-C when hidden", AT_HIDDEN, {PRESS_CTRL, 'c'}, CMD_STOP},
		{"q when hidden does nothing", AT_HIDDEN, {PRESS_TEXT, 'q'}, CMD_NONE},
		{"the same key closes help", AT_HELP, {PRESS_TEXT, '?'}, CMD_LEAVE},
		{"a key of no meaning", AT_PAGE, {PRESS_OTHER, 0}, CMD_NONE},
		{"an ideogram", AT_PAGE, {PRESS_TEXT, 0x611b}, CMD_NONE},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		if (keymap_command(cases[i].where, cases[i].key) != cases[i].command)
			fail_msg("%s", cases[i].name);
}

/* Wherever letters are commands, and in a field, these can be reached. */
static void the_way_out_is_everywhere(void **state)
{
	static const enum command needed[] = {CMD_STOP, CMD_HIDE, CMD_HELP};

	(void)state;
	for (size_t p = 0; p < places(); p++)
		for (size_t n = 0; n < sizeof needed / sizeof *needed && 1u << p != AT_HIDDEN; n++) {
			bool found = needed[n] == CMD_HELP && 1u << p == AT_HELP; /* it is here */

			for (int k = 0; k < PRESSES * POINTS && !found; k++)
				found = keymap_command((enum where)(1u << p), nth_key(k)) == needed[n];
			if (!found)
				fail_msg("at %s there is no way to command %d", keymap_places[p], (int)needed[n]);
		}
}

static const char *help_of(size_t p, unsigned width, struct str *out)
{
	struct doc doc;

	str_cut(out, 0);
	doc_begin(&doc, width);
	keymap_say((enum where)(1u << p), true, "", &doc);
	doc_lines(&doc, out);
	doc_release(&doc);
	return str_text(out);
}

static void help_lists_every_binding(void **state)
{
	struct str help = {0};

	(void)state;
	for (size_t p = 0; p < places(); p++)
		for (size_t i = 0; i < keymap_count; i++) {
			const char *text = help_of(p, 0, &help);

			if (((keymap[i].where & 1u << p) != 0) && !strstr(text, keymap[i].words))
				fail_msg("help of %s lacks '%s'", keymap_places[p], keymap[i].words);
		}
	str_release(&help);
}

static void help_lists_nothing_else(void **state)
{
	struct str help = {0};

	(void)state;
	for (size_t p = 0; p < places(); p++) {
		size_t rows = 0, bound = 0;

		for (const char *at = help_of(p, 0, &help); (at = strchr(at, '\n')); at++)
			rows++;
		for (size_t i = 0; i < keymap_count; i++)
			bound += (keymap[i].where & 1u << p) != 0;
		if (rows != bound + 3 && rows != bound + 2) /* two titles and, where there are both parts, an empty row */
			fail_msg("help of %s has %zu rows for %zu bindings", keymap_places[p], rows, bound);
	}
	str_release(&help);
}

static void help_fits_a_narrow_window(void **state)
{
	struct str help = {0};

	(void)state;
	for (size_t p = 0; p < places(); p++)
		for (const char *at = help_of(p, 38, &help); *at; at += strcspn(at, "\n") + 1)
			if (text_cells(at, strcspn(at, "\n")) > 38)
				fail_msg("help of %s: '%.*s'", keymap_places[p], (int)strcspn(at, "\n"), at);
	str_release(&help);
}

/* keys: minimal. What has letters alone stands once, by its name, and no row says ":" for a key. */
static void help_without_letters_names_the_rest(void **state)
{
	struct doc doc;
	struct str help = {0};

	(void)state;
	doc_begin(&doc, 78);
	keymap_say(AT_PAGE, false, "", &doc);
	doc_lines(&doc, &help);
	doc_release(&doc);
	const char *named = strstr(str_text(&help), "By name");
	assert_non_null(named);
	assert_non_null(strstr(named, "\n  mark this page"));
	assert_non_null(strstr(named, "\n  skip this page"));
	const char *colon = strstr(str_text(&help), "\n  :  "); /* it opens the list of commands */
	assert_true(colon && !strstr(colon + 1, "\n  :  "));
	assert_null(strstr(named, "screenful")); /* it has a key */
	str_release(&help);
	assert_null(strstr(help_of(2, 78, &help), "By name"));
	str_release(&help);
}

/* A key that rates turns no page there, and help says so by leaving it out. */
static void help_gives_a_key_one_meaning(void **state)
{
	struct str text = {0};
	struct doc doc = {0};

	(void)state;
	doc_begin(&doc, 80);
	keymap_say(AT_SCALE, true, "", &doc);
	doc_lines(&doc, &text);
	assert_non_null(strstr(str_text(&text), "Left Right 0-9 + End"));
	assert_null(strstr(str_text(&text), "l Right"));
	assert_null(strstr(str_text(&text), "G End"));
	assert_non_null(strstr(str_text(&text), "h Backspace"));
	str_release(&text);
	doc_release(&doc);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_name_is_a_key),
		cmocka_unit_test(no_name_is_two_keys),
		cmocka_unit_test(no_key_means_two_things_in_one_place),
		cmocka_unit_test(dispatch_does_what_the_place_says),
		cmocka_unit_test(help_gives_a_key_one_meaning),
		cmocka_unit_test(the_way_out_is_everywhere),
		cmocka_unit_test(help_lists_every_binding),
		cmocka_unit_test(help_lists_nothing_else),
		cmocka_unit_test(help_fits_a_narrow_window),
		cmocka_unit_test(help_without_letters_names_the_rest),
	};

	setlocale(LC_CTYPE, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
