/* SPDX-License-Identifier: MIT
 *
 * A page that draws from other chapters: they are asked for when it is come to, once each, and gone when it is left. */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>
#include "support/sitting.h"

#define N(a) (sizeof(a) / sizeof *(a))

#define CHOICE(name) \
	"{id: " name ", kind: choice, fixed: true, confidence: false, ask: 'What of " name "?', options: [" \
	"{id: yes, text: Yes, right: true, say: 'So it is.'}, {id: no, text: No, say: 'It looks so.'}]}"

enum { START, NEAR, BROKEN, MIDDLE, DEEP }; /* the chapters */

static const char the_course[] =
	"{attune: 1, id: tea, title: Tea, language: en, version: '1', chapters: [start, near, broken, middle, deep]}";

static const char *const the_chapters[] = {
	[START] = "{id: start, title: Start, pages: [{id: talk, kind: read, text: Words.}, " CHOICE("here") ", "
		  "{id: own, kind: quiz, draw: 1, from: [here, start]}, {id: chapters, kind: quiz, draw: 3, from: [deep, near, deep]}, "
		  "{id: search, kind: quiz, draw: 2, from: [far, further]}, {id: faulty, kind: quiz, draw: 2, from: [broken, here]}, "
		  "{id: nowhere, kind: quiz, draw: 2, from: [no-such]}, {id: end, kind: read, text: 'The end.'}]}",
	[NEAR] = "{id: near, title: Near, pages: [" CHOICE("close") "]}",
	[BROKEN] = "{id: broken, title: Broken, pages: [{id: x, kind: choice, ask: 'Which?'}]}",
	[MIDDLE] = "{id: middle, title: Middle, pages: [" CHOICE("far") ", " CHOICE("further") "]}",
	[DEEP] = "{id: deep, title: Deep, pages: [" CHOICE("under") ", " CHOICE("below") "]}",
};

static const struct session_texts tea = {the_course, the_chapters, NULL};
const struct sitting sitting = {.texts = &tea};

/* "3 4": the chapters that were asked for since the last look. */
static const char *lends(void)
{
	static char out[64];
	size_t len = 0;

	out[0] = '\0';
	for (const char *at = strstr(session_log(&s), "lend "); at; at = strstr(at + 5, "lend "))
		len += (size_t)snprintf(out + len, sizeof out - len, "%s%.1s", len ? " " : "", at + 5);
	return out;
}

static size_t here(void)
{
	size_t n = 0;

	for (size_t i = 0; s.app.lent && i < s.course->chapters.n; i++)
		n += s.app.lent[i] != NULL;
	return n;
}

static const struct {
	const char *name, *page, *lends;
	size_t here; /* of them are kept */
	const char *sees;
} arrivals[] = {
	{"a page of another kind", "here", "", 0, "What of here?"},
	{"what is all in the open chapter", "own", "", 0, "Question 1 of 1"},
	{"chapters by name, once each, in the order named", "chapters", "4 1", 2, "Question 1 of 3"},
	{"asked as the course has them", "chapters", "4 1", 2, "What of close?"},
	{"pages are searched for until they are found", "search", "1 2 3", 1, "What of far?"},
	{"one that cannot be opened", "faulty", "2", 0, "Question 1 of 1"},
	{"a page that is nowhere", "nowhere", "1 2 3 4", 0, "not at hand"},
};

static void a_page_that_draws_asks_for_chapters(void **state)
{
	(void)state;
	for (size_t i = 0; i < N(arrivals); i++) {
		const char *asked;

		session_start(&s, 80, 24, arrivals[i].page);
		asked = lends();
		if (strcmp(asked, arrivals[i].lends) != 0 || here() != arrivals[i].here || !session_shows(&s, arrivals[i].sees))
			fail_msg("%s: lends %s, %zu here: %s", arrivals[i].name, asked, here(), session_picture(&s));
	}
}

static void nothing_is_asked_for_twice(void **state)
{
	(void)state;
	session_start(&s, 80, 24, "chapters");
	assert_string_equal(lends(), "4 1");
	session_press(&s, "1 Enter Enter t q 1 Enter Enter 1 Enter Enter u");
	session_size(&s, 60, 20);
	session_wait(&s, 1000);
	is_at("chapters");
	assert_string_equal(lends(), "");
}

