/* SPDX-License-Identifier: MIT */
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>
#include "io/index_form.h"
#include "io/shelf.h"
#include "kinds/kind.h"
#include "support/scratch.h"

/* -- A course of two chapters ------------------------------------------------------------------ */

#define HEAD "id: one\ntitle: The first\nminutes: 7\nnote: {about: hard things, skip-to: second}\n"
#define FIRST "  - id: first\n    kind: read\n    title: Of trust\n    text: |\n      It grows.\n"
#define SECOND "  # the next one\n  - {id: second, kind: read, text: It lasts.}\n"
#define THIRD "  - id: third\n    kind: choice\n    rev: 3\n    ask: Which?\n    options:\n      - {id: this, text: This, say: Yes., right: true}\n      - {id: that, text: That, say: No.}\n"
#define ONE HEAD "pages:\n" FIRST SECOND THIRD
#define TWO "id: two\ntitle: The second\npages:\n  - {id: other, kind: read, text: Word.}\n"
#define COURSE "attune: 1\nid: tea\ntitle: Of tea\nlanguage: en\nchapters:\n  - one\n  - two\n"

static char place[128], folder[128];

static void put(const char *path, const char *bytes, size_t len)
{
	FILE *file = fopen(path, "wb");

	assert_non_null(file);
	assert_int_equal(fwrite(bytes, 1, len, file), len);
	fclose(file);
}

static void put_chapter(const char *id, const char *text)
{
	char path[300];

	snprintf(path, sizeof path, "%s/chapters/%s.yaml", folder, id);
	put(path, text, strlen(text));
}

static void put_course(const char *text)
{
	char path[300];

	snprintf(path, sizeof path, "%s/course.yaml", folder);
	put(path, text, strlen(text));
}

static void make_course(const char *name)
{
	char path[200];

	snprintf(folder, sizeof folder, "%s/%s", scratch_folder, name);
	snprintf(path, sizeof path, "%s/chapters", folder);
	mkdir(folder, 0700);
	mkdir(path, 0700);
	put_course(COURSE);
	put_chapter("one", ONE);
	put_chapter("two", TWO);
}

static int begin(void **state)
{
	if (scratch_begin(state) != 0)
		return -1;
	snprintf(place, sizeof place, "%s/state", scratch_folder);
	make_course("tea");
	return 0;
}

static bool refresh(void)
{
	struct err err = { 0 };

	return index_refresh(place, folder, kinds_all, &err);
}

/* The one file there is in the state folder, or "". */
static const char *file_name(void)
{
	static char path[400];
	DIR *dir = opendir(place);
	const struct dirent *entry;
	int n = 0;

	path[0] = '\0';
	while (dir && (entry = readdir(dir)))
		if (entry->d_name[0] != '.' || strlen(entry->d_name) > 2) {
			snprintf(path, sizeof path, "%s/%s", place, entry->d_name);
			n++;
		}
	if (dir)
		closedir(dir);
	assert_true(n <= 1);
	return path;
}

struct bytes {
	char at[8192];
	size_t len;
};

static void take_file(struct bytes *bytes)
{
	FILE *file = fopen(file_name(), "rb");

	assert_non_null(file);
	bytes->len = fread(bytes->at, 1, sizeof bytes->at, file);
	fclose(file);
	assert_true(bytes->len < sizeof bytes->at);
}

/* -- Whatever stands in the file: nothing is said, or what is so --------------------------------- */

static const char *const ids[] = { "first", "second", "third" };

static void judge_page(const struct chapter *chapter, int page)
{
	assert_int_equal(chapter->npages, 3);
	for (int i = 0; i < 3; i++) {
		assert_string_equal(chapter->pages[i].id, ids[i]);
		assert_int_equal(index_names_only(&chapter->pages[i]), i != page);
	}
	if (page >= 0)
		assert_string_equal(chapter->pages[page].kind_name, page == 2 ? "choice" : "read");
}

