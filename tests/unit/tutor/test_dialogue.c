/* SPDX-License-Identifier: MIT
 *
 * Plain mode as whole conversations: tests/golden/NAME.talk has what a person would see who types these lines. */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include "support/golden.h"
#include "support/sitting.h"

const struct sitting sitting = {.plain = true, .country = "US"};
static struct str talk;

static int close_talk(void **state)
{
	str_release(&talk);
	return close_session(state);
}

/* What a terminal would show: the prompt, the line typed, the answer. */
static void say(const char *line)
{
	str_print(&talk, "%s%s\n", s.prompt, line);
	str_add_text(&talk, session_hear(&s, line));
}

static void begin(const char *page)
{
	session_start(&s, 80, 24, page);
	str_add_text(&talk, session_says(&s));
}

static void say_lines(const char *lines)
{
	while (*lines) {
		size_t len = strcspn(lines, "\n");

		say(arena_copy(&s.arena, lines, len));
		lines += len + (lines[len] == '\n');
	}
}

static const struct {
	const char *name, *page, *lines;
	bool asks;
} talks[] = {
	{"talk-first", NULL, "\n\n2\n3\n\n1 3\n\n", true},
	{"talk-choice", "bitter", "9\nhello\ni\ni\ni\n1\n\n3\nr\nr\nu\n2\n2\n", true},
	{"talk-multi", "good", "1 2\n4\nr\n", true},
	{"talk-myth", "myth", "seven\n7\n2\n", true},
	{"talk-rate", "rate", "4\n6\n", true},
	{"talk-reflect", "own", "My aunt sat down\n2\nbeside me.\n.\nw\n\nb\nn\n", true},
	{"talk-reflect-locked", "own", "My aunt sat down\n1\nzauberwort\nzauberwort\n1\nbeside me.\n.\nw\n1\n\n", true},
	{"talk-reflect-nobody-asked", "own", "My aunt sat down\nbeside me.\n.\n", false},
	{"talk-reflect-skipped", "own", ".\n", true},
	{"talk-screens", "warm", "?\n\n!\n3\n2\n\nt\n\nd\n\ne\n\n=\nw\n\nhm\nq\n3\n\nhm\nq\n", true},
	{"talk-broken", NULL, "3\n\n9\n4\n\n\nq\n", true},
	{"talk-note", "sum", "\n\n\n2\nn\n3\nq\n", true},
};

/* WCAG 3.1.1: with the first words of the first session, not with each; where attune speaks another language see play/spanish. */
static void the_language_of_the_lessons_is_said_once(void **state)
{
	(void)state;
	s.options.asks = true;
	begin("warm");
	assert_non_null(strstr(str_text(&talk), "The pot, page 1 of 8\nThe lessons are in English.\n\n"));
	say_lines("\nh\n");
	assert_ptr_equal(strstr(str_text(&talk), "The lessons are"), strstr(str_text(&talk), "The lessons are in English.\n\nWarm"));
	session_stop(&s);
	str_cut(&talk, 0);
	begin("warm");
	assert_null(strstr(str_text(&talk), "The lessons are"));
}

static void conversations_are_as_agreed(void **state)
{
	int wrong = 0;

	for (size_t i = 0; i < sizeof talks / sizeof *talks; i++) {
		char name[64];

		(void)close_talk(state);
		(void)open_session(state);
		s.options.asks = talks[i].asks;
		begin(talks[i].page);
		say_lines(talks[i].lines);
		str_print(&talk, "%s", s.over ? "" : s.prompt);
		str_add(&talk, "\n", 1);
		(void)snprintf(name, sizeof name, "%s.talk", talks[i].name);
		wrong += !golden_matches(name, str_text(&talk));
	}
	assert_int_equal(wrong, 0);
}

static void what_nobody_can_lock_is_said_before_and_at_leaving(void **state)
{
	(void)state;
	s.options.keep = "locked";
	s.options.asks = false;
	begin("own");
	assert_non_null(strstr(str_text(&talk), "Words are to be locked here"));
	say_lines("My aunt\n.\nq\n"); /* home */
	say("q");
	assert_non_null(strstr(str_text(&s.text), "Leaving loses the words"));
	assert_false(s.over);
	say("q");
	assert_true(s.over);
}

