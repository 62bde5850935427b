/* SPDX-License-Identifier: MIT
 *
 * index_make: writes down what a course is like. */
#include "io/index_form.h"

#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "io/fs.h"
#include "io/shelf.h"
#include "io/yaml.h"

/* -- What a chapter is like ---------------------------------------------------------------------- */

static void add_text(struct str *out, const char *text)
{
	str_add(out, text ? text : "", text ? strlen(text) + 1 : 1);
}

/* Where each line of a text begins, for the lines that are asked for in rising order. */
struct lines_of {
	const char *text;
	size_t len, at;
	unsigned line; /* of `at`, from 1 */
};

/* Where a line begins; SIZE_MAX when it is not after the one asked for last, or there is none. */
static size_t line_start(struct lines_of *lines, unsigned line)
{
	if (line < lines->line || (line == lines->line && line > 1))
		return SIZE_MAX;
	while (lines->line < line) {
		const char *end = memchr(lines->text + lines->at, '\n', lines->len - lines->at);
		if (!end)
			return SIZE_MAX;
		lines->at = (size_t)(end + 1 - lines->text);
		lines->line++;
	}
	return lines->at;
}

/* Whether pages can be cut out of it as lines: each begins a line with its dash, and nothing stands after the last one. */
static bool find_pages(const struct chapter *chapter, const struct str *text, struct entry *entry, struct entry_page *pages)
{
	struct lines_of lines = { .text = text->at, .len = text->len, .line = 1 };
	size_t from = 0;

	for (size_t i = 0; i < chapter->npages; i++) {
		from = line_start(&lines, chapter->pages[i].at.line);
		if (from == SIZE_MAX || from + strspn(text->at + from, " ") >= text->len ||
			text->at[from + strspn(text->at + from, " ")] != '-')
			return false;
		pages[i].from = (uint32_t)from;
		if (i > 0)
			pages[i - 1].to = (uint32_t)from;
	}
	pages[chapter->npages - 1].to = (uint32_t)text->len;
	entry->head = pages[0].from;
	for (const char *at = text->at + from; (at = strchr(at, '\n')) != NULL;)
		if (*++at && !strchr(" \n\r#", *at))
			return false;
	return true;
}

/* The bytes of a file that was read before, as long as they are as many. */
static bool read_text(const char *path, const struct stamp *stamp, struct str *text)
{
	int fd = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	size_t len = stamp->size > 0 && stamp->size <= YAML_FILE_MOST ? (size_t)stamp->size : 0;
	char *bytes = mem_get(len);
	bool done = fd >= 0 && len > 0 && index_read_at(fd, bytes, len, 0);

	if (done)
		str_add(text, bytes, len);
	if (fd >= 0)
		close(fd);
	mem_free(bytes);
	return done;
}

static void add_entry(struct str *out, const struct chapter *chapter, const struct entry *entry, const struct entry_page *pages)
{
	str_add(out, (const char *)entry, sizeof *entry);
	str_add(out, (const char *)pages, chapter->npages * sizeof *pages);
	add_text(out, chapter->title);
	for (size_t i = 0; i < chapter->npages; i++) {
		add_text(out, chapter->pages[i].id);
		add_text(out, chapter->pages[i].title);
		add_text(out, chapter->pages[i].kind->name);
	}
}

/* What is to be known of a chapter that was found good. */
static bool describe(const struct chapter *chapter, const char *path, const struct stamp *file, struct str *out)
{
	struct entry entry = { .minutes = chapter->minutes, .npages = (uint32_t)chapter->npages, .renamed = chapter->was.n > 0 };
	struct entry_page *pages = mem_get((chapter->npages + 1) * sizeof *pages);
	struct str text = { 0 };
	bool can = chapter->npages > 0 && chapter->npages <= PAGES_MOST && read_text(path, file, &text) &&
		find_pages(chapter, &text, &entry, pages);

	for (size_t i = 0; can && i < chapter->npages; i++) {
		const struct page *page = &chapter->pages[i];
		entry.renamed |= page->was.n > 0;
		pages[i].claim = (uint32_t)review_claim(page);
		pages[i].rev = review_small(page->rev);
		pages[i].asks_after = page->kind->asks_after ? review_small(page->kind->asks_after(page)) : 0;
	}
	if (can)
		add_entry(out, chapter, &entry, pages);
	str_release(&text);
	mem_free(pages);
	return can;
}

/* An index that is being written. */
struct making {
	const struct course *course;
	struct index *before; /* NULL: there is none that holds for this course.yaml */
	kind_list kinds;
	struct str entries;
	struct slot *slots;   /* `at` counts from the first entry */
};

static void add_slot(struct making *making, size_t i, const char *bytes, size_t len)
{
	struct slot *slot = &making->slots[i];

	while (making->entries.len % 8)
		str_add(&making->entries, "", 1);
	slot->at = making->entries.len;
	slot->len = len;
	str_add(&making->entries, bytes, len);
}

/* The entry of a chapter whose file has not changed. */
static bool take_over(struct making *making, size_t i)
{
	struct slot slot;
	struct index *before = making->before;
	const char *bytes = NULL;

	if (before && index_slot(before, i, &slot) &&
		index_same_stamp(&slot.file, &making->slots[i].file))
		bytes = index_entry(before, &slot);
	if (bytes)
		add_slot(making, i, bytes, slot.len);
	return bytes != NULL;
}