/* How much was said of three pages. */
static int judge_all(void)
{
	struct index *index = index_open(place, folder);
	int said = 0;

	if (!index)
		return 0;
	assert_string_equal(index_course(index)->id, "tea");
	assert_string_equal(index_course(index)->title, "Of tea");
	assert_int_equal(index_course(index)->chapters.n, 2);
	assert_string_equal(index_course(index)->chapters.list[1], "two");
	const struct index_chapter *one = index_chapter(index, 0);
	if (one) {
		assert_string_equal(one->title, "The first");
		assert_int_equal(one->minutes, 7);
		assert_int_equal(one->pages[2].claim, REVIEW_ALWAYS);
	}
	for (int page = 0; page < 3; page++) {
		struct chapter *chapter = index_page(index, 0, page, kinds_all);
		if (chapter)
			judge_page(chapter, page);
		said += chapter != NULL;
		chapter_free(chapter);
	}
	index_close(index);
	return said;
}

static void what_was_written_is_read(void **state)
{
	(void)state;
	assert_null(index_open(place, folder));
	assert_true(refresh());
	assert_int_equal(judge_all(), 3);

	struct stat st;
	assert_int_equal(stat(file_name(), &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);

	struct index *index = index_open(place, folder);
	const struct index_chapter *one = index_chapter(index, 0);
	assert_string_equal(one->pages[0].title, "Of trust");
	assert_string_equal(one->pages[1].title, "");
	assert_int_equal(one->pages[0].claim, REVIEW_NEVER);
	assert_int_equal(one->pages[0].rev, 1);
	assert_int_equal(one->pages[2].rev, 3);
	assert_int_equal(one->pages[2].claim, REVIEW_ALWAYS);
	struct chapter *chapter = index_page(index, 0, -1, kinds_all);
	judge_page(chapter, -1);
	assert_string_equal(chapter->title, "The first");
	chapter_free(chapter);
	assert_null(index_chapter(index, 2));
	assert_null(index_page(index, 0, 3, kinds_all));
	index_close(index);
}

/* Of a chapter or of one of its pages: what is known of it under the old id is not in the index. */
static void what_had_another_id_is_told(void **state)
{
	static const struct {
		const char *name, *text;
		bool renamed;
	} cases[] = {
		{ "as ever", "id: two\ntitle: T\npages:\n  - {id: other, kind: read, text: Word.}\n", false },
		{ "a page", "id: two\ntitle: T\npages:\n  - {id: a, kind: read, text: W.}\n  - {id: b, was: [c], kind: read, text: W.}\n", true },
		{ "the chapter", "id: two\nwas: [zwei]\ntitle: T\npages:\n  - {id: other, kind: read, text: Word.}\n", true },
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		put_chapter("two", cases[i].text);
		assert_true(refresh());
		struct index *index = index_open(place, folder);
		const struct index_chapter *two = index_chapter(index, 1);
		if (!two || two->renamed != cases[i].renamed || index_chapter(index, 0)->renamed)
			fail_msg("%s", cases[i].name);
		index_close(index);
	}
}

/* Each bit of damage, one after another. */
static void damage_is_passed_over(void **state)
{
	struct bytes whole, hurt;

	(void)state;
	assert_true(refresh());
	take_file(&whole);
	char path[400];
	snprintf(path, sizeof path, "%s", file_name());
	for (size_t i = 0; i < whole.len; i++) {
		hurt = whole;
		hurt.at[i] = (char)(hurt.at[i] ^ (1 << i % 8));
		put(path, hurt.at, hurt.len);
		(void)judge_all();
	}
	for (size_t len = 0; len < whole.len; len++) {
		put(path, whole.at, len);
		(void)judge_all();
	}
	put(path, whole.at, whole.len);
	assert_int_equal(judge_all(), 3);
}

/* -- One that is whole, and lies ------------------------------------------------------------------ */

static void sum_up(struct bytes *bytes)
{
	struct head head;
	struct slot slot;

	memcpy(&head, bytes->at, sizeof head);
	head.sum = index_sum(index_sum(SUM_BEGINS, bytes->at + sizeof head, head.names), &head, offsetof(struct head, sum));
	memcpy(bytes->at, &head, sizeof head);
	char *at = bytes->at + sizeof head + head.names;
	memcpy(&slot, at, sizeof slot);
	slot.sum = index_sum(index_sum(SUM_BEGINS, bytes->at + slot.at, slot.len), &slot, offsetof(struct slot, sum));
	memcpy(at, &slot, sizeof slot);
}

/* Where in the file the first chapter's entry begins. */
static size_t entry_at(const struct bytes *bytes)
{
	struct head head;
	struct slot slot;

	memcpy(&head, bytes->at, sizeof head);
	memcpy(&slot, bytes->at + sizeof head + head.names, sizeof slot);
	return slot.at;
}

static void a_wrong_offset_gives_no_page_or_the_right_one(void **state)
{
	static const uint32_t ends[] = { 0, 1, sizeof HEAD, 100, 140, 170, sizeof ONE - 1, sizeof ONE, UINT32_MAX };
	struct bytes whole, lying;
	char path[400];

	(void)state;
	assert_true(refresh());
	take_file(&whole);
	snprintf(path, sizeof path, "%s", file_name());
	for (uint32_t from = 0; from <= sizeof ONE; from++)
		for (size_t to = 0; to < sizeof ends / sizeof *ends; to++) {
			struct entry_page page = { .from = from, .to = ends[to] };
			lying = whole;
			memcpy(lying.at + entry_at(&whole) + sizeof(struct entry) + sizeof page, &page, sizeof page);
			sum_up(&lying);
			put(path, lying.at, lying.len);
			assert_true(judge_all() >= 2); /* the other two are as they were */
		}
}

static void put_form(struct bytes *bytes, uint32_t form)
{
	memcpy(bytes->at + offsetof(struct head, form), &form, sizeof form);
}

static void put_program(struct bytes *bytes, uint32_t unused)
{
	(void)unused;
	memcpy(bytes->at + offsetof(struct head, program), "2999.01\0", 8);
}

static void put_order(struct bytes *bytes, uint32_t order)
{
	memcpy(bytes->at + offsetof(struct head, order), &order, sizeof order);
}

static void put_number(struct bytes *bytes, uint32_t n)
{
	memcpy(bytes->at + offsetof(struct head, nchapters), &n, sizeof n);
}

static void put_folder(struct bytes *bytes, uint32_t unused)
{
	(void)unused;
	bytes->at[sizeof(struct head)] = '~';
}

static void what_is_not_for_us_is_passed_over(void **state)
{
	static const struct {
		const char *name;
		void (*change)(struct bytes *, uint32_t);
		uint32_t value;
		bool passed;
	} cases[] = {
		{ "as it was", put_form, FORM, false },
		{ "a newer form", put_form, FORM + 1, true },
		{ "an older form", put_form, FORM - 1, true },
		{ "another program", put_program, 0, true },
		{ "another order of bytes", put_order, 0x04030201, true },
		{ "no chapters", put_number, 0, true },
		{ "more chapters than names", put_number, 4000, true },
		{ "another folder", put_folder, 0, true },
	};
	struct bytes whole, other;
	char path[400];

	(void)state;
	assert_true(refresh());
	take_file(&whole);
	snprintf(path, sizeof path, "%s", file_name());
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		other = whole;
		cases[i].change(&other, cases[i].value);
		sum_up(&other);
		put(path, other.at, other.len);
		struct index *index = index_open(place, folder);
		if ((index == NULL) != cases[i].passed)
			print_error("%s\n", cases[i].name);
		assert_int_equal(index == NULL, cases[i].passed);
		index_close(index);
		assert_true(refresh()); /* written anew over it, or left as it is */
		assert_int_equal(judge_all(), 3);
	}
}

