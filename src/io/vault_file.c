/* SPDX-License-Identifier: MIT */
#include "io/vault_file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>
#include "base/tr.h"
#include "io/fs.h"
#include "io/line.h"
#include "io/vault.h"
#include "view/saving.h"

#define HEADER_MOST 4096

const unsigned char vault_magic[4] = { 'A', 'T', 'T', 'V' };

void vault_put_16(unsigned char *at, unsigned number)
{
	at[0] = (unsigned char)number;
	at[1] = (unsigned char)(number >> 8);
}

void vault_put_32(unsigned char *at, uint32_t number)
{
	vault_put_16(at, number & 0xffff);
	vault_put_16(at + 2, number >> 16);
}

uint32_t vault_get_32(const unsigned char *at)
{
	return (uint32_t)at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 | (uint32_t)at[3] << 24;
}

uint32_t vault_file_crc(const unsigned char *header, size_t len)
{
	return line_crc((const char *)header, len);
}

enum lock_end vault_file_judge(const unsigned char *header, size_t len)
{
	if (len < HEADER_SHORT || len > HEADER_MOST || memcmp(header, vault_magic, sizeof vault_magic) != 0 ||
	    vault_get_32(header + len - 4) != vault_file_crc(header, len - 4))
		return LOCK_DAMAGED;
	uint32_t version = vault_get_32(header + AT_VERSION), flags = vault_get_32(header + AT_FLAGS);
	if (version != (1 | 1 << 16) || (flags & ~FLAG_RECOVERY))
		return LOCK_NEWER;
	if (len != (flags & FLAG_RECOVERY ? (size_t)HEADER_LONG : (size_t)HEADER_SHORT))
		return LOCK_DAMAGED;
	uint32_t memory = vault_get_32(header + AT_MEMORY), times = vault_get_32(header + AT_TIMES);
	bool fair = memory >= MEMORY_LEAST && memory <= MEMORY_MOST && times >= TIMES_LEAST && times <= TIMES_MOST;
	return fair ? LOCK_DONE : LOCK_BEYOND;
}

static int open_folder(const char *folder)
{
	return open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NONBLOCK);
}

static bool is_there(const char *folder, const char *name)
{
	int dir = open_folder(folder);
	bool there = dir >= 0 && faccessat(dir, name, F_OK, AT_SYMLINK_NOFOLLOW) == 0;
	fs_close(&dir, NULL);
	return there;
}

bool vault_is_there(const char *folder)
{
	return is_there(folder, VAULT_FILE);
}

bool vault_is_unsettled(const char *folder)
{
	return is_there(folder, VAULT_RENEWED);
}

/* The file is small, so what cannot be read for another reason than not being there is as good as damaged, and said so. */
enum lock_end vault_file_read(const char *folder, const char *name, struct str *bytes, struct err *err)
{
	struct err here = { 0 };
	int dir = open_folder(folder);
	int code = errno;
	if (dir < 0 && code == ENOENT)
		return LOCK_ABSENT;
	if (dir < 0) {
		err_set(err, err_kind_of(code), code, "%s", tr("the folder for your record cannot be read"));
		err_at_file(err, folder);
		return LOCK_FAILED;
	}
	bool good = fs_read(dir, name, HEADER_MOST, bytes, &here);
	fs_close(&dir, NULL);
	if (good)
		return LOCK_DONE;
	if (here.kind == ERR_ABSENT)
		return LOCK_ABSENT;
	if (fs_is_strange(&here))
		return LOCK_DAMAGED;
	if (err)
		*err = here;
	return LOCK_FAILED;
}

enum lock_end vault_judge(const char *folder)
{
	struct str bytes = { 0 };
	enum lock_end end = vault_file_read(folder, VAULT_FILE, &bytes, NULL);
	if (end == LOCK_DONE)
		end = vault_file_judge((const unsigned char *)str_text(&bytes), bytes.len);
	str_release(&bytes);
	return end;
}

enum lock_end vault_may_make(const char *folder, struct err *err)
{
	struct err here = { 0 };
	int dir = fs_dir(folder, &here);
	bool there = dir >= 0 && faccessat(dir, VAULT_FILE, F_OK, AT_SYMLINK_NOFOLLOW) == 0;
	if (dir >= 0 && !there && faccessat(dir, ".", W_OK | X_OK, AT_EACCESS) != 0) {
		int code = errno;
		err_set(&here, err_kind_of(code), code, "%s", "");
	}
	fs_close(&dir, NULL);
	if (there)
		return LOCK_EXISTS;
	if (here.kind == ERR_NONE)
		return LOCK_DONE;
	err_set(err, here.kind, here.code, "%s", saving_reason(here.kind, here.code));
	return LOCK_FAILED;
}

enum lock_end vault_file_write(const char *folder, const unsigned char *header, size_t len, bool is_new, struct err *err)
{
	struct err here = { 0 };
	int dir = fs_dir(folder, &here);
	bool good = dir >= 0 && (is_new ? fs_place : fs_replace)(dir, VAULT_FILE, (const char *)header, len, &here);
	fs_close(&dir, NULL);
	if (good)
		return LOCK_DONE;
	if (err)
		*err = here;
	return is_new && here.code == EEXIST ? LOCK_EXISTS : LOCK_FAILED;
}
