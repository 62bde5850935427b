/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
#include "support/lesson.h"

static const char pages[] = "[{id: own, kind: reflect, title: Yours, ask: 'What helped?', starters: ['It helped when', 'Someone']},"
			    " {id: bare, kind: reflect, ask: 'Anything else?'}]";

static const struct way by_keys[] = {
	{.name = "offered, not asked for", .page = "own", .keys = "", .stage = STAGE_OPEN, .kept = "", .sees = "  - It helped when",
		.sees_too = "Optional, never marked."},
	{.name = "written", .page = "own", .keys = "'my aunt'", .stage = STAGE_OPEN, .kept = "", .sees = "my aunt"},
	{.name = "Enter is a new line", .page = "own", .keys = "'a' Enter 'b'", .stage = STAGE_OPEN, .kept = "", .sees = "a\nb\n"},
	{.name = "Esc keeps", .page = "own", .keys = "'my aunt' Esc", .stage = STAGE_DONE, .kept = "words 'my aunt' copy 1", .sees = "my aunt"},
	{.name = "Esc on nothing keeps nothing", .page = "own", .keys = "Esc", .stage = STAGE_OPEN, .kept = "", .sees = "(nothing written; Enter writes here, Space goes on)"},
	{.name = "blanks are nothing", .page = "own", .keys = "'  ' Enter Esc", .stage = STAGE_OPEN, .kept = ""},
	{.name = "written, then all taken out", .page = "own", .keys = "'ab' Backspace Backspace Esc", .stage = STAGE_OPEN, .kept = ""},
	{.name = "Enter goes back into the field", .page = "own", .keys = "'my aunt' Esc Enter ' Lil' Esc", .stage = STAGE_DONE,
		.kept = "words 'my aunt' copy 1; words 'my aunt Lil' copy 1", .sees = "my aunt Lil"},
	{.name = "Esc twice keeps once", .page = "own", .keys = "'x' Esc Enter Esc", .stage = STAGE_DONE, .kept = "words 'x' copy 1"},
	{.name = "taken back", .page = "own", .keys = "'x' Esc Enter Backspace Esc", .stage = STAGE_DONE, .kept = "words 'x' copy 1; words '' copy 1",
		.sees = "(nothing written"},
	{.name = "letters are letters", .page = "own", .keys = "'irsqu!?'", .stage = STAGE_OPEN, .sees = "irsqu!?"},
	{.name = "other scripts", .page = "bare", .keys = "'\xc3\xa9\xe6\x84\x9b' Backspace Esc", .stage = STAGE_DONE, .kept = "words '\xc3\xa9' copy 1"},
};

static const struct way by_return[] = {
	{.name = "the half sentence", .page = "own", .before = "'my aunt lis'", .keys = "'tened' Esc", .stage = STAGE_DONE,
		.kept = "words 'my aunt listened' copy 1"},
	{.name = "the caret is at its end", .page = "own", .before = "'ab' Left", .keys = "'c'", .stage = STAGE_OPEN, .sees = "abc"},
	{.name = "what was kept", .page = "own", .before = "'my aunt' Esc", .keys = "", .stage = STAGE_DONE, .sees = "my aunt"},
	{.name = "and is another copy when it grows", .page = "own", .before = "'my aunt' Esc", .keys = "'!' Esc", .stage = STAGE_DONE,
		.kept = "words 'my aunt' copy 1; words 'my aunt!' copy 1"},
	{.name = "kept, then half changed", .page = "own", .before = "'my aunt' Esc Enter '!'", .keys = "", .stage = STAGE_OPEN, .sees = "my aunt!"},
	{.name = "a half answer that goes on is the next copy", .page = "own", .before = "'my aunt' Esc Enter '!'", .keys = "'!' Esc", .stage = STAGE_DONE,
		.kept = "words 'my aunt' copy 1; words 'my aunt!!' copy 1"},
};

static const struct way by_lines[] = {
	{.name = "lines up to a full stop", .page = "own", .lines = "my aunt\nlistened\n.\n", .stage = STAGE_DONE, .kept = "words 'my aunt\nlistened' copy 1",
		.sees = "w shows your words again."},
	{.name = "only a full stop", .page = "own", .lines = ".\n", .stage = STAGE_OPEN, .kept = ""},
	{.name = "command words are words here", .page = "own", .lines = "so\nq\n.\n", .stage = STAGE_DONE, .kept = "words 'so\nq' copy 1"},
	{.name = "numbers too", .page = "bare", .lines = "3\n.\n", .stage = STAGE_DONE, .kept = "words '3' copy 1"},
};

static void a_paste_is_text(void **state)
{
	struct lesson l;

	(void)state;
	lesson_begin(&l, pages);
	lesson_visit(&l, "own");
	assert_int_equal(visit_paste(&l.visit, "q\x1b[31mr\n", 8), VISIT_HALF);
	assert_non_null(strstr(lesson_view(&l), "q[31mr"));
	lesson_press(&l, "Esc");
	assert_int_equal(visit_paste(&l.visit, "late", 4), VISIT_IGNORED);
	lesson_end(&l);
}