/* The next visit asks anew; the search knows by then where to look, and what is broken. */
static void they_go_with_the_visit(void **state)
{
	(void)state;
	session_start(&s, 80, 24, "chapters");
	assert_int_equal(here(), 2);
	(void)lends();
	session_press(&s, "l");
	is_at("search");
	assert_string_equal(lends(), "2 3");
	assert_int_equal(here(), 1);
	session_press(&s, "l l l");
	is_at("end");
	assert_null(s.app.lent);
	(void)lends();
	session_press(&s, "h h h");
	is_at("search");
	assert_string_equal(lends(), "2 3"); /* what is broken may have been mended, where it is named */
	session_press(&s, "b h h");
	is_at("here");
	assert_null(s.app.lent);
}

static void coming_back_from_home_is_a_visit_of_its_own(void **state)
{
	(void)state;
	session_start(&s, 80, 24, "chapters");
	session_press(&s, "1 Enter");
	(void)lends();
	session_press(&s, "q");
	is_at("home");
	session_press(&s, "Enter");
	is_at("chapters");
	shows("Question 2 of 3");
	shows("What of under?");
	assert_string_equal(lends(), "4 1");
	assert_int_equal(here(), 2);
}

static void the_answer_names_its_chapter(void **state)
{
	(void)state;
	session_start(&s, 80, 24, "chapters");
	session_press(&s, "1 Enter");
	assert_string_equal(learner_latest(s.learner, RECORD_ANSWER, "close")->chapter, "near");
}

/* Killed in the middle: what was drawn, where it was, and the half answer. */
static void a_quiz_left_midway_goes_on(void **state)
{
	(void)state;
	session_start(&s, 80, 24, "chapters");
	session_press(&s, "1 Enter Enter 2");
	shows("What of under?");
	session_wait(&s, 300);
	session_stop(&s);
	session_start(&s, 80, 24, NULL);
	session_press(&s, "Enter");
	is_at("chapters");
	shows("Question 2 of 3");
	shows("What of under?");
	shows("(*) 2. No");
	session_wait(&s, 300);
	session_press(&s, "Enter Enter 1 Enter Enter");
	shows("Some of it is with you already. The rest has time.");
}

static void lines_say_it_once(void **state)
{
	const char *said;

	(void)state;
	s.options.plain = true;
	session_start(&s, 80, 24, "chapters");
	said = session_says(&s);
	assert_non_null(strstr(said, "Question 1 of 3"));
	assert_null(strstr(said, "not at hand"));
	assert_non_null(strstr(session_hear(&s, "1"), "Correct. So it is."));
	assert_non_null(strstr(session_hear(&s, ""), "Question 2 of 3"));
	assert_string_equal(lends(), "4 1");
}

/* Preview: the chapter with the quiz was saved anew. */
static void a_chapter_that_changed_draws_again(void **state)
{
	struct diags diags = {0};
	struct event changed = {.type = EV_CHANGED, .index = START};

	(void)state;
	session_start(&s, 80, 24, "chapters");
	(void)lends();
	changed.chapter = s.shelf.chapter(s.shelf.ctx, s.course, START, &diags);
	session_event(&s, changed);
	is_at("chapters");
	assert_string_equal(lends(), "4 1");
	shows("Question 1 of 3");
	diags_release(&diags);
}

/* An answer nobody waits for: dropped. The sanitizer sees to it that it is freed. */
static void what_comes_too_late_is_dropped(void **state)
{
	static const char *const pages[] = {"here", "chapters", "search"};

	(void)state;
	for (size_t i = 0; i < N(pages); i++) {
		struct diags diags = {0};
		struct event late = {.type = EV_LENT, .index = NEAR};
		size_t before;

		session_start(&s, 80, 24, pages[i]);
		session_press(&s, "1");
		before = here();
		late.chapter = s.shelf.chapter(s.shelf.ctx, s.course, NEAR, &diags);
		session_event(&s, late);
		assert_int_equal(here(), before);
		is_at(pages[i]);
		diags_release(&diags);
	}
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, open_session, close_session)
	const struct CMUnitTest tests[] = {
		TEST(a_page_that_draws_asks_for_chapters),
		TEST(nothing_is_asked_for_twice),
		TEST(they_go_with_the_visit),
		TEST(coming_back_from_home_is_a_visit_of_its_own),
		TEST(the_answer_names_its_chapter),
		TEST(a_quiz_left_midway_goes_on),
		TEST(lines_say_it_once),
		TEST(a_chapter_that_changed_draws_again),
		TEST(what_comes_too_late_is_dropped),
	};

	setlocale(LC_CTYPE, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
