/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "io/drafts.h"

/* Whether a sealed half answer of session 1 may go, for what the same session answered later. */
static void a_sealed_one_is_answered_by_sealed_words_alone(void **state)
{
	static const struct {
		const char *name;
		bool draft_sealed, words_sealed, goes;
	} cases[] = {
		{ "readable, answered readable", false, false, true },
		{ "readable, then locked and answered", false, true, true },
		{ "sealed, answered when it was open", true, true, true },
		{ "sealed, answered beside it while it was shut", true, false, false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct learner *learner = learner_new();
		struct drafts none = { 0 };
		struct record draft = { .type = RECORD_DRAFT, .sid = 1, .seq = 5, .clock = 5, .page = "p", .sealed = cases[i].draft_sealed };
		struct record words = { .type = RECORD_WORDS, .sid = 1, .seq = 6, .clock = 6, .page = "p", .sealed = cases[i].words_sealed };

		*(draft.sealed ? &draft.box : &draft.text) = "half";
		*(words.sealed ? &words.box : &words.text) = "whole";
		learner_take(learner, &words);
		if (drafts_supersede(&none, learner, &draft) != cases[i].goes)
			fail_msg("%s", cases[i].name);
		learner_free(learner);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_sealed_one_is_answered_by_sealed_words_alone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
