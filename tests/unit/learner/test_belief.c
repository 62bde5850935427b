/* SPDX-License-Identifier: MIT
 *
 * What was rated before and after, and how sure one was: by tables of ratings and answers in the order they were given. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
#include "learner/belief.h"
#include "learner/calibration.h"

#define N(a) (sizeof(a) / sizeof *(a))

struct rating {
	const char *page, *id;
	int number;
};

static const struct {
	const char *name;
	struct rating ratings[6];
	const char *page, *pair, *statement;
	bool any;
	struct shift shift;
} cases[] = {
	{"nothing rated", {{NULL, NULL, 0}}, "myth", NULL, NULL, false, {.before = 0}},
	{"only before", {{"myth", "before", 7}}, "myth", NULL, NULL, false, {.before = 0}},
	{"before and after", {{"myth", "before", 7}, {"myth", "after", 2}}, "myth", NULL, NULL, true, {.before = 7, .after = 2}},
	{"it stayed", {{"myth", "before", 4}, {"myth", "after", 4}}, "myth", NULL, NULL, true, {.before = 4, .after = 4}},
	{"read again: the first before, the last after", {{"myth", "before", 7}, {"myth", "after", 2}, {"myth", "before", 3}, {"myth", "after", 1}},
		"myth", NULL, NULL, true, {.before = 7, .after = 1}},
	{"of another page", {{"other", "before", 7}, {"other", "after", 2}}, "myth", NULL, NULL, false, {.before = 0}},
	{"a pair", {{"then", "rest", 3}, {"now", "rest", 8}}, "now", "then", "rest", true, {.before = 3, .after = 8}},
	{"of a pair, another statement", {{"then", "rest", 3}, {"now", "ask", 8}}, "now", "then", "rest", false, {.before = 0}},
	{"the first page again, before the second", {{"then", "rest", 3}, {"then", "rest", 5}, {"now", "rest", 8}}, "now", "then", "rest", true, {.before = 3, .after = 8}},
	{"the second page twice", {{"then", "rest", 3}, {"now", "rest", 8}, {"now", "rest", 6}}, "now", "then", "rest", true, {.before = 3, .after = 6}},
	{"the second alone", {{"now", "rest", 8}}, "now", "then", "rest", false, {.before = 0}},
	{"no pair, no movement", {{"then", "rest", 3}, {"then", "rest", 5}}, "then", NULL, "rest", false, {.before = 0}},
	{"a number that is none", {{"myth", "before", 70}, {"myth", "after", 2}}, "myth", NULL, NULL, false, {.before = 0}},
};

static void beliefs_are_paired(void **state)
{
	int wrong = 0;

	(void)state;
	for (size_t i = 0; i < N(cases); i++) {
		struct learner *learner = learner_new();
		struct shift shift = {.before = -1, .after = -1};

		for (size_t r = 0; r < N(cases[i].ratings) && cases[i].ratings[r].page; r++) {
			struct pick pick = {cases[i].ratings[r].id, cases[i].ratings[r].number, NULL};
			learner_take(learner, &(struct record){.type = RECORD_BELIEF, .sid = 1, .seq = r + 1, .clock = r + 1,
				.page = cases[i].ratings[r].page, .picks = &pick, .npicks = 1});
		}
		bool any = belief_shift(learner, cases[i].page, cases[i].pair, cases[i].statement, &shift);
		if (any != cases[i].any || (any && (shift.before != cases[i].shift.before || shift.after != cases[i].shift.after))) {
			print_error("%s: %d, %d -> %d\n", cases[i].name, any, shift.before, shift.after);
			wrong++;
		}
		learner_free(learner);
	}
	assert_int_equal(wrong, 0);
}

static const struct {
	const char *name;
	struct pick one[2], two[2]; /* two records of a page, one after the other */
	bool carried[2];            /* of the second */
} kept_again[] = {
	{"before, kept again with after", {{"before", 7, NULL}}, {{"before", 7, NULL}, {"after", 2, NULL}}, {true, false}},
	{"before, rated anew meanwhile", {{"before", 7, NULL}}, {{"before", 5, NULL}, {"after", 2, NULL}}, {false, false}},
	{"all of it rated once more, and the same", {{"rest", 3, NULL}, {"ask", 4, NULL}}, {{"rest", 3, NULL}, {"ask", 4, NULL}}, {false, false}},
	{"a half, then the whole", {{"rest", 3, NULL}}, {{"rest", 3, NULL}, {"ask", 3, NULL}}, {true, false}},
	{"begun again after both", {{"before", 7, NULL}, {"after", 2, NULL}}, {{"before", 7, NULL}}, {false, false}},
	{"after alone", {{"after", 7, NULL}}, {{"before", 7, NULL}, {"after", 7, NULL}}, {false, true}},
	{"the first there is", {{NULL, 0, NULL}}, {{"before", 7, NULL}, {"after", 7, NULL}}, {false, false}},
};

static size_t picks_in(const struct pick list[2])
{
	return list[0].id ? list[1].id ? 2 : 1 : 0;
}

static void a_rating_is_told_once(void **state)
{
	(void)state;
	for (size_t i = 0; i < N(kept_again); i++) {
		struct learner *learner = learner_new();
		const struct pick *const lists[] = {kept_again[i].one, kept_again[i].two};

		for (size_t r = 0; r < 2; r++)
			if (picks_in(lists[r]) > 0)
				learner_take(learner, &(struct record){.type = RECORD_BELIEF, .sid = 1, .seq = r + 1, .clock = r + 1,
					.page = "myth", .picks = lists[r], .npicks = picks_in(lists[r])});
		const struct record *last = learner_latest(learner, RECORD_BELIEF, "myth");
		for (size_t p = 0; p < last->npicks; p++)
			if (belief_is_carried(learner, last, p) != kept_again[i].carried[p])
				fail_msg("%s: %s", kept_again[i].name, last->picks[p].id);
		learner_free(learner);
	}
}

static void the_first_answer_tells_how_sure(void **state)
{
	(void)state;
	static const struct {
		const char *page;
		enum verdict verdict;
		unsigned sure;
	} answers[] = {
		{"a", VERDICT_WRONG, 3}, {"a", VERDICT_RIGHT, 0}, {"b", VERDICT_RIGHT, 3}, {"c", VERDICT_RIGHT, 1}, {"d", VERDICT_RIGHT, 0},
		{"e", VERDICT_PARTLY, 2}, {"f", VERDICT_NONE, 2}, {"g", VERDICT_RIGHT, 9},
	};
	struct learner *learner = learner_new();

	for (size_t i = 0; i < N(answers); i++)
		learner_take(learner, &(struct record){.type = RECORD_ANSWER, .sid = 1, .seq = i + 1, .clock = i + 1, .page = answers[i].page,
			.verdict = answers[i].verdict, .sure = answers[i].sure, .attempt = 1});
	struct calibration c = calibration_of(learner);
	assert_int_equal(c.asked[3], 2);
	assert_int_equal(c.right[3], 1);
	assert_int_equal(c.asked[2], 1);
	assert_int_equal(c.right[2], 0);
	assert_int_equal(c.asked[1], 1);
	assert_int_equal(c.right[1], 1);
	assert_int_equal(calibration_all(&c), 4);
	learner_free(learner);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(beliefs_are_paired),
		cmocka_unit_test(a_rating_is_told_once),
		cmocka_unit_test(the_first_answer_tells_how_sure),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
