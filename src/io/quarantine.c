/* SPDX-License-Identifier: MIT */
#include "io/quarantine.h"

#include <inttypes.h>
#include <stdio.h>
#include "io/folder.h"
#include "io/fs.h"
#include "io/line.h"

#define NAME_ROOM 300

static void name_of(const char *name, uint32_t crc, char out[NAME_ROOM])
{
	snprintf(out, NAME_ROOM, "%.255s.%08" PRIx32, name, crc);
}

/* The sum of the first bytes of a file. */
struct sum {
	uint32_t crc;
	size_t left;
};

static void add_up(void *ctx, const char *bytes, size_t len)
{
	struct sum *sum = ctx;
	size_t n = len < sum->left ? len : sum->left;
	sum->crc = line_crc_on(sum->crc, bytes, n);
	sum->left -= n;
}

bool quarantine_holds(int dir, const char *name, size_t len)
{
	char as[NAME_ROOM];
	struct sum sum = { .left = len };
	int into = fs_dir_at(dir, FOLDER_QUARANTINE, false, NULL);
	bool there = into >= 0 && fs_read_parts(dir, name, FOLDER_FILE_MOST, add_up, &sum, NULL) && sum.left == 0;
	name_of(name, sum.crc, as);
	there = there && fs_is_same_file(into, as, dir, name, len);
	fs_close(&into, NULL);
	return there;
}

bool quarantine_copy(int dir, const char *name, const char *bytes, size_t len, struct err *err)
{
	char as[NAME_ROOM];
	name_of(name, line_crc(bytes, len), as);
	int into = fs_dir_at(dir, FOLDER_QUARANTINE, true, err);
	if (into < 0)
		return false;
	bool good = fs_is_same(into, as, bytes, len) ||
		(fs_write_new(into, as, bytes, len, err) && fs_sync_dir(into, err));
	fs_close(&into, NULL);
	return good;
}

bool quarantine_move(int dir, const char *name, struct err *err)
{
	char passing[NAME_ROOM], to[NAME_ROOM + sizeof FOLDER_QUARANTINE];
	if (!fs_passing_name(name, passing, sizeof passing, err))
		return false;
	snprintf(to, sizeof to, FOLDER_QUARANTINE "/%s", passing + 1); /* without its dot */
	int into = fs_dir_at(dir, FOLDER_QUARANTINE, true, err);
	bool good = into >= 0 && fs_rename(dir, name, to, err) && fs_sync_dir(into, err) && fs_sync_dir(dir, err);
	fs_close(&into, NULL);
	return good;
}