static void one_of_another_person_or_behind_a_link_is_passed_over(void **state)
{
	char path[400], behind[420];

	(void)state;
	assert_true(refresh());
	snprintf(path, sizeof path, "%s", file_name());
	snprintf(behind, sizeof behind, "%s/elsewhere", scratch_folder);
	assert_int_equal(rename(path, behind), 0);
	assert_int_equal(symlink(behind, path), 0);
	assert_null(index_open(place, folder));
	unlink(path);
	assert_int_equal(rename(behind, path), 0);
	if (geteuid() == 0) { /* only then can a file be given away */
		assert_int_equal(chown(path, 12345, 12345), 0);
		assert_null(index_open(place, folder));
	}
}

/* -- The course changes --------------------------------------------------------------------------- */

static void a_chapter_that_was_saved_is_not_known_until_the_next_time(void **state)
{
	(void)state;
	assert_true(refresh());
	put_chapter("one", HEAD "pages:\n" THIRD SECOND FIRST);
	struct index *index = index_open(place, folder);
	assert_non_null(index);
	assert_null(index_chapter(index, 0));
	assert_null(index_page(index, 0, 0, kinds_all));
	assert_non_null(index_chapter(index, 1));
	index_close(index);

	assert_true(refresh());
	index = index_open(place, folder);
	assert_string_equal(index_chapter(index, 0)->pages[0].id, "third");
	index_close(index);
}

