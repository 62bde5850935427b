/* SPDX-License-Identifier: MIT */
#include "io/index_form.h"

#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "io/fs.h"
#include "io/shelf.h"
#include "io/yaml.h"

/* Of pages that are names alone. */
static const struct fields no_fields = { .what = "page" };

/* -- Small things ------------------------------------------------------------------------------- */

/* FNV-1a (Fowler, Noll, Vo), eight bytes at a time: it is to notice damage, and stands before every first picture. */
uint64_t index_sum(uint64_t sum, const void *bytes, size_t len)
{
	const char *at = bytes;
	uint64_t word;

	for (; len > 0; at += sizeof word) {
		size_t part = len < sizeof word ? len : sizeof word;
		word = 0;
		memcpy(&word, at, part);
		sum = (sum ^ word ^ part) * 0x100000001b3;
		sum ^= sum >> 32;
		len -= part;
	}
	return sum;
}

static struct stamp stamp_of(const struct stat *st)
{
	return (struct stamp){ .device = (uint64_t)st->st_dev, .inode = (uint64_t)st->st_ino, .size = (int64_t)st->st_size,
		.seconds = (int64_t)st->st_mtim.tv_sec, .nanoseconds = (int64_t)st->st_mtim.tv_nsec };
}

bool index_same_stamp(const struct stamp *a, const struct stamp *b)
{
	return memcmp(a, b, sizeof *a) == 0;
}

bool index_stamp(const char *path, struct stamp *stamp)
{
	struct stat st;

	if (stat(path, &st) != 0 || !S_ISREG(st.st_mode))
		return false;
	*stamp = stamp_of(&st);
	return true;
}

void index_name(const char *folder, char *name)
{
	(void)snprintf(name, INDEX_NAME_SIZE, "index-%016" PRIx64, index_sum(SUM_BEGINS, folder, strlen(folder)));
}

bool index_read_at(int fd, void *into, size_t len, uint64_t at)
{
	return pread(fd, into, len, (off_t)at) == (ssize_t)len;
}

/* The next of texts that lie one after another; NULL when there is none. */
static const char *next_text(const char **at, const char *end)
{
	const char *text = *at, *nul = text < end ? memchr(text, '\0', (size_t)(end - text)) : NULL;

	if (!nul)
		return NULL;
	*at = nul + 1;
	return text;
}

/* -- Reading ------------------------------------------------------------------------------------ */

static bool is_ours(const struct head *head)
{
	char program[sizeof head->program] = ATTUNE_VERSION;

	return memcmp(head->magic, MAGIC, sizeof head->magic) == 0 && head->order == ORDER && head->form == FORM &&
		memcmp(head->program, program, sizeof program) == 0 && head->names > 0 && head->names <= NAMES_MOST &&
		head->nchapters <= head->names;
}

/* Every text of the head, in order. */
static bool take_names(struct index *index, const struct head *head, const char *names, const char *folder)
{
	const char *at = names, *end = names + head->names, *of = next_text(&at, end);
	struct course *course = &index->course;

	course->folder = of;
	course->id = next_text(&at, end);
	course->title = next_text(&at, end);
	course->language = next_text(&at, end);
	if (!of || strcmp(of, folder) != 0 || !course->language || !id_is_well_formed(course->id))
		return false;
	const char **ids = arena_get(&index->arena, head->nchapters * sizeof *ids);
	for (size_t i = 0; i < head->nchapters; i++)
		if (!(ids[i] = next_text(&at, end)))
			return false;
	course->chapters = (struct words){ .list = ids, .n = head->nchapters };
	return head->nchapters > 0;
}

static bool is_own(int fd)
{
	struct stat st;

	return fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_uid == geteuid();
}

/* `folder` without links, as the index has it. */
static bool take_head(struct index *index, const char *folder)
{
	struct head head;
	struct stamp now;
	char *path = shelf_course_path(&(struct course){ .folder = folder });
	bool holds = is_own(index->fd) && index_read_at(index->fd, &head, sizeof head, 0) && is_ours(&head) && index_stamp(path, &now) &&
		index_same_stamp(&now, &head.course);

	mem_free(path);
	if (!holds)
		return false;
	char *names = arena_get(&index->arena, head.names);
	if (!index_read_at(index->fd, names, head.names, sizeof head) ||
		head.sum != index_sum(index_sum(SUM_BEGINS, names, head.names), &head, offsetof(struct head, sum)))
		return false;
	index->slots = sizeof head + head.names;
	index->notice = head.notice != 0;
	index->chapters = arena_get(&index->arena, head.nchapters * sizeof *index->chapters);
	return take_names(index, &head, names, folder);
}

