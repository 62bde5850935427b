/* SPDX-License-Identifier: MIT */
#include "io/looking.h"

#include <string.h>
#include "io/folder.h"
#include "io/fs.h"
#include "io/reading.h"

#define AT_ONCE ((size_t)128 * 1024)

static struct looked_at *add(struct looking *looking, const char *name, size_t size)
{
	if (looking->n == looking->room) {
		looking->room = looking->room ? looking->room * 2 : 16;
		looking->list = mem_grow(looking->list, looking->room, sizeof *looking->list);
	}
	looking->list[looking->n] = (struct looked_at){ arena_copy(&looking->arena, name, strlen(name)), size };
	return &looking->list[looking->n++];
}

void looking_begin(struct looking *looking, const struct read_so_far *journals, size_t n)
{
	for (size_t i = 0; i < n; i++)
		add(looking, journals[i].name, journals[i].size);
}

void looking_release(struct looking *looking)
{
	mem_free(looking->list);
	arena_release(&looking->arena);
	*looking = (struct looking){ 0 };
}

struct look {
	struct looking *looking;
	int dir;
	uint64_t sid;
	struct str *out;
};

static struct looked_at *find(struct looking *looking, const char *name)
{
	for (size_t i = 0; i < looking->n; i++)
		if (strcmp(looking->list[i].name, name) == 0)
			return &looking->list[i];
	return add(looking, name, 0);
}

/* The end of a file may be a line that is being written: it is read when it is whole. */
static void take_new(const struct look *look, struct looked_at *at)
{
	struct str bytes = { 0 };
	if (fs_read(look->dir, at->name, FOLDER_FILE_MOST, &bytes, NULL)) {
		size_t end = bytes.len;
		while (end > at->size && bytes.at[end - 1] != '\n')
			end--;
		if (end > at->size)
			str_add(look->out, bytes.at + at->size, end - at->size);
		at->size = end > at->size ? end : at->size;
	}
	str_release(&bytes);
}

static void look_into(void *ctx, const char *name)
{
	const struct look *look = ctx;
	uint64_t sid;
	struct fs_facts facts;
	if (folder_file(name, &sid) != FILE_JOURNAL || sid == look->sid || look->out->len > AT_ONCE)
		return;
	struct looked_at *at = find(look->looking, name);
	if (fs_facts(look->dir, name, &facts) && facts.size > (int64_t)at->size)
		take_new(look, at);
}

void looking_lines(struct looking *looking, int dir, uint64_t sid, struct str *out)
{
	struct look look = { looking, dir, sid, out };
	fs_names(dir, look_into, &look, NULL);
}
