/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>
#include "support/lesson.h"

#define N(a) (sizeof(a) / sizeof *(a))

#define FIVE "options: [{id: a, text: A, right: true, say: Ay}, {id: b, text: B, say: Be}, {id: c, text: C, say: Ce}," \
	     " {id: d, text: D, say: De}, {id: e, text: 'E is long', say: Ee}]"

static const char pages[] =
	"[{id: hello, kind: read, title: Hello, text: 'Some words.', figure: {art: '+--+\n+--+', alt: 'A box.', caption: 'The box.'}},"
	" {id: wide, kind: read, figure: {art: '----------------------------------------------------------------------', alt: 'A long line.'}},"
	" {id: one, kind: choice, ask: 'One?', " FIVE "},"
	" {id: two, kind: choice, ask: 'Two?', " FIVE "},"
	" {id: again, kind: choice, rev: 2, ask: 'One?', " FIVE "},"
	" {id: fixed, kind: choice, fixed: true, ask: 'One?', " FIVE "},"
	" {id: rest, kind: pause, text: 'A good place to stop.'},"
	" {id: three, kind: read, text: 'More.'},"
	" {id: own, kind: reflect, ask: 'What?'},"
	" {id: sum, kind: recap, points: ['First.', 'Second.'], words: [own], terms: [secure base, repair]}]";

static const struct way reading[] = {
	{.name = "title, text, figure, caption", .page = "hello", .keys = "", .kept = "", .sees = "Hello\n\nSome words.\n\n+--+\n+--+\n\nThe box."},
	{.name = "a figure too wide is said", .page = "wide", .keys = "", .sees = "Figure: A long line.", .lacks = "----"},
	{.name = "Enter goes on", .page = "hello", .keys = "Enter", .kept = ""},
	{.name = "no answer to show", .page = "hello", .keys = "r", .kept = "", .message = "There is no answer to show on this page."},
	{.name = "nothing to undo", .page = "hello", .keys = "u", .kept = "", .message = "There is nothing to undo here."},
	{.name = "a pause says what comes next", .page = "rest", .keys = "", .sees = "A good place to stop.", .sees_too = "The next part is 3 pages, about 2 min."},
	{.name = "points", .page = "sum", .keys = "", .sees = "- First.\n- Second.", .sees_too = "Terms (d opens them): secure base, repair",
		.lacks = "Your own words"},
};

static void plain_mode_says_what_a_figure_shows(void **state)
{
	struct lesson l;

	(void)state;
	lesson_begin(&l, pages);
	lesson_visit(&l, "hello");
	assert_string_equal(lesson_said(&l), "Hello\n\nSome words.\n\nFigure: A box.\n\nThe box.\n");
	assert_string_equal(visit_prompt(&l.visit), "Enter goes on (? help): ");
	for (int way = 0; way < 2; way++) { /* lines that are folded; a screen that is listened to */
		struct doc doc = {0};
		struct str out = {0};

		doc_begin(&doc, 60);
		doc.flat = way == 1;
		l.visit.in_lines = way == 0;
		visit_view(&l.visit, &doc);
		doc_lines(&doc, &out);
		assert_non_null(strstr(str_text(&out), "Figure: A box."));
		assert_null(strstr(str_text(&out), "+--+"));
		str_release(&out);
		doc_release(&doc);
	}
	(void)lesson_hear(&l, "hm");
	assert_int_equal(l.did, VISIT_IGNORED);
	lesson_end(&l);
}

static void a_recap_brings_words_back(void **state)
{
	struct lesson l;

	(void)state;
	lesson_begin(&l, pages);
	lesson_visit(&l, "own");
	lesson_press(&l, "'my aunt' Esc");
	lesson_visit(&l, "sum");
	assert_non_null(strstr(lesson_view(&l), "Your own words\n> my aunt"));
	lesson_visit(&l, "own");
	lesson_press(&l, "C-u Esc");
	lesson_visit(&l, "sum");
	assert_null(strstr(lesson_view(&l), "Your own words"));
	lesson_end(&l);
}

/* --- shuffling --- */

