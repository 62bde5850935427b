/* SPDX-License-Identifier: MIT */
#include <dirent.h>
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>
#include "io/shelf.h"
#include "kinds/kind.h"

#define CORPUS "tests/lessons"
#define SOUND "kinds" /* in the corpus too: a course with a page of each kind and no fault */
#define TODAY "2026-11-22"

/* -- The corpus: each NAME.yaml is a chapter, each folder a course; NAME.diag says what is wrong -------------- */

/* Files too large or odd to lie in a folder (test_yaml has them). */
static const enum diag_code elsewhere[] = { DIAG_NOT_REGULAR, DIAG_TOO_LARGE, DIAG_TOO_MANY, DIAG_SCALAR_SIZE };

static bool seen[DIAG_CODE_COUNT];

static void judge_chapter(const char *path, const char *name, struct diags *diags)
{
	chapter_free(shelf_chapter_at(path, name, kinds_all, diags));
	diags_sort(diags);
}

static void told(struct diags *diags, struct str *out)
{
	for (size_t i = 0; i < diags->count; i++) {
		seen[diags->list[i].code] = true;
		diag_print(&diags->list[i], DIAG_FULL, out);
	}
}

static void read_file(const char *path, struct str *out)
{
	char part[4096];
	FILE *file = fopen(path, "rb");
	size_t n;

	while (file && (n = fread(part, 1, sizeof part, file)) > 0)
		str_add(out, part, n);
	if (file)
		fclose(file);
}

static void write_file(const char *path, const struct str *text)
{
	FILE *file = fopen(path, "wb");

	assert_non_null(file);
	fwrite(str_text(text), 1, text->len, file);
	fclose(file);
}

static bool as_expected(const char *stem, const struct str *out)
{
	struct str expected = { 0 };
	char path[300];

	snprintf(path, sizeof path, CORPUS "/%s.diag", stem);
	if (getenv("UPDATE"))
		write_file(path, out);
	read_file(path, &expected);
	bool same = strcmp(str_text(&expected), str_text(out)) == 0;
	if (!same)
		print_error("%s: expected\n%s\nand it is\n%s\n(UPDATE=1 takes it over)\n", stem, str_text(&expected),
			str_text(out));
	str_release(&expected);
	return same;
}

static bool judge_entry(const char *name)
{
	struct diags diags = { 0 };
	struct str out = { 0 };
	struct err err = { 0 };
	char path[300], stem[100];
	struct stat st;

	snprintf(path, sizeof path, CORPUS "/%s", name);
	snprintf(stem, sizeof stem, "%.*s", (int)strcspn(name, "."), name);
	assert_int_equal(stat(path, &st), 0);
	if (S_ISDIR(st.st_mode))
		assert_true(shelf_check(path, kinds_all, TODAY, &diags, &err));
	else
		judge_chapter(path, stem, &diags);
	told(&diags, &out);
	bool same = as_expected(stem, &out);
	if (diags.count == 0)
		print_error("%s: nothing is wrong with it\n", name);
	same = same && diags.count > 0;
	str_release(&out);
	diags_release(&diags);
	return same;
}

static bool is_sample(const struct dirent *entry)
{
	const char *dot = strrchr(entry->d_name, '.');
	return entry->d_name[0] != '.' && (!dot || strcmp(dot, ".yaml") == 0) && strcmp(entry->d_name, SOUND) != 0;
}

static void a_page_of_each_kind_has_no_fault(void **state)
{
	struct diags diags = { 0 };
	struct err err = { 0 };

	(void)state;
	assert_true(shelf_check(CORPUS "/" SOUND, kinds_all, TODAY, &diags, &err));
	for (size_t i = 0; i < diags.count; i++)
		if (diag_severity(diags.list[i].code) == SEVERITY_ERROR)
			print_error("%s:%u: %s\n", diags.list[i].file, diags.list[i].at.line, diags.list[i].message);
	assert_int_equal(diags.errors, 0);
	diags_release(&diags);
}

