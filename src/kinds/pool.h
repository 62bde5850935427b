/* SPDX-License-Identifier: MIT
 *
 * pool: the questions that may be drawn: graded pages, in the order in which they are needed.
 *
 * Use: pool_draw() for the first of them; pool_find() for one that was drawn before.
 *
 * Ownership: pages and chapters are those of the visit, the open one and those lent.
 *
 * Never knows: what becomes of a question.
 *
 * Those never answered come first, then those missed, then those answered longest ago. They are looked for in the open
 * chapter and in those lent to the visit; what is in neither is quietly left out.
 */
#ifndef ATTUNE_KINDS_POOL_H
#define ATTUNE_KINDS_POOL_H

#include "kinds/visit.h"

struct pooled {
	const struct chapter *chapter; /* its own */
	const struct page *page;
};

/* At most so many of the pages that `from` names, or whose chapter it names; how many there were. */
size_t pool_draw(const struct visit *, const struct words *from, size_t most, struct pooled *out);

/* A graded page by its id, wherever it is; without a page when there is none. */
struct pooled pool_find(const struct visit *, const char *id);

#endif
