/* SPDX-License-Identifier: MIT
 *
 * Which counts of a room are shown: cases by name, and then every room up to a size, read by somebody who wants to know. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "room/counts.h"

#define CELLS 4
#define MOST  16 /* learners in the rooms that are gone through */

static const struct {
	const char *name;
	unsigned counts[CELLS];
	size_t n;
	bool shown[CELLS];
	unsigned rest;
} cases[] = {
	{ "nobody", { 0, 0 }, 2, { false, false }, 0 },
	{ "four", { 4, 0 }, 2, { false, false }, 4 },
	{ "five of one mind", { 5, 0 }, 2, { false, false }, 5 },
	{ "five, and who knows four", { 4, 1 }, 2, { false, false }, 5 },
	{ "nine", { 5, 4 }, 2, { false, false }, 9 },
	{ "five and five", { 5, 5 }, 2, { true, true }, 0 },
	{ "all but four", { 20, 4 }, 2, { false, false }, 24 },
	{ "all of one mind", { 30, 0, 0 }, 3, { false, false, false }, 30 },
	{ "a rest of two cells", { 9, 3, 2 }, 3, { true, false, false }, 5 },
	{ "a rest too small takes one in", { 9, 6, 1 }, 3, { true, false, false }, 7 },
	{ "an option nobody chose is not found by subtraction", { 9, 6, 0 }, 3, { true, false, false }, 6 },
	{ "one alone takes one in", { 9, 8, 4 }, 3, { true, false, false }, 12 },
	{ "all shown", { 9, 6, 5, 7 }, 4, { true, true, true, true }, 0 },
};

static void each_room_shows_what_it_may(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct count cells[CELLS] = { { 0, false } };
		for (size_t k = 0; k < cases[i].n; k++)
			cells[k].count = cases[i].counts[k];
		unsigned rest = counts_shares(cells, cases[i].n);
		for (size_t k = 0; k < cases[i].n; k++)
			if (cells[k].shown != cases[i].shown[k])
				fail_msg("%s: cell %zu", cases[i].name, k);
		if (rest != cases[i].rest)
			fail_msg("%s: %u in the rest", cases[i].name, rest);
	}
}

/* -- Every room ------------------------------------------------------------------------------- */

/* What is told of a room, as one number: two rooms look alike when theirs are equal. */
static uint64_t look(const unsigned *room, size_t n, bool marks, unsigned learners)
{
	struct count cells[CELLS] = { { 0, false } };
	uint64_t told = learners;

	for (size_t i = 0; i < n; i++)
		cells[i].count = room[i];
	if (marks)
		counts_marks(cells, n, learners);
	else
		(void)counts_shares(cells, n);
	for (size_t i = 0; i < n; i++)
		told = told * 64 + (cells[i].shown ? room[i] + 1 : 0);
	return told;
}

/* The next room of `n` cells whose sum is the same and none of which is above `most`; false after the last. */
static bool next(unsigned *room, size_t n, unsigned sum, unsigned most)
{
	for (;;) {
		size_t i = 0;
		unsigned now = 0;
		while (i < n && ++room[i] > most)
			room[i++] = 0;
		if (i == n)
			return false;
		for (size_t k = 0; k < n; k++)
			now += room[k];
		if (now == sum)
			return true;
	}
}

/* What all rooms that look like `room` have in common. */
struct known {
	unsigned least[CELLS], most[CELLS];
};

static void learn_all(const unsigned *room, size_t n, unsigned sum, unsigned most, bool marks, unsigned learners,
	struct known *known)
{
	uint64_t told = look(room, n, marks, learners);
	unsigned other[CELLS] = { 0 };

	for (size_t i = 0; i < n; i++)
		known->least[i] = known->most[i] = room[i];
	while (next(other, n, sum, most)) {
		if (look(other, n, marks, learners) != told)
			continue;
		for (size_t i = 0; i < n; i++) {
			known->least[i] = other[i] < known->least[i] ? other[i] : known->least[i];
			known->most[i] = other[i] > known->most[i] ? other[i] : known->most[i];
		}
	}
}

static void judge(const unsigned *room, size_t n, unsigned learners, bool marks, const struct known *known)
{
	struct count cells[CELLS] = { { 0, false } };

	for (size_t i = 0; i < n; i++)
		cells[i].count = room[i];
	if (marks)
		counts_marks(cells, n, learners);
	else
		(void)counts_shares(cells, n);
	for (size_t i = 0; i < n; i++) {
		if (!cells[i].shown && known->least[i] == known->most[i])
			fail_msg("{%u %u %u %u} of %u: cell %zu is hidden and can be found", room[0], room[1], room[2], room[3],
				learners, i);
		/* Who knows four answers knows of nobody else that they are in this cell, or that they are not. */
		if (cells[i].shown && (room[i] <= 4 || learners - room[i] <= 4))
			fail_msg("{%u %u %u %u} of %u: cell %zu tells the last one's answer", room[0], room[1], room[2],
				room[3], learners, i);
	}
}

/* Nothing in a room of fewer than five is told at all, so there is nothing to look at. */
static void nothing_is_found_by_subtraction(void **state)
{
	(void)state;
	for (size_t n = 2; n <= CELLS; n++)
		for (unsigned learners = 5; learners <= (n < 4 ? MOST + 8u : MOST); learners++) {
			unsigned room[CELLS] = { 0 };
			while (next(room, n, learners, learners)) {
				struct known known;
				learn_all(room, n, learners, learners, false, learners, &known);
				judge(room, n, learners, false, &known);
			}
		}
}

static void nor_where_so_many_are_to_be_chosen(void **state)
{
	(void)state;
	for (size_t n = 3; n <= CELLS; n++)
		for (unsigned learners = 5; learners <= (n < 4 ? MOST : 12); learners++)
			for (unsigned chosen = 2; chosen < n; chosen++) {
				unsigned room[CELLS] = { 0 };
				while (next(room, n, chosen * learners, learners)) {
					struct known known;
					learn_all(room, n, chosen * learners, learners, true, learners, &known);
					judge(room, n, learners, true, &known);
				}
			}
}

/* The room of the attacker who knows four of five: whatever the fifth answered, it looks the same. */
static void four_of_five_do_not_give_the_fifth(void **state)
{
	(void)state;
	for (size_t n = 2; n <= CELLS; n++) {
		unsigned four[CELLS] = { 0 };
		while (next(four, n, 4, 4)) {
			uint64_t told = 0;
			for (size_t fifth = 0; fifth < n; fifth++) {
				unsigned room[CELLS];
				memcpy(room, four, sizeof room);
				room[fifth]++;
				uint64_t now = look(room, n, false, 5);
				if (fifth > 0 && now != told)
					fail_msg("{%u %u %u %u} and a fifth who chose %zu", four[0], four[1], four[2], four[3], fifth);
				told = now;
			}
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_room_shows_what_it_may),
		cmocka_unit_test(four_of_five_do_not_give_the_fifth),
		cmocka_unit_test(nothing_is_found_by_subtraction),
		cmocka_unit_test(nor_where_so_many_are_to_be_chosen),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
