/* SPDX-License-Identifier: MIT
 *
 * Two tellings of a room: cases by name, then rooms at random that are told after every learner, read by somebody who
 * subtracts and knows the answers of four. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "room/steps.h"

#define CELLS 3
#define ROOMS 4000
#define MOST  40 /* learners of a room at random */

static const char *const names[CELLS] = { "a", "b", "c" };

struct room {
	struct step step;
	unsigned counts[CELLS];
	unsigned learners;
};

struct telling {
	struct count cells[CELLS];
	unsigned answered;
};

static struct telling tell(struct room *room)
{
	struct telling told = { .answered = room->learners };

	for (size_t i = 0; i < CELLS; i++)
		told.cells[i].count = room->counts[i];
	steps_take(&room->step, told.cells, CELLS, false, &told.answered);
	for (size_t i = 0; i < CELLS; i++)
		if (!told.cells[i].shown)
			told.cells[i].count = 0; /* nobody sees it */
	return told;
}

static bool is_same(const struct telling *a, const struct telling *b)
{
	for (size_t i = 0; i < CELLS; i++)
		if (a->cells[i].shown != b->cells[i].shown || a->cells[i].count != b->cells[i].count)
			return false;
	return a->answered == b->answered;
}

static const struct {
	const char *name;
	unsigned first[CELLS], then[CELLS]; /* told after these, and again */
	unsigned told[CELLS];               /* the second time; 0: not shown */
	unsigned answered;
} cases[] = {
	{ "one more changes nothing", { 6, 6, 0 }, { 7, 6, 0 }, { 6, 0, 0 }, 12 },
	{ "four more change nothing", { 6, 6, 0 }, { 8, 8, 0 }, { 6, 0, 0 }, 12 },
	{ "one who took theirs back changes nothing", { 6, 6, 0 }, { 5, 6, 0 }, { 6, 0, 0 }, 12 },
	{ "five of one mind change nothing", { 6, 6, 0 }, { 11, 6, 0 }, { 6, 0, 0 }, 12 },
	{ "five here and four there change nothing", { 6, 6, 0 }, { 11, 10, 0 }, { 6, 0, 0 }, 12 },
	{ "who came would be told as a room of their own", { 6, 6, 0 }, { 11, 11, 0 }, { 11, 0, 0 }, 22 },
	{ "a cell that nobody new is in keeps all as it was", { 6, 6, 5 }, { 11, 11, 5 }, { 6, 6, 5 }, 17 },
	{ "nothing was told, so nothing can be subtracted", { 3, 3, 1 }, { 6, 6, 0 }, { 6, 0, 0 }, 12 },
	{ "how many answered comes in steps, too", { 3, 3, 1 }, { 4, 3, 1 }, { 0, 0, 0 }, 7 },
};

static void what_is_told_next(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct room room = { 0 };
		memcpy(room.counts, cases[i].first, sizeof room.counts);
		for (size_t k = 0; k < CELLS; k++)
			room.learners += room.counts[k];
		(void)tell(&room);
		memcpy(room.counts, cases[i].then, sizeof room.counts);
		room.learners = room.counts[0] + room.counts[1] + room.counts[2];
		struct telling told = tell(&room);
		for (size_t k = 0; k < CELLS; k++)
			if (told.cells[k].count != cases[i].told[k])
				fail_msg("%s: %s is %u", cases[i].name, names[k], told.cells[k].count);
		if (told.answered != cases[i].answered)
			fail_msg("%s: %u answered", cases[i].name, told.answered);
	}
}

/* -- Rooms at random, told after every learner -------------------------------------------------------------------------- */

static uint32_t dice(uint32_t *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return *seed >> 16;
}

/* Whatever the one who comes now may answer. `looks[k]`: what is told if it is k. */
static void with_each(const struct room *before, struct telling looks[CELLS])
{
	for (size_t k = 0; k < CELLS; k++) {
		struct room room = *before;
		room.counts[k]++;
		room.learners++;
		looks[k] = tell(&room);
	}
}