static void order_of(struct lesson *l, const char *page, char out[8])
{
	const char *at;
	size_t n = 0;

	lesson_visit(l, page);
	for (at = lesson_view(l); (at = strstr(at, "( ) ")); at += 4)
		out[n++] = at[7];
	out[n] = '\0';
}

static void an_order_lasts_and_differs_between_pages(void **state)
{
	static const char *const shuffled[] = {"one", "two", "again"};
	char orders[3][8], again[8], fixed[8];
	struct lesson l;

	(void)state;
	lesson_begin(&l, pages);
	for (size_t i = 0; i < N(shuffled); i++)
		order_of(&l, shuffled[i], orders[i]);
	for (size_t i = 0; i < N(shuffled); i++) {
		assert_int_equal(strlen(orders[i]), 5);
		order_of(&l, shuffled[i], again);
		assert_string_equal(again, orders[i]);
	}
	assert_string_not_equal(orders[0], orders[1]);
	assert_string_not_equal(orders[0], orders[2]);
	order_of(&l, "fixed", fixed);
	assert_string_equal(fixed, "ABCDE");
	lesson_end(&l);
}

/* All orders come up, none much more often than others: 120 orders of five, 12,000 draws. */
static void every_order_is_as_likely(void **state)
{
	struct page page = {.id = "x", .rev = 1};
	struct visit v = {.page = &page};
	unsigned count[5][5] = {{0}};
	unsigned char shown[5];

	(void)state;
	for (v.seed = 1; v.seed <= 12000; v.seed++) {
		visit_shuffle(&v, 5, shown);
		for (int i = 0; i < 5; i++)
			count[i][shown[i]]++;
	}
	for (int i = 0; i < 5; i++)
		for (int j = 0; j < 5; j++)
			if (count[i][j] < 2200 || count[i][j] > 2600)
				fail_msg("%d at %d: %u of 12000", j, i, count[i][j]);
}

/* --- numbers in lines --- */

static void numbers_are_heard(void **state)
{
	static const struct {
		const char *line;
		size_t most;
		bool good;
		size_t n;
		unsigned char picked[4];
	} cases[] = {
		{"2", 3, true, 1, {1}}, {" 3 ", 3, true, 1, {2}}, {"1 3", 3, true, 2, {0, 2}}, {"1,3;2", 3, true, 3, {0, 2, 1}}, {"a c", 3, true, 2, {0, 2}},
		{"b, 1", 3, true, 2, {1, 0}}, {"10", 12, true, 1, {9}}, {"", 3, false, 0, {0}}, {" , ", 3, false, 0, {0}}, {"0", 3, false, 0, {0}},
		{"4", 3, false, 0, {0}}, {"d", 3, false, 0, {0}}, {"ab", 3, false, 0, {0}}, {"1a", 3, false, 0, {0}}, {"1 2 3 1", 3, false, 0, {0}},
		{"-1", 3, false, 0, {0}}, {"1.5", 3, false, 0, {0}}, {"A", 3, false, 0, {0}}, {"99999999999999999999", 3, false, 0, {0}},
	};

	(void)state;
	for (size_t i = 0; i < N(cases); i++) {
		unsigned char picked[12];
		size_t n;
		bool good = visit_hear_numbers(cases[i].line, cases[i].most, picked, &n);

		if (good != cases[i].good || (good && (n != cases[i].n || memcmp(picked, cases[i].picked, n) != 0)))
			fail_msg("'%s' of %zu: %d, %zu numbers", cases[i].line, cases[i].most, good, n);
	}
}

/* --- half answers that do not belong --- */

