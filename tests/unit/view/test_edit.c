/* SPDX-License-Identifier: MIT */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include "view/edit.h"

#define ARRAY_LEN(a) (sizeof(a) / sizeof(a)[0])

/* A key by a short name: a letter, "^K", "M-b", or one of these. */
static const struct {
	const char *name;
	enum press press;
	uint32_t point;
} names[] = {
	{ "Enter", PRESS_ENTER, 0 },
	{ "Up", PRESS_UP, 0 },
	{ "Down", PRESS_DOWN, 0 },
	{ "Left", PRESS_LEFT, 0 },
	{ "Right", PRESS_RIGHT, 0 },
	{ "Home", PRESS_HOME, 0 },
	{ "End", PRESS_END, 0 },
	{ "BS", PRESS_BACKSPACE, 0 },
	{ "Del", PRESS_DELETE, 0 },
	{ "Esc", PRESS_ESCAPE, 0 },
	{ "Tab", PRESS_TAB, 0 },
	{ "PgUp", PRESS_PAGE_UP, 0 },
	{ "^Left", PRESS_LEFT, KEY_BY_WORD },
	{ "^Right", PRESS_RIGHT, KEY_BY_WORD },
	{ "M-BS", PRESS_BACKSPACE, KEY_BY_WORD },
};

static struct key key_of(const char *name, size_t len)
{
	size_t size;
	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		if (strlen(names[i].name) == len && !strncmp(names[i].name, name, len))
			return (struct key){ names[i].press, names[i].point };
	if (len == 2 && name[0] == '^')
		return (struct key){ PRESS_CTRL, (uint32_t)name[1] };
	if (len == 3 && !strncmp(name, "M-", 2))
		return (struct key){ PRESS_ALT, (uint32_t)name[2] };
	return (struct key){ PRESS_TEXT, len == 3 && !strncmp(name, "spc", 3) ? ' ' : text_point(name, len, &size) };
}

/* Presses keys parted by spaces; the result of the last. */
static enum edit_result press(struct edit *edit, const char *keys)
{
	enum edit_result result = EDIT_IGNORED;
	while (*keys) {
		size_t len = strcspn(keys, " ");
		result = edit_key(edit, key_of(keys, len));
		keys += len + (keys[len] == ' ');
	}
	return result;
}