/* Since the last telling that showed something: no fewer than five in a cell that is told, and no fewer than five not; so who
 * knows four of the newcomers knows of no other one that they are in it, or are not. */
static void judge_difference(const struct telling *was, const struct telling *now)
{
	bool told_before = false;
	unsigned came = now->answered - was->answered;

	for (size_t i = 0; i < CELLS; i++)
		told_before |= was->cells[i].shown;
	if (!told_before)
		return;
	for (size_t i = 0; i < CELLS; i++) {
		if (!was->cells[i].shown || !now->cells[i].shown)
			continue;
		unsigned more = now->cells[i].count - was->cells[i].count;
		if (more < 5 || came - more < 5)
			fail_msg("of %u who came %u chose %s, and it is told", came, more, names[i]);
	}
}

static void nothing_is_found_by_telling_twice(void **state)
{
	uint32_t seed = 1;
	size_t steps = 0, twice = 0;

	(void)state;
	for (int n = 0; n < ROOMS; n++) {
		struct room room = { 0 };
		struct telling last = tell(&room);
		uint32_t leans = dice(&seed) % 5; /* a room may be of one mind */
		while (room.learners < MOST) {
			struct telling looks[CELLS];
			uint32_t answer = dice(&seed) % (CELLS + leans);
			bool judged = room.learners + 1 >= room.step.asked + COUNTS_LEAST;
			with_each(&room, looks);
			for (size_t k = 0; k < CELLS && !judged; k++)
				if (!is_same(&looks[k], &last))
					fail_msg("the %uth learner chose %s, and that is seen", room.learners + 1, names[k]);
			room.counts[answer < CELLS ? answer : 0]++;
			room.learners++;
			struct telling now = tell(&room);
			if (!is_same(&now, &last)) {
				steps++;
				twice += last.cells[0].shown && now.cells[0].shown;
				judge_difference(&last, &now);
			}
			last = now;
		}
	}
	assert_true(steps > ROOMS); /* else nothing was looked at */
	assert_true(twice > 100);
}

/* -- What is remembered -------------------------------------------------------------------------------------------------- */

static bool only_p(const void *ctx, const char *page, unsigned rev)
{
	(void)ctx;
	return strcmp(page, "p") == 0 && rev == 2;
}

static void what_was_told_is_remembered(void **state)
{
	struct step step = { 12, 10, { { 6, true }, { 4, false }, { 0, false } } }, again;
	struct str text = { 0 }, kept = { 0 };

	(void)state;
	steps_note("other", 1, names, CELLS, &step, &text);
	steps_note("p", 2, names, CELLS, &step, &text);
	steps_recall(str_text(&text), "p", 2, names, CELLS, &again);
	assert_memory_equal(&again, &step, sizeof step);
	steps_recall(str_text(&text), "p", 1, names, CELLS, &again);
	assert_int_equal(again.asked, 0);
	steps_keep(str_text(&text), only_p, NULL, &kept);
	assert_string_equal(str_text(&kept), "check other 1 12 10 a 6 + b 4 - c 0 -\n");
	str_release(&text);
	str_release(&kept);
}

static void what_is_no_memory_is_none(void **state)
{
	static const char *const strange[] = { "", "\n\n", "check", "check p 2", "check p 2 x", "check p 2 12 10 b 1 + a 2 + c 1 -\n",
		"check p 2 12 10 a 99999999 + b 4 - c 0 -\n", "check p 2 12 10 a 6 +" };

	(void)state;
	for (size_t i = 0; i < sizeof strange / sizeof *strange; i++) {
		struct step step;
		steps_recall(strange[i], "p", 2, names, CELLS, &step);
		if (step.asked || step.cells[0].shown)
			fail_msg("something is remembered of \"%s\"", strange[i]);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_told_next),
		cmocka_unit_test(nothing_is_found_by_telling_twice),
		cmocka_unit_test(what_was_told_is_remembered),
		cmocka_unit_test(what_is_no_memory_is_none),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
