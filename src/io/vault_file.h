/* SPDX-License-Identifier: MIT
 *
 * vault_file: the header of a vault as bytes and as a file: what stands where, whether it is ours, reading and writing it.
 *
 * Use: vault_file_read(), vault_file_judge(), and then the fields at AT_...; or fields, vault_file_crc(), vault_file_write().
 *
 * Ownership: the caller's bytes.
 *
 * Never knows: keys, and how anything is sealed.
 */
#ifndef ATTUNE_IO_VAULT_FILE_H
#define ATTUNE_IO_VAULT_FILE_H

#include <assert.h>
#include <stdint.h>
#include "base/err.h"
#include "base/text.h"
#include "view/lock.h"

/* Both are Argon2id's cost. The floor is the second choice of RFC 9106, 4; the caps are age's idea: no file from anywhere
 * makes us work for minutes. */
enum { MEMORY_LEAST = 64 * 1024, MEMORY_MOST = 256 * 1024, /* KiB */
	TIMES_LEAST = 3, TIMES_MOST = 64, TIMES_MADE = 16 };

enum { KEY = 32, NONCE = 24, TAG = 16, SALT = 16, ID = 16, WRAP = KEY + TAG };
#define FLAG_RECOVERY 1u

/* The header, byte for byte; README.md is its text. */
enum {
	AT_MAGIC = 0, AT_VERSION = 4, AT_METHOD = 6, AT_ID = 8, AT_MEMORY = AT_ID + ID, AT_TIMES = AT_MEMORY + 4,
	AT_SALT = AT_TIMES + 4, AT_NONCE = AT_SALT + SALT, AT_WRAP = AT_NONCE + NONCE, AT_FLAGS = AT_WRAP + WRAP,
	AT_SHORT_CRC = AT_FLAGS + 4, /* without a recovery code */
	AT_NONCE_2 = AT_FLAGS + 4, AT_WRAP_2 = AT_NONCE_2 + NONCE, AT_LONG_CRC = AT_WRAP_2 + WRAP,
	HEADER_SHORT = AT_SHORT_CRC + 4, HEADER_LONG = AT_LONG_CRC + 4,
};
static_assert(HEADER_SHORT == 128 && HEADER_LONG == 200, "as published");

extern const unsigned char vault_magic[4];

/* All numbers are little-endian. */
void vault_put_16(unsigned char *at, unsigned number);
void vault_put_32(unsigned char *at, uint32_t number);
uint32_t vault_get_32(const unsigned char *at);

/* Of all bytes before it, at the end of a header. */
uint32_t vault_file_crc(const unsigned char *header, size_t len);

/* Whether these bytes are a header of ours that we do the work for: LOCK_DONE; LOCK_DAMAGED, LOCK_NEWER or LOCK_BEYOND. */
enum lock_end vault_file_judge(const unsigned char *header, size_t len);

/* Adds the file to `bytes`: LOCK_DONE, LOCK_ABSENT, LOCK_DAMAGED (what is there can be no file of ours), or LOCK_FAILED with `err`. */
enum lock_end vault_file_read(const char *folder, const char *name, struct str *bytes, struct err *);

/* Writes the header, safe on the disk when it returns; `is_new`: LOCK_EXISTS where there is one. LOCK_FAILED with `err`. */
enum lock_end vault_file_write(const char *folder, const unsigned char *header, size_t len, bool is_new, struct err *);

#endif
