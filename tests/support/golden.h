/* SPDX-License-Identifier: MIT
 *
 * golden: a text is what it was when a person last agreed to it.
 *
 * Use: assert_true(golden_matches("home-80x24.frame", text)). On a difference it
 * prints a small diff on stderr (- agreed, + now). With UPDATE=1 in the
 * environment the file is rewritten and the answer is yes; read `git diff` then.
 *
 * Ownership: borrows both texts for the call. Files are tests/golden/NAME, from
 * the directory make runs in.
 *
 * Never knows: what the text is a picture of.
 */
#ifndef SUPPORT_GOLDEN_H
#define SUPPORT_GOLDEN_H

#include <stdbool.h>

bool golden_matches(const char *name, const char *text);

/* The same with the file's own path, and without printing: for those who try again until it fits. */
bool golden_file_equals(const char *path, const char *text);
bool golden_file_matches(const char *path, const char *text);

/* True when UPDATE=1 asks for goldens to be rewritten. */
bool golden_is_updating(void);

#endif