static void foreign_drafts_are_not_used(void **state)
{
	static const struct pick b = {.id = "b", .number = -1}, gone = {.id = "gone", .number = -1};
	static const struct {
		const char *name;
		struct record draft;
		enum stage stage;
		bool chosen, hints;
	} cases[] = {
		{"it fits", {.type = RECORD_DRAFT, .page = "fixed", .rev = 1, .picks = &b, .npicks = 1}, STAGE_OPEN, true, false},
		{"of another page", {.type = RECORD_DRAFT, .page = "one", .rev = 1, .picks = &b, .npicks = 1}, STAGE_OPEN, false, false},
		{"of another version of it", {.type = RECORD_DRAFT, .page = "fixed", .rev = 3, .picks = &b, .npicks = 1}, STAGE_OPEN, false, false},
		{"how sure, with an option that is gone", {.type = RECORD_DRAFT, .page = "fixed", .rev = 1, .picks = &gone, .npicks = 1, .stage = STAGE_SURE},
			STAGE_OPEN, false, false},
		{"how sure of nothing", {.type = RECORD_DRAFT, .page = "fixed", .rev = 1, .stage = STAGE_SURE}, STAGE_OPEN, false, false},
		{"a stage of another time", {.type = RECORD_DRAFT, .page = "fixed", .rev = 1, .picks = &b, .npicks = 1, .stage = 9}, STAGE_OPEN, true, false},
		{"more hints than there are", {.type = RECORD_DRAFT, .page = "fixed", .rev = 1, .hints = 7}, STAGE_OPEN, false, false},
		{"a focus beyond", {.type = RECORD_DRAFT, .page = "fixed", .rev = 1, .picks = &b, .npicks = 1, .focus = 4000000000u}, STAGE_OPEN, true, false},
	};

	(void)state;
	for (size_t i = 0; i < N(cases); i++) {
		struct lesson l;
		bool chosen;

		lesson_begin(&l, pages);
		l.half = record_copy(&l.arena, &cases[i].draft);
		lesson_visit(&l, "fixed");
		chosen = strstr(lesson_view(&l), "(*) 2.") != NULL;
		if (l.visit.stage != cases[i].stage || chosen != cases[i].chosen || (l.visit.hints > 0) != cases[i].hints ||
			l.visit.focus < 0 || l.visit.focus >= visit_items(&l.visit))
			fail_msg("%s: stage %d, chosen %d, hints %u, focus %d", cases[i].name, (int)l.visit.stage, chosen, l.visit.hints, l.visit.focus);
		lesson_press(&l, "Enter Enter r");
		lesson_end(&l);
	}
}

/* An answer to an older version of the page counts as a try, and is not shown. */
static void an_answer_to_another_rev_is_a_try(void **state)
{
	static const struct pick b = {.id = "b", .number = -1};
	struct lesson l;

	(void)state;
	lesson_begin(&l, pages);
	(void)learner_note(l.learner, &(struct record){.type = RECORD_ANSWER, .page = "again", .rev = 1, .picks = &b, .npicks = 1,
		.verdict = VERDICT_WRONG, .attempt = 1}, 5);
	lesson_visit(&l, "again");
	assert_int_equal(l.visit.stage, STAGE_OPEN);
	assert_int_equal(l.visit.attempt, 1);
	assert_null(strstr(lesson_view(&l), "(*)"));
	lesson_end(&l);
}

/* --- what the learner may be asked --- */

static void answered_or_not(void **state)
{
	static const struct {
		const char *name, *page, *keys;
		bool answered;
		enum visit_where where;
	} cases[] = {
		{"a page to read", "hello", "", true, WHERE_PAGE},
		{"a choice", "fixed", "", false, WHERE_CHOICE},
		{"chosen", "fixed", "1", false, WHERE_CHOICE},
		{"asked how sure", "fixed", "1 Enter", false, WHERE_SURE},
		{"wrong", "fixed", "2 Enter Enter", true, WHERE_TOLD},
		{"wrong, and back among the options", "fixed", "2 Enter Enter Up", true, WHERE_TOLD},
		{"right", "fixed", "1 Enter Enter", true, WHERE_DONE},
		{"a field", "own", "", false, WHERE_FIELD},
		{"written", "own", "'a'", false, WHERE_FIELD},
		{"put down", "own", "'a' Esc", true, WHERE_PAGE},
		{"left empty", "own", "Esc", false, WHERE_PAGE},
	};

	(void)state;
	for (size_t i = 0; i < N(cases); i++) {
		struct lesson l;

		lesson_begin(&l, pages);
		lesson_visit(&l, cases[i].page);
		lesson_press(&l, cases[i].keys);
		if (visit_is_answered(&l.visit) != cases[i].answered || visit_where(&l.visit) != cases[i].where)
			fail_msg("%s: answered %d, where %d", cases[i].name, visit_is_answered(&l.visit), (int)visit_where(&l.visit));
		lesson_end(&l);
	}
}

