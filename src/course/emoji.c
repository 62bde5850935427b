/* SPDX-License-Identifier: MIT */
#include "course/emoji.h"

#include <string.h>
#include "base/text.h"

static bool is_emoji(uint32_t point)
{
	return point >= 0x1F000 || point == 0xFE0F || point == 0x200D;
}

/* Where the first stands; `len` where there is none. */
static size_t find(const char *text, size_t len, uint32_t *point)
{
	size_t size;

	for (size_t i = text_ascii(text, len); i < len; i += size) {
		*point = text_point(text + i, len - i, &size);
		if (is_emoji(*point))
			return i;
	}
	return len;
}

/* Of one that is joined to others a screen has room for the first alone. */
static bool is_joined(const char *text, size_t len)
{
	static const char joiner[] = "\u200D";
	size_t cluster = text_grapheme(text, len), width = sizeof joiner - 1;

	for (size_t i = 0; i + width <= cluster; i++)
		if (memcmp(text + i, joiner, width) == 0)
			return true;
	return false;
}

static void say(const char *text, size_t len, uint32_t point, struct place at, struct diags *diags)
{
	if (is_joined(text, len))
		diag_add(diags, DIAG_EMOJI, at, 1, "of this joined emoji a screen shows only the first, U+%04lX", (unsigned long)point);
	else
		diag_add(diags, DIAG_EMOJI, at, 1, "terminals disagree on how wide U+%04lX is", (unsigned long)point);
	diag_help(diags, "say it in words");
}

void emoji_judge_line(const struct node *node, struct diags *diags)
{
	uint32_t point = 0;
	size_t at = find(node->text, node->len, &point);

	if (at < node->len)
		say(node->text + at, node->len - at, point, node_place(node, at), diags);
}

static void judge_span(const struct span *span, struct diags *diags)
{
	uint32_t point = 0;
	size_t len = strlen(span->text), at = find(span->text, len, &point);

	if (at < len)
		say(span->text + at, len - at, point, span_place(span, at), diags);
}

void emoji_judge_markup(const struct markup *markup, struct diags *diags)
{
	for (size_t b = 0; b < markup->nblocks; b++)
		for (size_t s = 0; s < markup->blocks[b].nspans; s++)
			judge_span(&markup->blocks[b].spans[s], diags);
}
