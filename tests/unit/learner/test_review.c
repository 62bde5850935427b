/* SPDX-License-Identifier: MIT
 *
 * The ladder and the schedule, by a table: what was told and when, and what comes back of it at which time. */
#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include "base/mem.h"
#include "learner/review.h"

#define N(a) (sizeof(a) / sizeof *(a))
#define HOUR 3600
#define DAY (24 * HOUR)
#define START ((int64_t)1763800000) /* any second */

/* "right", "wrong sure", "right guess", "right hint", "partly", "shown", "passed"; then @ hours since START, then # which return,
 * then r and the rev. */
struct told {
	const char *what;
	int64_t at;
	unsigned review;
	unsigned rev;
};

static struct record record_of(const struct told *told, uint64_t clock)
{
	static const struct {
		const char *word;
		enum verdict verdict;
	} verdicts[] = {{"right", VERDICT_RIGHT}, {"wrong", VERDICT_WRONG}, {"partly", VERDICT_PARTLY}, {"shown", VERDICT_REVEALED}};
	struct record r = {.type = RECORD_ANSWER, .sid = 7, .seq = clock, .clock = clock, .at = START + told->at * HOUR, .chapter = "pot",
		.page = "bitter", .rev = told->rev ? told->rev : 1, .attempt = 1, .review = told->review};

	for (size_t i = 0; i < N(verdicts); i++)
		if (strncmp(told->what, verdicts[i].word, strlen(verdicts[i].word)) == 0)
			r.verdict = verdicts[i].verdict;
	r.sure = strstr(told->what, "sure") ? 3 : strstr(told->what, "guess") ? 1 : 0;
	r.hints = strstr(told->what, "hint") ? 1 : 0;
	if (strcmp(told->what, "passed") == 0 || strcmp(told->what, "seen") == 0) {
		r.type = RECORD_SEEN;
		r.word = told->what[0] == 'p' ? "skipped" : "seen";
	}
	if (strcmp(told->what, "open") == 0)
		r = (struct record){.type = RECORD_OPEN, .sid = 7, .seq = clock, .clock = clock, .at = r.at};
	return r;
}

#define NEVER (-1)

