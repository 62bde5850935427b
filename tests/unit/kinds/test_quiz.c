/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>
#include "support/lesson.h"
#include "support/nodes.h"

#define N(a) (sizeof(a) / sizeof *(a))

#define CHOICE(name) \
	"{id: " name ", kind: choice, fixed: true, confidence: false, ask: 'What of " name "?', hints: ['Think of " name ".'], options: [" \
	"{id: yes, text: Yes, right: true, say: 'So it is.'}, {id: no, text: No, say: 'It looks so.'}]}"

static const char pages[] = "[{id: talk, kind: read, text: Words.}, " CHOICE("one") ", " CHOICE("two") ", " CHOICE("three") ", "
			    "{id: sum, kind: quiz, title: Sum, text: 'Two of these.', draw: 2, from: [one, two, three]}, "
			    "{id: all, kind: quiz, draw: 5, from: [one]}, "
			    "{id: elsewhere, kind: quiz, draw: 2, from: [later]}, "
			    "{id: mixed, kind: quiz, draw: 3, from: [later, two, talk]}, "
			    "{id: off, kind: choice, fixed: true, confidence: false, review: off, ask: 'What of off?', options: [{id: yes, text: Yes, right: true, say: So.}, {id: no, text: No, say: No.}]}, "
			    "{id: once, kind: quiz, draw: 1, from: [off]}]";

static const struct way by_keys[] = {
	{.name = "the first question", .page = "sum", .keys = "", .stage = STAGE_OPEN, .kept = "", .sees = "Two of these.\n\nQuestion 1 of 2\n\nWhat of one?"},
	{.name = "answered as on its own page", .page = "sum", .keys = "2 Enter", .stage = STAGE_TOLD, .kept = "answer no wrong try 1", .sees = "Not yet. It looks so."},
	{.name = "its own ladder", .page = "sum", .keys = "2 Enter 1 Enter", .stage = STAGE_DONE, .kept = "answer no wrong try 1; answer yes right try 2"},
	{.name = "its own hints", .page = "sum", .keys = "i", .stage = STAGE_OPEN, .kept = "", .sees = "Hint 1: Think of one."},
	{.name = "its own answer", .page = "sum", .keys = "r", .stage = STAGE_DONE, .kept = "answer revealed try 1", .sees = "The answer: Yes"},
	{.name = "Enter goes to the next", .page = "sum", .keys = "1 Enter Enter", .stage = STAGE_OPEN, .sees = "Question 2 of 2\n\nWhat of two?",
		.lacks = "Two of these."},
	{.name = "the sum", .page = "sum", .keys = "1 Enter Enter 2 Enter Enter", .stage = STAGE_DONE,
		.kept = "answer yes right try 1; answer no wrong try 1; answer one=1+two=3 try 1", .sees = "Some of it is with you already. The rest has time.",
		.sees_too = "- What of two?\n  not yet; comes back soon\n\nWhat comes back is offered on the start screen; late is fine. u", .lacks = "1 of 2"},
	{.name = "the first answer counts", .page = "sum", .keys = "2 Enter 1 Enter Enter 1 Enter Enter", .stage = STAGE_DONE, .sees = "Some of it is with you already. The rest has time.",
		.sees_too = "- What of one?\n  not yet; comes back soon"},
	{.name = "looked up", .page = "sum", .keys = "r Enter r Enter", .stage = STAGE_DONE, .sees = "Such questions take more than one meeting. This was one.", .sees_too = "looked up; comes back soon",
		.lacks = "0 of 2"},
	{.name = "none fitted: no number says so", .page = "sum", .keys = "2 Enter Enter 2 Enter Enter", .stage = STAGE_DONE, .sees = "Such questions take more than one meeting. This was one.",
		.lacks = "0 of"},
	{.name = "what its author does not want back", .page = "once", .keys = "2 Enter Enter", .stage = STAGE_DONE, .sees = "- What of off?\n  not yet\n\nu draws again."},
	{.name = "fewer than drawn", .page = "all", .keys = "", .stage = STAGE_OPEN, .sees = "Question 1 of 1"},
	{.name = "none at hand", .page = "elsewhere", .keys = "", .stage = STAGE_DONE, .kept = "", .sees = "not at hand"},
	{.name = "only what is at hand and asks", .page = "mixed", .keys = "", .stage = STAGE_OPEN, .sees = "Question 1 of 1\n\nWhat of two?"},
	{.name = "u in a question clears it", .page = "sum", .keys = "2 Enter u", .stage = STAGE_OPEN, .sees = "( ) 2. No"},
	{.name = "u at the end draws again", .page = "sum", .keys = "1 Enter Enter 1 Enter Enter u", .stage = STAGE_OPEN, .sees = "Question 1 of 2\n\nWhat of three?"},
};

