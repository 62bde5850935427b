/* SPDX-License-Identifier: MIT
 *
 * What leaves of one learner: line by line, and that nothing of their own words is in it. */
#define _GNU_SOURCE /* memmem */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "room/leaving.h"
#include "room/told.h"
#include "support/lesson.h"

#define OPTIONS "options: [{id: a, text: One, right: true, say: S}, {id: b, text: Two, say: S}, {id: c, text: Three, say: S}]"
#define SEVERAL "options: [{id: a, text: One, right: true, say: S}, {id: b, text: Two, right: true, say: S}, {id: c, text: Three, say: S}]"

static const char pages[] =
	"[{id: pick, kind: choice, ask: Q, fixed: true, rev: 3, " OPTIONS "},"
	" {id: hid, kind: choice, ask: Q, fixed: true, share: never, " OPTIONS "},"
	" {id: many, kind: multi, ask: Q, fixed: true, " SEVERAL "},"
	" {id: guess, kind: estimate, ask: Q, answer: 40, unit: 'percent', near: 2, say-near: N, say-far: F},"
	" {id: typed, kind: fill, ask: 'A {x} here', blanks: {x: {accept: [zebra]}}},"
	" {id: say, kind: reflect, ask: Q},"
	" {id: feel, kind: rate, statements: [{id: s, text: S}], low: L, high: H},"
	" {id: aim, kind: plan, ask: Q, cue: C, action: A}]";

static void answer(struct lesson *lesson, const char *page, const char *picks, enum verdict verdict, const char *word)
{
	const struct page *at = &lesson->chapter->pages[chapter_find(lesson->chapter, page)];
	struct pick pick[2] = { { .id = picks, .number = -1 }, { .id = "c", .number = -1 } };

	learner_note(lesson->learner,
		&(struct record){ .type = RECORD_ANSWER, .page = page, .rev = at->rev, .picks = picks ? pick : NULL,
			.npicks = picks ? 2 - (strcmp(page, "many") != 0) : 0, .verdict = verdict, .word = word },
		1);
}

static void seen(struct lesson *lesson, const char *page)
{
	learner_note(lesson->learner, &(struct record){ .type = RECORD_SEEN, .page = page, .word = "seen" }, 1);
}

/* All that is said of this learner. */
static void say(struct lesson *lesson, enum leaving what, struct str *out)
{
	leaving_begin(what, "course", "2026-11-20", out);
	leaving_chapter(what, lesson->chapter, lesson->learner, out);
	leaving_end(out);
}

static void expect(struct lesson *lesson, enum leaving what, const char *wanted)
{
	struct str out = { 0 };
	struct told told;

	say(lesson, what, &out);
	assert_string_equal(str_text(&out), wanted);
	assert_true(told_read(str_text(&out), out.len, &told));
	assert_int_equal(told.gives, what);
	told_release(&told);
	str_release(&out);
}

static void nobody_has_given_anything(void **state)
{
	struct lesson lesson;

	(void)state;
	lesson_begin(&lesson, pages);
	expect(&lesson, LEAVING_ANSWERS, "attune-share 1\ncourse course\ngives answers\nend 4\n");
	lesson_end(&lesson);
}

static void the_first_answer_leaves_and_no_later_one(void **state)
{
	struct lesson lesson;

	(void)state;
	lesson_begin(&lesson, pages);
	answer(&lesson, "pick", "b", VERDICT_WRONG, NULL);
	answer(&lesson, "pick", "a", VERDICT_RIGHT, NULL);
	expect(&lesson, LEAVING_ANSWERS, "attune-share 1\ncourse course\ngives answers\ncheck pick 3 wrong b\nend 5\n");
	lesson_end(&lesson);
}

