/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include "base/mem.h"
#include "term/paste.h"

#define ARRAY_LEN(a) (sizeof(a) / sizeof((a)[0]))

/* Feeds until it ends; what is left of the bytes begins at the result. */
static const char *feed(struct paste *paste, const char *bytes, enum pasted *last)
{
	*last = PASTE_GOES_ON;
	for (; *bytes; bytes++) {
		*last = paste_feed(paste, (unsigned char)*bytes);
		if (*last != PASTE_GOES_ON)
			return bytes + (*last == PASTE_ENDS);
	}
	return bytes;
}

static void pastes_end_where_they_end(void **state)
{
	static const struct {
		const char *name;
		bool loose;
		const char *bytes;
		enum pasted pasted; /* PASTE_GOES_ON: silence is what ends it */
		int patience;
		bool stopped;       /* ... with a Ctrl-C at its end */
		const char *text, *rest;
	} cases[] = {
		{"whole", false, "words\033[201~x", PASTE_ENDS, 1000, false, "words", "x"},
		{"empty", false, "\033[201~", PASTE_ENDS, 1000, false, "", ""},
		{"half a mark, then a mark", false, "a\033[20\033[201~", PASTE_ENDS, 1000, false, "a\033[20", ""},
		{"marks that are none", false, "a\033[202~\033[A", PASTE_GOES_ON, 1000, false, "a\033[202~\033[A", ""},
		{"half a mark, and silence", false, "a\033[201", PASTE_GOES_ON, 1000, false, "a", ""},
		{"line ends", false, "a\r\nb\rc\n\033[201~", PASTE_ENDS, 1000, false, "a\nb\nc\n", ""},
		{"no UTF-8", false, "a\xff\xe2\x82z\033[201~", PASTE_ENDS, 1000, false, "az", ""},
		{"Ctrl-C, and silence", false, "a\003b\003\003", PASTE_GOES_ON, 100, true, "a\003b", ""},
		{"Ctrl-C before the mark", false, "a\003\033[201~", PASTE_ENDS, 1000, false, "a\003", ""},
		{"loose, and silence", true, "one\rtwo\t", PASTE_GOES_ON, 100, false, "one\ntwo\t", ""},
		{"loose, and a key", true, "one\033[A", PASTE_ENDS_BEFORE, 100, false, "one", "\033[A"},
		{"loose, and DEL", true, "one\177", PASTE_ENDS_BEFORE, 100, false, "one", "\177"},
	};
	struct paste paste = {0}; /* one for all: nothing of the last one is in the next */

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct event ev = {0};
		enum pasted pasted;
		paste_begin(&paste, cases[i].loose);
		assert_true(paste.open);
		const char *rest = feed(&paste, cases[i].bytes, &pasted);
		if (pasted != cases[i].pasted || strcmp(rest, cases[i].rest) != 0)
			fail_msg("%s: %d, before <%s>", cases[i].name, (int)pasted, rest);
		if (paste_patience(&paste) != cases[i].patience)
			fail_msg("%s: waits %d ms", cases[i].name, paste_patience(&paste));
		if (pasted == PASTE_GOES_ON && paste_end(&paste) != cases[i].stopped)
			fail_msg("%s: a Ctrl-C at its end, or none", cases[i].name);
		paste_give(&paste, &ev);
		assert_false(paste.open);
		assert_int_equal(ev.type, EV_PASTE);
		assert_int_equal(ev.number, 0);
		if (ev.len != strlen(cases[i].text) || memcmp(ev.text, cases[i].text, ev.len) != 0)
			fail_msg("%s: <%s>", cases[i].name, ev.text);
	}
	paste_release(&paste);
}

static void more_than_it_may_hold_is_cut(void **state)
{
	struct paste paste = {0};
	struct event ev = {0};
	enum pasted pasted;

	(void)state;
	paste_begin(&paste, false);
	for (size_t i = 0; i < PASTE_MOST; i++)
		assert_int_equal(paste_feed(&paste, 'a'), PASTE_GOES_ON);
	assert_false(paste.cut);
	feed(&paste, "b\033[201~", &pasted);
	assert_int_equal(pasted, PASTE_ENDS);
	paste_give(&paste, &ev);
	assert_int_equal(ev.len, PASTE_MOST);
	assert_int_equal(ev.number, 1);
	paste_begin(&paste, false);
	assert_false(paste.cut);
	paste_release(&paste);
}

static void a_burst_is_text_alone(void **state)
{
	unsigned char bytes[PASTE_BURST];

	(void)state;
	memset(bytes, 'a', sizeof bytes);
	bytes[1] = '\n';
	bytes[2] = 0xC3;
	assert_true(paste_is_burst(bytes, sizeof bytes));
	assert_false(paste_is_burst(bytes, sizeof bytes - 1));
	bytes[sizeof bytes - 1] = 0x03;
	assert_false(paste_is_burst(bytes, sizeof bytes));
}

/* A phrase may have been pasted. */
static void what_was_given_is_wiped(void **state)
{
	static const char none[10];
	struct paste paste = {0};
	struct event ev = {0};
	enum pasted pasted;

	(void)state;
	paste_begin(&paste, false);
	feed(&paste, "zauberwort", &pasted);
	paste_forget(&paste); /* it is open */
	assert_int_equal(paste.text.len, 10);
	feed(&paste, "\033[201~", &pasted);
	paste_give(&paste, &ev);
	assert_string_equal(ev.text, "zauberwort");
	paste_forget(&paste);
	assert_memory_equal(paste.text.at, none, sizeof none);
	paste_release(&paste);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pastes_end_where_they_end),
		cmocka_unit_test(more_than_it_may_hold_is_cut),
		cmocka_unit_test(a_burst_is_text_alone),
		cmocka_unit_test(what_was_given_is_wiped),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
