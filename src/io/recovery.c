/* SPDX-License-Identifier: MIT */
#include "io/recovery.h"

#include <assert.h>
#include <string.h>

#define CODE_LETTERS 26
static_assert(RECOVERY_SIZE == CODE_LETTERS + 5 + 1, "a dash after each five");

static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"; /* RFC 4648, 6 */

void recovery_write(const unsigned char bytes[RECOVERY_BYTES], char code[RECOVERY_SIZE])
{
	size_t at = 0;
	for (unsigned i = 0; i < CODE_LETTERS; i++) {
		unsigned bit = i * 5, pair = (unsigned)bytes[bit / 8] << 8;
		pair |= bit / 8 + 1 < RECOVERY_BYTES ? bytes[bit / 8 + 1] : 0;
		if (i > 0 && i % 5 == 0)
			code[at++] = '-';
		code[at++] = letters[pair >> (11 - bit % 8) & 31];
	}
	code[at] = '\0';
}

static int letter_value(char c)
{
	static const char alike[] = "0O1I8B";
	for (const char *a = alike; *a; a += 2)
		c = c == a[0] ? a[1] : c;
	c = c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
	const char *at = c ? strchr(letters, c) : NULL;
	return at ? (int)(at - letters) : -1;
}

bool recovery_read(const char *text, unsigned char bytes[RECOVERY_BYTES])
{
	unsigned n = 0, bits = 0, held = 0, out = 0;
	for (; *text; text++) {
		if (*text == ' ' || *text == '-')
			continue;
		int value = letter_value(*text);
		if (value < 0 || n++ == CODE_LETTERS)
			return false;
		held = held << 5 | (unsigned)value;
		bits += 5;
		if (bits >= 8 && out < RECOVERY_BYTES)
			bytes[out++] = (unsigned char)(held >> (bits -= 8));
		held &= (1u << bits) - 1;
	}
	return n == CODE_LETTERS && held == 0;
}
