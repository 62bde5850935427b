/* SPDX-License-Identifier: MIT */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include "support/nodes.h"
#include "support/sitting.h"
#include "tutor/screens.h"

/* A course of one chapter that is what the test says it is now. */

#define WARM "{id: warm, kind: read, text: 'Hot water first.'}"
#define BITTER                                                                                                         \
	"{id: bitter, kind: choice, confidence: false, ask: 'Why is it bitter?', options: ["                           \
	"{id: long, text: 'It stood long', right: true, say: x}, {id: fresh, text: 'It was fresh', say: y}]}"
#define OWN "{id: own, kind: reflect, ask: 'Your own words?'}"
#define PAGES WARM ", " BITTER ", " OWN

static const char *now[1];
static const struct session_texts tea = {"{attune: 1, id: tea, title: Tea, language: en, chapters: [pot]}", now, NULL};
const struct sitting sitting = {.texts = &tea, .keep = "readable"};

/* From the next reading on. */
static void write_pages(const char *pages)
{
	now[0] = arena_print(&s.arena, "{id: pot, title: The pot, pages: [%s]}", pages);
}

static int open_pot(void **state)
{
	(void)open_session(state);
	write_pages(PAGES);
	return 0;
}

/* The file of the open chapter is saved. */
static void save(const char *pages)
{
	struct diags diags = {0};
	struct event ev = {.type = EV_CHANGED, .index = app_watched(&s.app), .diags = &diags};

	write_pages(pages);
	ev.chapter = s.shelf.chapter(s.shelf.ctx, s.course, 0, &diags);
	session_event(&s, ev);
	diags_release(&diags);
}

/* -- Between two sessions ---------------------------------------------------------------------- */

static void it_is_told_once(void **state)
{
	(void)state;
	session_start(&s, 80, 24, "warm");
	shows_not("revised");
	session_stop(&s);
	write_pages("{id: first, kind: read, text: x}, " WARM ", {id: bitter, kind: read, rev: 2, text: y}");
	session_start(&s, 80, 24, NULL);
	session_press(&s, "Enter");
	is_at("warm");
	shows("This chapter was revised: 1 page changed, 1 new, 1 no longer here.");
	session_press(&s, "Space");
	shows_not("revised");
	session_press(&s, "b");
	shows_not("revised");
	session_stop(&s);
	session_start(&s, 80, 24, "warm");
	shows_not("revised");
}

static void half_a_sentence_goes_with_its_page(void **state)
{
	static const char *const edits[] = {
		WARM ", {id: mine, kind: reflect, was: own, ask: 'Your own words?'}",
		WARM ", {id: mine, kind: reflect, was: own, rev: 2, ask: 'Something else?'}",
	};

	(void)state;
	session_start(&s, 80, 24, "own");
	session_press(&s, "'half a sen'");
	session_wait(&s, 300);
	session_stop(&s);
	for (size_t i = 0; i < sizeof edits / sizeof edits[0]; i++) {
		write_pages(edits[i]);
		session_start(&s, 80, 24, "mine");
		shows("half a sen");
		session_stop(&s);
	}
	session_start(&s, 80, 24, "mine");
	session_press(&s, "'tence' Esc");
	session_stop(&s);
	session_start(&s, 80, 24, "mine");
	shows("half a sentence");
}

#define MINE WARM ", {id: mine, kind: reflect, was: own, ask: 'Your own words?'}"

/* The line on the disk has the old name: what goes on with it says so, or nobody knows that it goes on. */
static void half_a_sentence_ends_under_its_new_name(void **state)
{
	(void)state;
	session_start(&s, 80, 24, "own");
	session_press(&s, "'half a sen'");
	session_wait(&s, 300);
	session_stop(&s);
	write_pages(MINE);
	session_start(&s, 80, 24, "mine");
	(void)session_log(&s);
	session_press(&s, "'tence'");
	session_wait(&s, 300);
	assert_non_null(strstr(session_log(&s), "taken own"));
	session_press(&s, "Esc w");
	shows_not("not finished");
}