static void who_wrote_nothing_is_not_asked_twice(void **state)
{
	(void)state;
	s.options.keep = "locked";
	s.options.asks = false;
	begin("own");
	say_lines(".\nq\nq\n");
	assert_true(s.over);
}

static void the_end_of_input_keeps_everything(void **state)
{
	(void)state;
	s.options.keep = "readable";
	begin("own");
	say("half a");
	(void)session_log(&s);
	session_end_of_input(&s);
	assert_string_equal(session_log(&s), "draft own 'half a'; quit 0");
	assert_int_equal(s.status, 0);
}

/* Nobody can be asked any more: what the end takes along is said, and nothing where it takes nothing. */
static void the_end_of_input_says_what_it_loses(void **state)
{
	static const struct {
		const char *name, *keep, *lines;
		bool asks, ephemeral, lost;
	} cases[] = {
		{.name = "half a text that nobody can lock", .keep = "locked", .lines = "half a", .lost = true},
		{.name = "a whole one", .keep = "locked", .lines = "half a\n.", .lost = true},
		{.name = "one on a page that was left", .keep = "locked", .lines = "half a\n.\nn", .lost = true},
		{.name = "nothing was written", .keep = "locked", .lines = "n"},
		{.name = "readable", .keep = "readable", .lines = "half a"},
		{.name = "not to be kept", .keep = "none", .lines = "half a"},
		{.name = "nothing is kept", .keep = "locked", .lines = "half a", .ephemeral = true},
		{.name = "never chosen", .keep = NULL, .lines = "half a", .asks = true, .lost = true},
		{.name = "chosen on a terminal", .keep = "readable", .lines = "half a", .asks = true},
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		(void)close_talk(state);
		(void)open_session(state);
		s.options.keep = cases[i].keep;
		s.options.asks = cases[i].asks;
		s.options.ephemeral = cases[i].ephemeral;
		begin("own");
		say_lines(cases[i].lines);
		session_end_of_input(&s);
		assert_true(s.over);
		if ((strstr(session_says(&s), "Not saved: the words you wrote now.") != NULL) != cases[i].lost)
			fail_msg("%s: %s", cases[i].name, session_says(&s));
	}
}

static void verdicts_come_first(void **state)
{
	static const struct {
		const char *page, *lines, *first;
	} cases[] = {
		{"bitter", "2\n\n", "Correct. "}, {"bitter", "1\n\n", "Not yet. "}, {"bitter", "2\ns\n", "Correct. "}, {"bitter", "2\nn\n", "Correct. "}, {"bitter", "1\n \n", "Not yet. "}, {"good", "1\n", "Partly."}, {"good", "2\n", "Not yet."}, {"good", "1 3\n", "Correct."},
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		(void)close_talk(state);
		(void)open_session(state);
		begin(cases[i].page);
		say_lines(cases[i].lines);
		if (strncmp(str_text(&s.text), cases[i].first, strlen(cases[i].first)) != 0)
			fail_msg("%s %s: %s", cases[i].page, cases[i].lines, str_text(&s.text));
	}
}

static void a_line_of_blanks_is_an_empty_line(void **state)
{
	(void)state;
	begin("own");
	(void)session_log(&s);
	say(" ");
	assert_string_equal(s.app.visit.page->id, "stop");
	say("b");
	say(" \t ");
	assert_string_equal(s.app.visit.page->id, "stop");
	assert_null(strstr(session_log(&s), "words"));
}

/* Nothing is said twice, and an answer that changes nothing is not silent. */
static void every_line_is_answered_once(void **state)
{
	static const char *const lines[] = {"9", "hm", "i", "1", "3", "2", "r", "?", "", "=", "b", "n", "t", "99", ""};

	(void)state;
	begin("bitter");
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		const char *said = session_hear(&s, lines[i]);

		bool is_asked = strcmp(s.prompt, "How sure (1 guess, 2 think so, 3 sure, Enter to skip)? ") == 0;

		if (!is_asked && lines[i][0] && !said[0]) /* a page that was only covered is not said again */
			fail_msg("'%s' is not answered", lines[i]);
		if (!s.app.message[0])
			assert_string_equal(session_says(&s), "");
	}
}

