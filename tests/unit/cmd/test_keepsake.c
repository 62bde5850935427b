/* SPDX-License-Identifier: MIT
 *
 * What was taken back is gone, what was revised is shown once, every copy stays, and nothing of a lost page is lost. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>
#include "cmd/keepsake.h"

#define NOW 1795000000 /* 2026-11-18 */

static const struct course course = { .id = "tea", .title = "Tea", .folder = "/nowhere" };
static const struct pick picks[] = { { "cue", -1, "the kettle sings" }, { "action", -1, "I sit down" } };
static const struct pick rated[] = { { "I get scared.", 3, NULL }, { "And then ...", 10, NULL } };
static const struct pick typed[] = { { "blank", -1, "leaf" } };

static struct record kept(enum record_type type, const char *page, unsigned attempt, const char *text)
{
	return (struct record){ .type = type, .chapter = "one", .page = page, .rev = 1, .attempt = attempt, .text = text };
}

static const struct drafts none_begun;

static struct learner *someone(void)
{
	struct learner *learner = learner_new();
	struct record plan = kept(RECORD_PLAN, "plan", 1, NULL), none = kept(RECORD_PLAN, "no-plan", 1, NULL);
	struct record shown = kept(RECORD_ANSWER, "shown", 1, NULL), belief = kept(RECORD_BELIEF, "belief", 1, NULL);
	struct record answer = kept(RECORD_ANSWER, "fill", 1, NULL), recalled = kept(RECORD_ANSWER, "recall", 1, "all I know");
	const struct record words[] = {
		kept(RECORD_WORDS, "a", 1, "first thought"),
		kept(RECORD_WORDS, "a", 1, "second thought"),
		kept(RECORD_WORDS, "a", 2, "other copy"),
		kept(RECORD_WORDS, "b", 1, "never mind"),
		kept(RECORD_WORDS, "b", 1, ""),
	};

	learner_begin(learner, 7);
	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
		learner_note(learner, &words[i], NOW);
	plan.picks = none.picks = picks;
	plan.npicks = none.npicks = 2;
	answer.picks = typed;
	answer.npicks = 1;
	answer.verdict = VERDICT_RIGHT;
	shown.verdict = VERDICT_REVEALED;
	belief.picks = rated;
	belief.npicks = 2;
	learner_note(learner, &shown, NOW);
	learner_note(learner, &belief, NOW);
	learner_note(learner, &plan, NOW);
	learner_note(learner, &none, NOW);
	none.npicks = 0;
	learner_note(learner, &none, NOW);
	learner_note(learner, &answer, NOW);
	learner_note(learner, &recalled, NOW);
	return learner;
}

static void what_stands_is_said_once(void **state)
{
	static const char *const said[] = { "# Tea\n", "exported on 2026-11-18",
		"\n\nWritten on 2026-11-18. In it: words I wrote; plans; answers, with what fits; how true beliefs sounded.\n\n- Pages that are no longer in the course\n\n## ", "## Pages that are no longer in the course\n",
		"### a\n", "\n> second thought\n", "\n> other copy\n", "### plan\n", "> If the kettle sings\n> then I sit down\n",
		"- 2026-11-18: blank: leaf *Correct.*\n", "\n\n> all I know\n",
		"- 2026-11-18: (answer shown)\n", "I get scared: 3 of 10\n", "And then ...: 10 of 10\n" };
	static const char *const unsaid[] = { "first thought", "never mind", "### b\n", "no-plan", "Nothing is kept" };
	struct learner *learner = someone();
	struct str out = { 0 };

	(void)state;
	keepsake_say(&course, learner, &(struct keepsake_source){ &none_begun, NULL, 0, NOW, NULL, false }, &out);
	for (size_t i = 0; i < sizeof said / sizeof said[0]; i++) {
		const char *at = strstr(str_text(&out), said[i]);
		if (!at || strstr(at + 1, said[i]))
			fail_msg("\"%s\" is not there once: %s", said[i], str_text(&out));
	}
	for (size_t i = 0; i < sizeof unsaid / sizeof unsaid[0]; i++)
		if (strstr(str_text(&out), unsaid[i]))
			fail_msg("\"%s\" is there: %s", unsaid[i], str_text(&out));
	str_release(&out);
	learner_free(learner);
}

/* Two sessions wrote on one page and did not know of each other: both stand, what one of them had written before does not. */
static void both_of_two_sessions_are_said(void **state)
{
	static const struct {
		const char *text;
		uint64_t sid, seq, clock;
	} cases[] = { { "mine", 1, 1, 5 }, { "mine, revised", 1, 2, 7 }, { "theirs", 2, 1, 6 } };
	struct learner *learner = learner_new();
	struct str out = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct record words = kept(RECORD_WORDS, "a", 1, cases[i].text);
		words.sid = cases[i].sid;
		words.seq = cases[i].seq;
		words.clock = cases[i].clock;
		words.base.known = true;
		learner_take(learner, &words);
	}
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		assert_int_equal(keepsake_stands(learner, learner_nth(learner, RECORD_WORDS, "a", i)),
			strcmp(learner_nth(learner, RECORD_WORDS, "a", i)->text, "mine") != 0);
	keepsake_say(&course, learner, &(struct keepsake_source){ &none_begun, NULL, 0, NOW, NULL, false }, &out);
	assert_non_null(strstr(str_text(&out), "\n> mine, revised\n"));
	assert_non_null(strstr(str_text(&out), "\n> theirs\n"));
	assert_null(strstr(str_text(&out), "\n> mine\n"));
	str_release(&out);
	learner_free(learner);
}

