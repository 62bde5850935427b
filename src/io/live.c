/* SPDX-License-Identifier: MIT */
#include "io/live.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include "base/text.h"
#include "io/folder.h"
#include "io/fs.h"

#define ENDING_WAIT 400 /* ms for a session that says that it is ending */
#define MOMENT 60       /* ms for one that does not */
#define SIGN_MOST 256

int live_begin(int dir, uint64_t sid)
{
	char name[FOLDER_NAME], words[32];
	folder_live_name(sid, name);
	int fd = fs_create(dir, name, NULL);
	if (fd < 0) {
		fs_remove(dir, name, NULL); /* of a scribe of this session that was killed */
		fd = fs_create(dir, name, NULL);
	}
	if (fd < 0)
		return -1;
	fs_lock(fd);
	snprintf(words, sizeof words, "%lld\n", (long long)time(NULL));
	fs_append(fd, words, strlen(words), NULL); /* where there is no room it only does not say since when */
	return fd;
}

void live_ending(int fd)
{
	static const char words[] = "ending\n";
	if (fd >= 0)
		fs_append(fd, words, sizeof words - 1, NULL);
}

void live_end(int dir, uint64_t sid, int *fd)
{
	char name[FOLDER_NAME];
	folder_live_name(sid, name);
	if (*fd >= 0)
		fs_remove(dir, name, NULL);
	fs_close(fd, NULL);
}

bool live_is(int dir, uint64_t sid)
{
	char name[FOLDER_NAME];
	folder_live_name(sid, name);
	return fs_is_locked(dir, name);
}

static void read_sign(int dir, uint64_t sid, struct str *words)
{
	char name[FOLDER_NAME];
	folder_live_name(sid, name);
	fs_read(dir, name, SIGN_MOST, words, NULL);
}

int64_t live_since(int dir, uint64_t sid)
{
	struct str words = { 0 };
	read_sign(dir, sid, &words);
	long long since = strtoll(str_text(&words), NULL, 10);
	str_release(&words);
	return since > 0 ? since : 0;
}

static bool is_ending(int dir, uint64_t sid)
{
	struct str words = { 0 };
	read_sign(dir, sid, &words);
	bool ending = strstr(str_text(&words), "ending") != NULL;
	str_release(&words);
	return ending;
}

static int64_t tick(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

int64_t live_patience(void)
{
	return tick() + ENDING_WAIT;
}

bool live_await_end(int dir, uint64_t sid, int64_t until)
{
	const struct timespec moment = { .tv_nsec = 5 * 1000 * 1000 };
	int64_t unsaid = until - ENDING_WAIT + MOMENT;
	bool waited = false;
	while (live_is(dir, sid) && tick() < (is_ending(dir, sid) ? until : unsaid)) {
		nanosleep(&moment, NULL);
		waited = true;
	}
	return waited;
}
