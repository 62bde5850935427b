/* SPDX-License-Identifier: MIT
 *
 * Words while they are locked: what is sealed on the disk is never given up unseen, and what is not saved is named at leaving. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include "support/sitting.h"
#include "tutor/screens.h"

#define FIVE_MINUTES 300000

const struct sitting sitting = {.many_slots = true};

/* Half a sentence is in the field and in a sealed draft. */
static void begin_half(void)
{
	begin_locked();
	session_press(&s, "'y aunt'");
	session_wait(&s, 300);
	is_at("own");
}

static void drafted(const char *text)
{
	assert_non_null(s.slot);
	assert_string_equal(s.slot->text, text);
	assert_true(s.slot->sealed);
}

static void what_is_typed_after_five_minutes_follows(void **state)
{
	(void)state;
	begin_half();
	session_wait(&s, FIVE_MINUTES);
	is_at("waits");
	shows_not("aunt");
	shows("Nothing was typed for five minutes");
	session_press(&s, "'q'");
	is_at("waits");
	session_wait(&s, 1000);
	drafted("my aunt");
	session_press(&s, "Enter 'zauberwort' Enter");
	is_at("own");
	shows("my aunt");
	shows("q");
	session_wait(&s, 1000);
	drafted("my aunt\nq");
}

static void what_is_typed_beside_it_does_not_take_its_place(void **state)
{
	(void)state;
	begin_half();
	session_press(&s, "C-o Enter Esc");
	is_at("own");
	shows("What you wrote here before is locked");
	session_press(&s, "'x y z' Esc");
	session_wait(&s, 1000);
	drafted("my aunt");
	shows("Not saved");
	session_press(&s, "b ' ' b");
	shows("Not saved");
	drafted("my aunt");
	session_start(&s, 80, 24, "own"); /* killed */
	session_press(&s, "Enter 'zauberwort' Enter");
	shows("my aunt");
}

static void saved_beside_it_both_are_there(void **state)
{
	(void)state;
	begin_half();
	session_press(&s, "C-o Enter Esc 'x y z' Esc w");
	shows(", not saved yet");
	session_press(&s, "1");
	is_at("unlock");
	session_press(&s, "'zauberwort' Enter");
	session_wait(&s, 1000);
	drafted("my aunt");
	shows("x y z");
	shows_not("not saved yet");
	session_start(&s, 80, 24, "own");
	session_press(&s, "Enter 'zauberwort' Enter");
	shows("my aunt");
	session_press(&s, "Esc w");
	shows("x y z");
}

/* What was written while it was locked, on a page that was left then, is saved with the rest. */
static void a_page_left_meanwhile_is_saved_too(void **state)
{
	(void)state;
	begin_half();
	session_press(&s, "Esc C-o Enter Esc 'beside' Esc q w 1 'zauberwort' Enter");
	session_wait(&s, 1000);
	session_start(&s, 80, 24, "sum");
	session_press(&s, "w 1 'zauberwort' Enter");
	shows("my aunt");
	shows("beside");
}

static void leave_unsaved(void)
{
	begin_half();
	session_press(&s, "Esc");
	session_start(&s, 80, 24, "own");
	session_press(&s, "Enter Esc 'a paragraph' Esc");
	shows("Not saved");
}

static void leaving_offers_the_phrase(void **state)
{
	(void)state;
	leave_unsaved();
	session_press(&s, "=");
	shows("not saved: your words are locked");
	session_press(&s, "q q");
	assert_false(s.over);
	is_at("unsaved");
	shows("1. Give your phrase now");
	session_press(&s, "3");
	is_at("words");
	shows("New words wait for your phrase, to be kept here, locked.");
	shows("a paragraph");
	session_press(&s, "Esc 1 Esc");
	is_at("unsaved");
	session_press(&s, "1 'zauberwort' Enter");
	is_at("unsaved");
	shows("Everything is saved now.");
	session_press(&s, "1");
	assert_true(s.over);
	session_start(&s, 80, 24, "own");
	session_press(&s, "Enter 'zauberwort' Enter Esc w");
	shows("a paragraph");
	shows("my aunt");
}

static void leaving_all_the_same_and_twice(void **state)
{
	(void)state;
	leave_unsaved();
	session_press(&s, "C-c");
	assert_false(s.over);
	is_at("unsaved");
	session_press(&s, "C-c");
	assert_true(s.over);
	assert_int_equal(s.status, 130);
}