static void test_keys(void **state)
{
	static const struct {
		const char *name, *text, *keys;
		enum edit_result result;
		const char *after; /* '|' is the caret */
	} cases[] = {
		{ "type", "", "a b", EDIT_CHANGED, "ab|" },
		{ "type in the middle", "ac", "Left b", EDIT_CHANGED, "ab|c" },
		{ "newline", "a", "Enter b", EDIT_CHANGED, "a\nb|" },
		{ "backspace", "ab", "BS", EDIT_CHANGED, "a|" },
		{ "backspace at the start", "", "BS", EDIT_MOVED, "|" },
		{ "^H", "ab", "^h", EDIT_CHANGED, "a|" },
		{ "backspace a family", "x\xF0\x9F\x91\xA8\xE2\x80\x8D\xF0\x9F\x91\xA9", "BS", EDIT_CHANGED, "x|" },
		{ "backspace a flag, keep the other",
			"\xF0\x9F\x87\xA9\xF0\x9F\x87\xAA\xF0\x9F\x87\xAB\xF0\x9F\x87\xB7", "BS", EDIT_CHANGED,
			"\xF0\x9F\x87\xA9\xF0\x9F\x87\xAA|" },
		{ "backspace with a mark", "ae\xCC\x81", "BS", EDIT_CHANGED, "a|" },
		{ "delete", "ab", "Home Del", EDIT_CHANGED, "|b" },
		{ "delete at the end", "ab", "^d", EDIT_MOVED, "ab|" },
		{ "a mark typed joins", "e", "\xCC\x81", EDIT_CHANGED, "e\xCC\x81|" },
		{ "typed before a mark", "\xCC\x81", "Home e", EDIT_CHANGED, "e\xCC\x81|" },
		{ "delete that joins", "eX\xCC\x81", "Home Right Del", EDIT_CHANGED, "e|" },
		{ "left and right", "abc", "Left Left Right", EDIT_MOVED, "ab|c" },
		{ "^B ^F", "abc", "^b ^b ^f", EDIT_MOVED, "ab|c" },
		{ "words back", "one two", "M-b M-b M-f", EDIT_MOVED, "one| two" },
		{ "words back with arrows", "one two", "^Left ^Left ^Right", EDIT_MOVED, "one| two" },
		{ "a word taken back", "one two", "M-BS", EDIT_CHANGED, "one |" },
		{ "home in a line", "one\ntwo", "^a", EDIT_MOVED, "one\n|two" },
		{ "end in a line", "one\ntwo", "Up ^a ^e", EDIT_MOVED, "one|\ntwo" },
		{ "kill after", "one two", "M-b ^k", EDIT_CHANGED, "one |" },
		{ "kill after, at the end of a line", "a\nb", "Left Left ^k", EDIT_CHANGED, "a|b" },
		{ "kill at the very end", "a", "^k", EDIT_MOVED, "a|" },
		{ "kill before", "one\ntwo", "^u", EDIT_CHANGED, "one\n|" },
		{ "kill word", "one two", "^w", EDIT_CHANGED, "one |" },
		{ "yank", "one two", "^w ^a ^y", EDIT_CHANGED, "two|one " },
		{ "yank twice", "a", "^u ^y ^y", EDIT_CHANGED, "aa|" },
		{ "yank nothing", "a", "^y", EDIT_MOVED, "a|" },
		{ "undo a word", "", "o n e spc t w o M-u", EDIT_CHANGED, "one |" },
		{ "undo two words", "", "o n e spc t w o M-u M-u", EDIT_CHANGED, "|" },
		{ "undo too often", "x", "M-u", EDIT_MOVED, "x|" },
		{ "redo", "", "o n e M-u M-e", EDIT_CHANGED, "one|" },
		{ "redo nothing", "", "a M-e", EDIT_MOVED, "a|" },
		{ "typing ends redo", "", "a M-u b M-e", EDIT_MOVED, "b|" },
		{ "undo deletions at once", "abcd", "BS BS BS M-u", EDIT_CHANGED, "abcd|" },
		{ "moving parts typing", "", "a b Left Right c M-u", EDIT_CHANGED, "ab|" },
		{ "undo a kill", "one two", "^w M-u", EDIT_CHANGED, "one two|" },
		{ "up keeps the column", "abc\nx\nabc", "Up Up", EDIT_MOVED, "abc|\nx\nabc" },
		{ "down keeps the column", "abc\nx\nabc", "Up Up Down Down", EDIT_MOVED, "abc\nx\nabc|" },
		{ "up from the first row", "abc", "Up", EDIT_MOVED, "|abc" },
		{ "down from the last row", "abc", "Home Down", EDIT_MOVED, "abc|" },
		{ "up in wrapped rows", "aaaa bbbb cccc", "Up", EDIT_MOVED, "aaaa bbbb| cccc" },
		{ "home in wrapped rows", "aaaa bbbb cccc", "Up Home", EDIT_MOVED, "aaaa |bbbb cccc" },
		{ "end of a cut word", "aaaaaaaaa", "Up End", EDIT_MOVED, "aaaaa|aaaa" },
		{ "over a wide one", "\xE4\xB8\xAD\xE6\x96\x87\nabc", "Up", EDIT_MOVED,
			"\xE4\xB8\xAD|\xE6\x96\x87\nabc" },
		{ "escape is not ours", "a", "Esc", EDIT_IGNORED, "a|" },
		{ "nor ^X ^G ^O", "a", "^x", EDIT_IGNORED, "a|" },
		{ "nor Tab", "a", "Tab", EDIT_IGNORED, "a|" },
		{ "nor a control", "a", "\x1B", EDIT_IGNORED, "a|" },
		{ "nor a bidi override", "a", "\xE2\x80\xAE", EDIT_IGNORED, "a|" },
	};
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct edit edit;
		struct str after = { 0 };
		edit_begin(&edit, false);
		edit.width = 6;
		edit_set(&edit, cases[i].text);
		enum edit_result result = press(&edit, cases[i].keys);
		str_add(&after, str_text(&edit.text), edit.text.len);
		str_splice(&after, edit.caret, 0, "|", 1);
		if (result != cases[i].result || strcmp(after.at, cases[i].after))
			fail_msg("%s: result %d, '%s'", cases[i].name, result, after.at);
		str_release(&after);
		edit_release(&edit);
	}
}

