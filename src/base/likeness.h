/* SPDX-License-Identifier: MIT
 *
 * likeness: texts that are the same to a person, though not to strcmp(); and those that are nearly so.
 *
 * Use: text_same() compares two words; text_same_key(), text_fold(), text_bare() and text_seek() give what is compared, for lists that are
 * gone through often; text_nearest() finds what may have been meant.
 *
 * Ownership: results are appended to a struct str, or are entries of the list that was given.
 *
 * Never knows: what the words are of.
 */
#ifndef ATTUNE_BASE_LIKENESS_H
#define ATTUNE_BASE_LIKENESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/str.h"

/* True if the two texts are the same word to a person: case folded, runs of white space, '-' and '_' equal one space. */
bool text_same(const char *a, const char *b);

/* Appends what is equal of two texts if, and only if, text_same() is true of them: to find one among many. */
void text_same_key(const char *text, struct str *out);

/* Appends what is left of a word when only its letters and digits count: case folded, punctuation dropped, runs of white
 * space, '-' and '_' one space between words. "" for a text without any. */
void text_fold(const char *text, struct str *out);

/* The same without accents, as names are typed on a keyboard that has none: "Perú" and "peru" are one. */
void text_bare(const char *text, struct str *out);

/* Appends one grapheme cluster as it is looked for: case folded, NFC, typographic quotes and dashes as ASCII has them; white
 * space is one space. */
void text_seek(const char *cluster, size_t len, struct str *out);

/* The script a letter belongs to: "Latin", "Cyrillic"; NULL for what is no letter. Static. */
const char *text_script(uint32_t point);

/* Edit distance between two short texts in code points (Damerau: a swap counts 1), at most `most` + 1. */
unsigned text_distance(const char *a, const char *b, unsigned most);

/* The entry of a list nearest to `word`: at a distance of at most a third of its length, else the only one that begins with it.
 * NULL if there is none to suggest. */
const char *text_nearest(const char *word, const char *const *list, size_t n);

#endif
