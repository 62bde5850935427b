/* SPDX-License-Identifier: MIT */
#include "term/dialect.h"

#include <assert.h>
#include <string.h>
#include "base/text.h"

#define ESC 0x1B

/* The last letter of CSI and SS3 sequences; small ones are rxvt's with Shift or Control held. */
static const enum press letters[128] = {
	['A'] = PRESS_UP, ['B'] = PRESS_DOWN, ['C'] = PRESS_RIGHT, ['D'] = PRESS_LEFT, ['F'] = PRESS_END,
	['H'] = PRESS_HOME, ['P'] = PRESS_F1, ['Z'] = PRESS_BACKTAB,
	['a'] = PRESS_UP, ['b'] = PRESS_DOWN, ['c'] = PRESS_RIGHT, ['d'] = PRESS_LEFT,
};

/* The number of CSI n ~ sequences (VT220, Linux console, rxvt). */
static const enum press numbers[] = {
	[1] = PRESS_HOME, [3] = PRESS_DELETE, [4] = PRESS_END, [5] = PRESS_PAGE_UP, [6] = PRESS_PAGE_DOWN,
	[7] = PRESS_HOME, [8] = PRESS_END, [11] = PRESS_F1,
};
#define NUMBERS (sizeof numbers / sizeof numbers[0])
#define PASTE_START 200

/* The number pad in application mode: SS3 letter, the sign on the key. */
static const char pad[128] = {
	['p'] = '0', ['q'] = '1', ['r'] = '2', ['s'] = '3', ['t'] = '4', ['u'] = '5', ['v'] = '6', ['w'] = '7',
	['x'] = '8', ['y'] = '9', ['j'] = '*', ['k'] = '+', ['l'] = ',', ['m'] = '-', ['n'] = '.', ['o'] = '/', ['X'] = '=',
};

/* Control strings (ECMA-48, 5.6) by their letter after ESC, with what the answers of terminals begin with: colours, versions,
 * capabilities, pictures. So Alt with such a letter and what is typed after it stay keys. */
static const char *const strings[128] = {[']'] = "0123456789", ['P'] = "0123456789>!$", ['_'] = "G"};

/* -- Single bytes ------------------------------------------------------------------------------ */

static struct key plain(enum press press)
{
	return (struct key){.press = press};
}

/* Control characters; never called with Escape. */
static struct key control(unsigned char byte)
{
	switch (byte) {
	case '\r':
	case '\n': return plain(PRESS_ENTER);
	case '\t': return plain(PRESS_TAB);
	case '\b':
	case 0x7F: return plain(PRESS_BACKSPACE);
	}
	return (struct key){.press = PRESS_CTRL, .point = byte >= 1 && byte <= 26 ? byte + 'a' - 1u : byte + '@' + 0u};
}

static bool is_control(unsigned char byte)
{
	return byte < 0x20 || byte == 0x7F;
}

static enum reading read_byte(unsigned char byte, struct key *key)
{
	*key = is_control(byte) ? control(byte) : (struct key){.press = PRESS_TEXT, .point = byte};
	return READ_KEY;
}

static uint32_t lower(uint32_t point)
{
	return point >= 'A' && point <= 'Z' ? point + 'a' - 'A' : point;
}

/* -- Whole or not ------------------------------------------------------------------------------ */

static size_t character_len(unsigned char lead)
{
	if (lead < 0x80)
		return 1;
	if (lead >= 0xC2 && lead <= 0xDF)
		return 2;
	if (lead >= 0xE0 && lead <= 0xEF)
		return 3;
	return lead >= 0xF0 && lead <= 0xF4 ? 4 : 0;
}

/* A character above ASCII, as text or with Alt. */
static enum reading read_character(const unsigned char *at, size_t n, enum press press, struct key *key)
{
	size_t want = character_len(at[0]), size;