static const struct {
	const char *name;
	struct told told[8];
	int64_t now;   /* hours since START */
	int64_t due;   /* the same, NEVER: it rests or does not come back */
	enum review_why why;
	int rung;
} cases[] = {
	{"right at first", {{"right", 0, 0, 0}}, 1, 20, REVIEW_KNOWN, 0},
	{"right by a guess", {{"right guess", 0, 0, 0}}, 1, 20, REVIEW_GUESSED, 0},
	{"right with a hint", {{"right hint", 0, 0, 0}}, 1, 20, REVIEW_GUESSED, 0},
	{"missed", {{"wrong", 0, 0, 0}}, 1, 20, REVIEW_MISSED, 0},
	{"half", {{"partly", 0, 0, 0}}, 1, 20, REVIEW_MISSED, 0},
	{"looked up", {{"shown", 0, 0, 0}}, 1, 20, REVIEW_MISSED, 0},
	{"sure, and wrong", {{"wrong sure", 0, 0, 0}}, 1, 8, REVIEW_SURPRISED, -1},
	{"the first of a visit decides", {{"wrong", 0, 0, 0}, {"right", 0, 0, 0}}, 1, 20, REVIEW_MISSED, 0},
	{"answered again on its page", {{"right", 0, 0, 0}, {"wrong", 5, 0, 0}}, 6, 20, REVIEW_KNOWN, 0},
	{"passed over", {{"passed", 0, 0, 0}}, 1, 20, REVIEW_PASSED, 0},
	{"passed over, answered later", {{"passed", 0, 0, 0}, {"right", 10, 0, 0}, {"seen", 10, 0, 0}}, 11, 30, REVIEW_KNOWN, 0},
	{"passed over, answered when it came back", {{"passed", 0, 0, 0}, {"right", 30, 1, 0}}, 31, 50, REVIEW_KNOWN, 0},
	{"answered, then passed over", {{"right", 0, 0, 0}, {"passed", 5, 0, 0}}, 6, 20, REVIEW_KNOWN, 0},
	{"once back", {{"right", 0, 0, 0}, {"right", 24, 1, 0}}, 25, 24 + 68, REVIEW_KNOWN, 1},
	{"twice back", {{"right", 0, 0, 0}, {"right", 24, 1, 0}, {"right", 96, 2, 0}}, 97, 96 + 164, REVIEW_KNOWN, 2},
	{"late is fine", {{"right", 0, 0, 0}, {"right", 2400, 1, 0}}, 2401, 2400 + 68, REVIEW_KNOWN, 1},
	{"too early wins nothing", {{"right", 0, 0, 0}, {"right", 10, 1, 0}}, 11, 20, REVIEW_KNOWN, 0},
	{"too early and missed", {{"right", 0, 0, 0}, {"wrong", 10, 1, 0}}, 11, 30, REVIEW_MISSED, 0},
	{"missed when it came back", {{"right", 0, 0, 0}, {"right", 24, 1, 0}, {"wrong", 96, 2, 0}}, 97, 96 + 20, REVIEW_MISSED, 0},
	{"missed, then right in the same return", {{"right", 0, 0, 0}, {"right", 24, 1, 0}, {"wrong", 96, 2, 0}, {"right", 96, 2, 0}}, 97, 116,
		REVIEW_MISSED, 0},
	{"with a hint the rung stays", {{"right", 0, 0, 0}, {"right", 24, 1, 0}, {"right hint", 96, 2, 0}}, 97, 96 + 68, REVIEW_GUESSED, 1},
	{"after a sure miss, right", {{"wrong sure", 0, 0, 0}, {"right", 9, 1, 0}}, 10, 29, REVIEW_KNOWN, 0},
	{"after the last it rests", {{"right", 0, 0, 0}, {"right", 24, 1, 0}, {"right", 96, 2, 0}, {"right", 264, 3, 0}, {"right", 768, 4, 0},
		{"right", 2208, 5, 0}}, 99999, NEVER, REVIEW_KNOWN, 5},
	{"two sessions answered the same return", {{"right", 0, 0, 0}, {"right", 24, 1, 0}, {"wrong", 24, 1, 0}}, 25, 92, REVIEW_KNOWN, 1},
	{"another question now", {{"right", 0, 0, 0}, {"right", 24, 1, 0}, {"wrong", 30, 0, 2}}, 31, 50, REVIEW_MISSED, 0},
	{"an answer to the old question comes late", {{"right", 0, 0, 2}, {"wrong", 5, 0, 1}}, 6, 20, REVIEW_KNOWN, 0},
	{"all was told by a clock that was ahead", {{"right", 8760, 0, 0}, {"open", 5, 0, 0}}, 6, 25, REVIEW_KNOWN, 0},
	{"the clock was a year ahead", {{"open", 0, 0, 0}, {"right", 8760, 0, 0}, {"open", 2, 0, 0}}, 2, 20, REVIEW_KNOWN, 0},
	{"it is a year ahead now: late, as after a year away", {{"right", 0, 0, 0}}, 8760, 20, REVIEW_KNOWN, 0},
	{"back from a year ahead", {{"right", 0, 0, 0}, {"right", 8760, 1, 0}, {"open", 30, 0, 0}}, 30, 20, REVIEW_KNOWN, 0},
	{"the clock was at 1970 for a while", {{"right", 0, 0, 0}, {"open", -400000, 0, 0}, {"right", -400000, 1, 0}, {"open", 21, 0, 0}}, 22, 20,
		REVIEW_KNOWN, 0},
	{"it is at 1970 now: nothing is due, nothing is lost", {{"right", 0, 0, 0}}, -400000, -400000 + 20, REVIEW_KNOWN, 0},
	{"an hour back, as where summer ends", {{"right", 0, 0, 0}, {"right", 24, 1, 0}, {"open", 23, 0, 0}}, 23, 20, REVIEW_KNOWN, 0},
};

static struct learner *learner_told(const struct told *told, size_t n)
{
	struct learner *learner = learner_new();

	for (size_t i = 0; i < n && told[i].what; i++) {
		struct record r = record_of(&told[i], i + 1);
		learner_take(learner, &r);
	}
	return learner;
}

