/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
#include "term/dialect.h"

#define ARRAY_LEN(a) (sizeof(a) / sizeof((a)[0]))

static enum reading read_of(const struct dialect *dialect, const char *bytes, struct key *key)
{
	return dialect_read(dialect, (const unsigned char *)bytes, strlen(bytes), key);
}

static void bytes_are_whole_keys_or_not(void **state)
{
	static const struct {
		const char *name, *bytes;
		enum reading reading;
		enum press press;
		uint32_t point;
	} cases[] = {
		{"a letter", "a", READ_KEY, PRESS_TEXT, 'a'},
		{"a control", "\007", READ_KEY, PRESS_CTRL, 'g'},
		{"DEL", "\177", READ_KEY, PRESS_BACKSPACE, 0},
		{"half a character", "\xe2\x82", READ_MORE, PRESS_OTHER, 0},
		{"a character", "\xe2\x82\xac", READ_KEY, PRESS_TEXT, 0x20AC},
		{"no lead of UTF-8", "\xc0", READ_GARBLED, PRESS_OTHER, 0},
		{"a surrogate", "\xed\xa0\x80", READ_GARBLED, PRESS_OTHER, 0},
		{"C1", "\xc2\x9b", READ_NOISE, PRESS_OTHER, 0},
		{"Escape alone", "\033", READ_MORE, PRESS_OTHER, 0},
		{"the beginning of CSI", "\033[", READ_MORE, PRESS_OTHER, 0},
		{"parameters", "\033[1;5", READ_MORE, PRESS_OTHER, 0},
		{"an arrow", "\033[C", READ_KEY, PRESS_RIGHT, 0},
		{"with Shift", "\033[1;2C", READ_KEY, PRESS_RIGHT, 0},
		{"with Alt", "\033[1;3D", READ_KEY, PRESS_LEFT, KEY_BY_WORD},
		{"with Ctrl", "\033[1;5C", READ_KEY, PRESS_RIGHT, KEY_BY_WORD},
		{"upwards with Ctrl", "\033[1;5A", READ_KEY, PRESS_UP, 0},
		{"with Ctrl on rxvt", "\033Oc", READ_KEY, PRESS_RIGHT, KEY_BY_WORD},
		{"with Shift on rxvt", "\033[c", READ_KEY, PRESS_RIGHT, 0},
		{"Alt and Backspace", "\033\177", READ_KEY, PRESS_BACKSPACE, KEY_BY_WORD},
		{"Alt and no character", "\033\xc0", READ_NOISE, PRESS_OTHER, 0},
		{"a letter nobody sends", "\033[y", READ_NOISE, PRESS_OTHER, 0},
		{"a number", "\033[6~", READ_KEY, PRESS_PAGE_DOWN, 0},
		{"a number between", "\033[2~", READ_NOISE, PRESS_OTHER, 0},
		{"a number beyond", "\033[999~", READ_NOISE, PRESS_OTHER, 0},
		{"a number far too long", "\033[4294967301~", READ_NOISE, PRESS_OTHER, 0},
		{"a paste", "\033[200~", READ_PASTE, PRESS_OTHER, 0},
		{"half of the Linux console's", "\033[[", READ_MORE, PRESS_OTHER, 0},
		{"the Linux console's", "\033[[A", READ_KEY, PRESS_F1, 0},
		{"the number pad", "\033Oq", READ_KEY, PRESS_TEXT, '1'},
		{"Alt", "\033B", READ_KEY, PRESS_ALT, 'b'},
		{"Alt and half a character", "\033\xc3", READ_MORE, PRESS_OTHER, 0},
		{"Alt and a character", "\033\xc3\xa9", READ_KEY, PRESS_ALT, 0xE9},
		{"Alt or an answer", "\033]", READ_MORE, PRESS_OTHER, 0},
		{"a click nobody asked for", "\033[<0;10;7M", READ_NOISE, PRESS_OTHER, 0},
		{"half of what was learned", "\033X", READ_MORE, PRESS_OTHER, 0},
		{"what was learned", "\033Xq", READ_KEY, PRESS_END, 0},
		{"what was learned goes before what all have", "\033[5~", READ_KEY, PRESS_HOME, 0},
	};
	struct dialect dialect = {0};

	(void)state;
	dialect_learn(&dialect, "\033Xq", PRESS_END);
	dialect_learn(&dialect, "\033[5~", PRESS_HOME);
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct key key = {PRESS_OTHER, 0};
		enum reading reading = read_of(&dialect, cases[i].bytes, &key);
		if (reading != cases[i].reading)
			fail_msg("%s: %d instead of %d", cases[i].name, (int)reading, (int)cases[i].reading);
		if (reading == READ_KEY && (key.press != cases[i].press || key.point != cases[i].point))
			fail_msg("%s: press %d, point %u", cases[i].name, (int)key.press, (unsigned)key.point);
	}
}