static void the_corpus_is_told_as_expected(void **state)
{
	DIR *dir = opendir(CORPUS);
	const struct dirent *entry;
	int wrong = 0;

	(void)state;
	assert_non_null(dir);
	while ((entry = readdir(dir)))
		if (is_sample(entry) && !judge_entry(entry->d_name))
			wrong++;
	closedir(dir);
	for (size_t i = 0; i < sizeof elsewhere / sizeof elsewhere[0]; i++)
		seen[elsewhere[i]] = true;
	for (int i = 0; i < DIAG_CODE_COUNT; i++)
		if (!seen[i])
			print_error("no sample has %s\n", diag_code_text((enum diag_code)i)), wrong++;
	assert_int_equal(wrong, 0);
}

/* -- Finding courses -------------------------------------------------------------------------- */

static char root[] = "/tmp/attune-shelf-XXXXXX";

static void put(const char *path, const char *text)
{
	char whole[300];
	struct str bytes = { 0 };

	snprintf(whole, sizeof whole, "%s/%s", root, path);
	for (char *slash = strchr(whole + strlen(root) + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		mkdir(whole, 0700);
		*slash = '/';
	}
	str_add_text(&bytes, text);
	write_file(whole, &bytes);
	str_release(&bytes);
}

static int make_shelf(void **state)
{
	(void)state;
	if (!mkdtemp(root))
		return -1;
	put("one/alpha/course.yaml", "attune: 1\nid: alpha\ntitle: A\nlanguage: en\nchapters: [a, b]\n");
	put("one/alpha/chapters/a.yaml", "id: a\ntitle: T\npages:\n  - {id: p, kind: read, text: x}\n");
	put("one/alpha/chapters/b.yaml", "id: b\ntitle: T\npages:\n  - {id: p2, kind: read, txt: x}\n");
	put("one/alpha/topics.yaml", "- {id: S1, text: x}\n");
	put("one/not-a-course/readme", "x");
	put("two/other-name/course.yaml", "attune: 1\nid: alpha\ntitle: A\nlanguage: en\nchapters: [a]\n");
	put("two/beta/course.yaml", "attune: 1\nid: beta\ntitle: A\nlanguage: en\nchapters: [a]\n");
	put("two/broken/course.yaml", "id: [\n");
	return 0;
}

static int remove_shelf(void **state)
{
	static const char *const paths[] = {
		"one/alpha/course.yaml",
		"one/alpha/chapters/a.yaml",
		"one/alpha/chapters/b.yaml",
		"one/alpha/topics.yaml",
		"one/alpha/chapters",
		"one/alpha",
		"one/not-a-course/readme",
		"one/not-a-course",
		"two/other-name/course.yaml",
		"two/other-name",
		"two/beta/course.yaml",
		"two/beta",
		"two/broken/course.yaml",
		"two/broken",
		"one",
		"two",
		"",
	};
	char whole[300];

	(void)state;
	for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++) {
		snprintf(whole, sizeof whole, "%s/%s", root, paths[i]);
		if (remove(whole) != 0)
			return -1;
	}
	return 0;
}

static void open_shelf(struct shelf *shelf, const char *first, const char *second)
{
	char path[300];

	snprintf(path, sizeof path, "%s/%s:%s/%s", root, first, root, second);
	setenv("ATTUNE_PATH", path, 1);
	setenv("XDG_DATA_DIRS", root, 1);
	shelf_open(shelf, "/nowhere/attune");
}

static bool note_folder(void *ctx, const char *folder)
{
	str_print(ctx, "%s ", folder + strlen(root));
	return true;
}

static void each_id_once_and_the_first_wins(void **state)
{
	struct shelf shelf;
	struct str out = { 0 };

	(void)state;
	open_shelf(&shelf, "one", "two");
	shelf_each(&shelf, note_folder, &out);
	assert_string_equal(str_text(&out), "/one/alpha /two/beta /two/broken ");
	str_release(&out);
	shelf_release(&shelf);
}