static void a_chapter_saved_while_it_is_looked_at_gives_no_page(void **state)
{
	(void)state;
	assert_true(refresh());
	struct index *index = index_open(place, folder);
	assert_non_null(index_chapter(index, 0));
	put_chapter("one", HEAD "pages:\n" THIRD SECOND FIRST);
	assert_null(index_page(index, 0, 0, kinds_all));
	index_close(index);
}

static void another_list_of_chapters_is_another_course(void **state)
{
	(void)state;
	assert_true(refresh());
	put_course(COURSE "version: 2\n");
	assert_null(index_open(place, folder));
	assert_true(refresh());
	assert_int_equal(judge_all(), 3);
}

static void a_copy_of_a_course_has_an_index_of_its_own(void **state)
{
	char link[200];

	(void)state;
	assert_true(refresh());
	snprintf(link, sizeof link, "%s/by-another-name", scratch_folder);
	assert_int_equal(symlink(folder, link), 0);
	struct index *index = index_open(place, link); /* it is the same one */
	assert_non_null(index);
	index_close(index);
	make_course("copy");
	assert_null(index_open(place, folder));
}

static void what_has_not_changed_is_not_written(void **state)
{
	struct stat before, after;

	(void)state;
	assert_true(refresh());
	assert_int_equal(stat(file_name(), &before), 0);
	assert_true(refresh());
	assert_int_equal(stat(file_name(), &after), 0);
	assert_int_equal(before.st_ino, after.st_ino);
	put_chapter("two", TWO "\n");
	assert_true(refresh());
	assert_int_equal(stat(file_name(), &after), 0);
	assert_int_not_equal(before.st_ino, after.st_ino);
}

static void what_has_a_fault_is_not_in_it(void **state)
{
	struct stat before, after;

	(void)state;
	put_chapter("one", ONE "  - {id: first, kind: read, text: Twice.}\n");
	assert_true(refresh());
	struct index *index = index_open(place, folder);
	assert_non_null(index);
	assert_null(index_chapter(index, 0));
	assert_non_null(index_chapter(index, 1));
	index_close(index);
	assert_int_equal(stat(file_name(), &before), 0);
	assert_true(refresh()); /* it is not read again for that */
	assert_int_equal(stat(file_name(), &after), 0);
	assert_int_equal(before.st_ino, after.st_ino);

	put_course("attune: 1\nid: tea\n");
	assert_false(refresh());
	assert_null(index_open(place, folder));
}