static void test_one_line(void **state)
{
	struct edit edit;
	(void)state;
	edit_begin(&edit, true);
	edit_set(&edit, "a\nb");
	assert_string_equal(edit.text.at, "a b");
	assert_int_equal(press(&edit, "Enter"), EDIT_IGNORED);
	assert_int_equal(press(&edit, "Up"), EDIT_IGNORED);
	assert_int_equal(press(&edit, "^n"), EDIT_IGNORED);
	assert_int_equal(edit_paste(&edit, "x\r\ny\rz", 6), EDIT_CHANGED);
	assert_string_equal(edit.text.at, "a bx y z");
	press(&edit, "Home");
	assert_int_equal(edit.caret, 0);
	press(&edit, "^e");
	assert_int_equal(edit.caret, edit.text.len);
	edit_release(&edit);
}

static void test_paste(void **state)
{
	static const struct {
		const char *name, *in, *out;
	} cases[] = {
		{ "plain", "abc", "abc" },
		{ "tab", "a\tb", "a    b" },
		{ "newlines of all kinds", "a\r\nb\rc\nd", "a\nb\nc\nd" },
		{ "controls", "a\x1B[1mb\x7F\xC2\x9B\xE2\x80\xAE", "a[1mb" },
		{ "not UTF-8", "a\xFF\xE2\x82z", "az" },
		{ "only controls", "\x1B\x07", "" },
	};
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct edit edit;
		edit_begin(&edit, false);
		enum edit_result result = edit_paste(&edit, cases[i].in, strlen(cases[i].in));
		if (strcmp(str_text(&edit.text), cases[i].out) ||
			result != (cases[i].out[0] ? EDIT_CHANGED : EDIT_MOVED))
			fail_msg("%s: '%s'", cases[i].name, str_text(&edit.text));
		press(&edit, "M-u");
		assert_int_equal(edit.text.len, 0);
		edit_release(&edit);
	}
}

static void test_full(void **state)
{
	struct edit edit;
	struct str much = { 0 };
	(void)state;
	for (int i = 0; i < EDIT_MOST / 2 + 40; i++)
		str_add_text(&much, "\xC3\xA9");
	edit_begin(&edit, false);
	edit_set(&edit, much.at);
	assert_int_equal(edit.text.len, EDIT_MOST);
	assert_int_equal(press(&edit, "a"), EDIT_FULL);
	assert_int_equal(edit_paste(&edit, "abc", 3), EDIT_FULL);
	press(&edit, "BS");
	assert_int_equal(edit.text.len, EDIT_MOST - 2);
	assert_int_equal(edit_paste(&edit, "a\xC3\xA9\xC3\xA9", 5), EDIT_CHANGED);
	assert_true(edit.cut);
	assert_int_equal(edit.text.len, EDIT_MOST - 1);
	press(&edit, "^u");
	assert_int_equal(edit.text.len, 0);
	press(&edit, "x ^y");
	assert_int_equal(edit.text.len, EDIT_MOST);
	for (int i = 0; i < 40; i++)
		press(&edit, "^u ^y");
	assert_true(edit.nsteps < 40); /* the history is bounded in bytes too */
	press(&edit, "M-u M-u");
	assert_int_equal(edit.text.len, EDIT_MOST);
	str_release(&much);
	edit_release(&edit);
}

