/* SPDX-License-Identifier: MIT */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>
#include "base/tr.h"
#include "tutor/footer.h"

static size_t places(void)
{
	size_t n = 0;

	while (keymap_places[n])
		n++;
	return n;
}

/* A hint is "key words"; a footer is hints parted by two spaces. A key: one of its binding's, as people write it. */
static void written(const char *spec, size_t len, bool briefly, char *out, size_t size)
{
	if (len == 3 && spec[1] == '-')
		(void)snprintf(out, size, "%s%c", spec[0] == 'M' ? "Alt-" : briefly ? "^" : "Ctrl-", spec[0] == 'M' ? spec[2] : spec[2] - 32);
	else
		(void)snprintf(out, size, "%.*s", (int)len, spec);
}

static bool is_key_of(const struct binding *b, const char *key)
{
	char one[24];

	if (strncmp(b->keys, "1 2 3", 5) == 0 || b->command == CMD_RATE)
		return strcmp(key, b->command == CMD_RATE ? "0-9" : b->command == CMD_SURE ? "1-3" : "1-9") == 0;
	for (const char *at = b->keys; *at; at += strspn(at, " ")) {
		size_t len = strcspn(at, " ");

		for (int briefly = 0; briefly < 2; briefly++) {
			written(at, len, briefly, one, sizeof one);
			if (strcmp(one, key) == 0)
				return true;
		}
		at += len;
	}
	return false;
}

/* Words for less room, by the binding's own. */
static const char *const briefs[][2] = {
	{"next or check", "next"}, {"next chapter", "next"}, {"skip this", "skip"}, {"continue", "go on"}, {"the answer", "reveal"},
};

static bool is_word_of(const struct binding *b, const char *word)
{
	const char *words = tr(b->hint);

	for (size_t i = 0; i < sizeof briefs / sizeof *briefs; i++)
		if (strcmp(words, briefs[i][0]) == 0 && strcmp(word, briefs[i][1]) == 0)
			return true;
	return strcmp(words, word) == 0;
}

/* The binding whose hint it is, key and word; NULL: it is none. */
static const struct binding *hinted_at(const char *hint, size_t len, unsigned place)
{
	char whole[80];
	char *word;

	(void)snprintf(whole, sizeof whole, "%.*s", (int)len, hint);
	word = strchr(whole, ' ');
	if (!word)
		return NULL;
	*word++ = '\0';
	for (size_t i = 0; i < keymap_count; i++)
		if ((keymap[i].where & place) && keymap[i].hint && is_key_of(&keymap[i], whole) && is_word_of(&keymap[i], word))
			return &keymap[i];
	return NULL;
}

static void look_at_footer(size_t p, unsigned width, const char *footer)
{
	const struct binding *last = NULL;
	unsigned rank = 0;

	if (text_cells(footer, strlen(footer)) > width)
		fail_msg("at %s, %u wide: '%s' is too long", keymap_places[p], width, footer);
	for (const char *at = footer; *at;) {
		const char *end = strstr(at, "  ");
		size_t len = end ? (size_t)(end - at) : strlen(at);

		last = hinted_at(at, len, 1u << p);
		if (!last)
			fail_msg("at %s, %u wide: '%.*s' is no whole hint in '%s'", keymap_places[p], width, (int)len, at, footer);
		if (last->rank != 0 && last->rank <= rank)
			fail_msg("at %s, %u wide: '%s' is not in its order", keymap_places[p], width, footer);
		rank = last->rank;
		at += len + (end ? 2 : 0);
		assert_true(!end || *at); /* nothing trails */
	}
	/* In a field it is support only as long as that is empty, and the foot is the same all the time. */
	bool names = !((1u << p) & (AT_FIELD | AT_LINE | AT_BLANK)) && keymap_command((enum where)(1u << p), (struct key){PRESS_TEXT, '!'}) == CMD_CARE;
	if (width >= 36 && names != (strstr(footer, "! support") != NULL))
		fail_msg("at %s, %u wide: '%s' does not name support", keymap_places[p], width, footer);
	if (1u << p != AT_HELP && 1u << p != AT_HIDDEN && last->command != CMD_HELP)
		fail_msg("at %s, %u wide: '%s' does not end with help", keymap_places[p], width, footer);
}