struct index *index_open(const char *place, const char *folder)
{
	struct index *index = mem_get(sizeof *index);
	char *whole = realpath(folder, NULL);
	struct str path = { 0 };
	char name[INDEX_NAME_SIZE];

	index->fd = -1;
	if (whole) {
		index_name(whole, name);
		str_print(&path, "%s/%s", place, name);
		index->fd = open(str_text(&path), O_RDONLY | O_NONBLOCK | O_NOCTTY | O_NOFOLLOW | O_CLOEXEC);
	}
	bool holds = index->fd >= 0 && take_head(index, whole);
	str_release(&path);
	free(whole);
	if (holds)
		return index;
	index_close(index);
	return NULL;
}

void index_close(struct index *index)
{
	if (!index)
		return;
	if (index->fd >= 0)
		close(index->fd);
	arena_drop(&index->arena);
	mem_free(index);
}

const struct course *index_course(const struct index *index)
{
	return &index->course;
}

bool index_has_notice(const struct index *index)
{
	return index->notice;
}

bool index_slot(const struct index *index, size_t chapter, struct slot *slot)
{
	return index_read_at(index->fd, slot, sizeof *slot, index->slots + chapter * sizeof *slot);
}

const char *index_entry(struct index *index, const struct slot *slot)
{
	if (slot->at == 0 || slot->len < sizeof(struct entry) || slot->len > ENTRY_MOST)
		return NULL;
	char *bytes = arena_get(&index->arena, slot->len);
	if (!index_read_at(index->fd, bytes, slot->len, slot->at) ||
		slot->sum != index_sum(index_sum(SUM_BEGINS, bytes, slot->len), slot, offsetof(struct slot, sum)))
		return NULL;
	return bytes;
}

/* Leaves `known` as it is when the entry is none. */
static void take_entry(struct index *index, struct known *known, const char *bytes, size_t len)
{
	memcpy(&known->entry, bytes, sizeof known->entry);
	size_t npages = known->entry.npages, fixed = sizeof known->entry + npages * sizeof *known->pages;
	if (npages == 0 || npages > PAGES_MOST || fixed > len)
		return;
	known->pages = (const void *)(bytes + sizeof known->entry); /* what the arena gave is aligned for any type, and both are multiples of eight */
	const char *at = bytes + fixed, *end = bytes + len;
	struct index_chapter *chapter = arena_get(&index->arena, sizeof *chapter);
	struct index_page *pages = arena_get(&index->arena, npages * sizeof *pages);
	*chapter = (struct index_chapter){ .title = next_text(&at, end), .minutes = known->entry.minutes,
		.renamed = known->entry.renamed != 0, .pages = pages, .npages = npages };
	for (size_t i = 0; i < npages; i++) {
		pages[i] = (struct index_page){ .id = next_text(&at, end), .claim = (enum review_claim)known->pages[i].claim,
			.rev = known->pages[i].rev, .asks_after = known->pages[i].asks_after };
		pages[i].title = next_text(&at, end);
		pages[i].kind = next_text(&at, end);
		if (!pages[i].kind || known->pages[i].claim > REVIEW_ALWAYS)
			return;
	}
	known->is = chapter;
}

static void look_up(struct index *index, size_t chapter, struct known *known)
{
	struct slot slot;
	struct stamp now;
	char *path = shelf_chapter_path(&index->course, index->course.chapters.list[chapter]);

	if (index_slot(index, chapter, &slot) && index_stamp(path, &now) &&
		index_same_stamp(&now, &slot.file)) {
		const char *bytes = index_entry(index, &slot);
		known->file = slot.file;
		if (bytes)
			take_entry(index, known, bytes, slot.len);
	}
	mem_free(path);
}

