/* SPDX-License-Identifier: MIT */
#include "io/watch.h"

#include <assert.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/inotify.h>
#endif
#include "base/mem.h"
#include "base/text.h"

/* What tells one state of a file from another. All zero: it is not there. */
struct state {
	dev_t device;
	ino_t inode;
	off_t size;
	struct timespec saved;
};

struct watch {
	int fd; /* inotify, or -1 */
	struct str paths[WATCH_MOST];
	struct state states[WATCH_MOST];
};

#ifdef __linux__

static int open_ear(void)
{
	return inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
}

/* Watching a folder twice is once. Only what is finished is heard: a file that is being written is not a file yet. */
static void hear_folder(int fd, const char *folder)
{
	if (fd >= 0)
		(void)inotify_add_watch(fd, folder, IN_CLOSE_WRITE | IN_MOVED_TO | IN_ONLYDIR);
}

#else

static int open_ear(void)
{
	return -1;
}

static void hear_folder(int fd, const char *folder)
{
	(void)fd, (void)folder;
}

#endif

struct watch *watch_new(void)
{
	struct watch *watch = mem_get(sizeof *watch);

	watch->fd = open_ear();
	return watch;
}

void watch_free(struct watch *watch)
{
	if (!watch)
		return;
	if (watch->fd >= 0)
		close(watch->fd);
	for (unsigned i = 0; i < WATCH_MOST; i++)
		str_release(&watch->paths[i]);
	mem_free(watch);
}

static struct state state_of(const char *path)
{
	struct state state = { 0 };
	struct stat is;
	int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);

	if (fd < 0)
		return state;
	if (fstat(fd, &is) == 0)
		state = (struct state){ is.st_dev, is.st_ino, is.st_size, is.st_mtim };
	close(fd);
	return state;
}

static bool is_same(const struct state *a, const struct state *b)
{
	return a->device == b->device && a->inode == b->inode && a->size == b->size &&
		a->saved.tv_sec == b->saved.tv_sec && a->saved.tv_nsec == b->saved.tv_nsec;
}

void watch_file(struct watch *watch, unsigned slot, const char *path)
{
	assert(slot < WATCH_MOST);
	struct str *kept = &watch->paths[slot], folder = { 0 };
	const char *slash = strrchr(path, '/');

	if (strcmp(str_text(kept), path) == 0)
		return;
	str_cut(kept, 0);
	str_add_text(kept, path);
	str_add(&folder, slash ? path : ".", slash ? (size_t)(slash - path) + (slash == path) : 1);
	hear_folder(watch->fd, str_text(&folder));
	watch->states[slot] = (struct state){ 0 };
	str_release(&folder);
}

int watch_fd(const struct watch *watch)
{
	return watch->fd;
}

unsigned watch_changed(struct watch *watch)
{
	char heard[4096];
	unsigned changed = 0;

	while (watch->fd >= 0 && read(watch->fd, heard, sizeof heard) > 0) /* which file it was is seen below */
		;
	for (unsigned i = 0; i < WATCH_MOST; i++) {
		if (!watch->paths[i].len)
			continue;
		struct state now = state_of(str_text(&watch->paths[i]));
		if (!is_same(&now, &watch->states[i]))
			changed |= 1u << i;
		watch->states[i] = now;
	}
	return changed;
}
