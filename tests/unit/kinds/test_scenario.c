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

/* door -> hall or table; hall -> table, or round to the door; table ends. */
static const char pages[] =
	"[{id: cup, kind: scenario, title: 'The cup', text: 'A short story.', figure: {art: '|_|', alt: 'A cup.'}, scenes: ["
	"{id: door, text: 'Someone knocks.', choices: [{id: wait, text: Wait, say: 'It knocks again.', goto: hall},"
	" {text: 'Say: Come in!', say: 'It opens.', goto: table}]},"
	"{id: hall, text: 'It is dark.', choices: [{id: light, text: 'A light', say: 'One can see.', goto: table},"
	" {id: back, text: Back, say: 'Round again.', goto: door}]},"
	"{id: table, text: 'They sit down.', end: true}]}]";

static const struct way by_keys[] = {
	{.name = "the first scene opens it", .page = "cup", .keys = "", .stage = STAGE_OPEN, .kept = "", .sees = "A short story.\n\n|_|\n\nSomeone knocks.",
		.sees_too = "1. Wait\n2. Say: Come in!"},
	{.name = "a digit only goes there", .page = "cup", .keys = "2", .stage = STAGE_OPEN, .kept = "", .sees = "Someone knocks."},
	{.name = "Enter takes it", .page = "cup", .keys = "Enter", .stage = STAGE_OPEN, .kept = "", .sees = "> Wait\n\nIt knocks again.\n\nIt is dark.",
		.lacks = "A short story."},
	{.name = "to the end", .page = "cup", .keys = "2 Enter", .stage = STAGE_DONE, .kept = "answer say-come-in try 1", .sees = "They sit down.",
		.sees_too = "The story ends here."},
	{.name = "down to a choice", .page = "cup", .keys = "Down Enter", .stage = STAGE_DONE, .kept = "answer say-come-in try 1"},
	{.name = "the long way", .page = "cup", .keys = "1 Enter 1 Enter", .stage = STAGE_DONE, .kept = "answer wait+light try 1"},
	{.name = "round once", .page = "cup", .keys = "1 Enter 2 Enter 2 Enter", .stage = STAGE_DONE, .kept = "answer wait+back+say-come-in try 1"},
	{.name = "no such choice", .page = "cup", .keys = "3", .stage = STAGE_OPEN, .kept = "", .message = "There is no choice with that number."},
	{.name = "u begins it again", .page = "cup", .keys = "1 Enter u", .stage = STAGE_OPEN, .kept = "", .sees = "Someone knocks."},
	{.name = "twice to the end", .page = "cup", .keys = "2 Enter u 1 Enter 1 Enter", .stage = STAGE_DONE,
		.kept = "answer say-come-in try 1; answer wait+light try 2"},
	{.name = "no hint", .page = "cup", .keys = "i", .stage = STAGE_OPEN, .message = "There is no hint on this page."},
	{.name = "no answer to show", .page = "cup", .keys = "r", .stage = STAGE_OPEN, .kept = "", .message = "There is no answer to show on this page."},
	{.name = "nobody judges", .page = "cup", .keys = "2 Enter", .stage = STAGE_DONE, .lacks = "Correct", .lacks_too = "Not yet"},
};

static const struct way by_return[] = {
	{.name = "half way", .page = "cup", .before = "1 Enter", .keys = "", .stage = STAGE_OPEN, .kept = "", .sees = "It knocks again.\n\nIt is dark."},
	{.name = "half way goes on", .page = "cup", .before = "1 Enter", .keys = "1 Enter", .stage = STAGE_DONE, .kept = "answer wait+light try 1"},
	{.name = "with the focus where it was", .page = "cup", .before = "1 Enter Down", .keys = "Enter", .stage = STAGE_OPEN, .kept = "", .sees = "Round again."},
	{.name = "ended", .page = "cup", .before = "2 Enter", .keys = "", .stage = STAGE_DONE, .sees = "It opens.\n\nThey sit down."},
	{.name = "ended, then begun again", .page = "cup", .before = "2 Enter u 1 Enter", .keys = "", .stage = STAGE_OPEN, .sees = "It is dark."},
};

static const struct way by_lines[] = {
	{.name = "a number takes it", .page = "cup", .lines = "1\n", .stage = STAGE_OPEN, .kept = "", .sees = "It knocks again.\n\nIt is dark.\n\n1. A light"},
	{.name = "to the end", .page = "cup", .lines = "1\n1\n", .stage = STAGE_DONE, .kept = "answer wait+light try 1", .sees = "The story ends here."},
	{.name = "letters do too", .page = "cup", .lines = "b\n", .stage = STAGE_DONE, .kept = "answer say-come-in try 1"},
	{.name = "no such number", .page = "cup", .lines = "3\n", .stage = STAGE_OPEN, .kept = "", .sees = "Type a number from 1 to 2, or ? for help."},
	{.name = "two at once", .page = "cup", .lines = "1 2\n", .stage = STAGE_OPEN, .kept = "", .sees = "Type a number from 1 to 2"},
	{.name = "the end is the end", .page = "cup", .lines = "2\n1\n", .stage = STAGE_DONE, .kept = "answer say-come-in try 1", .sees = "The story has ended."},
};

