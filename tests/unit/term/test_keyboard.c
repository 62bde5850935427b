/* SPDX-License-Identifier: MIT */
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>
#include "term/keyboard.h"

#define ARRAY_LEN(a) (sizeof(a) / sizeof((a)[0]))

static int hands = -1; /* what is written here is typed */
static struct keyboard keyboard;

static int begin(void **state)
{
	int ends[2];

	(void)state;
	unsetenv("ESCDELAY");
	unsetenv("SSH_CONNECTION");
	if (pipe(ends) != 0 || dup2(ends[0], STDIN_FILENO) < 0)
		return -1;
	close(ends[0]);
	hands = ends[1];
	keyboard_begin(&keyboard, NULL, false);
	return 0;
}

static int end(void **state)
{
	(void)state;
	keyboard_release(&keyboard);
	return hands >= 0 ? close(hands) : 0;
}

static void type(const char *bytes, size_t len)
{
	assert_int_equal(write(hands, bytes, len), (ssize_t)len);
}

static void type_text(const char *bytes)
{
	type(bytes, strlen(bytes));
}

/* The next event is this key; PRESS_OTHER: there is none. */
static void expect(int64_t tick, enum press press, uint32_t point)
{
	struct event ev = {0};
	bool gone = false, came = keyboard_read(&keyboard, tick, &ev, &gone);

	assert_false(gone);
	assert_int_equal(came, press != PRESS_OTHER);
	if (!came)
		return;
	assert_int_equal(ev.type, EV_KEY);
	assert_int_equal(ev.key.press, press);
	assert_int_equal(ev.key.point, point);
}

static void keys_come_one_at_a_time(void **state)
{
	(void)state;
	expect(0, PRESS_OTHER, 0); /* it never waits */
	type_text("a\033[A\xc3\xa9\033\r");
	expect(1, PRESS_TEXT, 'a');
	expect(1, PRESS_UP, 0);
	expect(1, PRESS_TEXT, 0xE9);
	expect(1, PRESS_ESCAPE, 0);
	assert_int_equal(keyboard_deadline(&keyboard), 1); /* Enter is still to be looked at */
	expect(1, PRESS_ENTER, 0);
	expect(1, PRESS_OTHER, 0);
	type_text("b");
	expect(2, PRESS_TEXT, 'b');
}

static void an_escape_waits_as_long_as_asked(void **state)
{
	static const struct {
		const char *name, *asked, *ssh;
		int64_t delay;
	} cases[] = {
		{"nothing is said", NULL, NULL, 100},
		{"over a network", NULL, "10.0.0.1 5022 10.0.0.2 22", 300},
		{"an empty word is no network", NULL, "", 100},
		{"asked for", "20", "10.0.0.1 5022 10.0.0.2 22", 20},
		{"far too long", "90000", NULL, 5000},
		{"no number", "soon", NULL, 100},
		{"less than nothing", "-5", NULL, 100},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		keyboard_release(&keyboard);
		(cases[i].asked ? setenv("ESCDELAY", cases[i].asked, 1) : unsetenv("ESCDELAY"));
		(cases[i].ssh ? setenv("SSH_CONNECTION", cases[i].ssh, 1) : unsetenv("SSH_CONNECTION"));
		keyboard_begin(&keyboard, NULL, false);
		assert_int_equal(keyboard_deadline(&keyboard), -1);
		type_text("\033");
		expect(1000, PRESS_OTHER, 0);
		if (keyboard_deadline(&keyboard) != 1000 + cases[i].delay)
			fail_msg("%s: until %lld", cases[i].name, (long long)keyboard_deadline(&keyboard));
		expect(1000 + cases[i].delay, PRESS_ESCAPE, 0);
	}
}

static void letters_of_another_codeset_become_ours(void **state)
{
	static const struct codeset codeset = {.high = {[0xA4 - 0x80] = 0x20AC}};

	(void)state;
	keyboard_release(&keyboard);
	keyboard_begin(&keyboard, &codeset, false);
	type_text("\xA4x\033\xA4");
	expect(0, PRESS_TEXT, 0x20AC);
	expect(0, PRESS_TEXT, 'x');
	expect(0, PRESS_ALT, 0x20AC);
}

/* It may be a phrase, or words that are locked by now. */
static void nothing_of_what_was_typed_stays(void **state)
{
	static const struct keyboard none;
	static const char words[] = "zauberwort \xe2\x82\xac";

	(void)state;
	type(words, sizeof words - 1);
	for (const char *at = words; *at != ' '; at++) {
		expect(0, PRESS_TEXT, (uint32_t)*at);
		assert_memory_equal(keyboard.in, none.in, keyboard.at);
	}
	assert_int_equal(keyboard.in[keyboard.at], ' '); /* what was not looked at is there */
	expect(0, PRESS_TEXT, ' ');
	expect(0, PRESS_TEXT, 0x20AC);
	assert_memory_equal(keyboard.in, none.in, sizeof keyboard.in);
	assert_memory_equal(keyboard.rest, none.rest, sizeof keyboard.rest);
	expect(0, PRESS_OTHER, 0);
	type_text("left");
	expect(0, PRESS_TEXT, 'l');
	keyboard_release(&keyboard); /* with three of four not looked at */
	assert_memory_equal(keyboard.in, none.in, sizeof keyboard.in);
	keyboard_begin(&keyboard, NULL, false);
	expect(0, PRESS_OTHER, 0);
}

/* More than it takes at once is one paste, and nothing of it is lost. */
static void much_at_once_is_one_paste(void **state)
{
	enum { MUCH = 3 * sizeof keyboard.in / 2 };
	static char text[MUCH];
	struct event ev = {0};
	bool gone = false;

	(void)state;
	memset(text, 'q', sizeof text);
	type(text, sizeof text);
	assert_false(keyboard_read(&keyboard, 1000, &ev, &gone));
	assert_int_equal(keyboard_deadline(&keyboard), 1100);
	assert_true(keyboard_read(&keyboard, 1100, &ev, &gone));
	assert_int_equal(ev.type, EV_PASTE);
	assert_int_equal(ev.len, MUCH);
	assert_memory_equal(ev.text, text, MUCH);
}

static void the_end_of_input_is_told(void **state)
{
	struct event ev = {0};
	bool gone = false;

	(void)state;
	type_text("a\033");
	close(hands);
	hands = -1;
	assert_true(keyboard_read(&keyboard, 0, &ev, &gone));
	assert_false(gone);
	assert_false(keyboard_read(&keyboard, 0, &ev, &gone));
	assert_false(keyboard_read(&keyboard, 5000, &ev, &gone)); /* the Escape was the beginning of something, or not */
	assert_true(gone);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(keys_come_one_at_a_time, begin, end),
		cmocka_unit_test_setup_teardown(an_escape_waits_as_long_as_asked, begin, end),
		cmocka_unit_test_setup_teardown(letters_of_another_codeset_become_ours, begin, end),
		cmocka_unit_test_setup_teardown(nothing_of_what_was_typed_stays, begin, end),
		cmocka_unit_test_setup_teardown(much_at_once_is_one_paste, begin, end),
		cmocka_unit_test_setup_teardown(the_end_of_input_is_told, begin, end),
	};

	alarm(60);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