static const struct way by_return[] = {
	{.name = "half chosen", .page = "sum", .before = "2", .keys = "Enter", .stage = STAGE_TOLD, .kept = "answer no wrong try 1"},
	{.name = "half chosen in the second", .page = "sum", .before = "1 Enter Enter 2", .keys = "", .stage = STAGE_OPEN, .sees = "Question 2 of 2",
		.sees_too = "(*) 2. No"},
	{.name = "a hint was shown", .page = "sum", .before = "i", .keys = "", .stage = STAGE_OPEN, .sees = "Hint 1:"},
	{.name = "answered, not gone on", .page = "sum", .before = "2 Enter", .keys = "", .stage = STAGE_TOLD, .sees = "Question 1 of 2", .sees_too = "Not yet."},
	{.name = "and on from there", .page = "sum", .before = "2 Enter", .keys = "Enter 1 Enter Enter", .stage = STAGE_DONE, .sees = "Some of it is with you already. The rest has time."},
	{.name = "the sum", .page = "sum", .before = "1 Enter Enter 1 Enter Enter", .keys = "", .stage = STAGE_DONE, .sees = "All of it is with you."},
};

static const struct way by_lines[] = {
	{.name = "one line", .page = "sum", .lines = "2\n", .stage = STAGE_TOLD, .kept = "answer no wrong try 1", .sees = "Not yet. It looks so."},
	{.name = "no such number", .page = "sum", .lines = "3\n", .stage = STAGE_OPEN, .kept = "", .sees = "Type a number from 1 to 2"},
	{.name = "to the end", .page = "sum", .lines = "1\n\n1\n\n", .stage = STAGE_DONE, .sees = "Question 2 of 2\n\nWhat of two?\n\n1. Yes",
		.sees_too = "All of it is with you.\n\n- What of one?\n  right\n- What of two?\n  right\n\nu draws again."},
};

/* --- what was passed by with a note --- */

static const char noted[] = "[" CHOICE("one") ", {id: hard, kind: read, text: Words, note: {about: loss, skip-to: sum}}, " CHOICE("two") ", "
			    "{id: sum, kind: quiz, draw: 2, from: [one, two]}]";

static void what_was_passed_by_with_its_note_is_not_drawn(void **state)
{
	static const struct way ways[] = {
		{.name = "it is left out", .page = "sum", .keys = "", .stage = STAGE_OPEN, .sees = "Question 1 of 1\n\nWhat of one?"},
	};
	struct lesson l;

	(void)state;
	assert_true(lesson_goes(noted, ways, N(ways)));
	lesson_begin(&l, noted);
	(void)learner_note(l.learner, &(struct record){.type = RECORD_SEEN, .chapter = l.chapter->id, .page = "two", .word = "seen"}, l.now);
	lesson_visit(&l, "sum");
	assert_non_null(strstr(lesson_view(&l), "Question 1 of 2"));
	lesson_end(&l);
}

static const struct {
	const char *name;
	const char *answered; /* page and key, in order */
	const char *first, *second;
} draws[] = {
	{"none answered: as in the chapter", "", "What of one?", "What of two?"},
	{"the unseen first", "one 1 ", "What of two?", "What of three?"},
	{"then the missed", "one 1 two 2 ", "What of three?", "What of two?"},
	{"missed, however new", "one 1 three 1 two 2 ", "What of two?", "What of one?"},
	{"then the oldest", "three 1 two 1 one 1 ", "What of three?", "What of two?"},
	{"a miss that was mended is answered", "one 2 two 1 three 1 one 1 ", "What of two?", "What of three?"},
};

static void answer(struct lesson *l, const char *list)
{
	char page[16], keys[16];
	int used;

	for (; sscanf(list, "%15s %1s %n", page, keys, &used) == 2; list += used) {
		lesson_visit(l, page);
		lesson_press(l, strcat(keys, " Enter"));
	}
}