/* Renamed while it is written on, and finished there. */
static void nothing_of_a_finished_sentence_is_begun(void **state)
{
	(void)state;
	session_start(&s, 80, 24, "own");
	session_press(&s, "'half a sen'");
	session_wait(&s, 300);
	save(MINE);
	is_at("mine");
	shows("half a sen");
	session_press(&s, "'tence' Esc w");
	shows_not("not finished");
	session_start(&s, 80, 24, "warm");
	session_press(&s, "w");
	shows("half a sentence");
	shows_not("not finished");
}

static const struct record dropped[] = {
	{.type = RECORD_DRAFT, .sid = 1001, .seq = 3, .clock = 20, .rev = 1, .attempt = 1, .chapter = "pot", .page = "mine", .base = {.known = true},
		.text = "half a sentence"},
	{.type = RECORD_DRAFT, .sid = 1002, .seq = 3, .clock = 10, .rev = 1, .attempt = 1, .chapter = "pot", .page = "own", .base = {.known = true},
		.text = "half a sen"},
};

static void one_sentence_under_two_names_is_one(void **state)
{
	(void)state;
	write_pages(MINE);
	for (size_t i = 0; i < 2; i++)
		s.left[s.nleft++] = &dropped[i];
	session_start(&s, 80, 24, "mine");
	is_at("mine");
	shows("half a sentence");
}

static void what_was_begun_on_a_page_that_is_gone_stands_in_full(void **state)
{
	(void)state;
	session_start(&s, 80, 24, "own");
	session_press(&s, "'One that is so long that a row of the list of what was begun would end before it, and after it'");
	session_wait(&s, 300);
	session_stop(&s);
	write_pages(WARM ", " BITTER);
	session_start(&s, 80, 24, "warm");
	session_press(&s, "w");
	shows("Begun, and not finished");
	shows("> One that is so long");
	shows("and after it");
	assert_int_equal(screen_words.items(&s.app), 1);
	session_press(&s, "2");
	is_at("words");
}

static void another_meaning_is_asked_again(void **state)
{
	(void)state;
	session_start(&s, 80, 24, "bitter");
	session_press(&s, "2 Enter");
	assert_true(session_shows(&s, "Correct.") || session_shows(&s, "Not yet."));
	session_stop(&s);
	session_start(&s, 80, 24, "bitter");
	assert_true(session_shows(&s, "Correct.") || session_shows(&s, "Not yet."));
	session_stop(&s);
	write_pages("{id: bitter, kind: choice, rev: 2, ask: 'Why is it sweet?', options: ["
		"{id: long, text: 'It stood long', say: x}, {id: fresh, text: 'It was fresh', right: true, say: y}]}");
	session_start(&s, 80, 24, "bitter");
	assert_false(session_shows(&s, "Correct.") || session_shows(&s, "Not yet."));
	assert_non_null(learner_latest(s.learner, RECORD_ANSWER, "bitter"));
}

#define SWEET(rev)                                                                                                     \
	"{id: sweet, kind: choice, rev: " rev ", fixed: true, confidence: false, ask: 'What is sweet?', options: ["     \
	"{id: tea, text: 'The tea', right: true, say: x}, {id: cup, text: 'The cup', say: y}]}"
#define A_DAY_LATER (25 * 3600 * 1000)

/* Right a day later: the same question has three days to go. */
static void another_meaning_comes_back(void **state)
{
	static const char *const revs[] = {SWEET("1"), SWEET("2")};

	(void)state;
	write_pages(revs[0]);
	session_start(&s, 80, 24, "sweet");
	session_press(&s, "1 Enter Enter");
	session_stop(&s);
	session_wait(&s, A_DAY_LATER);
	session_start(&s, 80, 24, NULL);
	session_press(&s, "v 1 Enter Enter");
	session_stop(&s);
	session_wait(&s, A_DAY_LATER);
	for (int i = 0; i < 2; i++) {
		write_pages(revs[i]);
		session_start(&s, 80, 24, NULL);
		assert_int_equal(session_shows(&s, "question from before"), i);
		session_stop(&s);
	}
}

