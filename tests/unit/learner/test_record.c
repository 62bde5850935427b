/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "learner/record.h"

static void copy_is_deep(void **state)
{
	(void)state;
	char page[] = "trust", text[] = "I ask", word[] = "seen", id[] = "a", chapter[] = "earned";
	struct pick picks[] = { { id, 3, NULL }, { id, -1, id } };
	struct record from = { .type = RECORD_ANSWER, .sid = 7, .seq = 8, .clock = 9, .at = 10, .chapter = chapter,
		.page = page, .rev = 2, .picks = picks, .npicks = 2, .text = text, .word = word, .verdict = VERDICT_PARTLY,
		.sure = 1, .attempt = 2, .focus = 3, .hints = 4, .stage = 5, .seed = 6 };
	struct arena arena = { 0 };
	struct record *copy = record_copy(&arena, &from);
	page[0] = text[0] = word[0] = id[0] = chapter[0] = '#';
	picks[0].number = 99;
	assert_string_equal(copy->page, "trust");
	assert_string_equal(copy->chapter, "earned");
	assert_string_equal(copy->text, "I ask");
	assert_string_equal(copy->word, "seen");
	assert_string_equal(copy->picks[1].id, "a");
	assert_int_equal(copy->picks[0].number, 3);
	assert_int_equal(copy->picks[1].number, -1);
	assert_null(copy->picks[0].text);
	assert_string_equal(copy->picks[1].text, "a");
	assert_int_equal(copy->seed, 6);
	assert_int_equal(copy->stage, 5);
	arena_release(&arena);
}

static void what_is_missing_stays_missing(void **state)
{
	(void)state;
	struct pick unused = { "a", 1, NULL };
	struct record from = { .type = RECORD_NOTICE, .picks = &unused };
	struct arena arena = { 0 };
	struct record *copy = record_copy(&arena, &from);
	assert_null(copy->page);
	assert_null(copy->text);
	assert_null(copy->picks);
	arena_release(&arena);
}

static const char *pick_text(const struct record *r, const char *id)
{
	for (size_t i = 0; i < r->npicks; i++)
		if (strcmp(r->picks[i].id, id) == 0)
			return r->picks[i].text ? r->picks[i].text : "";
	return "(none)";
}

static void joined_nothing_of_either_is_missing(void **state)
{
	static const struct pick first_lines[] = { { "cue", -1, "it rains" }, { "action", -1, "" } };
	static const struct pick then_lines[] = { { "cue", -1, "and snows" }, { "action", -1, "tea" }, { "more", -1, "cake" } };
	static const struct record first = { .type = RECORD_DRAFT, .attempt = 3, .text = "one", .picks = first_lines, .npicks = 2 };
	static const struct record then = { .type = RECORD_DRAFT, .attempt = 1, .text = "two", .picks = then_lines, .npicks = 3 };
	static const struct record none = { .type = RECORD_DRAFT };
	struct arena arena = { 0 };
	struct record *joined = record_join(&arena, &first, &then);

	(void)state;
	assert_string_equal(joined->text, "one\ntwo");
	assert_int_equal(joined->attempt, 3);
	assert_string_equal(pick_text(joined, "cue"), "it rains and snows");
	assert_string_equal(pick_text(joined, "action"), "tea");
	assert_string_equal(pick_text(joined, "more"), "cake");
	assert_string_equal(record_join(&arena, &none, &then)->text, "two");
	assert_string_equal(record_join(&arena, &first, &none)->text, "one");
	assert_null(record_join(&arena, &none, &none)->text);
	arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(copy_is_deep),
		cmocka_unit_test(what_is_missing_stays_missing),
		cmocka_unit_test(joined_nothing_of_either_is_missing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
