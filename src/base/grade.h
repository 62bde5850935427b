/* SPDX-License-Identifier: MIT
 *
 * grade: how hard a text is to read.
 *
 * Use: on the words alone, without markup.
 *
 * Ownership: borrows the text.
 *
 * Never knows: what is too hard.
 */
#ifndef ATTUNE_BASE_GRADE_H
#define ATTUNE_BASE_GRADE_H

#include <stddef.h>

/* Words as a reader would count them, syllables as an estimate for the reading grade (Kincaid et al. 1975). */
unsigned text_words(const char *at, size_t len);
double text_grade(const char *at, size_t len);

#endif
