/* SPDX-License-Identifier: MIT
 *
 * scale: a rating from 0 to 10, or none yet; and a movement from one to another.
 *
 * Use: scale_key() moves it, scale_words() says it: "[-----*-----] 5 of 10", or
 * "[-----------] not rated yet".
 *
 * Never knows: what is rated.
 */
#ifndef ATTUNE_VIEW_SCALE_H
#define ATTUNE_VIEW_SCALE_H

#include <stdbool.h>
#include <stddef.h>
#include "view/doc.h"
#include "view/event.h"

#define SCALE_NONE (-1)
#define SCALE_MOST 10

/* Left and Right move (from none: to 5), 0-9 set, Home is 0; + and End are 10, and so is 0 right after 1: `one`
 * is true when the key before was that 1, with nothing in between, and says it of this key afterwards. True if the key was one
 * of these. */
bool scale_key(int *value, struct key, bool *one);

/* The same in a line: takes a number from 0 to 10, or +, which is 10, from where `at` stands, and goes behind it. False, and
 * nothing changed, when there is none. */
bool scale_read(const char **at, int *value);

/* Writes the scale in words and signs of ASCII; returns the length. */
size_t scale_words(int value, char *out, size_t size);

/* Where keys rate: the one number that takes two of them. */
void scale_say_ten(struct doc *);

/* A movement as a row of signs: "[--o====x---]": x before, o now; one sign where nothing moved. */
size_t scale_shift(int before, int after, char *out, size_t size);

/* A whole way in words, as it is read aloud: "from 7 to 4, then to 2 of 10"; of one rating "7 of 10". */
void scale_tell_way(const int *values, size_t n, struct str *out);

/* A statement and its whole way: "Needing people is weakness: 7 -> 4 -> 2", and under it the signs of the first rating and the
 * last; in words where nothing is drawn, or where it is read aloud. */
void scale_say_way(struct doc *, const char *statement, const int *values, size_t n);

/* The same of two ratings. */
void scale_say_shift(struct doc *, const char *statement, int before, int after);

#endif
