/* SPDX-License-Identifier: MIT */
#include "io/slots.h"

#include <errno.h>
#include <string.h>
#include "base/mem.h"
#include "io/folder.h"
#include "io/fs.h"

void slots_begin(struct slots *slots)
{
	*slots = (struct slots){ .pair = { { .fd = -1 }, { .fd = -1 } } };
}

bool slots_is_made(const struct slots *slots)
{
	return slots->pair[slots->turn].fd >= 0;
}

static bool make(struct slots *slots, int dir, uint64_t sid, struct err *err)
{
	struct slot *slot = &slots->pair[slots->turn];
	*slot = (struct slot){ .number = 0 };
	slot->fd = folder_make(dir, sid, &slot->number, folder_slot_name, fs_create_slot, err);
	if (slot->fd < 0)
		return false;
	if (slots->next <= slot->number)
		slots->next = slot->number + 1;
	return fs_sync_dir(dir, err);
}

/* The line, then spaces over what was longer before; a slot that is new or too small is filled to its end, so that
 * its blocks are its own when the disk is full. */
static bool put(struct slot *slot, const struct str *line, struct err *err)
{
	size_t size = slot->size;
	if (line->len + 1 > size)
		size = (line->len + 1 + FOLDER_SLOT - 1) / FOLDER_SLOT * FOLDER_SLOT;
	bool grows = size > slot->size;
	size_t len = grows ? size : line->len > slot->used ? line->len : slot->used;
	char *bytes = mem_get(len);
	memset(bytes, ' ', len);
	memcpy(bytes, line->at, line->len);
	if (grows)
		bytes[len - 1] = '\n';
	bool good = fs_put(slot->fd, bytes, len, 0, err);
	mem_free(bytes);
	slot->size = good ? size : slot->size;
	slot->used = line->len;
	if (good && !fs_is_linked(slot->fd))
		return err_set(err, ERR_ABSENT, ENOENT, "%s", "");
	return good;
}

bool slots_write(struct slots *slots, int dir, uint64_t sid, const struct str *line, struct err *err)
{
	return (slots_is_made(slots) || make(slots, dir, sid, err)) && put(&slots->pair[slots->turn], line, err);
}

bool slots_sync(struct slots *slots, struct err *err)
{
	struct slot *slot = &slots->pair[slots->turn];
	if (!fs_sync(slot->fd, err))
		return false;
	slot->holds = true;
	slots->turn ^= 1;
	return true;
}

static void leave(struct slot *slot, int dir, uint64_t sid)
{
	char name[FOLDER_NAME];
	folder_slot_name(sid, slot->number, name);
	if (slot->fd >= 0 && !slot->holds)
		fs_remove(dir, name, NULL);
	fs_close(&slot->fd, NULL);
}

void slots_leave(struct slots *slots, int dir, uint64_t sid)
{
	leave(&slots->pair[0], dir, sid);
	leave(&slots->pair[1], dir, sid);
}

void slots_remove(struct slots *slots, int dir, uint64_t sid)
{
	const struct slot *newest = &slots->pair[slots->turn ^ 1];
	char name[FOLDER_NAME];
	for (unsigned number = 0; number < slots->next; number++) {
		folder_slot_name(sid, number, name);
		if ((newest->fd < 0 || number != newest->number) && !fs_remove(dir, name, NULL))
			return;
	}
	folder_slot_name(sid, newest->number, name);
	if (newest->fd >= 0 && fs_sync_dir(dir, NULL))
		fs_remove(dir, name, NULL);
}

void slots_close(struct slots *slots)
{
	fs_close(&slots->pair[0].fd, NULL);
	fs_close(&slots->pair[1].fd, NULL);
}
