/* SPDX-License-Identifier: MIT
 *
 * line: the frame around a record: a checksum and a session before it, one LF behind it.
 *
 * Use: line_add() writes one. Of bytes from the disk line_is_whole() says whether they are one; line_may_begin() and
 * line_is_torn() what they may have been.
 *
 * Ownership: none.
 *
 * Never knows: what is in the JSON.
 *
 * `crc32c(8 hex) SP SID(16 hex) SP {json} LF`. The CRC is CRC-32C (Castagnoli; RFC 3720, B.4) of everything after the first
 * space up to, not including, LF.
 */
#ifndef ATTUNE_IO_LINE_H
#define ATTUNE_IO_LINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/text.h"

#define LINE_HEAD (8 + 1 + 16 + 1) /* bytes before the JSON */
#define LINE_MOST (256 * 1024 + 64)

uint32_t line_crc(const char *bytes, size_t len);
/* That of all bytes so far, from that of those before these; before the first it is 0. */
uint32_t line_crc_on(uint32_t before, const char *bytes, size_t len);

/* Appends the line of a record that is `body`, with its LF. */
void line_add(uint64_t sid, const char *body, struct str *out);

/* `n` lower-case hexadecimal digits (16 at most); false when others stand there. */
bool line_hex(const char *at, size_t n, uint64_t *value);

/* A whole line, without its LF. */
bool line_is_whole(const char *at, size_t len);

/* Whether a line may begin here. */
bool line_may_begin(const char *at, size_t len);

/* Whether this is how a line begins, as far as it goes. */
bool line_is_torn(const char *at, size_t len);

/* Whether most of the beginning is that of a line. */
bool line_is_like(const char *at, size_t len);

/* The length without the spaces at the end, which are padding. */
size_t line_unpadded(const char *at, size_t len);

#endif
