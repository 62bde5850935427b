/* SPDX-License-Identifier: MIT */
#include "io/folder.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NAMES_MOST 10000 /* of one session's files of a kind */

#define HEX "0123456789abcdef"
#define DIGITS "0123456789"

/* The SID after `first`, and where the name goes on; NULL when there is none. */
static const char *after_sid(const char *name, const char *first, uint64_t *sid)
{
	size_t f = strlen(first);
	if (strncmp(name, first, f) != 0 || strspn(name + f, HEX) != 16)
		return NULL;
	*sid = strtoull(name + f, NULL, 16);
	return name + f + 16;
}

/* Digits and then `end`. */
static bool is_number(const char *at, const char *end)
{
	size_t n = strspn(at, DIGITS);
	return n > 0 && strcmp(at + n, end) == 0;
}

/* Whoever puts a note of their own beside our journals has no journal by that. */
static bool is_journal(const char *name, uint64_t *sid)
{
	const char *rest = after_sid(name, "journal-", sid);
	return rest && (strcmp(rest, ".log") == 0 || (*rest == '-' && is_number(rest + 1, ".log")));
}

enum folder_file folder_file(const char *name, uint64_t *sid)
{
	const char *rest;
	uint64_t any;
	*sid = 0;
	if (strcmp(name, FOLDER_RECORD) == 0)
		return FILE_RECORD;
	if (strcmp(name, FOLDER_LOCK) == 0)
		return FILE_LOCK;
	if (strcmp(name, FOLDER_BALLAST) == 0)
		return FILE_BALLAST;
	if (is_journal(name, sid))
		return FILE_JOURNAL;
	if ((rest = after_sid(name, "draft-", sid)) && *rest == '.' && is_number(rest + 1, ""))
		return FILE_SLOT;
	if ((rest = after_sid(name, "live-", sid)) && *rest == '\0')
		return FILE_LIVE;
	*sid = 0;
	rest = after_sid(name, "." FOLDER_RECORD ".", &any);
	return rest && *rest == '\0' ? FILE_PASSING : FILE_OTHER;
}

unsigned long folder_backup(const char *name)
{
	static const char first[] = "record-";
	bool ours = strncmp(name, first, sizeof first - 1) == 0 && is_number(name + sizeof first - 1, ".log");
	return ours ? strtoul(name + sizeof first - 1, NULL, 10) : 0;
}

void folder_journal_name(uint64_t sid, unsigned number, char out[FOLDER_NAME])
{
	if (number < 2)
		snprintf(out, FOLDER_NAME, "journal-%016" PRIx64 ".log", sid);
	else
		snprintf(out, FOLDER_NAME, "journal-%016" PRIx64 "-%u.log", sid, number);
}

void folder_slot_name(uint64_t sid, unsigned number, char out[FOLDER_NAME])
{
	snprintf(out, FOLDER_NAME, "draft-%016" PRIx64 ".%u", sid, number);
}

void folder_live_name(uint64_t sid, char out[FOLDER_NAME])
{
	snprintf(out, FOLDER_NAME, "live-%016" PRIx64, sid);
}

void folder_backup_name(unsigned long number, char out[FOLDER_NAME])
{
	snprintf(out, FOLDER_NAME, "record-%06lu.log", number);
}

int folder_order(const void *a, const void *b)
{
	const char *x = *(const char *const *)a, *y = *(const char *const *)b;
	bool last_x = strcmp(x, FOLDER_RECORD) == 0, last_y = strcmp(y, FOLDER_RECORD) == 0;
	return last_x != last_y ? last_x - last_y : strcmp(x, y);
}

int folder_make(int dir, uint64_t sid, unsigned *number, void (*name)(uint64_t, unsigned, char *),
	int (*make)(int, const char *, struct err *), struct err *err)
{
	struct err here;
	err_set(&here, ERR_REFUSED, EEXIST, "%s", "");
	for (; *number < NAMES_MOST; ++*number) {
		char at[FOLDER_NAME];
		name(sid, *number, at);
		int fd = make(dir, at, &here);
		if (fd >= 0)
			return fd;
		if (here.code != EEXIST)
			break;
	}
	if (err)
		*err = here;
	return -1;
}