/* An option is gone, and the page says that it is the same. */
static void an_answer_that_is_gone_is_asked_again(void **state)
{
	static const char words[] = "This page was revised. Your earlier answer is kept.";

	(void)state;
	session_start(&s, 80, 24, "bitter");
	session_press(&s, "2 Enter");
	session_stop(&s);
	write_pages(WARM ", {id: bitter, kind: choice, confidence: false, ask: 'Why is it bitter?', options: ["
		"{id: slow, text: 'It was slow', right: true, say: x}, {id: stale, text: 'It was stale', say: y}]}, " OWN);
	session_start(&s, 80, 24, "bitter");
	assert_true(session_shows(&s, words));
	assert_false(session_shows(&s, "Correct.") || session_shows(&s, "Not yet."));
	session_press(&s, "Down"); /* which only moves */
	assert_true(session_shows(&s, words));
	session_press(&s, "1");
	assert_false(session_shows(&s, words));
	session_press(&s, "Enter");
	assert_true(session_shows(&s, "Correct.") || session_shows(&s, "Not yet."));
	session_stop(&s);
	session_start(&s, 80, 24, "bitter");
	assert_false(session_shows(&s, words));
	assert_true(session_shows(&s, "Correct.") || session_shows(&s, "Not yet."));
	assert_non_null(learner_nth(s.learner, RECORD_ANSWER, "bitter", 1));
}

/* -- Under our eyes ---------------------------------------------------------------------------- */

static void the_same_page_is_shown_anew(void **state)
{
	(void)state;
	session_start(&s, 80, 24, "bitter");
	save("{id: first, kind: read, text: x}, " PAGES);
	is_at("bitter");
	shows("page 3 of 4");
	save("{id: sweet, kind: read, was: bitter, text: 'Not bitter.'}, " WARM);
	is_at("sweet");
	save(WARM);
	is_at("warm");
	shows_not("revised");
}

static void a_broken_file_leaves_the_last_good_page(void **state)
{
	(void)state;
	session_start(&s, 80, 24, "warm");
	save("{id: warm, kind: red}");
	shows("Hot water first.");
	shows("[E109] there is no page kind 'red'");
	shows("pot.yaml:1:");
	session_press(&s, "Space");
	shows("Why is it bitter?");
	shows("[E109]");
	save(PAGES);
	shows_not("[E109]");
	shows("Why is it bitter?");
}

static void a_fault_is_told_whole_or_ends_in_dots(void **state)
{
	static const char broken[] = "{id: warm, kind: read, text: x, evidence: 'as firm as anyone could wish for such a claim'}";

	(void)state;
	session_start(&s, 40, 15, "warm");
	save(broken);
	shows("pot.yaml:1:");
	shows("[E106]");
	shows("one-\n view\n");
	session_size(&s, 28, 9);
	shows("[E106]");
	shows("is not...\n");
}

static void a_file_broken_from_the_start(void **state)
{
	(void)state;
	write_pages("{id: own, kind: red}");
	session_start(&s, 80, 24, NULL);
	session_press(&s, "Enter");
	shows("cannot be opened");
	save("{id: own, kind: rad}");
	shows("[E109] there is no page kind 'rad'");
	session_press(&s, "?"); /* the help stands over it */
	save("{id: own, kind: rod}");
	session_press(&s, "?");
	shows("[E109] there is no page kind 'rod'");
	session_press(&s, "?");
	save(PAGES);
	is_at("warm");
}

/* -- Any edit at any time ---------------------------------------------------------------------- */

static uint32_t chance(uint32_t *state)
{
	*state ^= *state << 13; /* Marsaglia 2003, xorshift */
	*state ^= *state >> 17;
	*state ^= *state << 5;
	return *state;
}

