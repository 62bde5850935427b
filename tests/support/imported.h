/* SPDX-License-Identifier: MIT
 *
 * imported: what a file of someone else's questions becomes, for the tests of each format.
 *
 * Use: one table of cases, imported_check(). What is made is loaded with all kinds and has to have no error.
 *
 * Ownership: cases are borrowed.
 */
#ifndef ATTUNE_TESTS_IMPORTED_H
#define ATTUNE_TESTS_IMPORTED_H

#include "io/import.h"

struct imported_case {
	const char *name;
	const char *source;
	const char *pages; /* the chapter from its first page on; "" when there is none */
	const char *notes; /* "line: words" each on a line; NULL: they are not looked at */
};

/* Tries each; false, with the name and both texts printed, for those that become something else. */
bool imported_check(const struct imported_case *, size_t n, enum import_format);

/* Makes what it makes of any bytes, and says whether the outcome is one that may be: nothing, or a chapter without errors. */
bool imported_is_sound(const char *bytes, size_t len, enum import_format);

#endif