static void test_say(void **state)
{
	static const struct {
		const char *name, *text, *keys, *lead;
		unsigned rows;
		const char *lines;
		size_t row;
		unsigned column;
	} cases[] = {
		{ "empty", "", "Home", NULL, 3, "\n\n\n", 0, 2 },
		{ "two rows to come", "one two three", "End", NULL, 3, "  one two\n  three\n\n\n", 1, 7 },
		{ "a new line takes one of them", "one two three", "End Enter", NULL, 3, "  one two\n  three\n\n\n", 2, 2 },
		{ "and a second one the other", "one two three", "End Enter Enter", NULL, 3, "  one two\n  three\n\n\n", 3, 2 },
		{ "a third one needs its own", "one two three", "End Enter Enter Enter", NULL, 3, "  one two\n  three\n\n\n\n", 4, 2 },
		{ "wrapped", "one two three", "Up", NULL, 1, "  one two\n  three\n", 0, 7 },
		{ "at the end", "one two three", "End", NULL, 1, "  one two\n  three\n", 1, 7 },
		{ "after a newline", "one", "Enter", NULL, 1, "  one\n\n", 1, 2 },
		{ "trailing spaces", "one  ", "End", NULL, 1, "  one\n", 0, 7 },
		{ "spaces over the edge", "one two      ", "End", NULL, 1, "  one two\n", 0, 10 },
		{ "lead hangs", "one two", "Home", "> ", 1, "  > one\n    two\n", 0, 4 },
		{ "lead without room", "65", "End", "Guess: ", 1, "  Guess:\n  65\n", 1, 4 },
		{ "lead, second row", "one two", "End", "> ", 1, "  > one\n    two\n", 1, 7 },
	};
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct edit edit;
		struct doc doc;
		struct str lines = { 0 };
		edit_begin(&edit, false);
		edit_set(&edit, cases[i].text);
		doc_begin(&doc, 10);
		edit_say(&edit, &doc, 1); /* the width is known from now on */
		press(&edit, cases[i].keys);
		doc_release(&doc);
		doc_begin(&doc, 10);
		doc.indent = 2;
		if (cases[i].lead)
			doc_lead(&doc, cases[i].lead);
		edit_say(&edit, &doc, cases[i].rows);
		doc_lines(&doc, &lines);
		if (strcmp(lines.at, cases[i].lines) || !doc.has_caret || doc.caret_row != cases[i].row ||
			doc.caret_column != cases[i].column || doc.indent != 2)
			fail_msg("%s: caret %zu,%u\n%s", cases[i].name, doc.caret_row, doc.caret_column, lines.at);
		str_release(&lines);
		doc_release(&doc);
		edit_release(&edit);
	}
}

static bool stands_between(const struct edit *edit)
{
	size_t at = 0, len = edit->text.len;
	while (at < edit->caret)
		at += text_grapheme(edit->text.at + at, len - at);
	return at == edit->caret;
}

static void check(const struct edit *edit, unsigned seed, int round)
{
	if (edit->text.len > EDIT_MOST || edit->caret > edit->text.len)
		fail_msg("seed %u, key %d: caret %zu of %zu", seed, round, edit->caret, edit->text.len);
	if (!text_valid(str_text(&edit->text), edit->text.len, NULL))
		fail_msg("seed %u, key %d: not UTF-8", seed, round);
	if (!stands_between(edit))
		fail_msg("seed %u, key %d: the caret stands inside a character", seed, round);
	for (size_t i = 0, size; i < edit->text.len; i += size) {
		uint32_t point = text_point(edit->text.at + i, edit->text.len - i, &size);
		if (point == '\t' || text_is_forbidden(point) || (point == '\n' && edit->one_line))
			fail_msg("seed %u, key %d: U+%04X is in the text", seed, round, point);
	}
}