static void leaving_keeps_what_was_written_and_judges_nothing(void **state)
{
	struct arena arena = {0};
	struct record out;
	struct lesson l;

	(void)state;
	lesson_begin(&l, pages);
	lesson_visit(&l, "own");
	assert_int_equal(visit_leave(&l.visit, &out, &arena), VISIT_SHOWN);
	lesson_press(&l, "'a'");
	assert_int_equal(visit_leave(&l.visit, &out, &arena), VISIT_KEEP);
	assert_string_equal(out.text, "a");
	lesson_visit(&l, "fixed");
	lesson_press(&l, "2");
	assert_int_equal(visit_leave(&l.visit, &out, &arena), VISIT_SHOWN);
	visit_half(&l.visit, &out, &arena);
	assert_int_equal(out.npicks, 1);
	assert_false(l.visit.changed);
	arena_release(&arena);
	lesson_end(&l);
}

/* --- a page whose options are others now, under the same rev --- */

static const char edited[] =
	"[{id: choice, kind: choice, confidence: true, ask: Q, options: [{id: a, text: A, right: true, say: a}, {id: b, text: B, say: b}]},"
	" {id: multi, kind: multi, confidence: true, ask: Q, options: [{id: a, text: A, right: true, say: a}, {id: b, text: B, say: b}]},"
	" {id: match, kind: match, confidence: true, ask: Q, fixed: true, pairs: [{id: a, left: A, right: x, say: a}, {id: b, left: B, right: y, say: b}]},"
	" {id: order, kind: order, confidence: true, ask: Q, fixed: true, items: [{id: a, text: A, say: a}, {id: b, text: B, say: b}, {id: c, text: C, say: c}]},"
	" {id: sort, kind: sort, confidence: true, ask: Q, fixed: true, bins: [{id: x, text: X}, {id: y, text: Y}],"
	"  items: [{id: a, text: A, bin: x, say: a}, {id: b, text: B, bin: y, say: b}]},"
	" {id: fill, kind: fill, confidence: true, ask: 'Q {a} {b}', blanks: {a: {accept: [x]}, b: {accept: [y]}}},"
	" {id: estimate, kind: estimate, confidence: true, ask: Q, answer: 5, near: 1, say-near: n, say-far: f},"
	" {id: rate, kind: rate, ask: Q, statements: [{id: a, text: A}, {id: b, text: B}]},"
	" {id: myth, kind: myth, title: T, text: X, claim: C, myth: m},"
	" {id: recall, kind: recall, ask: Q, points: [{id: a, text: A}, {id: b, text: B}]},"
	" {id: story, kind: scenario, title: T, scenes: [{id: s, text: S, choices: [{id: a, text: A, say: a, goto: t}]},"
	"  {id: t, text: U, choices: [{id: b, text: B, say: b, goto: end}]}, {id: end, text: E, end: true}]},"
	" {id: plan, kind: plan, ask: Q, cue: c, action: d},"
	" {id: quiz, kind: quiz, draw: 2, from: [choice, multi]}]";

#define PICKS(...) (const struct pick[]){__VA_ARGS__}, sizeof((const struct pick[]){__VA_ARGS__}) / sizeof(struct pick)
#define ID(name) {.id = name, .number = -1}
#define TO(name, other) {.id = name, .number = 0, .text = other}

