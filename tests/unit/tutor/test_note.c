/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
#include "support/sitting.h"

/* Notes within what another note is about: both are met, the wider first. Elsewhere see test_app. */

#define READ(id, more) "{id: " id ", kind: read, title: " id ", text: x" more "}"

static const char *const texts[] = {
	"{id: before, title: Before, pages: [" READ("door", "") "]}",
	"{id: pot, title: The pot, note: {about: wide things, skip-to: after}, pages: ["
	READ("first", ", note: {about: first things}") "," READ("second", "") ","
	READ("third", ", note: {about: third things}") "," READ("after", "") "]}",
	"{id: whole, title: The whole, note: {about: all of it}, pages: ["
	READ("one", ", note: {about: one thing, skip-to: two}") "," READ("two", "") "]}",
	"{id: row, title: A row, pages: [" READ("sand", ", note: {about: sand, skip-to: reed}") ","
	READ("reed", ", note: {about: reed, skip-to: rope}") "," READ("rope", ", note: {about: rope, skip-to: end}") "," READ("end", "") "]}",
	"{id: pair, title: A pair, note: {about: both of them, skip-to: last}, pages: [" READ("salt", ", note: {about: salt, skip-to: last}") ","
	READ("brine", "") "," READ("snow", ", note: {about: snow, skip-to: last}") "," READ("last", "") "]}",
};

static const char the_course[] = "{attune: 1, id: tea, title: Tea, language: en, chapters: [before, pot, whole, row, pair]}";
static const struct session_texts tea = {the_course, texts, NULL};
const struct sitting sitting = {.texts = &tea};

/* `sees`: what the note asked before is about; NULL: none is asked. */
static const struct {
	const char *name, *from, *keys, *sees, *at;
} ways[] = {
	{"the chapter's comes first", "door", "l Enter", "about wide things", "note"},
	{"then the first page's", "door", "l Enter 1", "about first things", "note"},
	{"then the page", "door", "l Enter 1 1", NULL, "first"},
	{"past the first page alone", "door", "l Enter 1 2", NULL, "home"},
	{"past all of it", "door", "l Enter 2", NULL, "after"},
	{"one page further in", "door", "l Enter 1 1 l l", "about third things", "note"},
	{"further in, and on", "door", "l Enter 1 1 l l 1", NULL, "third"},
	{"out of it and back in", "door", "l Enter 1 1 l l 1 l h", NULL, "third"},
	{"out of both, and in again", "door", "l Enter 1 1 h l Enter", "about wide things", "note"},
	{"out of the inner one, and in again", "door", "l Enter 1 1 l l 1 h l", "about third things", "note"},
	{"a note about the whole chapter", "after", "l Enter", "about all of it", "note"},
	{"and one within it", "after", "l Enter 1", "about one thing", "note"},
	{"skipped within the whole", "after", "l Enter 1 2", NULL, "two"},
	{"asked from within the whole", "after", "l Enter 1 2 h", "about one thing", "note"},
	{"from behind", "after", "h", "about wide things", "note"},
	{"from behind, and further in", "after", "h 1", "about third things", "note"},
	{"from the chapter after it", "sand", "h", "about all of it", "note"},
	{"and not to its first page", "sand", "h 1 h", "2. Stay at \"two\"", "note"},
	{"but where one was", "sand", "h 1 h 2", NULL, "two"},
	{"side by side: forward", "sand", "l 1 l 1 l", NULL, "end"},
	{"side by side: back through what was gone into", "sand", "l 1 l 1 l h h", NULL, "reed"},
	{"side by side: and out of it", "end", "h 1 h 1 h 1 l 1 l 1 l h h h", NULL, "sand"},
	{"side by side: back, the first", "end", "h", "2. Skip to \"reed\"", "note"},
	{"side by side: back, the next", "end", "h 2", "about reed", "note"},
	{"side by side: back, the last", "end", "h 2 2", "2. Stay at \"end\"", "note"},
	{"side by side: back over all of them", "end", "h 2 2 2", NULL, "end"},
	{"side by side: what was skipped on the way is skipped with it", "end", "h 2 2 2 h", "2. Stay at \"end\"", "note"},
	{"side by side: at once", "end", "h 2 2 2 h 2", NULL, "end"},
	{"ending together: who looks for the second is asked about the chapter", "door", "'/' 'snow' Enter", "about both of them", "note"},
	{"ending together: and about it", "door", "'/' 'snow' Enter 1", "about snow", "note"},
	{"ending together: and comes to it", "door", "'/' 'snow' Enter 1 1", NULL, "snow"},
	{"ending together: forward each is met", "end", "l Enter 1", "about salt", "note"},
	{"ending together: forward, the second", "end", "l Enter 1 1 l l", "about snow", "note"},
	{"ending together: forward into both", "end", "l Enter 1 1 l l 1", NULL, "snow"},
	{"ending together: past both", "end", "l Enter 1 2", NULL, "last"},
	{"ending together: from behind, the second", "last", "h 1", "about snow", "note"},
	{"ending together: from behind, and further in", "last", "h 1 1 h", "about salt", "note"},
	{"side by side: and is not out of reach", "end", "h 2 2 2 h 1 h 1 h 1", NULL, "sand"},
};

static void both_are_met(void **state)
{
	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
		(void)close_session(state);
		(void)open_session(state);
		session_start(&s, 80, 24, ways[i].from);
		session_press(&s, ways[i].keys);
		if (strcmp(session_at(&s), ways[i].at) != 0 || (ways[i].sees && !session_shows(&s, ways[i].sees)))
			fail_msg("%s: at %s\n%s", ways[i].name, session_at(&s), session_picture(&s));
	}
}

/* In the smallest window Enter shows the answer first that it would give. */
static void what_is_out_of_sight_is_not_chosen(void **state)
{
	(void)state;
	session_start(&s, 20, 6, "after");
	session_press(&s, "l Enter");
	assert_string_equal(session_at(&s), "note");
	shows_not("1. Go on");
	session_press(&s, "Enter");
	assert_string_equal(session_at(&s), "note");
	shows("1. Go on");
	session_press(&s, "Enter");
	shows("one thing");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(both_are_met, open_session, close_session),
		cmocka_unit_test_setup_teardown(what_is_out_of_sight_is_not_chosen, open_session, close_session),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