static void test_any_keys(void **state)
{
	static const uint32_t points[] = { 'a', 'b', ' ', '.', '\'', 0xE9, 0x301, 0x200D, 0x1F468, 0x1F469, 0x1F1E9,
		0x1F1EA, 0x4E2D, 0x1112, 0x1161, 0x11AB, 0x600, 0x93F, 0x915, 0xFE0F, 0x1B, 0x202E, 0xD800, '\n',
		0x3002 };
	static const char *const pastes[] = { "two words", "a\nb\tc", "\xF0\x9F\x91\xA8\xE2\x80\x8D",
		"\xCC\x81\x1B\xFF", "" };
	static const char ctrl[] = "abdefhknpuwyxgo", alt[] = "bfueu";
	const char *given = getenv("SEED");
	unsigned seed = given ? (unsigned)strtoul(given, NULL, 10) : 20261122, x = seed;
	struct edit edit;
	(void)state;
	print_message("seed %u\n", seed);
	edit_begin(&edit, false);
	for (int round = 0; round < 100000; round++) {
		x = x * 1664525u + 1013904223u;
		unsigned pick = x >> 16, what = (x >> 8) % 20;
		struct key key = { (enum press)(pick % (PRESS_OTHER + 1)), pick };
		if (what < 11)
			key = (struct key){ PRESS_TEXT, points[pick % ARRAY_LEN(points)] };
		else if (what < 14)
			key = (struct key){ PRESS_CTRL, (uint32_t)ctrl[pick % (sizeof ctrl - 1)] };
		else if (what < 16)
			key = (struct key){ PRESS_ALT, (uint32_t)alt[pick % (sizeof alt - 1)] };
		struct str before = { 0 };
		str_add(&before, str_text(&edit.text), edit.text.len);
		enum edit_result result;
		if (what == 19) {
			const char *paste = pastes[pick % ARRAY_LEN(pastes)];
			result = edit_paste(&edit, paste, strlen(paste));
		} else {
			result = edit_key(&edit, key);
		}
		bool same = before.len == edit.text.len && !memcmp(before.at, str_text(&edit.text), before.len);
		if ((result == EDIT_IGNORED || result == EDIT_MOVED) && !same)
			fail_msg("seed %u, key %d: changed without saying so", seed, round);
		str_release(&before);
		check(&edit, seed, round);
		if (round % 1000 == 999) { /* begin again, now and then in one line, at another width */
			bool one_line = edit.one_line;
			edit_release(&edit);
			edit_begin(&edit, !one_line);
			edit.width = 1 + pick % 40;
		}
	}
	edit_release(&edit);
}

/* However much was done, undoing it all gives the first text and redoing it all the last. */
static void test_undo_all(void **state)
{
	unsigned seed = 20261122, x = seed;
	static const char *const keys[] = { "a", "b", "spc", "BS", "^w", "^y", "Left", "Del", "Enter", "\xCC\x81", "^k",
		"Up" };
	(void)state;
	print_message("seed %u\n", seed);
	for (int round = 0; round < 300; round++) {
		struct edit edit;
		char last[256];
		edit_begin(&edit, false);
		edit_set(&edit, "where it began");
		for (int i = 0; i < 60; i++) {
			x = x * 1664525u + 1013904223u;
			press(&edit, keys[(x >> 16) % ARRAY_LEN(keys)]);
		}
		snprintf(last, sizeof last, "%s", str_text(&edit.text));
		while (edit.step > 0)
			press(&edit, "M-u");
		assert_string_equal(str_text(&edit.text), "where it began");
		while (edit.step < edit.nsteps)
			press(&edit, "M-e");
		assert_string_equal(str_text(&edit.text), last);
		edit_release(&edit);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_keys),
		cmocka_unit_test(test_one_line),
		cmocka_unit_test(test_paste),
		cmocka_unit_test(test_full),
		cmocka_unit_test(test_say),
		cmocka_unit_test(test_any_keys),
		cmocka_unit_test(test_undo_all),
	};
	if (!setlocale(LC_CTYPE, "C.UTF-8"))
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