/* A course begun in one mode goes on in the other. */
static void both_modes_are_one_record(void **state)
{
	(void)state;
	s.options.keep = "readable";
	begin("bitter");
	say_lines("1\n2\n");
	s.options.plain = false;
	session_start(&s, 80, 24, NULL);
	session_press(&s, "Enter");
	assert_true(session_shows(&s, "Not yet. Fresh is not harsh."));
	session_press(&s, "2 Enter Enter s s s 'half a'");
	session_wait(&s, 250);
	s.options.plain = true;
	session_start(&s, 80, 24, NULL);
	(void)session_says(&s);
	assert_non_null(strstr(session_hear(&s, ""), "half a"));
	(void)session_hear(&s, "word");
	(void)session_hear(&s, ".");
	assert_string_equal(learner_latest(s.learner, RECORD_WORDS, "own")->text, "half a\nword");
}

/* The same way in both modes leaves the same record: A11Y-10. */
static void both_modes_note_the_same(void **state)
{
	struct str lines = {0};

	(void)state;
	s.options.keep = "readable";
	begin("warm");
	say_lines("\n1\n2\n2\n\n1 3\n\n7\n3\n\n4\n6\n\nhi\n.\n\n\n");
	str_add_text(&lines, session_log(&s));
	session_close(&s);
	session_open(&s, NULL);
	s.options.keep = "readable";
	session_start(&s, 200, 100, "warm");
	session_press(&s, "Right 1 Enter 2 2 Enter Enter 1 3 Enter Enter 7 Enter 3 Enter Enter 4 Enter 6 Enter Enter 'hi' Esc Right Right");
	assert_string_equal(session_log(&s), str_text(&lines));
	str_release(&lines);
}

/* --spacing=2: there is room between paragraphs, here as on the screen. */
static void lines_have_room_where_it_was_asked_for(void **state)
{
	(void)state;
	for (unsigned spacing = 1; spacing <= 2; spacing++) {
		session_close(&s);
		session_open(&s, NULL);
		s.options.plain = true;
		s.options.spacing = spacing;
		session_start(&s, 80, 24, "warm");
		assert_int_equal(strstr(session_says(&s), "\n\n\nA warm pot") != NULL, spacing == 2);
	}
}

static const struct {
	const char *name, *page, *lines, *at, *written, *says;
} amid_words[] = {
	{"support after a line", "own", "My aunt\n!\n", "care", "My aunt", "Someone to talk to"},
	{"help after a line", "own", "My aunt\n?\n", "help", "My aunt", NULL},
	{"back from support the lines go on", "own", "My aunt\n!\n\nsat down\n", "own", "My aunt\nsat down", NULL},
	{"back from support they are said to be there", "own", "My aunt\n!\n\n", "own", "My aunt", "What you wrote is there"},
	{"with a full stop it is text", "own", "My aunt\n!.\n", "own", "My aunt\n!.", NULL},
	{"support with a blank after it", "own", "My aunt\n! \n", "care", "My aunt", "Someone to talk to"},
	{"help with a blank before it", "own", "My aunt\n ?\n", "help", "My aunt", NULL},
	{"the end with a blank after it", "own", "My aunt\n. \n", "own", NULL, "Saved."},
	{"blanks around a line are the learner's own", "own", "My aunt \n  sat n\n", "own", "My aunt \n  sat n", NULL},
	{"so are those of a first line", "own", "  My aunt\n", "own", "  My aunt", NULL},
	{"a word with blanks around it", "warm", " n \n", "bitter", NULL, NULL},
	{"a number with blanks around it", "bitter", " 2 \n", "bitter", NULL, ""},
	{"a hint where nothing is asked", "bitter", "t\ni\n", "contents", NULL, "There is no hint here: nothing is asked just now."},
	{"an answer where none is hidden", "bitter", "t\nr\n", "contents", NULL, "No answer is hidden here."},
	{"back where there is no page before", "bitter", "t\nb\n", "contents", NULL, "There is no page before this."},
	{"support from a page, with a blank", "bitter", " !\n", "care", NULL, NULL},
	{"quit amid words is a line of them", "own", "My aunt\nquit\n", "own", "My aunt\nquit", "A line with only a full stop"},
	{"a word of the list is a line, and the way out is told", "own", "My aunt\nq\n", "own", "My aunt\nq", "A line with only a full stop"},
	{"before the first line it is a word", "own", "w\n", "words", "", NULL},
	{"nothing is written yet: q leaves", "own", "q\n", "home", NULL, NULL},
	{"hidden amid words", "own", "My aunt\n\x0f\n", "hidden", "My aunt", ""},
	{"what stands beside it is a line", "own", "My aunt\nsat\x0f\n", "hidden", "My aunt\nsat", ""},
	{"back from hiding the page is said again", "own", "My aunt\n\x0f\n\n", "own", "My aunt", "So far you wrote:\nMy aunt"},
	{"hidden from a question", "bitter", "\x0f\n", "hidden", NULL, ""},
	{"hidden from support", "bitter", "!\n1\n", "hidden", NULL, ""},
	{"hidden twice is hidden", "bitter", "\x0f\n\x0f\n", "hidden", NULL, ""},
};