/* Chapters that are written otherwise: a page that is given is the right one, whole. */
static void pages_are_cut_where_they_begin(void **state)
{
	static const struct {
		const char *name, *text;
		bool cut;
	} cases[] = {
		{ "dashes in the first column", "id: one\ntitle: T\npages:\n- id: first\n  kind: read\n  text: A.\n- id: second\n  kind: read\n  text: B.\n", true },
		{ "lines that end in CR LF", "id: one\r\ntitle: T\r\npages:\r\n  - id: first\r\n    kind: read\r\n    text: A.\r\n  - id: second\r\n    kind: read\r\n    text: B.\r\n", true },
		{ "no last line end", "id: one\ntitle: T\npages:\n  - {id: first, kind: read, text: A.}\n  - {id: second, kind: read, text: B.}", true },
		{ "in one line", "id: one\ntitle: T\npages: [{id: first, kind: read, text: A.}, {id: second, kind: read, text: B.}]\n", false },
		{ "in brackets", "id: one\ntitle: T\npages: [\n  {id: first, kind: read, text: A.},\n  {id: second, kind: read, text: B.}\n  ]\n", false },
		{ "a dash on a line of its own", "id: one\ntitle: T\npages:\n  -\n    id: first\n    kind: read\n    text: A.\n  -\n    id: second\n    kind: read\n    text: B.\n", false },
		{ "a key behind the pages", "id: one\npages:\n  - {id: first, kind: read, text: A.}\n  - {id: second, kind: read, text: B.}\ntitle: T\n", false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		put_chapter("one", cases[i].text);
		assert_true(refresh());
		struct index *index = index_open(place, folder);
		struct chapter *chapter = index_page(index, 0, 1, kinds_all);
		if ((chapter != NULL) != cases[i].cut)
			print_error("%s\n", cases[i].name);
		assert_int_equal(chapter != NULL, cases[i].cut);
		if (chapter) {
			assert_string_equal(chapter->title, "T");
			assert_string_equal(chapter->pages[1].id, "second");
			assert_false(markup_is_empty(&chapter->pages[1].text));
		}
		chapter_free(chapter);
		index_close(index);
	}
}

/* -- The world ------------------------------------------------------------------------------------ */

static void where_nothing_can_be_written_nothing_is(void **state)
{
	struct err err = { 0 };

	(void)state;
	put(place, "a file", 6);
	assert_false(index_refresh(place, folder, kinds_all, &err));
	assert_null(index_open(place, folder));
	unlink(place);
}

static void several_may_write_at_once(void **state)
{
	enum { WRITERS = 3, TIMES = 20 };
	pid_t writers[WRITERS];

	(void)state;
	assert_true(refresh());
	for (int w = 0; w < WRITERS; w++)
		if ((writers[w] = fork()) == 0) {
			struct err err = { 0 };
			for (int i = 0; i < TIMES; i++) {
				index_erase(place, folder, &err);
				if (!index_refresh(place, folder, kinds_all, &err))
					_exit(1);
			}
			_exit(0);
		}
	for (int left = WRITERS, status; left > 0;) {
		(void)judge_all();
		for (int w = 0; w < WRITERS; w++)
			if (writers[w] > 0 && waitpid(writers[w], &status, WNOHANG) == writers[w]) {
				assert_int_equal(status, 0);
				writers[w] = 0;
				left--;
			}
	}
	assert_true(refresh());
	assert_string_not_equal(file_name(), ""); /* and nothing half written beside it */
	assert_int_equal(judge_all(), 3);
}

static void erased_it_is_gone(void **state)
{
	struct err err = { 0 };

	(void)state;
	assert_true(index_erase(place, folder, &err)); /* there was none */
	assert_true(refresh());
	assert_true(index_erase(place, folder, &err));
	assert_string_equal(file_name(), "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, scratch_end)
		TEST(what_was_written_is_read),
		TEST(what_had_another_id_is_told),
		TEST(damage_is_passed_over),
		TEST(a_wrong_offset_gives_no_page_or_the_right_one),
		TEST(what_is_not_for_us_is_passed_over),
		TEST(one_of_another_person_or_behind_a_link_is_passed_over),
		TEST(a_chapter_that_was_saved_is_not_known_until_the_next_time),
		TEST(a_chapter_saved_while_it_is_looked_at_gives_no_page),
		TEST(another_list_of_chapters_is_another_course),
		TEST(a_copy_of_a_course_has_an_index_of_its_own),
		TEST(what_has_not_changed_is_not_written),
		TEST(what_has_a_fault_is_not_in_it),
		TEST(pages_are_cut_where_they_begin),
		TEST(where_nothing_can_be_written_nothing_is),
		TEST(several_may_write_at_once),
		TEST(erased_it_is_gone),
	};
	return cmocka_run_group_tests_name("index", tests, NULL, NULL);
}