static void what_is_needed_is_drawn_first(void **state)
{
	(void)state;
	for (size_t i = 0; i < N(draws); i++) {
		struct lesson l;

		lesson_begin(&l, pages);
		answer(&l, draws[i].answered);
		lesson_visit(&l, "sum");
		if (!strstr(lesson_view(&l), draws[i].first))
			fail_msg("%s: %s", draws[i].name, lesson_view(&l));
		lesson_press(&l, "1 Enter Enter");
		if (!strstr(lesson_view(&l), draws[i].second))
			fail_msg("%s: %s", draws[i].name, lesson_view(&l));
		lesson_end(&l);
	}
}

static void another_question_was_not_met(void **state)
{
	static const char revised[] = "[{id: one, kind: choice, rev: 2, fixed: true, confidence: false, ask: What of one?, options: ["
		"{id: yes, text: Yes, right: true, say: x}, {id: no, text: No, say: y}]}, " CHOICE("two") ", "
		"{id: sum, kind: quiz, draw: 1, from: [two, one]}]";
	struct record right = {.type = RECORD_ANSWER, .page = "one", .rev = 1, .verdict = VERDICT_RIGHT};
	struct lesson l;

	(void)state;
	lesson_begin(&l, revised);
	(void)learner_note(l.learner, &right, l.now);
	right.page = "two";
	(void)learner_note(l.learner, &right, l.now);
	lesson_visit(&l, "sum");
	assert_non_null(strstr(lesson_view(&l), "What of one?"));
	right = (struct record){.type = RECORD_ANSWER, .page = "one", .rev = 2, .verdict = VERDICT_RIGHT};
	(void)learner_note(l.learner, &right, l.now);
	lesson_visit(&l, "sum");
	assert_non_null(strstr(lesson_view(&l), "What of two?"));
	lesson_end(&l);
}

/* What was answered on its own page is asked here as if for the first time. */
static void old_answers_are_not_shown(void **state)
{
	struct lesson l;

	(void)state;
	lesson_begin(&l, pages);
	answer(&l, "one 2 two 2 three 2 ");
	lesson_visit(&l, "sum");
	assert_int_equal(l.visit.stage, STAGE_OPEN);
	assert_null(strstr(lesson_view(&l), "(*)"));
	lesson_end(&l);
}

static void passing_over_is_allowed(void **state)
{
	struct arena arena = {0};
	struct record out;
	struct lesson l;

	(void)state;
	lesson_begin(&l, pages);
	lesson_visit(&l, "sum");
	assert_int_equal(visit_on(&l.visit, &out, &arena), VISIT_HALF);
	assert_false(visit_is_answered(&l.visit));
	assert_int_equal(visit_on(&l.visit, &out, &arena), VISIT_KEEP);
	assert_string_equal(out.page, "sum");
	visit_kept(&l.visit, learner_note(l.learner, &out, 2000));
	assert_true(visit_is_answered(&l.visit));
	assert_non_null(strstr(lesson_view(&l), "passed over"));
	assert_int_equal(visit_on(&l.visit, &out, &arena), VISIT_ON);
	arena_release(&arena);
	lesson_end(&l);
}

static void leaving_midway_keeps_the_draw(void **state)
{
	struct arena arena = {0};
	struct record out;
	struct lesson l;

	(void)state;
	lesson_begin(&l, pages);
	lesson_visit(&l, "sum");
	lesson_press(&l, "1 Enter Enter");
	assert_int_equal(visit_leave(&l.visit, &out, &arena), VISIT_KEEP);
	assert_string_equal(out.word, "half");
	visit_kept(&l.visit, learner_note(l.learner, &out, 2000));
	lesson_visit(&l, "talk");
	lesson_visit(&l, "sum");
	assert_non_null(strstr(lesson_view(&l), "Question 2 of 2\n\nWhat of two?"));
	arena_release(&arena);
	lesson_end(&l);
}