	if (want == 0 || (n >= want && !text_valid((const char *)at, want, NULL)))
		return press == PRESS_TEXT ? READ_GARBLED : READ_NOISE;
	if (n < want)
		return READ_MORE;
	*key = (struct key){.press = press, .point = text_point((const char *)at, n, &size)};
	return key->point < 0xA0 ? READ_NOISE : READ_KEY; /* C1 controls are no text */
}

/* Alt or Ctrl held, as xterm counts it (modifier less 1 is bits: 1 Shift, 2 Alt, 4 Ctrl), in the second parameter. */
static bool holds_word(const unsigned char *at, size_t n)
{
	const unsigned char *held = memchr(at, ';', n);

	return held && held[1] >= '3' && held[1] <= '8';
}

static bool is_sideways(struct key key)
{
	return key.press == PRESS_LEFT || key.press == PRESS_RIGHT;
}

static enum reading read_letter(const enum press *table, unsigned char letter, struct key *key)
{
	*key = plain(table[letter & 0x7F]);
	return key->press == PRESS_TEXT ? READ_NOISE : READ_KEY; /* PRESS_TEXT is 0: not in the table */
}

static_assert(PRESS_TEXT == 0, "an empty place in a table of presses is no key");

static enum reading read_number(const unsigned char *at, size_t n, struct key *key)
{
	unsigned number = 0;

	for (size_t i = 0; i < n && at[i] >= '0' && at[i] <= '9' && number < 1000; i++)
		number = number * 10 + at[i] - '0';
	if (number == PASTE_START)
		return READ_PASTE;
	if (number >= NUMBERS)
		return READ_NOISE;
	*key = plain(numbers[number]);
	return key->press == PRESS_TEXT ? READ_NOISE : READ_KEY;
}

/* What follows ESC [ : ECMA-48 parameters and a final byte; '$' ends too (rxvt), and ESC [ [ x is the Linux
 * console's. */
static enum reading read_csi(const unsigned char *at, size_t n, struct key *key)
{
	if (n == 0)
		return READ_MORE;
	unsigned char last = at[n - 1];
	if (at[0] == '[') {
		if (n == 1)
			return READ_MORE;
		*key = plain(PRESS_F1);
		return last == 'A' ? READ_KEY : READ_NOISE;
	}
	bool private = at[0] >= '<' && at[0] <= '?';
	if (last == '$' && !private)
		return read_number(at, n, key);
	if (last < 0x40)
		return READ_MORE;
	if (private)
		return READ_NOISE;
	if (last == '~' || last == '^' || last == '@')
		return read_number(at, n, key);
	enum reading reading = read_letter(letters, last, key);
	if (reading == READ_KEY && is_sideways(*key) && holds_word(at, n))
		key->point = KEY_BY_WORD;
	return reading;
}

/* What follows ESC O : a letter, before it perhaps a digit for what is held. */
static enum reading read_ss3(const unsigned char *at, size_t n, struct key *key)
{
	if (n == 0 || at[n - 1] < 0x40)
		return READ_MORE;
	unsigned char last = at[n - 1] & 0x7F;
	if (pad[last]) {
		*key = (struct key){.press = PRESS_TEXT, .point = (uint32_t)pad[last]};
		return READ_KEY;
	}
	if (last == 'M' || last == 'I') {
		*key = plain(last == 'M' ? PRESS_ENTER : PRESS_TAB);
		return READ_KEY;
	}
	enum reading reading = read_letter(letters, last, key);
	if (reading == READ_KEY && is_sideways(*key) && (last >= 'a' || (n == 2 && at[0] >= '3'))) /* rxvt's, and older xterm's */
		key->point = KEY_BY_WORD;
	return reading;
}

static enum reading read_learned(const struct dialect *dialect, const unsigned char *bytes, size_t n, struct key *key)
{
	bool begins = false;