/* A chapter is read once; if its file changed meanwhile, the next session sees to it. */
static void add_chapter(struct making *making, size_t i)
{
	const char *id = making->course->chapters.list[i];
	char *path = shelf_chapter_path(making->course, id);
	struct diags diags = { 0 };
	struct chapter *chapter = NULL;
	struct str entry = { 0 };
	struct stamp after;

	making->slots[i].len = 0;
	if (index_stamp(path, &making->slots[i].file) && !take_over(making, i)) {
		chapter = shelf_chapter_at(path, id, making->kinds, &diags);
		if (chapter && describe(chapter, path, &making->slots[i].file, &entry) && index_stamp(path, &after) && index_same_stamp(&after, &making->slots[i].file))
			add_slot(making, i, entry.at, entry.len);
	}
	chapter_free(chapter);
	str_release(&entry);
	diags_release(&diags);
	mem_free(path);
}

static void add_names(const struct course *course, struct str *out)
{
	add_text(out, course->folder);
	add_text(out, course->id);
	add_text(out, course->title);
	add_text(out, course->language);
	for (size_t i = 0; i < course->chapters.n; i++)
		add_text(out, course->chapters.list[i]);
	while (out->len % 8)
		str_add(out, "", 1);
}

static void assemble(struct making *making, const struct stamp *course, struct str *out)
{
	size_t n = making->course->chapters.n;
	struct head head = { .order = ORDER, .form = FORM, .program = ATTUNE_VERSION, .course = *course, .nchapters = (uint32_t)n,
		.notice = !markup_is_empty(&making->course->notice) };
	struct str names = { 0 };

	memcpy(head.magic, MAGIC, sizeof head.magic);
	add_names(making->course, &names);
	head.names = (uint32_t)names.len;
	head.sum = index_sum(index_sum(SUM_BEGINS, names.at, names.len), &head, offsetof(struct head, sum));
	str_add(out, (const char *)&head, sizeof head);
	str_add(out, names.at, names.len);
	size_t entries = out->len + n * sizeof(struct slot);
	for (size_t i = 0; i < n; i++) {
		struct slot slot = making->slots[i];
		const char *bytes = str_text(&making->entries) + slot.at;
		slot.at = slot.len ? slot.at + entries : 0;
		slot.sum = index_sum(index_sum(SUM_BEGINS, bytes, slot.len), &slot, offsetof(struct slot, sum));
		str_add(out, (const char *)&slot, sizeof slot);
	}
	str_add(out, str_text(&making->entries), making->entries.len);
	str_release(&names);
}

static bool put(const char *place, const char *folder, const struct str *bytes, struct err *err)
{
	char name[INDEX_NAME_SIZE];
	int dir = fs_dir(place, err);

	if (dir < 0)
		return false;
	index_name(folder, name);
	bool done = fs_replace(dir, name, bytes->at, bytes->len, err);
	fs_close(&dir, NULL);
	return done;
}

static bool make(struct making *making, const char *place, const struct stamp *course, struct err *err)
{
	size_t n = making->course->chapters.n;
	struct str bytes = { 0 };

	making->slots = mem_get((n + 1) * sizeof *making->slots);
	for (size_t i = 0; i < n; i++)
		add_chapter(making, i);
	assemble(making, course, &bytes);
	bool done = bytes.len <= INDEX_MOST && put(place, making->course->folder, &bytes, err);
	str_release(&bytes);
	str_release(&making->entries);
	mem_free(making->slots);
	return done;
}

/* Whether each chapter's file is as it was; one with a fault is looked at again only when it was saved. */
static bool holds(const struct index *index)
{
	bool same = true;

	for (size_t i = 0; same && i < index->course.chapters.n; i++) {
		char *path = shelf_chapter_path(&index->course, index->course.chapters.list[i]);
		struct stamp now = { 0 };
		struct slot slot;
		(void)index_stamp(path, &now);
		same = index_slot(index, i, &slot) && index_same_stamp(&now, &slot.file);
		mem_free(path);
	}
	return same;
}

static bool refresh(const char *place, const char *folder, kind_list kinds, struct err *err)
{
	struct making making = { .before = index_open(place, folder), .kinds = kinds };
	char *path = shelf_course_path(&(struct course){ .folder = folder });
	struct diags diags = { 0 };
	struct stamp before, after;
	bool done = making.before && holds(making.before);

	if (!done && index_stamp(path, &before)) {
		struct course *course = shelf_course(folder, &diags);
		making.course = course;
		done = course && index_stamp(path, &after) && index_same_stamp(&before, &after) &&
			make(&making, place, &before, err);
		if (course)
			course_free(course);
	}
	index_close(making.before);
	diags_release(&diags);
	mem_free(path);
	return done;
}

bool index_refresh(const char *place, const char *folder, kind_list kinds, struct err *err)
{
	char *whole = realpath(folder, NULL);
	bool done = whole && refresh(place, whole, kinds, err);

	free(whole);
	return done;
}

bool index_erase(const char *place, const char *folder, struct err *err)
{
	char *whole = realpath(folder, NULL), name[INDEX_NAME_SIZE];
	int dir = whole && access(place, F_OK) == 0 ? fs_dir(place, err) : -1;
	bool gone = dir < 0;

	if (dir >= 0) {
		index_name(whole, name);
		gone = fs_remove(dir, name, err);
		fs_close(&dir, NULL);
	}
	free(whole);
	return gone;
}
