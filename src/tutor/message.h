/* SPDX-License-Identifier: MIT
 *
 * message: the row above the footer: news of the moment, then what is wrong, then what is out of sight.
 *
 * Use: message_draw() when all else is drawn. Words longer than a row grow upwards, to three rows (a fault in preview to
 * five), and what is longer ends in dots: message_taken() says how many of the body's they take for good, message_hides() how
 * many they only cover until the next key. What is told of saving and locking is one row at 80 columns, in every language
 * (test_status_row).
 *
 * Ownership: none; what is said stands in struct app.
 *
 * Never knows: which screen is on top.
 *
 * Where one writes, and where it stays (not saved), the body has so many rows less: nothing is covered that somebody is
 * typing or cannot scroll to. News over a page to be read cover it: any key that
 * does more than move takes them away. Only what has the focus is pushed up where they would stand on it (tutor/viewport).
 */
#ifndef ATTUNE_TUTOR_MESSAGE_H
#define ATTUNE_TUTOR_MESSAGE_H

#include "tutor/app.h"

void message_draw(const struct app *, struct frame *);
unsigned message_taken(const struct app *);
unsigned message_hides(const struct app *);

/* What is told just now has room in one row; lines are of any length. */
bool message_fits(const struct app *);

#endif