static struct known *known_of(struct index *index, size_t chapter)
{
	if (chapter >= index->course.chapters.n)
		return NULL;
	if (!index->chapters[chapter]) {
		index->chapters[chapter] = arena_get(&index->arena, sizeof(struct known));
		look_up(index, chapter, index->chapters[chapter]);
	}
	return index->chapters[chapter]->is ? index->chapters[chapter] : NULL;
}

const struct index_chapter *index_chapter(struct index *index, size_t chapter)
{
	const struct known *known = known_of(index, chapter);

	return known ? known->is : NULL;
}

/* -- One page ----------------------------------------------------------------------------------- */

/* What stands before the first page, and the page: a small file like any other. */
static bool read_slice(int fd, const struct known *known, const struct entry_page *page, struct str *out)
{
	size_t head = known->entry.head, len = page->to > page->from ? page->to - page->from : 0;

	if (len == 0 || head > page->from || page->to > (uint64_t)known->file.size || head + len > YAML_FILE_MOST)
		return false;
	char *bytes = mem_get(head + len);
	bool done = index_read_at(fd, bytes, head, 0) && index_read_at(fd, bytes + head, len, page->from);
	if (done)
		str_add(out, bytes, head + len);
	mem_free(bytes);
	return done;
}

static bool open_slice(const char *path, const struct known *known, const struct entry_page *page, struct str *out)
{
	struct stat st;
	int fd = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	bool done = false;

	if (fd >= 0 && fstat(fd, &st) == 0 && S_ISREG(st.st_mode)) {
		struct stamp now = stamp_of(&st);
		done = index_same_stamp(&now, &known->file) && read_slice(fd, known, page, out);
	}
	if (fd >= 0)
		close(fd);
	return done;
}

static struct chapter *chapter_of_slice(const char *id, const struct str *slice, kind_list kinds)
{
	struct diags diags = { 0 };
	struct arena arena = { 0 };
	const struct node *root = yaml_parse(str_text(slice), slice->len, id, &arena, &diags);
	struct chapter *chapter = root ? chapter_read_part(root, id, kinds, &diags) : NULL;

	arena_drop(&arena);
	diags_release(&diags);
	return chapter;
}

/* Nothing of it was read, so of its kind there is the name alone, too. */
static struct page named(struct arena *arena, const struct index_page *is)
{
	struct kind_form *kind = arena_get(arena, sizeof *kind);

	*kind = (struct kind_form){ .name = is->kind, .fields = &no_fields };
	return (struct page){ .id = is->id, .title = is->title[0] ? is->title : NULL, .kind = kind, .kind_name = is->kind, .rev = 1 };
}

/* All its pages in their places, of which one was read. */
static void name_pages(struct chapter *chapter, const struct index_chapter *is, int page)
{
	struct page *all = arena_get(&chapter->arena, is->npages * sizeof *all);

	for (size_t i = 0; i < is->npages; i++)
		all[i] = (int)i == page ? chapter->pages[0] : named(&chapter->arena, &is->pages[i]);
	chapter->pages = all;
	chapter->npages = is->npages;
}

static struct chapter *read_one(const struct index *index, const struct known *known, const char *id, int page, kind_list kinds)
{
	struct str slice = { 0 };
	char *path = shelf_chapter_path(&index->course, id);
	struct chapter *chapter = open_slice(path, known, &known->pages[page], &slice) ? chapter_of_slice(id, &slice, kinds) : NULL;

	str_release(&slice);
	mem_free(path);
	if (chapter && (chapter->npages != 1 || strcmp(chapter->pages[0].id, known->is->pages[page].id) != 0)) {
		chapter_free(chapter);
		return NULL;
	}
	return chapter;
}

struct chapter *index_page(struct index *index, size_t at, int page, kind_list kinds)
{
	const struct known *known = known_of(index, at);
	const char *id = known ? index->course.chapters.list[at] : NULL;
	struct chapter *chapter;

	if (!known || (page >= 0 && (size_t)page >= known->is->npages))
		return NULL;
	if (page >= 0) {
		chapter = read_one(index, known, id, page, kinds);
	} else {
		chapter = mem_get(sizeof *chapter);
		chapter->id = id;
		chapter->title = known->is->title;
		chapter->minutes = known->is->minutes;
	}
	if (chapter)
		name_pages(chapter, known->is, page);
	return chapter;
}

bool index_names_only(const struct page *page)
{
	return page->kind->fields == &no_fields;
}
