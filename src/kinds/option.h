/* SPDX-License-Identifier: MIT
 *
 * option: what a learner can choose on choice and multi pages, which differ only in how many are right.
 *
 * Use: a kind of this sort gives OPTIONS_FIELD(says) as its field, `struct options_page` as its page, and asks here for the
 * options of the visit it is in; `options_check` and `options_texts` are its `check` and `texts`.
 *
 * Ownership: the options belong to the course.
 *
 * Never knows: what was chosen, and what becomes of it. That is each kind's own.
 */
#ifndef ATTUNE_KINDS_OPTION_H
#define ATTUNE_KINDS_OPTION_H

#include "kinds/kind.h"

#define OPTIONS_MOST 9 /* each has a digit */

struct option {
	struct place at;
	const char *id;
	struct markup text;
	enum flag right;
	struct markup say;
	const char *myth;
};
extern const struct fields option_fields;

/* The keys of such a page beside those of every page. */
struct options_page {
	struct parts options; /* of struct option */
};

/* The one field of such a page; `words` say how many options are right. */
#define OPTIONS_FIELD(words) \
	{.key = "options", .type = FIELD_PARTS, .required = true, .at = offsetof(struct options_page, options), \
		.of = &option_fields, .most = OPTIONS_MOST, .says = (words)}

const struct parts *options_of(const struct page *);

/* The i-th in the file, how many there are, and which has that id (-1: none has). */
const struct option *option_at(const struct visit *, int i);
int option_count(const struct visit *);
int option_find(const struct visit *, const char *id);

/* Whether the i-th in the file is right. */
bool option_is_right(const struct visit *, int i);

/* Whether the row shown can be chosen now; says why not. */
bool option_may_choose(struct visit *, int row);

/* Faults of a list of options: ids used twice, no right one, an option without say; warns when the right one is the longest. */
void options_check(const struct page *, const struct parts *options, bool several, struct diags *diags);
void options_texts(const struct page *, void (*each)(void *, const struct markup *, const char *), void *ctx);

#endif