static void footers_hold_whole_hints_and_help(void **state)
{
	(void)state;
	for (size_t p = 0; p < places(); p++)
		for (unsigned width = 20; width <= 200; width++) {
			char footer[320];

			footer_make((enum where)(1u << p), (enum where)(1u << p), 0, width, footer, sizeof footer);
			assert_true(footer[0]);
			look_at_footer(p, width, footer);
		}
}

/* UX-11: at 40x15 (a margin of one) the one thing to do next is there, and support and help; at 20x6 it and help are. Digits stand
 * before the rows, and that Enter ends a line needs no telling; how a line is left does. */
static void a_small_window_names_the_next_thing(void **state)
{
	static const struct {
		enum where where, beside;
		uint64_t idle;
		const char *at_39, *at_20;
	} cases[] = {
		{AT_HOME, AT_HOME, 0, "Enter open  v review  ! support  ? help", "Enter open  ? help"},
		{AT_PAGE, AT_PAGE, 0, "Space next  b back  ! support  ? help", "Space next  ? help"},
		{AT_PAGE, AT_PAGE, KEYMAP_LETTERS, "Space next  ! support  ? help", "Space next  ? help"},
		{AT_CHOICE, AT_CHOICE, 0, "Enter check  ! support  ? help", "Enter check  ? help"},
		{AT_SEVERAL, AT_SEVERAL, 0, "Enter check  ! support  ? help", "Enter check  ? help"},
		{AT_TICK, AT_TICK, 0, "Enter keep  ! support  ? help", "Enter keep  ? help"},
		{AT_SCALE, AT_SCALE, 0, "0-9 rate  Enter keep  ! support  ? help", "Enter keep  ? help"},
		{AT_SURE, AT_SURE, 0, "Enter skip this  ! support  ? help", "Enter skip  ? help"},
		{AT_STORY, AT_STORY, 0, "Enter take  ! support  ? help", "Enter take  ? help"},
		{AT_NUMBERS, AT_NUMBERS, 0, "Enter check  ! support  ? help", "Enter check  ? help"},
		{AT_ASKED, AT_ASKED, 0, "Enter write  ! support  ? help", "Enter write  ? help"},
		{AT_BLANK, AT_BLANK, 0, "Enter next or check  Ctrl-G help", "Enter next  ^G help"},
		{AT_FIELD, AT_FIELD, 0, "Esc done  Alt-u undo  Ctrl-G help", "Esc done  ^G help"},
		{AT_LINE, AT_LINE, 0, "Esc done  Enter next  Ctrl-G help", "Esc done  ^G help"},
		{AT_DONE, AT_DONE, 0, "Enter continue  ! support  ? help", "Enter go on  ? help"},
		{AT_TOLD, AT_TOLD, 0, "Enter go on  ! support  ? help", "Enter go on  ? help"},
		{AT_TOLD, AT_TOLD, KEYMAP_OWED, "Enter show answer  ! support  ? help", "Enter reveal  ? help"},
		{AT_TOLD, AT_SEVERAL, 0, "Enter go on  ! support  ? help", "Enter go on  ? help"},
		{AT_PROMPT, AT_PROMPT, 0, "Enter go  Esc not now  Ctrl-G help", "Esc not now  ^G help"},
		{AT_PHRASE, AT_PHRASE, 0, "Enter go on  Esc not now  Ctrl-G help", "Esc not now  ^G help"},
		{AT_KEEP, AT_KEEP, 0, "Enter open  ! support  Ctrl-G help", "Enter open  ^G help"},
		{AT_KEEP_FIELD, AT_KEEP_FIELD, 0, "Down choose  Esc not now  Ctrl-G help", "Down choose  ^G help"},
		{AT_CARE, AT_CARE, 0, "Enter open  q close  : commands  ? help", "Enter open  ? help"},
		{AT_HELP, AT_HELP, 0, "q close  ! support  / filter", "q close  ! support"},
		{AT_ENDED, AT_ENDED, 0, "Enter next chapter  ! support  ? help", "Enter next  ? help"},
		{AT_HIDDEN, AT_HIDDEN, 0, "Enter comes back", "Enter comes back"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char footer[320];

		footer_make(cases[i].where, cases[i].beside, cases[i].idle, 39, footer, sizeof footer);
		assert_string_equal(footer, cases[i].at_39);
		footer_make(cases[i].where, cases[i].beside, cases[i].idle, 20, footer, sizeof footer);
		assert_string_equal(footer, cases[i].at_20);
		footer_make(cases[i].where, cases[i].beside, cases[i].idle, 0, footer, sizeof footer); /* who listens */
		assert_true(strstr(footer, "help") || cases[i].where == AT_HELP || cases[i].where == AT_HIDDEN);
		assert_null(strstr(footer, "  "));
	}
}

/* Kept from picture to picture, it is the one that would be made: whatever of what it is made for changes, alone or not. */
static void a_footer_that_is_kept_is_that_of_its_place(void **state)
{
	struct footer kept = {0};
	char made[1000];

	(void)state;
	enum where where = AT_PAGE, beside = AT_PAGE;
	uint64_t idle = 0;
	unsigned width = 78;

	for (size_t i = 0; i < 4 * places(); i++) { /* one thing after another */
		if (i % 4 == 0)
			where = (enum where)(1u << (i / 4));
		else if (i % 4 == 1)
			beside = beside == AT_PAGE ? AT_CHOICE : AT_PAGE;
		else if (i % 4 == 2)
			idle ^= KEYMAP_BIT(CMD_HINT) | KEYMAP_LETTERS;
		else
			width = 118 - width;
		footer_make(where, beside, idle, width, made, sizeof made);
		assert_string_equal(footer_again(&kept, where, beside, idle, width), made);
		assert_string_equal(footer_again(&kept, where, beside, idle, width), made);
	}
}

/* Where the focus may go between two places, only keys are named that do the same in both. */
static void hints_hold_in_both_places(void **state)
{
	char footer[320];

	(void)state;
	footer_make(AT_TOLD, AT_TOLD, 0, 78, footer, sizeof footer);
	assert_non_null(strstr(footer, "Space next"));
	footer_make(AT_TOLD, AT_SEVERAL, 0, 78, footer, sizeof footer);
	assert_null(strstr(footer, "Space"));
	assert_non_null(strstr(footer, "PgDn next"));
	footer_make(AT_TOLD, AT_NUMBERS, 0, 78, footer, sizeof footer);
	assert_non_null(strstr(footer, "Space next"));
}

/* A wider window never has fewer hints, and each stands in its order (as look_at_footer has it). */
static void a_wider_footer_has_them_all(void **state)
{
	(void)state;
	for (size_t p = 0; p < places(); p++)
		for (unsigned width = 20; width < 200; width++) {
			char narrow[320], wide[320];
			size_t n = 0, m = 0;

			footer_make((enum where)(1u << p), (enum where)(1u << p), 0, width, narrow, sizeof narrow);
			footer_make((enum where)(1u << p), (enum where)(1u << p), 0, width + 1, wide, sizeof wide);
			for (const char *at = narrow; (at = strstr(at, "  ")); at += 2)
				n++;
			for (const char *at = wide; (at = strstr(at, "  ")); at += 2)
				m++;
			if (m < n)
				fail_msg("at %s: '%s', then '%s'", keymap_places[p], narrow, wide);
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(footers_hold_whole_hints_and_help),
		cmocka_unit_test(a_small_window_names_the_next_thing),
		cmocka_unit_test(a_footer_that_is_kept_is_that_of_its_place),
		cmocka_unit_test(hints_hold_in_both_places),
		cmocka_unit_test(a_wider_footer_has_them_all),
	};

	setlocale(LC_CTYPE, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
