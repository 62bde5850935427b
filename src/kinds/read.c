/* SPDX-License-Identifier: MIT
 *
 * read: a page to read: text, figure, terms. */
#include "kinds/kind.h"
#include "base/tr.h"

struct read_page {
	char nothing; /* no keys of its own */
};

static const struct fields read_fields = {TR("read page"), NULL, 0, sizeof(struct read_page)};

static void read_begin(struct visit *v)
{
	(void)v;
}

static int read_items(const struct visit *v)
{
	(void)v;
	return 0;
}

const struct kind kind_read = {
	.form = {.name = "read", .fields = &read_fields, .says = TR("a page to read: text, a figure, terms")},
	.begin = read_begin,
	.items = read_items,
};