static void nobody_goes_round_for_ever(void **state)
{
	struct lesson l;

	(void)state;
	lesson_begin(&l, pages);
	lesson_visit(&l, "cup");
	for (int i = 0; i < 40; i++)
		lesson_press(&l, "1 Enter 2 Enter");
	assert_non_null(strstr(l.visit.message, "gone round many times"));
	lesson_press(&l, "u 2 Enter");
	assert_int_equal(l.visit.stage, STAGE_DONE);
	lesson_end(&l);
}

/* A way that an edited story no longer has is walked as far as it goes. */
static void an_unknown_choice_ends_the_way(void **state)
{
	static const struct pick way[] = {{.id = "wait", .number = -1}, {.id = "gone", .number = -1}, {.id = "light", .number = -1}};
	struct record old = {.type = RECORD_ANSWER, .chapter = "one", .page = "cup", .rev = 1, .picks = way, .npicks = 3, .attempt = 1};
	struct lesson l;

	(void)state;
	lesson_begin(&l, pages);
	(void)learner_note(l.learner, &old, 1);
	lesson_visit(&l, "cup");
	assert_int_equal(l.visit.stage, STAGE_OPEN);
	assert_non_null(strstr(lesson_view(&l), "It is dark."));
	lesson_end(&l);
}

static void leaving_midway_keeps_the_way(void **state)
{
	struct arena arena = {0};
	struct record out;
	struct lesson l;

	(void)state;
	lesson_begin(&l, pages);
	lesson_visit(&l, "cup");
	lesson_press(&l, "Enter");
	assert_int_equal(visit_leave(&l.visit, &out, &arena), VISIT_KEEP);
	assert_string_equal(out.word, "half");
	(void)learner_note(l.learner, &out, 2000);
	visit_kept(&l.visit, &out);
	assert_false(visit_is_answered(&l.visit));
	lesson_visit(&l, "cup");
	assert_non_null(strstr(lesson_view(&l), "It is dark."));
	arena_release(&arena);
	lesson_end(&l);
}

#define SCENES(list) "{id: one, title: One, pages: [{id: cup, kind: scenario, scenes: [" list "]}]}"
#define END "{id: z, text: End, end: true}"

static const struct {
	const char *name, *text, *faults; /* codes in order, blank-separated */
} broken[] = {
	{"sound", SCENES("{id: a, text: A, choices: [{text: Go, say: It goes., goto: z}]}, " END), ""},
	{"only an end", SCENES(END), ""},
	{"a loop with a way out", SCENES("{id: a, text: A, choices: [{text: Go, say: B., goto: a}, {text: On, say: C., goto: z}]}, " END), ""},
	{"goto nowhere", SCENES("{id: a, text: A, choices: [{text: Go, say: B., goto: y}]}, " END), "E217"},
	{"no choices, no end", SCENES("{id: a, text: A}"), "E218"},
	{"end: false is no end", SCENES("{id: a, text: A, end: false}"), "E218"},
	{"choices and an end", SCENES("{id: a, text: A, end: true, choices: [{text: Go, say: B., goto: z}]}, " END), "E218"},
	{"never reached", SCENES("{id: a, text: A, choices: [{text: Go, say: B., goto: z}]}, {id: b, text: B, end: true}, " END), "E219"},
	{"a pair that only reaches itself", SCENES("{id: a, text: A, choices: [{text: Go, say: B., goto: z}]}, " END
		", {id: b, text: B, choices: [{text: Go, say: B., goto: c}]}, {id: c, text: C, choices: [{text: Go, say: B., goto: b}]}"), "E219 E219"},
	{"round for ever", SCENES("{id: a, text: A, choices: [{text: Go, say: B., goto: b}]}, {id: b, text: B, choices: [{text: Go, say: B., goto: a}]}"), "E220 E220"},
	{"no say", SCENES("{id: a, text: A, choices: [{text: Go, goto: z}]}, " END), "E204"},
	{"no goto", SCENES("{id: a, text: A, choices: [{text: Go, say: B.}]}, " END), "E102"},
	{"one id for two scenes", SCENES("{id: z, text: A, choices: [{text: Go, say: B., goto: z}]}, " END), "E201"},
	{"one slug for two choices", SCENES("{id: a, text: A, choices: [{text: Go, say: B., goto: z}, {text: 'Go!', say: C., goto: z}]}, " END), "E201"},
	{"an id that is another's slug", SCENES("{id: a, text: A, choices: [{text: Go, say: B., goto: z}, {id: go, text: On, say: C., goto: z}]}, " END), "E201"},
};

static void faults_are_found(void **state)
{
	(void)state;
	for (size_t i = 0; i < N(broken); i++) {
		struct arena arena = {0};
		struct diags diags = {0};
		struct str codes = {0};

		chapter_free(chapter_read(nodes_of(&arena, broken[i].text), "one", kinds_all, &diags));
		for (size_t d = 0; d < diags.count; d++)
			str_print(&codes, "%s%s", d ? " " : "", diag_code_text(diags.list[d].code));
		if (strcmp(str_text(&codes), broken[i].faults) != 0)
			fail_msg("%s: wanted '%s', found '%s'", broken[i].name, broken[i].faults, str_text(&codes));
		str_release(&codes);
		diags_release(&diags);
		arena_release(&arena);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST_WAYS(pages, by_keys),
		TEST_WAYS(pages, by_return),
		TEST_WAYS(pages, by_lines),
		cmocka_unit_test(nobody_goes_round_for_ever),
		cmocka_unit_test(an_unknown_choice_ends_the_way),
		cmocka_unit_test(leaving_midway_keeps_the_way),
		cmocka_unit_test(faults_are_found),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
