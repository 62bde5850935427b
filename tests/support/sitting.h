/* SPDX-License-Identifier: MIT
 *
 * sitting: the session that a file of tests is about: how each test begins and ends, and what is claimed of it.
 *
 * Use: say once in the file what its sessions are like, const struct sitting sitting = {.keep = "readable"}; then for each test
 * cmocka_unit_test_setup_teardown(TEST, open_session, close_session). In it session_start(&s, ...), session_press(&s, ...), and
 * claims: what does not hold is told with the line of the test.
 *
 * Ownership: all that a session has goes with close_session().
 *
 * Never knows: what is tested.
 */
#ifndef ATTUNE_TESTS_SITTING_H
#define ATTUNE_TESTS_SITTING_H

#include "support/session.h"

extern struct session s;

/* Defined by each file of tests. What is not said is as session_open() has it. */
extern const struct sitting {
	const struct session_texts *texts; /* NULL: the course about tea */
	const char *keep;                  /* how words are kept; NULL: it is asked */
	const char *country;
	bool plain;
	bool many_slots;
} sitting;

/* Setup and teardown; both return 0, and take NULL. */
int open_session(void **state);
int close_session(void **state);

/* A reflection is begun, the question how words are kept is answered, a phrase ("zauberwort") is made: back on the page. */
void begin_locked(void);

/* Claims; cmocka.h has to be included. */
#define shows(text) sitting_shows((text), true, __FILE__, __LINE__)
#define shows_not(text) sitting_shows((text), false, __FILE__, __LINE__)
#define is_at(place) assert_string_equal(session_at(&s), place)
#define logged(what) assert_string_equal(session_log(&s), what)

/* Fails the test, with the picture, unless it shows this, or shows it not. */
void sitting_shows(const char *text, bool wanted, const char *file, int line);

#endif