static void clicks_count_where_they_were_asked_for(void **state)
{
	struct dialect dialect = {.mouse = true};
	struct key key = {0};

	(void)state;
	assert_int_equal(read_of(&dialect, "\033[<0;10;", &key), READ_MORE);
	assert_int_equal(read_of(&dialect, "\033[<0;10;7M", &key), READ_KEY);
	assert_int_equal(key.press, PRESS_CLICK);
	assert_int_equal(key.point, 6);
	assert_int_equal(read_of(&dialect, "\033[<0;10;7m", &key), READ_NOISE); /* let go */
}

static void what_finds_no_room_is_not_learned(void **state)
{
	struct dialect dialect = {0};

	(void)state;
	dialect_learn(&dialect, "", PRESS_UP);
	dialect_learn(&dialect, "\033", PRESS_UP);
	dialect_learn(&dialect, "\013", PRESS_UP);
	dialect_learn(&dialect, "\033[123456789~~", PRESS_UP); /* 13 bytes */
	assert_int_equal(dialect.nlearned, 0);
	dialect_learn(&dialect, "\033[123456789~", PRESS_UP);
	assert_int_equal(dialect.nlearned, 1);
	for (size_t i = 0; i < 2 * ARRAY_LEN(dialect.learned); i++)
		dialect_learn(&dialect, "\033Qx", PRESS_DOWN);
	assert_int_equal(dialect.nlearned, ARRAY_LEN(dialect.learned));
}

static void a_byte_that_cannot_belong_begins_anew(void **state)
{
	static const struct {
		const char *name, *held;
		unsigned char byte;
		bool breaks_off;
	} cases[] = {
		{"the rest of a character", "\xc3", 0xA9, false},
		{"a letter in a character", "\xc3", 'a', true},
		{"a lead in a character", "\xe2\x82", 0xC3, true},
		{"a letter after Escape", "\033", 'a', false},
		{"a character after Escape", "\033", 0xC3, false},
		{"Enter after Escape", "\033", '\r', true},
		{"Escape after Escape", "\033", '\033', true},
		{"a digit in a sequence", "\033[", '1', false},
		{"Enter in a sequence", "\033[1", '\r', true},
		{"DEL in a sequence", "\033[1", 0x7F, true},
		{"a character in a sequence", "\033[1", 0xC3, true},
		{"the rest of a character with Alt", "\033\xc3", 0xA9, false},
		{"a letter in a character with Alt", "\033\xc3", 'a', true},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++)
		if (dialect_breaks_off((const unsigned char *)cases[i].held, strlen(cases[i].held), cases[i].byte) != cases[i].breaks_off)
			fail_msg("%s", cases[i].name);
}

static void answers_have_their_letters(void **state)
{
	(void)state;
	for (unsigned letter = 0; letter < 256; letter++)
		assert_int_equal(dialect_answers((unsigned char)letter) != NULL, letter == ']' || letter == 'P' || letter == '_');
	assert_int_equal(dialect_alt(']').point, ']');
	assert_int_equal(dialect_alt('P').point, 'p');
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(bytes_are_whole_keys_or_not),
		cmocka_unit_test(clicks_count_where_they_were_asked_for),
		cmocka_unit_test(what_finds_no_room_is_not_learned),
		cmocka_unit_test(a_byte_that_cannot_belong_begins_anew),
		cmocka_unit_test(answers_have_their_letters),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
