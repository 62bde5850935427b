/* SPDX-License-Identifier: MIT
 *
 * codeset: what is typed where the locale is not UTF-8 becomes UTF-8, in which all words are kept.
 *
 * Use: cmd/locale fills one for the person's locale, where it has one byte a character; bytes of a terminal go through
 * codeset_byte() one by one, lines through codeset_line().
 *
 * Ownership: a plain table.
 *
 * Never knows: which locale it is of.
 *
 * Rule I18N-6. What is shown is ASCII then (base/ascii), whatever was typed.
 */
#ifndef ATTUNE_BASE_CODESET_H
#define ATTUNE_BASE_CODESET_H

#include <stdint.h>
#include "base/text.h"

struct codeset {
	uint32_t high[128]; /* the code point of each byte from 0x80 on; 0: none, or a control */
};

/* A byte as UTF-8, into `out`; one that is no character stays what it is. NULL: all stay. Returns how many bytes. */
size_t codeset_byte(const struct codeset *, unsigned char byte, char out[4]);

/* A line in place. One that is UTF-8 already stays: what looks like that by chance nobody writes ("Ã©"), and a file may be
 * piped into any terminal. */
void codeset_line(const struct codeset *, struct str *line);

#endif