static void courses_are_found_by_path_and_by_id(void **state)
{
	static const struct {
		const char *name, *first, *second, *asked, *found, *advice;
	} cases[] = {
		{ "by id", "one", "two", "beta", "/two/beta", NULL },
		{ "the first of two", "one", "two", "alpha", "/one/alpha", NULL },
		{ "the only one", "one", "one", NULL, "/one/alpha", NULL },
		{ "a place that is a course", "two/beta", "one/none", NULL, "/two/beta", NULL },
		{ "several", "one", "two", NULL, NULL, "Name one of: alpha, beta, broken." },
		{ "none at all", "none", "none", NULL, NULL,
			"Name a course directory, or put its parent into ATTUNE_PATH." },
		{ "a slip", "one", "two", "bets", NULL, "Did you mean 'beta'?" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct shelf shelf;
		struct str folder = { 0 };
		struct err err = { 0 };
		open_shelf(&shelf, cases[i].first, cases[i].second);
		bool found = shelf_find(&shelf, cases[i].asked, &folder, &err);
		if (found != (cases[i].found != NULL) ||
			(found && strcmp(folder.at + strlen(root), cases[i].found) != 0))
			fail_msg("%s: %s", cases[i].name, str_text(&folder));
		if (!found && (err.kind != ERR_ABSENT || strcmp(err.advice, cases[i].advice) != 0))
			fail_msg("%s: %s. %s", cases[i].name, err.words, err.advice);
		str_release(&folder);
		shelf_release(&shelf);
	}
}

static void a_directory_is_taken_as_it_is(void **state)
{
	struct shelf shelf;
	struct str folder = { 0 };
	struct err err = { 0 };
	char path[300];

	(void)state;
	open_shelf(&shelf, "one", "two");
	snprintf(path, sizeof path, "%s/two/broken/", root);
	assert_true(shelf_find(&shelf, path, &folder, &err));
	assert_string_equal(folder.at + strlen(root), "/two/broken");
	str_release(&folder);
	shelf_release(&shelf);
}

static void one_bad_chapter_never_stops_the_others(void **state)
{
	struct diags diags = { 0 };
	struct err err = { 0 };
	char path[300];

	(void)state;
	snprintf(path, sizeof path, "%s/one/alpha", root);
	struct course *course = shelf_course(path, &diags);
	assert_non_null(course);
	struct chapter *good = shelf_chapter(course, "a", kinds_all, &diags),
		       *bad = shelf_chapter(course, "b", kinds_all, &diags);
	struct side_file *topics = shelf_side(course, SIDE_TOPICS, &diags),
			 *none = shelf_side(course, SIDE_MYTHS, &diags);
	assert_non_null(good);
	assert_null(bad);
	assert_non_null(topics);
	assert_null(none);
	assert_int_equal(diags.errors, 1);
	assert_int_equal(diags_first(&diags)->at.line, 4);
	assert_string_equal(diags_first(&diags)->source, "  - {id: p2, kind: read, txt: x}");
	side_free(topics);
	chapter_free(good);
	course_free(course);
	diags_release(&diags);
	assert_true(shelf_check(path, kinds_all, TODAY, &diags, &err));
	assert_int_equal(diags.errors, 1);
	diags_release(&diags);
	snprintf(path, sizeof path, "%s/nowhere", root);
	assert_false(shelf_check(path, kinds_all, TODAY, &diags, &err));
	assert_int_equal(err.kind, ERR_ABSENT);
}

static void a_chapter_in_no_course_is_warned_of_its_pages(void **state)
{
	static const char text[] = "id: alone\ntitle: Alone\npages:\n"
				   "  - {id: p1, kind: read, text: \"Look on the right. See [[no-glossary]].\"}\n";
	struct diags diags = { 0 };
	char path[300];

	(void)state;
	snprintf(path, sizeof path, "%s/alone.yaml", root);
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	assert_true(fputs(text, file) >= 0);
	assert_int_equal(fclose(file), 0);
	shelf_check_file(path, kinds_all, TODAY, &diags);
	assert_int_equal(diags.count, 1);
	assert_int_equal(diags.list[0].code, DIAG_POSITION_WORDS);
	diags_release(&diags);
	assert_int_equal(remove(path), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_page_of_each_kind_has_no_fault),
		cmocka_unit_test(the_corpus_is_told_as_expected),
		cmocka_unit_test(each_id_once_and_the_first_wins),
		cmocka_unit_test(courses_are_found_by_path_and_by_id),
		cmocka_unit_test(a_directory_is_taken_as_it_is),
		cmocka_unit_test(one_bad_chapter_never_stops_the_others),
		cmocka_unit_test(a_chapter_in_no_course_is_warned_of_its_pages),
	};
	setlocale(LC_CTYPE, "C.UTF-8");
	return cmocka_run_group_tests(tests, make_shelf, remove_shelf);
}