static void the_schedule(void **state)
{
	int wrong = 0;

	(void)state;
	for (size_t i = 0; i < N(cases); i++) {
		struct learner *learner = learner_told(cases[i].told, N(cases[i].told));
		struct review *review = review_new(learner, START + cases[i].now * HOUR);
		const struct review_item *item = review_find(review, "bitter");

		assert_non_null(item);
		int64_t due = item->due == INT64_MAX ? NEVER : (item->due - START) / HOUR;
		if (due != cases[i].due || item->why != cases[i].why || item->rung != cases[i].rung) {
			print_error("%s: due %" PRId64 ", why %d, rung %d\n", cases[i].name, due, (int)item->why, item->rung);
			wrong++;
		}
		assert_int_equal(review_due(review, REVIEW_ALWAYS, "bitter", 1), item->due <= START + cases[i].now * HOUR);
		assert_false(review_due(review, REVIEW_NEVER, "bitter", 1));
		review_free(review);
		learner_free(learner);
	}
	assert_int_equal(wrong, 0);
}

static void nothing_known_nothing_back(void **state)
{
	(void)state;
	static const struct told seen[] = {{"open", 0, 0, 0}, {"seen", 1, 0, 0}};
	struct learner *learner = learner_told(seen, N(seen));
	struct review *review = review_new(learner, START);

	assert_null(review_find(review, "bitter"));
	assert_false(review_due(review, REVIEW_ALWAYS, "bitter", 1));
	review_free(review);
	review_free(NULL);
	learner_free(learner);
}

static void an_optional_page_passed_over_stays_away(void **state)
{
	(void)state;
	static const struct told passed[] = {{"passed", 0, 0, 0}}, answered[] = {{"wrong", 0, 0, 0}};
	struct learner *learner = learner_told(passed, 1);
	struct review *review = review_new(learner, START + 9 * DAY);

	assert_true(review_due(review, REVIEW_ALWAYS, "bitter", 1));
	assert_false(review_due(review, REVIEW_IF_ANSWERED, "bitter", 1));
	review_free(review);
	learner_free(learner);
	learner = learner_told(answered, 1);
	review = review_new(learner, START + 9 * DAY);
	assert_true(review_due(review, REVIEW_IF_ANSWERED, "bitter", 1));
	review_free(review);
	learner_free(learner);
}

static void a_large_rev_is_the_largest(void **state)
{
	(void)state;
	assert_int_equal(review_small(2), 2);
	assert_int_equal(review_small(999999999), 65535);
}

/* At rest, or not due for long: what was answered was something else. */
static void another_question_comes_back(void **state)
{
	static const struct told answered[] = {{"right", 0, 0, 1}, {"right", 24, 1, 1}}, anew[] = {{"right", 0, 0, 1}, {"right", 24, 0, 2}};
	static const struct {
		const char *name;
		const struct told *told;
		int64_t now; /* hours */
		unsigned rev;
		bool due;
	} given[] = {
		{"the same question rests", answered, 24 + 21, 1, false},
		{"another one comes back", answered, 24 + 21, 2, true},
		{"but not on the same day", answered, 24 + 19, 2, false},
		{"and once it was answered it waits as any other", anew, 24 + 19, 2, false},
		{"a day", anew, 24 + 21, 2, true},
	};

	(void)state;
	for (size_t i = 0; i < N(given); i++) {
		struct learner *learner = learner_told(given[i].told, 2);
		struct review *review = review_new(learner, START + given[i].now * HOUR);
		if (review_due(review, REVIEW_ALWAYS, "bitter", given[i].rev) != given[i].due ||
			review_due(review, REVIEW_IF_ANSWERED, "bitter", given[i].rev) != given[i].due)
			fail_msg("%s", given[i].name);
		review_free(review);
		learner_free(learner);
	}
}

static void missed_and_surprising_come_first(void **state)
{
	(void)state;
	static const struct review_item order[] = {
		{.page = "a", .why = REVIEW_SURPRISED, .due = 9}, {.page = "a", .why = REVIEW_MISSED, .due = 5},
		{.page = "a", .why = REVIEW_MISSED, .due = 6}, {.page = "b", .why = REVIEW_MISSED, .due = 6},
		{.page = "a", .why = REVIEW_GUESSED, .due = 1}, {.page = "a", .why = REVIEW_PASSED, .due = 1},
		{.page = "a", .why = REVIEW_KNOWN, .due = 0},
	};

	for (size_t i = 0; i < N(order); i++)
		for (size_t j = 0; j < N(order); j++) {
			int by = review_by_need(&order[i], &order[j]);
			assert_int_equal((by > 0) - (by < 0), (i > j) - (i < j));
		}
}