static struct record noted_elsewhere(const struct lesson *l, uint64_t sid, const char *text)
{
	return (struct record){.type = RECORD_WORDS, .sid = sid, .seq = 3, .clock = 90 + sid, .chapter = l->chapter->id, .page = "own",
		.rev = 1, .text = text, .attempt = 1, .base = {.known = true}};
}

static const struct record *newest(const struct lesson *l)
{
	return learner_latest(l->learner, RECORD_WORDS, "own");
}

/* Words name what they were written over: what was there on arriving, or, going on with a draft, what was there when it was
 * begun. */
static void words_name_what_they_were_written_over(void **state)
{
	struct lesson l;

	(void)state;
	lesson_begin(&l, pages);
	lesson_visit(&l, "own");
	lesson_press(&l, "'a' Esc");
	assert_true(newest(&l)->base.known);
	assert_int_equal(newest(&l)->base.seq, 0);
	uint64_t sid = newest(&l)->sid, seq = newest(&l)->seq;
	lesson_press(&l, "Enter 'b' Esc");
	assert_true(newest(&l)->base.sid == sid && newest(&l)->base.seq == seq);
	seq = newest(&l)->seq;
	lesson_press(&l, "Enter 'c'");
	struct record half, other = noted_elsewhere(&l, 77, "theirs");
	visit_half(&l.visit, &half, &l.arena);
	assert_true(half.base.known && half.base.sid == sid && half.base.seq == seq);
	learner_take(l.learner, &other);
	lesson_visit(&l, "own"); /* the draft goes on, and knows nothing of theirs */
	lesson_press(&l, "'d' Esc");
	assert_true(newest(&l)->base.sid == sid && newest(&l)->base.seq == seq);
	assert_string_equal(newest(&l)->text, "abcd");
	assert_string_equal(learner_standing(l.learner, RECORD_WORDS, "own", 1)->text, "theirs");
	lesson_end(&l);
}

static void another_copy_is_spoken_of(void **state)
{
	static const char says[] = "Another copy is under w.";
	struct lesson l;

	(void)state;
	lesson_begin(&l, pages);
	struct record one = noted_elsewhere(&l, 70, "one"), other = noted_elsewhere(&l, 71, "other");
	learner_take(l.learner, &one);
	lesson_visit(&l, "own");
	assert_null(strstr(lesson_view(&l), says));
	assert_null(strstr(lesson_said(&l), says));
	learner_take(l.learner, &other);
	lesson_visit(&l, "own");
	assert_non_null(strstr(lesson_view(&l), "other\n"));
	assert_non_null(strstr(lesson_view(&l), says));
	assert_non_null(strstr(lesson_said(&l), says));
	other.base = (struct record_base){true, 70, 3};
	other.seq++;
	other.clock++;
	other.text = "";
	learner_take(l.learner, &other); /* both are gone: nothing stands, and the page is empty */
	lesson_visit(&l, "own");
	assert_null(strstr(lesson_view(&l), says));
	assert_null(strstr(lesson_view(&l), "other\n"));
	lesson_end(&l);
}

static void a_full_field_says_so(void **state)
{
	static char much[65 * 1024];
	struct lesson l;

	(void)state;
	memset(much, 'x', sizeof much - 1);
	lesson_begin(&l, pages);
	lesson_visit(&l, "bare");
	assert_int_equal(visit_paste(&l.visit, much, sizeof much - 1), VISIT_HALF);
	lesson_press(&l, "'y'");
	assert_non_null(strstr(l.visit.message, "This field is full"));
	lesson_end(&l);
}

static void a_recap_has_both(void **state)
{
	static const char with_recap[] = "[{id: own, kind: reflect, ask: 'What helped?'}, {id: sum, kind: recap, points: ['A point.'], words: [own]}]";
	struct lesson l;

	(void)state;
	lesson_begin(&l, with_recap);
	struct record one = noted_elsewhere(&l, 70, "one"), other = noted_elsewhere(&l, 71, "other");
	learner_take(l.learner, &one);
	learner_take(l.learner, &other);
	lesson_visit(&l, "sum");
	const char *said = lesson_said(&l), *newer = strstr(said, "> other"), *mark = strstr(said, "other copy"), *older = strstr(said, "> one");
	assert_true(newer && mark && older && newer < mark && mark < older);
	lesson_end(&l);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST_WAYS(pages, by_keys),
		TEST_WAYS(pages, by_return),
		TEST_WAYS(pages, by_lines),
		cmocka_unit_test(a_paste_is_text),
		cmocka_unit_test(a_full_field_says_so),
		cmocka_unit_test(words_name_what_they_were_written_over),
		cmocka_unit_test(another_copy_is_spoken_of),
		cmocka_unit_test(a_recap_has_both),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
