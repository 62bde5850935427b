/* SPDX-License-Identifier: MIT
 *
 * form: what an id, a topic id, a number and a day look like.
 *
 * Use: on texts as they stand in a file, or as somebody typed them.
 *
 * Ownership: results are in the arena that was given.
 *
 * Never knows: fields, faults, which ids there are.
 */
#ifndef ATTUNE_COURSE_FORM_H
#define ATTUNE_COURSE_FORM_H

#include <stdbool.h>
#include <stddef.h>
#include "base/mem.h"

#define ID_MOST 48 /* bytes */

/* An id made of a text: "Good Enough!" gives "good-enough", at most 48 bytes. "" when nothing is left. */
const char *id_slug(struct arena *, const char *text);

/* Whether `id` has the form of an id, of a topic id. */
bool id_is_well_formed(const char *id);
bool topic_is_well_formed(const char *id);

/* The number that `n` digits say: few enough that it fits. */
unsigned form_digits(const char *text, size_t n);
bool form_is_digit(char);

/* yyyy-mm-dd, and a day that there was or will be. */
bool form_is_day(const char *text);

#endif
