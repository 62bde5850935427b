/* SPDX-License-Identifier: MIT
 *
 * pause: a natural place to stop; says how long the next part is. */
#include "kinds/kind.h"

#include <string.h>
#include "base/tr.h"

struct pause_page {
	char nothing; /* no keys of its own */
};

static const struct fields pause_fields = {TR("pause page"), NULL, 0, sizeof(struct pause_page)};

static void pause_begin(struct visit *v)
{
	(void)v;
}

static int pause_items(const struct visit *v)
{
	(void)v;
	return 0;
}

/* Pages after this one, up to and without the next pause. */
static unsigned long next_part(const struct visit *v)
{
	const struct chapter *c = v->chapter;
	size_t from = (size_t)(v->page - c->pages) + 1, n = from;

	while (n < c->npages && strcmp(c->pages[n].kind->name, "pause") != 0)
		n++;
	return n - from;
}

static unsigned long minutes_of(const struct visit *v, unsigned long pages)
{
	const struct chapter *c = v->chapter;

	return c->minutes == 0 ? 0 : (pages * c->minutes + c->npages - 1) / c->npages;
}

static void say_next_part(const struct visit *v, struct doc *doc)
{
	unsigned long pages = next_part(v), minutes = minutes_of(v, pages);

	if (pages == 0)
		return;
	if (minutes > 0)
		doc_sayf(doc, STYLE_ASIDE, tr_n("The next part is %lu page, about %lu min.", "The next part is %lu pages, about %lu min.", pages),
			pages, minutes);
	else
		doc_sayf(doc, STYLE_ASIDE, tr_n("The next part is %lu page.", "The next part is %lu pages.", pages), pages);
}

static void pause_view(const struct visit *v, struct doc *doc)
{
	say_next_part(v, doc);
	if (next_part(v) > 0)
		doc_say(doc, STYLE_ASIDE, tr("q stops here; your place is kept. Space goes on."));
}

static void pause_say(const struct visit *v, struct doc *doc)
{
	say_next_part(v, doc);
	if (next_part(v) > 0 && !v->on_paper)
		doc_say(doc, STYLE_ASIDE, tr("q stops here; your place is kept."));
}

const struct kind kind_pause = {
	.form = {.name = "pause", .fields = &pause_fields,
		.says = TR("stops here, or goes on; says how long the next part is")},
	.begin = pause_begin,
	.items = pause_items,
	.view = pause_view,
	.say = pause_say,
};