static const struct {
	const char *name, *page;
	enum record_type type;
	enum verdict verdict;
	const struct pick *picks;
	size_t npicks;
	enum stage stage;
	bool told;
} answered[] = {
	{"an option", "choice", RECORD_ANSWER, VERDICT_WRONG, PICKS(ID("b")), STAGE_TOLD, false},
	{"an option that is gone", "choice", RECORD_ANSWER, VERDICT_WRONG, PICKS(ID("gone")), STAGE_OPEN, true},
	{"a right one that is gone", "choice", RECORD_ANSWER, VERDICT_RIGHT, PICKS(ID("gone")), STAGE_OPEN, true},
	{"nothing", "choice", RECORD_ANSWER, VERDICT_WRONG, NULL, 0, STAGE_OPEN, true},
	{"nothing, the answer was shown", "choice", RECORD_ANSWER, VERDICT_REVEALED, NULL, 0, STAGE_DONE, false},
	{"options", "multi", RECORD_ANSWER, VERDICT_PARTLY, PICKS(ID("a"), ID("b")), STAGE_TOLD, false},
	{"one of two options is gone", "multi", RECORD_ANSWER, VERDICT_PARTLY, PICKS(ID("a"), ID("gone")), STAGE_OPEN, true},
	{"pairs", "match", RECORD_ANSWER, VERDICT_WRONG, PICKS(TO("a", "b"), TO("b", "a")), STAGE_TOLD, false},
	{"a left side that is gone", "match", RECORD_ANSWER, VERDICT_PARTLY, PICKS(TO("a", "a"), TO("gone", "b")), STAGE_OPEN, true},
	{"a partner that is gone", "match", RECORD_ANSWER, VERDICT_PARTLY, PICKS(TO("a", "a"), TO("b", "gone")), STAGE_OPEN, true},
	{"an order", "order", RECORD_ANSWER, VERDICT_PARTLY, PICKS(ID("b"), ID("c"), ID("a")), STAGE_TOLD, false},
	{"a step that is gone", "order", RECORD_ANSWER, VERDICT_PARTLY, PICKS(ID("b"), ID("gone"), ID("a")), STAGE_OPEN, true},
	{"bins", "sort", RECORD_ANSWER, VERDICT_PARTLY, PICKS(TO("a", "x"), TO("b", "x")), STAGE_TOLD, false},
	{"a card that is gone", "sort", RECORD_ANSWER, VERDICT_PARTLY, PICKS(TO("a", "x"), TO("gone", "x")), STAGE_OPEN, true},
	{"a bin that is gone", "sort", RECORD_ANSWER, VERDICT_PARTLY, PICKS(TO("a", "x"), TO("b", "gone")), STAGE_OPEN, true},
	{"words in blanks", "fill", RECORD_ANSWER, VERDICT_PARTLY, PICKS(TO("a", "x"), TO("b", "")), STAGE_TOLD, false},
	{"a blank that is gone", "fill", RECORD_ANSWER, VERDICT_PARTLY, PICKS(TO("a", "x"), TO("gone", "z")), STAGE_OPEN, true},
	{"a guess", "estimate", RECORD_ANSWER, VERDICT_WRONG, PICKS(TO("answer", "9")), STAGE_DONE, false},
	{"an option of a page that asks for a number now", "estimate", RECORD_ANSWER, VERDICT_WRONG, PICKS(ID("b")), STAGE_OPEN, true},
	{"ratings", "rate", RECORD_BELIEF, VERDICT_NONE, PICKS({"a", 3, NULL}, {"b", 4, NULL}), STAGE_DONE, false},
	{"a statement that is gone", "rate", RECORD_BELIEF, VERDICT_NONE, PICKS({"a", 3, NULL}, {"gone", 4, NULL}), STAGE_OPEN, true},
	{"a belief", "myth", RECORD_BELIEF, VERDICT_NONE, PICKS({"before", 3, NULL}, {"after", 2, NULL}), STAGE_DONE, false},
	{"points", "recall", RECORD_ANSWER, VERDICT_NONE, PICKS(ID("a")), STAGE_DONE, false},
	{"no points", "recall", RECORD_ANSWER, VERDICT_NONE, NULL, 0, STAGE_DONE, false},
	{"a point that is gone", "recall", RECORD_ANSWER, VERDICT_NONE, PICKS(ID("a"), ID("gone")), STAGE_OPEN, true},
	{"a way", "story", RECORD_ANSWER, VERDICT_NONE, PICKS(ID("a"), ID("b")), STAGE_DONE, false},
	{"a turn that is gone", "story", RECORD_ANSWER, VERDICT_NONE, PICKS(ID("a"), ID("gone")), STAGE_OPEN, true},
	{"a plan", "plan", RECORD_PLAN, VERDICT_NONE, PICKS(TO("cue", "it rains")), STAGE_DONE, false},
	{"pages drawn", "quiz", RECORD_ANSWER, VERDICT_NONE, PICKS({"choice", 1, NULL}, {"gone", 1, NULL}), STAGE_DONE, false},
};