static void what_the_author_keeps_back_and_what_was_typed_stay(void **state)
{
	struct lesson lesson;

	(void)state;
	lesson_begin(&lesson, pages);
	answer(&lesson, "hid", "b", VERDICT_WRONG, NULL);
	answer(&lesson, "many", "b", VERDICT_PARTLY, NULL);
	answer(&lesson, "guess", "37", VERDICT_WRONG, NULL);
	answer(&lesson, "typed", "x", VERDICT_WRONG, NULL);
	answer(&lesson, "say", "a", VERDICT_RIGHT, NULL);
	expect(&lesson, LEAVING_ANSWERS,
		"attune-share 1\ncourse course\ngives answers\ncheck many 1 partly b c\ncheck guess 1 wrong\n"
		"check typed 1 wrong\nend 7\n");
	lesson_end(&lesson);
}

static void halves_reveals_and_old_questions(void **state)
{
	struct lesson lesson;

	(void)state;
	lesson_begin(&lesson, pages);
	answer(&lesson, "many", "a", VERDICT_WRONG, "half");
	learner_note(lesson.learner,
		&(struct record){ .type = RECORD_ANSWER, .page = "pick", .rev = 2, .verdict = VERDICT_RIGHT }, 1);
	answer(&lesson, "pick", "a", VERDICT_REVEALED, NULL);
	expect(&lesson, LEAVING_ANSWERS, "attune-share 1\ncourse course\ngives answers\ncheck pick 3 revealed\nend 5\n");
	lesson_end(&lesson);
}

static void completion_counts_pages(void **state)
{
	struct lesson lesson;

	(void)state;
	lesson_begin(&lesson, pages);
	seen(&lesson, "pick");
	seen(&lesson, "say");
	seen(&lesson, "gone");
	struct str wanted = { 0 };
	str_print(&wanted, "attune-share 1\ncourse course\ngives completion\nlast 2026-11-20\nchapter %s 2 of 8\nend 6\n",
		lesson.chapter->id);
	expect(&lesson, LEAVING_COMPLETION, str_text(&wanted));
	str_release(&wanted);
	lesson_end(&lesson);
}

/* The learner writes wherever one can write; no four letters of it are in what leaves. */
static void no_four_letters_of_what_was_written(void **state)
{
	static const char words[] = "Qxzv wkjy-plum fjordbank 77341";
	const struct pick plan[] = { { .id = "cue", .text = words }, { .id = "action", .text = words } };
	const struct pick typed = { .id = "x", .text = words }, rated = { .id = "s", .number = 7 };
	struct lesson lesson;
	struct str out = { 0 };

	(void)state;
	lesson_begin(&lesson, pages);
	learner_note(lesson.learner, &(struct record){ .type = RECORD_WORDS, .page = "say", .rev = 1, .text = words }, 1);
	learner_note(lesson.learner, &(struct record){ .type = RECORD_WORDS, .page = "pick", .rev = 3, .text = words }, 1);
	learner_note(lesson.learner,
		&(struct record){ .type = RECORD_PLAN, .page = "aim", .rev = 1, .picks = plan, .npicks = 2 }, 1);
	learner_note(lesson.learner,
		&(struct record){ .type = RECORD_BELIEF, .page = "feel", .rev = 1, .picks = &rated, .npicks = 1 }, 1);
	learner_note(lesson.learner, &(struct record){ .type = RECORD_ANSWER, .page = "typed", .rev = 1, .picks = &typed,
		.npicks = 1, .verdict = VERDICT_WRONG, .text = words }, 1);
	answer(&lesson, "pick", words, VERDICT_WRONG, NULL);
	say(&lesson, LEAVING_COMPLETION, &out);
	say(&lesson, LEAVING_ANSWERS, &out);
	for (size_t i = 0; i + 4 < sizeof words; i++)
		if (memmem(out.at, out.len, words + i, 4))
			fail_msg("%.4s left in:\n%s", words + i, str_text(&out));
	assert_null(strstr(str_text(&out), "feel"));
	assert_null(strstr(str_text(&out), "aim"));
	str_release(&out);
	lesson_end(&lesson);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nobody_has_given_anything),
		cmocka_unit_test(the_first_answer_leaves_and_no_later_one),
		cmocka_unit_test(what_the_author_keeps_back_and_what_was_typed_stay),
		cmocka_unit_test(halves_reveals_and_old_questions),
		cmocka_unit_test(completion_counts_pages),
		cmocka_unit_test(no_four_letters_of_what_was_written),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