static void the_notice_stays_while_it_is_true(void **state)
{
	(void)state;
	leave_unsaved();
	shows("Not saved");
	session_press(&s, "Up Down"); /* what was told stands while keys only move */
	shows("Not saved: the phrase was not given.");
	session_press(&s, "? q");
	shows("Not saved: your words are locked. w opens them.");
	session_press(&s, "Enter 's'");
	shows("Not saved: your words are locked. Esc, then w, opens them.");
	session_press(&s, "Esc w 1 'zauberwort' Enter Esc Up");
	shows_not("Not saved");
	session_size(&s, 40, 15);
	session_press(&s, "Up");
	shows_not("Not saved");
}

/* --- out of sight until the phrase was given --- */

/* Whoever sits down, and goes everywhere. */
static void is_nowhere(const char *word)
{
	static const char *const ways[] = {"", "Esc", "w", "q", "b", "' '", "q q", "3", "q 2", "Enter", "Esc", "/ 'paragr' Enter", "Esc", "w 1 'falschwort' Enter", "Esc", "q"};

	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
		session_press(&s, ways[i]);
		if (session_shows(&s, word))
			fail_msg("after way %zu (%s):\n%s", i, ways[i], session_picture(&s));
	}
	assert_false(s.over);
}

static void give_it_in_words(void)
{
	session_press(&s, "q q"); /* home, or the question at leaving */
	if (strcmp(session_at(&s), "unsaved") == 0)
		session_press(&s, "2");
	session_press(&s, "w 1");
	is_at("unlock");
	session_press(&s, "'zauberwort' Enter");
	session_wait(&s, 3000);
}

/* Hidden by ^O, by five minutes, by ^Z: half a sentence, one on a page that was left, words that were kept. */
static void what_waits_is_behind_the_veil(void **state)
{
	static const struct {
		const char *name, *typed;
	} words[] = {
		{"half in its field", "'a paragraph'"}, {"on the page", "'a paragraph' Esc"}, {"on a page that was left", "'a paragraph' Esc ' ' b q"},
		{"kept", "'a paragraph' Esc ' '"}, {"written anew", "'a paragraph' Esc w 4"}, {"while it waits", ""},
	};
	static const enum { BY_KEY, BY_REST, BY_SUSPENDING } ways[] = {BY_KEY, BY_REST, BY_SUSPENDING};

	for (size_t i = 0; i < sizeof words / sizeof *words * 3; i++) {
		(void)close_session(state);
		(void)open_session(state);
		s.options.can_suspend = true;
		begin_half();
		session_start(&s, 80, 24, "own");
		session_press(&s, words[i / 3].typed[0] ? "Enter Esc" : "Enter Esc 'a paragraph' Enter");
		session_press(&s, words[i / 3].typed);
		if (words[i / 3].typed[0] && ways[i % 3] == BY_KEY && i / 3 < 2)
			shows("a paragraph");
		if (ways[i % 3] == BY_KEY)
			session_press(&s, "C-o Enter");
		else if (ways[i % 3] == BY_REST)
			session_wait(&s, FIVE_MINUTES + 1);
		else
			session_event(&s, (struct event){.type = EV_SUSPEND});
		is_nowhere("a paragraph");
		give_it_in_words();
		if (!session_shows(&s, "a paragraph"))
			fail_msg("%s: it is not there again:\n%s", words[i / 3].name, session_picture(&s));
		session_press(&s, "q q");
		if (!s.over)
			session_press(&s, "q q");
		assert_true(s.over);
		session_start(&s, 80, 24, "own");
		session_press(&s, "w 1 'zauberwort' Enter");
		shows("a paragraph");
		shows("my aunt");
	}
}

/* What is typed after it was hidden follows what was typed before, however often. */
static void hidden_twice_nothing_is_lost(void **state)
{
	(void)state;
	leave_unsaved();
	session_press(&s, "C-o Enter Esc");
	shows_not("a paragraph");
	session_press(&s, "'and more' Esc");
	shows("and more");
	session_press(&s, "C-o Enter");
	is_at("unlock");
	shows("What is not saved yet waits for it, too");
	session_press(&s, "Esc");
	shows_not("and more");
	session_press(&s, "'at last' C-o Enter 'zauberwort' Enter");
	session_wait(&s, 1000);
	session_press(&s, "Esc w");
	shows("> my aunt");
	shows("> a paragraph");
	shows("> and more");
	shows("> at last");
}

static void halves_hidden_twice_are_one(void **state)
{
	(void)state;
	begin_half();
	session_press(&s, "C-o Enter Esc 'first bird' C-o Enter Esc");
	shows_not("bird");
	session_press(&s, "'second bird'");
	session_wait(&s, FIVE_MINUTES + 1);
	is_at("waits");
	shows_not("bird");
	session_press(&s, "'third bird' C-o Enter");
	is_at("unlock");
	session_press(&s, "'falschwort' Enter");
	shows_not("bird");
	session_press(&s, "'zauberwort' Enter");
	session_wait(&s, 1000);
	drafted("my aunt\nfirst bird\nsecond bird\nthird bird");
}

