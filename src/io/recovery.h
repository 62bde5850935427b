/* SPDX-License-Identifier: MIT
 *
 * recovery: a recovery code, as bytes and as a person copies it from the screen to paper and back.
 *
 * Use: recovery_write() for what is shown once, recovery_read() for what was typed.
 *
 * Ownership: none; the caller wipes both.
 *
 * Never knows: what a code opens.
 *
 * 128 bits are 26 letters of base32 (RFC 4648, 6), the last two bits 0, in groups of five.
 */
#ifndef ATTUNE_IO_RECOVERY_H
#define ATTUNE_IO_RECOVERY_H

#include <stdbool.h>

#define RECOVERY_BYTES 16
#define RECOVERY_SIZE 32 /* of the text, with its NUL */

void recovery_write(const unsigned char bytes[RECOVERY_BYTES], char code[RECOVERY_SIZE]);

/* False for what is no code. Small letters, blanks and dashes are no mistake; neither are 0, 1 and 8, which there are none of:
 * they are O, I and B. */
bool recovery_read(const char *text, unsigned char bytes[RECOVERY_BYTES]);

#endif