static const char *written(void)
{
	struct arena arena = {0};
	struct record r = {0};
	static char text[256];

	visit_half(&s.app.visit, &r, &arena);
	(void)snprintf(text, sizeof text, "%s", r.text ? r.text : "");
	arena_release(&arena);
	return text;
}

static void support_and_hiding_are_amid_words_too(void **state)
{
	int wrong = 0;

	for (size_t i = 0; i < sizeof amid_words / sizeof *amid_words; i++) {
		const char *is, *says = amid_words[i].says;

		(void)close_talk(state);
		(void)open_session(state);
		s.options.keep = "readable";
		begin(amid_words[i].page);
		say_lines(amid_words[i].lines);
		is = amid_words[i].written ? written() : NULL;
		if (strcmp(session_at(&s), amid_words[i].at) == 0 && (!is || strcmp(is, amid_words[i].written) == 0) &&
		    (!says || (*says ? strstr(str_text(&s.text), says) != NULL : strspn(str_text(&s.text), "\n") == s.text.len)))
			continue;
		print_error("%s: at %s, <%s>, says <%s>\n", amid_words[i].name, session_at(&s), is ? is : "", str_text(&s.text));
		wrong++;
	}
	assert_int_equal(wrong, 0);
}

/* The word people try first, wherever they are. */
static void quit_leaves_from_anywhere(void **state)
{
	static const char *const before[] = {"", "d\n", "!\n", "t\n", "q\n", "!\n3\n"};

	for (size_t i = 0; i < sizeof before / sizeof *before; i++) {
		(void)close_session(state);
		(void)open_session(state);
		begin("warm");
		say_lines(before[i]);
		say("quit ");
		if (!s.over || s.status != 0)
			fail_msg("after '%s' it did not leave: at %s", before[i], session_at(&s));
	}
}

/* Support is also where it is asked how words are kept, and where they wait for a phrase. */
static void support_is_in_every_question_about_words(void **state)
{
	(void)state;
	s.options.asks = true;
	begin("own");
	say("My aunt");
	assert_string_equal(session_at(&s), "keep");
	say("!");
	assert_string_equal(session_at(&s), "care");
	say("");
	assert_string_equal(session_at(&s), "keep");
	say("\x0f");
	assert_string_equal(session_at(&s), "hidden");
	say("");
	say("1");
	assert_string_equal(session_at(&s), "phrase");
	say("!");
	assert_string_equal(session_at(&s), "care");
	say("");
	assert_string_equal(session_at(&s), "phrase");
	assert_true(app_hides_input(&s.app));
	say("");
	say("2");
	assert_string_equal(session_at(&s), "own");
	assert_string_equal(written(), "My aunt");
}

/* The question is no field: q leaves it and its page, and nothing is lost; what is typed elsewhere at it is no line of anything. */
static void the_question_about_words_is_left_by_q(void **state)
{
	(void)state;
	s.options.asks = true;
	begin("own");
	say("My aunt");
	assert_string_equal(session_at(&s), "keep");
	assert_non_null(strstr(str_text(&s.text), "Not saved until you choose."));
	say("sat down");
	assert_string_equal(session_at(&s), "keep");
	say("q");
	assert_string_equal(session_at(&s), "home");
	assert_non_null(strstr(str_text(&s.text), "Not saved yet: your words wait in their field"));
	say("q");
	assert_string_equal(session_at(&s), "keep");
	assert_non_null(strstr(str_text(&s.text), "q stays."));
	say("q");
	assert_string_equal(session_at(&s), "home");
	s.app.options.can_share = true;
	say(":share"); /* which leaves, too */
	assert_string_equal(session_at(&s), "keep");
	say("q");
	assert_string_equal(session_at(&s), "home");
	say("");
	assert_string_equal(session_at(&s), "own");
	assert_string_equal(written(), "My aunt\nsat down");
}