static void leaving_says_that_it_waits(void **state)
{
	(void)state;
	leave_unsaved();
	session_press(&s, "C-o Enter Esc Esc q q");
	is_at("unsaved");
	shows("waits for your");
	shows("only your phrase shows it again");
	shows("3. Show my words, to copy them by hand, but what was hidden");
	session_press(&s, "3");
	is_at("words");
	shows_not("a paragraph");
	session_press(&s, "q 4");
	assert_true(s.over);
}

/* Who cannot give it chooses before: kept readable, it is no word that waits. */
static void what_is_kept_readable_is_not_veiled(void **state)
{
	(void)state;
	begin_half();
	session_press(&s, "Esc ' '");
	session_start(&s, 80, 24, "stop");
	session_press(&s, "w 2 2 Esc b");
	is_at("own");
	session_press(&s, "Enter Esc 'a paragraph' Esc");
	session_press(&s, "C-o Enter");
	shows("a paragraph");
}

/* Without the file that the phrase opens nothing is shown either; and put back, it opens. */
static void a_lost_lock_lifts_no_veil(void **state)
{
	(void)state;
	leave_unsaved();
	session_press(&s, "C-o Enter");
	session_event(&s, (struct event){.type = EV_UNLOCKED, .lock = LOCK_LOST});
	shows_not("a paragraph");
	session_press(&s, "Esc w");
	shows_not("a paragraph");
	session_press(&s, "Esc Esc q q");
	is_at("unsaved");
	shows_not("a paragraph");
	session_press(&s, "1");
	is_at("unlock");
	session_press(&s, "'zauberwort' Enter");
	shows("Everything is saved now.");
	session_press(&s, "2 w");
	shows("a paragraph");
}

/* Later words may be kept otherwise; these wait all the same. */
static void another_way_of_keeping_lifts_no_veil(void **state)
{
	(void)state;
	leave_unsaved();
	session_press(&s, "C-o Enter Esc Esc w 2 2");
	shows_not("a paragraph");
	session_wait(&s, 1000);
	shows_not("a paragraph");
	for (size_t i = 0; i < s.nkept; i++)
		assert_true(!s.kept[i]->text || !strstr(s.kept[i]->text, "a paragraph"));
	session_press(&s, "Esc q q");
	is_at("unsaved");
	session_press(&s, "1 'zauberwort' Enter");
	session_press(&s, "2 w");
	shows("a paragraph");
}

/* --- anything in any order --- */

static uint64_t seed;

static unsigned draw(unsigned n)
{
	seed = seed * 6364136223846793005u + 1442695040888963407u;
	return (unsigned)(seed >> 33) % n;
}

#define TOKENS 400

static struct token {
	uint64_t sid;  /* the session it was typed in; 0: it was not */
	bool on_disk;  /* it was, at some time */
	bool veiled;   /* it was hidden while it waited for the phrase, which was not given since */
} tokens[TOKENS];
static unsigned ntokens;

static bool says(const struct record *r, unsigned token)
{
	char word[16];

	(void)snprintf(word, sizeof word, "x%03ux", token);
	return r && r->text && strstr(r->text, word) != NULL;
}

static bool is_on_disk(unsigned token)
{
	bool is = says(s.slot, token);

	for (size_t i = 0; i < s.nkept && !is; i++)
		is = says(s.kept[i], token);
	for (size_t i = 0; i < s.nlaid && !is; i++)
		is = says(s.laid[i], token);
	return is;
}

static bool is_typing(void)
{
	return app_screen(&s.app) == &screen_waits || (app_is_on_page(&s.app) && visit_is_writing(&s.app.visit));
}

static void type_word(void)
{
	char keys[16];

	if (!is_typing() || strcmp(s.app.visit.page->id, "own") != 0 || ntokens == TOKENS)
		return;
	(void)snprintf(keys, sizeof keys, "'x%03ux'", ntokens);
	session_press(&s, keys);
	tokens[ntokens++].sid = s.sid;
}

static void give_phrase(const char *phrase)
{
	if (app_screen(&s.app) != &screen_unlock || s.app.lock.waits)
		return;
	session_press(&s, phrase);
	session_press(&s, "Enter");
	session_wait(&s, 1500);
}

static void restart(void)
{
	session_start(&s, 80, 24, draw(2) ? "own" : "stop");
}