/* Some pages of some kinds in some order; every eighth chapter is broken. */
static const char *any_pages(uint32_t *dice)
{
	static const char *const kinds[] = {
		"{id: p%u, kind: read, rev: %u, text: x}",
		"{id: p%u, kind: pause, rev: %u, text: x, note: {about: hard things}}",
		"{id: p%u, kind: reflect, rev: %u, ask: x}",
		"{id: p%u, kind: choice, rev: %u, ask: x, options: [{id: a, text: y, right: true, say: z}, {id: b, text: w, say: z}]}",
		"{id: p%u, kind: rate, rev: %u, ask: x, low: l, high: h, statements: [{id: a, text: y}]}",
		"{id: p%u, kind: order, rev: %u, ask: x, items: [{id: a, text: y, say: z}, {id: b, text: w, say: z}]}",
	};
	struct str out = {0};
	unsigned first = chance(dice) % 6, n = 1 + chance(dice) % 5;

	for (unsigned i = 0; i < n; i++) {
		char page[200];
		const char *kind = kinds[chance(dice) % (sizeof kinds / sizeof kinds[0])];
		const char *id = strstr(kind, "%u"), *rev = strstr(id + 2, "%u");
		(void)snprintf(page, sizeof page, "%.*s%u%.*s%u%s", (int)(id - kind), kind, (first + i * 5) % 6,
			(int)(rev - id - 2), id + 2, 1 + chance(dice) % 2, rev + 2);
		str_print(&out, "%s%s", i ? ", " : "", page);
	}
	if (chance(dice) % 8 == 0)
		str_add_text(&out, ", {id: x}");
	const char *made = arena_copy(&s.arena, str_text(&out), out.len);
	str_release(&out);
	return made;
}

static void any_edit_keeps_the_invariants(void **state)
{
	static const char *const keys[] = {"Space", "b", "1", "Enter", "Esc", "n", "'x'", "q", "t", "2", "Down", "i", "g", "?", "d", "Enter"};
	uint32_t dice = 20261122;

	(void)state;
	for (unsigned round = 0; round < 100; round++) {
		write_pages(any_pages(&dice));
		session_start(&s, 80, 24, NULL);
		for (unsigned i = 0; i < 30 && !s.over; i++) {
			if (chance(&dice) % 4 == 0)
				save(any_pages(&dice));
			else
				session_press(&s, keys[chance(&dice) % (sizeof keys / sizeof keys[0])]);
		}
		session_stop(&s);
	}
}

/* course.yaml is saved, with the list of chapters it has now; and the chapter's file has a fault it is not closed for. */
static struct course *save_course(const char *chapters, bool faulty)
{
	struct diags diags = {0};
	struct course *course = course_read(
		nodes_of(&s.arena, arena_print(&s.arena, "{attune: 1, id: tea, title: Tea, language: en, chapters: [%s]}", chapters)),
		"/courses/tea", &diags);
	struct event ev = {.type = EV_CHANGED, .index = app_watched(&s.app), .course = course, .diags = &diags};

	ev.chapter = s.shelf.chapter(s.shelf.ctx, s.course, 0, &diags);
	if (faulty)
		diag_add(&diags, DIAG_UNKNOWN_TERM, (struct place){4, 2}, 1, "no such term");
	session_event(&s, ev);
	diags_release(&diags);
	return course;
}

static void another_list_of_chapters(void **state)
{
	struct course *longer, *without, *same;

	(void)state;
	session_start(&s, 80, 24, "bitter");
	longer = save_course("more, pot", false);
	assert_ptr_equal(s.app.course, longer);
	assert_int_equal(s.app.chapter_index, 1);
	shows("Why is it bitter?");
	without = save_course("more", false);
	assert_ptr_equal(s.app.course, longer);
	shows("course.yaml no longer names 'pot'");
	same = save_course("more, pot", true);
	assert_ptr_equal(s.app.course, same);
	shows("pot.yaml:4:2: [E205] no such term");
	shows("Why is it bitter?");
	session_stop(&s);
	course_free(longer);
	course_free(without);
	course_free(same);
}

#define T(name) cmocka_unit_test_setup_teardown(name, open_pot, close_session)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(it_is_told_once),
		T(half_a_sentence_goes_with_its_page), T(half_a_sentence_ends_under_its_new_name), T(nothing_of_a_finished_sentence_is_begun),
		T(one_sentence_under_two_names_is_one), T(what_was_begun_on_a_page_that_is_gone_stands_in_full),
		T(another_meaning_is_asked_again), T(another_meaning_comes_back),
		T(an_answer_that_is_gone_is_asked_again),
		T(the_same_page_is_shown_anew),
		T(a_broken_file_leaves_the_last_good_page),
		T(a_fault_is_told_whole_or_ends_in_dots),
		T(a_file_broken_from_the_start),
		T(another_list_of_chapters),
		T(any_edit_keeps_the_invariants),
	};

	setlocale(LC_CTYPE, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
