/* SPDX-License-Identifier: MIT */
#include "io/ballast.h"

#include <string.h>
#include "base/mem.h"
#include "io/folder.h"
#include "io/fs.h"

#define SIZE ((size_t)256 * 1024)

/* Bytes that a file system which compresses cannot make much less of (xorshift; G. Marsaglia, 2003). */
static void fill(char *bytes, size_t len)
{
	uint32_t x = 0x5eed1e55u;
	for (size_t i = 0; i < len; i++) {
		x ^= x << 13;
		x ^= x >> 17;
		x ^= x << 5;
		bytes[i] = (char)x;
	}
}

static bool write_twice(int fd)
{
	char *bytes = mem_get(2 * SIZE);
	fill(bytes, 2 * SIZE);
	bool good = fs_append(fd, bytes, 2 * SIZE, NULL) && fs_sync(fd, NULL) && fs_cut(fd, SIZE, NULL);
	mem_free(bytes);
	return good;
}

bool ballast_make(int dir)
{
	struct fs_facts facts;
	if (fs_facts(dir, FOLDER_BALLAST, &facts))
		return true;
	int fd = fs_create(dir, FOLDER_BALLAST, NULL);
	if (fd < 0)
		return false;
	bool good = write_twice(fd);
	good = fs_close(&fd, NULL) && good;
	if (!good)
		fs_remove(dir, FOLDER_BALLAST, NULL);
	return good;
}

bool ballast_give_up(int dir)
{
	struct fs_facts facts;
	if (!fs_facts(dir, FOLDER_BALLAST, &facts) || !facts.regular)
		return false;
	return fs_remove(dir, FOLDER_BALLAST, NULL) && fs_sync_dir(dir, NULL);
}