/* Half answers from elsewhere, with numbers that fit nothing. */
static void foreign_drafts_do_no_harm(void **state)
{
	static const struct pick picks[] = {{.id = "one", .number = 99}, {.id = "gone", .number = 1}, {.id = "talk", .number = -7}};
	const struct record drafts[] = {
		{.type = RECORD_DRAFT, .page = "sum", .rev = 1, .picks = picks, .npicks = 3, .attempt = 3000000000u},
		{.type = RECORD_DRAFT, .page = "sum", .rev = 1, .picks = picks, .npicks = 3, .attempt = 1, .word = "one", .focus = 4000000000u, .hints = 9, .stage = 3},
		{.type = RECORD_DRAFT, .page = "sum", .rev = 1, .attempt = 2, .word = "two", .hints = 1},
		{.type = RECORD_DRAFT, .page = "sum", .rev = 1, .picks = picks, .npicks = 3, .attempt = 0, .word = "gone"},
		{.type = RECORD_ANSWER, .page = "sum", .rev = 1, .picks = picks, .npicks = 3, .word = "half"},
	};

	(void)state;
	for (size_t i = 0; i < N(drafts); i++) {
		struct lesson l;

		lesson_begin(&l, pages);
		if (drafts[i].type == RECORD_ANSWER)
			(void)learner_note(l.learner, &drafts[i], 1);
		else
			l.half = record_copy(&l.arena, &drafts[i]);
		lesson_visit(&l, "sum");
		assert_true(l.visit.focus >= -1 && l.visit.focus < visit_items(&l.visit) + (visit_items(&l.visit) == 0));
		lesson_press(&l, "1 Enter Enter 1 Enter Enter u 1 Enter");
		assert_true(*lesson_view(&l) != '\0');
		lesson_end(&l);
	}
}

/* --- chapters that are lent --- */

static const char *const others[] = {
	"{id: later, title: Later, pages: [{id: chat, kind: read, text: Words.}, " CHOICE("four") ", " CHOICE("five") "]}",
	NULL, /* could not be opened */
	"{id: last, title: Last, pages: [" CHOICE("six") ", {id: blank, kind: fill, title: 'A blank', was: [old-blank], ask: 'It is {word}.', "
	"blanks: {word: {accept: [so]}}}, {id: untitled, kind: fill, ask: 'The {net} holds *the* {gas}.', "
	"blanks: {net: {accept: [so]}, gas: {accept: [so]}}}]}",
};

/* The pool: the open chapter has the quiz, two others are lent. */
static const char far_pages[] = "[" CHOICE("one") ", {id: mixed, kind: quiz, draw: 3, from: [later, one]}, "
				"{id: single, kind: quiz, draw: 3, from: [six, chat]}, {id: old, kind: quiz, draw: 3, from: [old-blank]}, {id: bare, kind: quiz, draw: 3, from: [untitled]}, "
				"{id: gone, kind: quiz, draw: 3, from: [nowhere, one]}, {id: none, kind: quiz, draw: 1, from: [nowhere]}]";

struct far {
	struct lesson lesson;
	struct chapter *lent[N(others)];
};

static void far_begin(struct far *f)
{
	lesson_begin(&f->lesson, far_pages);
	for (size_t i = 0; i < N(others); i++)
		f->lent[i] = others[i] ? chapter_read(nodes_of(&f->lesson.arena, others[i]), i == 0 ? "later" : "last", kinds_all, &f->lesson.diags) : NULL;
	assert_int_equal(f->lesson.diags.errors, 0);
}

static void far_visit(struct far *f, const char *page)
{
	lesson_visit(&f->lesson, page);
	visit_lend(&f->lesson.visit, f->lent, N(others), f->lesson.half);
}

static void far_end(struct far *f)
{
	lesson_end(&f->lesson);
	for (size_t i = 0; i < N(others); i++)
		chapter_free(f->lent[i]);
}

static const struct {
	const char *name, *page, *keys, *kept, *sees;
} far[] = {
	{"the open chapter's first, then a chapter's", "mixed", "", "", "Question 1 of 3\n\nWhat of one?"},
	{"what is lent is asked", "mixed", "1 Enter Enter", "answer yes right try 1", "Question 2 of 3\n\nWhat of four?"},
	{"its hints are its own", "mixed", "1 Enter Enter i", "answer yes right try 1", "Hint 1: Think of four."},
	{"their sum", "mixed", "1 Enter Enter 1 Enter Enter 2 Enter Enter",
		"answer yes right try 1; answer yes right try 1; answer no wrong try 1; answer one=1+four=1+five=3 try 1", "Some of it is with you already. The rest has time."},
	{"a page of another chapter", "single", "", "", "Question 1 of 1\n\nWhat of six?"},
	{"by the id it had before, told by its title", "old", "'so' Enter Enter", "answer word='so' right try 1; answer blank=1 try 1", "- A blank\n  right"},
	{"a question with blanks has them in the sum", "bare", "'x' Enter 'y' Enter Enter Enter", NULL, "- The ____ holds the ____.\n  not yet"},
	{"what is nowhere is left out", "gone", "", "", "Question 1 of 1\n\nWhat of one?"},
	{"nothing at hand", "none", "", "", "not at hand"},
	{"drawn again from all", "mixed", "1 Enter Enter 2 Enter Enter 1 Enter Enter u", NULL, "Question 1 of 3\n\nWhat of four?"},
};

