/* SPDX-License-Identifier: MIT
 *
 * some_kinds: a few small page kinds, so that what reads pages can be tested without the real ones.
 *
 * Use: pass `some_kinds` where a kind_list is wanted. `read` has no keys of its own; `choice` is graded and has options;
 * `reflect` and `rate` are private; `recap` names pages; `fill` has a map of maps; `estimate` has numbers.
 *
 * Ownership: constants.
 *
 * Never knows: the real kinds.
 */
#ifndef ATTUNE_TESTS_SOME_KINDS_H
#define ATTUNE_TESTS_SOME_KINDS_H

#include "course/course.h"

struct some_option {
	struct place at;
	const char *id;
	struct markup text, say;
	enum flag right;
	const char *myth;
};

struct some_choice {
	struct parts options; /* of struct some_option */
};

extern const struct kind_form *const some_kinds[];

#endif