static void hide(const char *keys)
{
	if (keys)
		session_press(&s, keys);
	else
		session_wait(&s, FIVE_MINUTES + 1);
	for (unsigned i = 0; i < ntokens; i++)
		tokens[i].veiled |= tokens[i].sid == s.sid && !s.key && app_keeps_locked(&s.app) && !is_on_disk(i);
}

static void stays_hidden(unsigned long step, unsigned token)
{
	char word[16];

	(void)snprintf(word, sizeof word, "x%03ux", token);
	tokens[token].veiled &= !s.key;
	if (tokens[token].veiled && session_shows(&s, word))
		fail_msg("step %lu: word %u was hidden and is shown without the phrase:\n%s", step, token, session_picture(&s));
}

/* A key of the page or a list, where it is no letter of a text. */
static void command(const char *key)
{
	if (!is_typing() && !app_hides_input(&s.app) && app_screen(&s.app) != &screen_keep)
		session_press(&s, key);
}

static void any_act(void)
{
	static const char *const commands[] = {"w", "' '", "b", "q", "1", "2", "4", "Enter", "Up", "Down"};

	switch (draw(14)) {
	case 0: case 1: case 2: type_word(); break;
	case 3: session_press(&s, "Esc"); break;
	case 4: hide("C-o Enter"); break;
	case 5: hide(NULL); break;
	case 6: case 7: give_phrase("'zauberwort'"); break;
	case 8: give_phrase("'falschwort'"); break;
	case 9: session_wait(&s, 300); break;
	case 10: session_press(&s, "Enter"); break;
	case 11: if (draw(4) == 0) restart(); break; /* killed */
	default: command(commands[draw(sizeof commands / sizeof *commands)]); break;
	}
}

/* What was on the disk is there; what is typed in an open session comes there; what is not there is named before it is given up, and
 * not shown once it was hidden. */
static void look(unsigned long step, const char *before)
{
	for (unsigned i = 0; i < ntokens; i++) {
		bool is = is_on_disk(i);

		if (tokens[i].on_disk && !is)
			fail_msg("step %lu: word %u was on the disk and is gone; at %s", step, i, before);
		if (!is && s.key && !s.over && tokens[i].sid == s.sid && s.app.draft_due == 0)
			fail_msg("step %lu: word %u was typed, the lock is open, and it is not saved; at %s", step, i, before);
		if (!is && s.over && tokens[i].sid == s.sid && strcmp(before, "unsaved") != 0)
			fail_msg("step %lu: word %u is given up without a question; at %s", step, i, before);
		tokens[i].on_disk = is;
		stays_hidden(step, i);
	}
}

/* SEED=... repeats one; after all of it the phrase opens every word that was ever on the disk. */
static void no_order_loses_a_word(void **state)
{
	const char *wanted = getenv("SEED");
	char before[32];

	for (unsigned round = 0; round < 60; round++) {
		seed = (wanted ? strtoull(wanted, NULL, 10) : 20261122) + round;
		memset(tokens, 0, sizeof tokens);
		ntokens = 0;
		begin_half();
		for (unsigned long step = 0; step < 200; step++) {
			(void)snprintf(before, sizeof before, "%s", session_at(&s));
			any_act();
			look(round * 1000 + step, before);
			if (s.over)
				restart();
		}
		(void)close_session(state);
		(void)open_session(state);
	}
}

#define T(f) cmocka_unit_test_setup_teardown(f, open_session, close_session)

/* --- what is remembered --- */

static const char the_course[] = "{attune: 1, id: cups, title: Cups, language: en, chapters: [cup]}";
static const char *const the_chapters[] = {
	"{id: cup, title: 'The cup', pages: [{id: own, kind: reflect, title: 'Your cup', ask: 'When?'},"
	" {id: back, kind: recall, ask: 'What comes back?', points: [{id: a, text: Comfort}, {id: b, text: Calm}]},"
	" {id: end, kind: read, text: 'That was it.'}]}",
};
static const struct session_texts cups = {the_course, the_chapters, NULL};

static void lock_one(void)
{
	session_close(&s);
	session_open_texts(&s, &cups);
	session_start(&s, 80, 24, "own");
	session_press(&s, "'m' Tab 1 'zauberwort' Enter 'zauberwort' Enter 1 'ine' Esc");
}

/* Words are locked, and then something is remembered: the ticks are saved, the text waits, and that is said. */
static void remember_while_locked(void)
{
	lock_one();
	session_start(&s, 80, 24, "back");
	session_press(&s, "'the warmth'");
	is_at("waits");
	session_press(&s, "Esc Esc");
	shows("Not saved"); /* while the points are ticked, too */
	session_press(&s, "C-c");
	is_at("unsaved");
	session_press(&s, "2 1 Enter");
	shows("Not saved: the phrase was not given. w opens your words, and then it is.");
}