	for (size_t i = 0; i < dialect->nlearned; i++) {
		size_t len = dialect->learned[i].len;
		if (n > len || memcmp(bytes, dialect->learned[i].bytes, n) != 0)
			continue;
		if (n == len) {
			*key = plain(dialect->learned[i].press);
			return READ_KEY;
		}
		begins = true;
	}
	return begins ? READ_MORE : READ_NOISE;
}

struct key dialect_alt(unsigned char sign)
{
	return (struct key){.press = PRESS_ALT, .point = lower(sign)};
}

static enum reading read_alt(const unsigned char *at, size_t n, struct key *key)
{
	if (at[0] >= 0x80)
		return read_character(at, n, PRESS_ALT, key);
	*key = at[0] == 0x7F ? (struct key){PRESS_BACKSPACE, KEY_BY_WORD} : dialect_alt(at[0]);
	return READ_KEY;
}

/* What follows ESC [ < : button, column and row (from 1), then M where it goes down (xterm, mode 1006). The wheel is an arrow. */
static enum reading read_mouse(const unsigned char *at, size_t n, struct key *key)
{
	unsigned told[3] = {0}, which = 0;

	if (n == 0 || at[n - 1] < 0x40)
		return READ_MORE;
	for (size_t i = 0; i + 1 < n; i++) {
		if (at[i] == ';' && ++which == 3)
			return READ_NOISE;
		if (at[i] >= '0' && at[i] <= '9' && told[which] < 10000)
			told[which] = told[which] * 10 + at[i] - '0';
	}
	*key = told[0] == 0 ? (struct key){PRESS_CLICK, told[2] - 1} : plain(told[0] == 64 ? PRESS_UP : PRESS_DOWN);
	return which == 2 && at[n - 1] == 'M' && (told[0] == 0 || told[0] == 64 || told[0] == 65) && told[2] > 0 ? READ_KEY
		: READ_NOISE;
}

/* -- What others call -------------------------------------------------------------------------- */

const char *dialect_answers(unsigned char letter)
{
	return letter < 0x80 ? strings[letter] : NULL;
}

void dialect_learn(struct dialect *dialect, const char *sequence, enum press press)
{
	size_t len = strlen(sequence), n = dialect->nlearned;

	if (len < 2 || sequence[0] != ESC || len > sizeof dialect->learned[0].bytes)
		return;
	if (n == sizeof dialect->learned / sizeof dialect->learned[0])
		return;
	memcpy(dialect->learned[n].bytes, sequence, len);
	dialect->learned[n].len = len;
	dialect->learned[n].press = press;
	dialect->nlearned++;
}

enum reading dialect_read(const struct dialect *dialect, const unsigned char *bytes, size_t n, struct key *key)
{
	if (bytes[0] != ESC)
		return bytes[0] < 0x80 ? read_byte(bytes[0], key) : read_character(bytes, n, PRESS_TEXT, key);
	if (n == 1)
		return READ_MORE;
	enum reading learned = read_learned(dialect, bytes, n, key);
	if (learned == READ_KEY)
		return READ_KEY;
	if (dialect->mouse && n > 2 && bytes[1] == '[' && bytes[2] == '<')
		return read_mouse(bytes + 3, n - 3, key);
	if (bytes[1] == '[')
		return read_csi(bytes + 2, n - 2, key);
	if (bytes[1] == 'O')
		return read_ss3(bytes + 2, n - 2, key);
	if (n == 2 && dialect_answers(bytes[1]) != NULL)
		return READ_MORE;
	return learned == READ_MORE ? READ_MORE : read_alt(bytes + 1, n - 1, key);
}

bool dialect_breaks_off(const unsigned char *bytes, size_t n, unsigned char byte)
{
	bool continues = byte >= 0x80 && byte < 0xC0;

	if (bytes[0] != ESC)
		return !continues;
	if (n == 1)
		return is_control(byte) && byte != 0x7F; /* Alt and Backspace */
	return bytes[1] >= 0x80 ? !continues : is_control(byte) || byte >= 0x80;
}