static void returns_are_numbered(void **state)
{
	(void)state;
	static const struct told told[] = {{"right", 0, 0, 0}, {"wrong", 24, 1, 0}, {"right", 24, 1, 0}, {"right", 50, 3, 0}};
	struct learner *learner = learner_told(told, N(told));

	assert_int_equal(review_times(learner, "bitter"), 4);
	assert_int_equal(review_times(learner, "other"), 1);
	learner_free(learner);
}

static const struct {
	const char *name;
	struct {
		int64_t at;
		const char *action, *came_up; /* NULL: not yet asked */
		uint64_t over;                /* the number of the record it is written over */
	} told[4];
	int made; /* which of them the plan was made with as it stands, from 0 */
} plans[] = {
	{"never looked back on", {{10, "wait", NULL, 0}}, 0},
	{"looked back on", {{10, "wait", NULL, 0}, {20, "wait", "yes", 1}}, 0},
	{"twice", {{10, "wait", NULL, 0}, {20, "wait", "no", 1}, {30, "wait", "yes", 2}}, 0},
	{"written anew", {{10, "wait", NULL, 0}, {20, "go", NULL, 1}}, 1},
	{"written anew, then looked back on", {{10, "wait", NULL, 0}, {20, "go", NULL, 1}, {30, "go", "no", 2}}, 1},
	{"looked back on, written anew", {{10, "wait", NULL, 0}, {20, "wait", "no", 1}, {30, "go", NULL, 2}}, 2},
	{"over what is not here", {{10, "wait", "no", 9}}, 0},
	{"over itself", {{10, "wait", "no", 1}}, 0},
};

static void a_look_back_leaves_the_plan_its_day(void **state)
{
	(void)state;
	for (size_t i = 0; i < N(plans); i++) {
		struct learner *learner = learner_new();

		for (size_t n = 0; n < N(plans[i].told) && plans[i].told[n].action; n++) {
			const struct pick picks[] = {{"cue", -1, "it rains"}, {"action", -1, plans[i].told[n].action},
				{"came_up", 1, plans[i].told[n].came_up}};
			learner_take(learner, &(struct record){.type = RECORD_PLAN, .sid = 1, .seq = n + 1, .clock = n + 1, .page = "plan", .attempt = 1,
				.at = plans[i].told[n].at, .picks = picks, .npicks = plans[i].told[n].came_up ? 3 : 2,
				.base = {true, 1, plans[i].told[n].over}});
		}
		const struct record *made = review_plan_made(learner, learner_latest(learner, RECORD_PLAN, "plan"));
		if (made->at != plans[i].told[plans[i].made].at)
			fail_msg("%s: made on %d", plans[i].name, (int)made->at);
		learner_free(learner);
	}
}

/* Property: whatever clocks tell, nothing is lost and nothing runs ahead: what was told at any time, with the clock jumping
 * about, is due at the latest a gap after now, and never was before it was met by a clock that told the truth. */
static void no_clock_loses_or_floods(void **state)
{
	(void)state;
	srand(20261122);
	for (int round = 0; round < 2000; round++) {
		struct learner *learner = learner_new();
		int n = 1 + rand() % 8;
		unsigned review = 0;

		for (int i = 1; i <= n; i++) {
			struct told told = {rand() % 2 ? "right" : "wrong", rand() % 200000 - 100000, review++, 1};
			struct record r = record_of(&told, (uint64_t)i);
			learner_take(learner, &r);
		}
		int64_t now = START + (rand() % 200000 - 100000) * (int64_t)HOUR;
		struct review *at = review_new(learner, now);
		const struct review_item *item = review_find(at, "bitter");
		assert_non_null(item);
		assert_true(item->since <= now);
		assert_true(item->due > item->since);
		assert_true(item->rung == REVIEW_RUNGS || item->due <= now + review_gap(item->rung));
		review_free(at);
		learner_free(learner);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_schedule),
		cmocka_unit_test(nothing_known_nothing_back),
		cmocka_unit_test(an_optional_page_passed_over_stays_away),
		cmocka_unit_test(another_question_comes_back),
		cmocka_unit_test(a_large_rev_is_the_largest),
		cmocka_unit_test(missed_and_surprising_come_first),
		cmocka_unit_test(returns_are_numbered),
		cmocka_unit_test(a_look_back_leaves_the_plan_its_day),
		cmocka_unit_test(no_clock_loses_or_floods),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
