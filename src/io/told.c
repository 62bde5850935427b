/* SPDX-License-Identifier: MIT */
#include "io/told.h"

#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include "io/fs.h"
#include "io/line.h"

#define NAME_SIZE sizeof "told-01234567"
#define STATE_SIZE sizeof "01234567\n"

static void name_of(const char *folder, char name[NAME_SIZE])
{
	(void)snprintf(name, NAME_SIZE, "told-%08" PRIx32, line_crc(folder, strlen(folder)));
}

/* Makes nothing; -1 where there is none. */
static int open_place(const char *place)
{
	return open(place, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

bool told_before(const char *place, const char *folder, uint32_t state)
{
	char name[NAME_SIZE];
	struct str text = { 0 };
	uint64_t there = 0;
	int dir = open_place(place);
	name_of(folder, name);
	bool known = dir >= 0 && fs_read(dir, name, STATE_SIZE, &text, NULL) && line_hex(str_text(&text), 8, &there) && there == state;
	fs_close(&dir, NULL);
	str_release(&text);
	return known;
}

void told_note(const char *place, const char *folder, uint32_t state)
{
	char name[NAME_SIZE], line[STATE_SIZE];
	int dir = fs_dir(place, NULL);
	name_of(folder, name);
	(void)snprintf(line, sizeof line, "%08" PRIx32 "\n", state);
	if (dir >= 0)
		(void)fs_replace(dir, name, line, strlen(line), NULL);
	fs_close(&dir, NULL);
}

bool told_erase(const char *place, const char *folder, struct err *err)
{
	char name[NAME_SIZE];
	int dir = open_place(place);
	name_of(folder, name);
	bool gone = dir < 0 || fs_remove(dir, name, err);
	fs_close(&dir, NULL);
	return gone;
}