/* A look back has a day of its own and leaves the plan its own; a rating kept a second time, beside a new one, is told once. */
static void each_has_its_day(void **state)
{
	static const struct pick looked[] = { { "cue", -1, "the kettle sings" }, { "action", -1, "I sit down" }, { "came_up", 1, "no" } };
	static const struct pick moved[] = { { "before", 7, NULL }, { "after", 2, NULL } };
	static const char *const said[] = { "Written on 2026-11-18. In it: plans; how true beliefs sounded.\n", "then I sit down\n\n*2026-11-18*\n\nLooked back on 2026-11-25: the moment had not come so far.\n",
		"- 2026-11-18: before: 7 of 10\n- 2026-11-18: after: 2 of 10\n" };
	struct learner *learner = learner_new();
	struct record plan = kept(RECORD_PLAN, "plan", 1, NULL), belief = kept(RECORD_BELIEF, "myth", 1, NULL);
	struct str out = { 0 };

	(void)state;
	learner_begin(learner, 7);
	plan.picks = picks;
	plan.npicks = 2;
	const struct record *made = learner_note(learner, &plan, NOW);
	plan.picks = looked;
	plan.npicks = 3;
	plan.base = (struct record_base){ true, made->sid, made->seq };
	learner_note(learner, &plan, NOW + 7 * 86400);
	belief.picks = moved;
	for (belief.npicks = 1; belief.npicks <= 2; belief.npicks++)
		learner_note(learner, &belief, NOW);
	keepsake_say(&course, learner, &(struct keepsake_source){ &none_begun, NULL, 0, NOW, NULL, false }, &out);
	for (size_t i = 0; i < sizeof said / sizeof said[0]; i++)
		if (!strstr(str_text(&out), said[i]))
			fail_msg("\"%s\" is not there: %s", said[i], str_text(&out));
	str_release(&out);
	learner_free(learner);
}

static void nothing_is_said_to_be_nothing(void **state)
{
	struct learner *learner = learner_new();
	struct str out = { 0 };

	(void)state;
	keepsake_say(&course, learner, &(struct keepsake_source){ &none_begun, NULL, 0, NOW, NULL, false }, &out);
	assert_non_null(strstr(str_text(&out), "Nothing is kept yet."));
	str_cut(&out, 0);
	keepsake_say(&course, learner, &(struct keepsake_source){ &none_begun, NULL, 0, NOW, NULL, true }, &out);
	assert_non_null(strstr(str_text(&out), "Nothing of it can be read now."));
	str_release(&out);
	learner_free(learner);
}

/* Half sentences are there, and marked; what was only chosen, or typed into a check, is no word to keep. */
static void what_was_begun_is_said_and_marked(void **state)
{
	static const struct pick half_plan[] = { { "cue", -1, "it snows" } };
	struct record halves[] = { kept(RECORD_DRAFT, "a", 1, "half a thou"), kept(RECORD_DRAFT, "plan", 1, NULL), kept(RECORD_DRAFT, "fill", 1, NULL),
		kept(RECORD_DRAFT, "shut", 1, NULL), kept(RECORD_DRAFT, "belief", 1, NULL), kept(RECORD_DRAFT, "chosen", 1, NULL) };
	struct record *list[] = { &halves[0], &halves[1], &halves[2], &halves[3], &halves[4], &halves[5] };
	const struct drafts begun = { .list = list, .n = 6 }, ratings = { .list = &list[4], .n = 1 };
	struct learner *learner = learner_new();
	struct str out = { 0 };

	(void)state;
	halves[0].base.known = halves[1].base.known = halves[3].base.known = true;
	halves[0].at = NOW;
	halves[1].picks = half_plan;
	halves[2].picks = typed;
	halves[1].npicks = halves[2].npicks = 1;
	for (size_t i = 0; i < 6; i++)
		halves[i].seq = i + 1;
	halves[4].picks = halves[5].picks = rated;
	halves[4].npicks = halves[5].npicks = 1;
	halves[4].at = NOW;
	halves[3].box = "AAAA";
	halves[3].sealed = true;
	keepsake_say(&course, learner, &(struct keepsake_source){ &begun, NULL, 0, NOW, &ratings, false }, &out);
	assert_non_null(strstr(str_text(&out), "### a\n\n> half a thou\n\n*begun, and not finished, 2026-11-18*\n"));
	assert_non_null(strstr(str_text(&out), "### plan\n\n> If it snows\n\n*begun, and not finished"));
	assert_non_null(strstr(str_text(&out), "### shut\n\n(locked)\n\n*begun, and not finished"));
	assert_non_null(strstr(str_text(&out), "### belief\n\n- 2026-11-18: I get scared: 3 of 10 (begun, and not finished)\n"));
	assert_null(strstr(str_text(&out), "### chosen"));
	assert_null(strstr(str_text(&out), "leaf"));
	assert_null(strstr(str_text(&out), "Nothing is kept"));
	str_release(&out);
	learner_free(learner);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_stands_is_said_once),
		cmocka_unit_test(both_of_two_sessions_are_said),
		cmocka_unit_test(each_has_its_day),
		cmocka_unit_test(nothing_is_said_to_be_nothing),
		cmocka_unit_test(what_was_begun_is_said_and_marked),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