static size_t kept_with(enum record_type type, const char *text)
{
	size_t n = 0;

	for (size_t i = 0; i < s.nkept; i++)
		n += s.kept[i]->type == type && s.kept[i]->text && strcmp(s.kept[i]->text, text) == 0;
	return n;
}

static void what_is_remembered_while_locked_is_saved_with_the_phrase(void **state)
{
	(void)state;
	remember_while_locked();
	assert_int_equal(kept_with(RECORD_ANSWER, "the warmth"), 0);
	session_press(&s, "q q");
	is_at("unsaved"); /* leaving asks */
	session_press(&s, "3");
	shows("> the warmth"); /* to be copied by hand */
	session_press(&s, "Esc 1 'zauberwort' Enter");
	shows("Everything is saved now.");
	assert_int_equal(kept_with(RECORD_ANSWER, "the warmth"), 1);
	assert_true(s.kept[s.nkept - 1]->sealed);
	session_press(&s, "1");
	assert_true(s.over);
	session_start(&s, 80, 24, "back");
	shows_not("the warmth");
	session_press(&s, "w 1 'zauberwort' Enter Esc");
	shows("the warmth");
}

static bool said(const char *line, const char *word)
{
	return strstr(session_hear(&s, line), word) != NULL;
}

static void what_is_remembered_is_hidden_too(void **state)
{
	(void)state;
	remember_while_locked();
	shows("the warmth");
	session_press(&s, "C-o Enter");
	is_nowhere("the warmth");
	give_it_in_words();
	assert_int_equal(kept_with(RECORD_ANSWER, "the warmth"), 1);
}

static void in_lines_what_waits_is_hidden_too(void **state)
{
	static const char hides[] = {EVENT_HIDES, '\0'};

	(void)state;
	lock_one();
	s.options.plain = true;
	session_start(&s, 80, 24, "back");
	(void)session_says(&s);
	assert_true(said("the warmth", "What you typed is there"));
	(void)session_hear(&s, hides);
	assert_true(said("", "Your phrase opens"));
	assert_false(said("falschwort", "the warmth"));
	assert_false(said("", "the warmth"));
	assert_false(said("w", "the warmth"));
	const char *asks = session_hear(&s, "1");
	assert_non_null(strstr(asks, "Your phrase opens"));
	assert_null(strstr(asks, "Phrase: ")); /* that is the prompt */
	(void)session_hear(&s, "zauberwort");
	session_wait(&s, 1000);
	(void)session_hear(&s, "");
	assert_true(visit_has_words(&s.app.visit));
	(void)session_hear(&s, ".");
	(void)session_hear(&s, "1");
	assert_int_equal(kept_with(RECORD_ANSWER, "the warmth"), 1);
}

/* An option that says "locked" makes no phrase: who has none, and puts it off, is asked at leaving. */
static void locked_without_a_phrase_is_asked_about(void **state)
{
	(void)state;
	s.options.keep = "locked";
	session_start(&s, 80, 24, "own");
	session_press(&s, "'my aunt'");
	is_at("waits");
	session_press(&s, "Esc");
	shows("New words are not kept. w can change that.");
	session_press(&s, "'s tea' Esc");
	shows("Not saved yet: how your words are kept is still to choose.");
	session_press(&s, "q q");
	assert_false(s.over);
	is_at("keep");
	shows("You are leaving");
	session_press(&s, "1 'zauberwort' Enter 'zauberwort' Enter 1");
	assert_int_equal(kept_with(RECORD_WORDS, "my aunts tea"), 1);
	session_press(&s, "Esc q q");
	assert_true(s.over);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(what_is_typed_after_five_minutes_follows), T(what_is_typed_beside_it_does_not_take_its_place),
		T(saved_beside_it_both_are_there), T(a_page_left_meanwhile_is_saved_too),
		T(leaving_offers_the_phrase), T(leaving_all_the_same_and_twice),
		T(what_waits_is_behind_the_veil), T(hidden_twice_nothing_is_lost), T(halves_hidden_twice_are_one), T(leaving_says_that_it_waits),
		T(what_is_kept_readable_is_not_veiled), T(another_way_of_keeping_lifts_no_veil), T(a_lost_lock_lifts_no_veil), T(what_is_remembered_is_hidden_too),
		T(the_notice_stays_while_it_is_true), T(no_order_loses_a_word),
		T(what_is_remembered_while_locked_is_saved_with_the_phrase), T(locked_without_a_phrase_is_asked_about), T(in_lines_what_waits_is_hidden_too),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