static void chapters_that_are_lent_are_drawn_from(void **state)
{
	(void)state;
	for (size_t i = 0; i < N(far); i++) {
		struct far f;

		far_begin(&f);
		far_visit(&f, far[i].page);
		lesson_press(&f.lesson, far[i].keys);
		if (!strstr(lesson_view(&f.lesson), far[i].sees))
			fail_msg("%s: %s", far[i].name, lesson_view(&f.lesson));
		if (far[i].kept && strcmp(lesson_kept(&f.lesson), far[i].kept) != 0)
			fail_msg("%s: kept %s", far[i].name, str_text(&f.lesson.text));
		far_end(&f);
	}
}

/* An answer belongs to the page that was asked, and that to its own chapter; the sum to the quiz. */
static void answers_name_their_own_chapter(void **state)
{
	struct far f;

	(void)state;
	far_begin(&f);
	far_visit(&f, "single");
	lesson_press(&f.lesson, "1 Enter Enter");
	assert_string_equal(learner_latest(f.lesson.learner, RECORD_ANSWER, "six")->chapter, "last");
	assert_string_equal(learner_latest(f.lesson.learner, RECORD_ANSWER, "single")->chapter, "chapter");
	far_end(&f);
}

static void a_half_answer_to_what_was_lent_is_there_again(void **state)
{
	struct far f;

	(void)state;
	far_begin(&f);
	far_visit(&f, "mixed");
	lesson_press(&f.lesson, "1 Enter Enter i 2");
	far_visit(&f, "mixed");
	assert_non_null(strstr(lesson_view(&f.lesson), "Question 2 of 3\n\nWhat of four?"));
	assert_non_null(strstr(lesson_view(&f.lesson), "(*) 2. No"));
	assert_non_null(strstr(lesson_view(&f.lesson), "Hint 1:"));
	far_end(&f);
}

/* What was drawn from a chapter that is no longer to be had falls out of the quiz, and the rest goes on. */
static void a_chapter_that_is_gone_takes_only_its_own(void **state)
{
	const struct record *half;
	struct far f;

	(void)state;
	far_begin(&f);
	far_visit(&f, "mixed");
	lesson_press(&f.lesson, "2");
	lesson_visit(&f.lesson, "none");
	half = f.lesson.half;
	chapter_free(f.lent[0]);
	f.lent[0] = NULL;
	lesson_visit(&f.lesson, "mixed");
	visit_lend(&f.lesson.visit, f.lent, N(others), half);
	assert_non_null(strstr(lesson_view(&f.lesson), "Question 1 of 1\n\nWhat of one?"));
	assert_non_null(strstr(lesson_view(&f.lesson), "(*) 2. No"));
	far_end(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST_WAYS(pages, by_keys),
		TEST_WAYS(pages, by_return),
		TEST_WAYS(pages, by_lines),
		cmocka_unit_test(what_was_passed_by_with_its_note_is_not_drawn),
		cmocka_unit_test(what_is_needed_is_drawn_first),
		cmocka_unit_test(another_question_was_not_met),
		cmocka_unit_test(old_answers_are_not_shown),
		cmocka_unit_test(passing_over_is_allowed),
		cmocka_unit_test(leaving_midway_keeps_the_draw),
		cmocka_unit_test(foreign_drafts_do_no_harm),
		cmocka_unit_test(chapters_that_are_lent_are_drawn_from),
		cmocka_unit_test(answers_name_their_own_chapter),
		cmocka_unit_test(a_half_answer_to_what_was_lent_is_there_again),
		cmocka_unit_test(a_chapter_that_is_gone_takes_only_its_own),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