/* What was answered is kept; the question is asked again, and an answer to it stands as any other. */
static void what_is_gone_is_asked_again(void **state)
{
	(void)state;
	for (size_t i = 0; i < N(answered); i++) {
		struct record old = {.type = answered[i].type, .chapter = "chapter", .page = answered[i].page, .rev = 1, .attempt = 1,
			.picks = answered[i].picks, .npicks = answered[i].npicks, .verdict = answered[i].verdict};
		struct record hinted = {.type = RECORD_DRAFT, .page = answered[i].page, .rev = 1, .picks = old.picks, .npicks = old.npicks, .stage = STAGE_TOLD};
		struct lesson l;
		bool told;

		lesson_begin(&l, edited);
		(void)learner_note(l.learner, &old, 1);
		lesson_visit(&l, answered[i].page);
		told = strcmp(l.visit.message, "This page was revised. Your earlier answer is kept.") == 0;
		if (l.visit.stage != answered[i].stage || told != answered[i].told || l.visit.focus >= visit_items(&l.visit))
			fail_msg("%s: stage %d, told '%s', focus %d", answered[i].name, (int)l.visit.stage, l.visit.message, l.visit.focus);
		assert_non_null(learner_latest(l.learner, old.type, old.page));
		visit_end(&l.visit);
		l.half = record_copy(&l.arena, &hinted); /* a hint was asked for after the feedback */
		lesson_visit(&l, answered[i].page);
		if (kind_of(l.visit.page)->grade && (l.visit.stage != answered[i].stage || (answered[i].told && strstr(lesson_view(&l), "*) "))))
			fail_msg("%s, with a hint: stage %d", answered[i].name, (int)l.visit.stage);
		lesson_press(&l, "1 2 Enter Enter");
		(void)lesson_view(&l);
		lesson_end(&l);
	}
}

/* --- how sure, in plain mode --- */

static void who_comes_back_hears_what_was_chosen(void **state)
{
	static const struct {
		const char *page, *lines, *says;
	} cases[] = {
		{"choice", "2\n", "You answered: 2"}, {"multi", "1 2\n", "You answered: 1 2"}, {"match", "b a\n", "You answered: b a"},
		{"order", "2 3 1\n", "You answered: 2 3 1"}, {"sort", "1\n2\n", "You answered:\n- A: X\n- B: Y"},
		{"fill", "x\ny\n", "Q [1: x] [2: y]"}, {"estimate", "about 7\n", "You answered: about 7"},
	};

	(void)state;
	for (size_t i = 0; i < N(cases); i++) {
		struct lesson l;
		const char *said;

		lesson_begin(&l, edited);
		lesson_visit(&l, cases[i].page);
		if (strstr(lesson_said(&l), "You answered"))
			fail_msg("%s: answered before it is", cases[i].page);
		for (const char *at = cases[i].lines; *at; at += strcspn(at, "\n") + 1)
			(void)lesson_hear(&l, arena_copy(&l.arena, at, strcspn(at, "\n")));
		assert_int_equal(l.visit.stage, STAGE_SURE);
		lesson_visit(&l, cases[i].page);
		assert_int_equal(l.visit.stage, STAGE_SURE);
		said = lesson_said(&l);
		if (!strstr(said, cases[i].says))
			fail_msg("%s: %s", cases[i].page, said);
		lesson_end(&l);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_gone_is_asked_again), cmocka_unit_test(who_comes_back_hears_what_was_chosen),
		TEST_WAYS(pages, reading),
		cmocka_unit_test(plain_mode_says_what_a_figure_shows),
		cmocka_unit_test(a_recap_brings_words_back),
		cmocka_unit_test(an_order_lasts_and_differs_between_pages),
		cmocka_unit_test(every_order_is_as_likely),
		cmocka_unit_test(numbers_are_heard),
		cmocka_unit_test(foreign_drafts_are_not_used),
		cmocka_unit_test(an_answer_to_another_rev_is_a_try),
		cmocka_unit_test(answered_or_not),
		cmocka_unit_test(leaving_keeps_what_was_written_and_judges_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