static void it_may_be_asked_where_nothing_is_written(void **state)
{
	(void)state;
	s.options.keep = "readable";
	begin("own");
	say_lines("My aunt\n.\n");
	begin(NULL);
	say_lines("w\n1\n");
	assert_string_equal(session_at(&s), "keep");
	assert_null(strstr(str_text(&s.text), "What you typed"));
	say("x");
	assert_string_equal(session_at(&s), "keep");
	assert_non_null(strstr(str_text(&s.text), "Type a number from the list"));
	say("q");
	assert_string_equal(session_at(&s), "words");
}

/* --- any lines, in any order --- */

static uint64_t seed;

static unsigned draw(unsigned n)
{
	seed = seed * 6364136223846793005u + 1442695040888963407u;
	return (unsigned)(seed >> 33) % n;
}

/* Words of the list, answers, and what is neither. */
static const char *any_line(void)
{
	static const char *const lines[] = {
		"", "", "", "n", "b", "b", "i", "r", "s", "!", "?", "d", "e", "=", "m", "w", "w", "t", "v", "S", "u", "q", "q", ".", ":share", "/pot", "/",
		"\x0f", "x\x0f", "1", "1", "2", "2", "3", "4", "9", "0", "10", "7 2", "1 3", "b a c", "-1", "99999999999999999999", "y", "no", " ", "!.",
		"my aunt sat down", "zauberwort", "12 minutes", "a\tb",
	};

	return lines[draw(sizeof lines / sizeof *lines)];
}

static void any_start(void)
{
	static const char *const pages[] = {NULL, NULL, "own", "own", "bitter", "myth", "rate", "heavy", "end"};
	static const char *const keeps[] = {NULL, NULL, "readable", "none", "locked"};

	s.options.plain = true;
	s.options.asks = draw(4) > 0;
	s.options.can_share = draw(2) > 0;
	s.options.keep = keeps[draw(sizeof keeps / sizeof *keeps)];
	(void)snprintf(s.phrase, sizeof s.phrase, "%s", draw(3) ? "" : "zauberwort");
	session_start(&s, 80, 24, pages[draw(sizeof pages / sizeof *pages)]);
	(void)session_says(&s);
}

/* What holds is asked by support/session.c after every line. */
static void any_lines_keep_the_invariants(void **state)
{
	const char *given = getenv("SEED");
	unsigned sessions = 0;

	seed = given ? strtoull(given, NULL, 10) : 20261122;
	for (unsigned long i = 0; i < 20000; i++) {
		if (!s.running || s.over || draw(300) == 0) {
			if (++sessions % 25 == 0) { /* a record that grows without end would only measure itself */
				(void)close_session(state);
				(void)open_session(state);
			}
			any_start();
		}
		s.trouble.kind = draw(10) == 0 ? ERR_FULL : ERR_NONE;
		session_wait(&s, draw(20) == 0 ? 4000 : draw(60));
		if (draw(500) == 0)
			session_end_of_input(&s);
		else
			(void)session_hear(&s, any_line());
		(void)session_log(&s);
	}
	assert_true(sessions > 100);
}

#define T(f) cmocka_unit_test_setup_teardown(f, open_session, close_talk)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(conversations_are_as_agreed), T(the_language_of_the_lessons_is_said_once), T(what_nobody_can_lock_is_said_before_and_at_leaving), T(who_wrote_nothing_is_not_asked_twice),
		T(the_end_of_input_keeps_everything), T(the_end_of_input_says_what_it_loses), T(verdicts_come_first), T(a_line_of_blanks_is_an_empty_line), T(every_line_is_answered_once),
		T(quit_leaves_from_anywhere), T(both_modes_are_one_record), T(both_modes_note_the_same),
		T(lines_have_room_where_it_was_asked_for), T(support_and_hiding_are_amid_words_too), T(support_is_in_every_question_about_words),
		T(any_lines_keep_the_invariants), T(the_question_about_words_is_left_by_q), T(it_may_be_asked_where_nothing_is_written),
	};

	setlocale(LC_CTYPE, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
