/* SPDX-License-Identifier: MIT */
#include "base/mem.h"
#include "base/text.h"
#include "view/layout.h"

/* White space hangs over the edge: it never starts a new line and is never shown at the end of one. */
static bool hangs(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

void layout_begin(struct layout *layout, const char *text, size_t len, struct breaks *breaks)
{
	*layout = (struct layout){ .text = text, .len = len };
	if (breaks && len > 0) {
		layout->marks = breaks_of(breaks, text, len);
		return;
	}
	layout->marks = layout->own = mem_grow(NULL, len, 1);
	text_breaks(text, len, layout->own);
}

void layout_end(struct layout *layout)
{
	mem_free(layout->own);
	*layout = (struct layout){ .ended = true };
}

static size_t trimmed(const char *text, size_t from, size_t end)
{
	while (end > from && hangs(text[end - 1]))
		end--;
	return end;
}

/* Bytes of the grapheme at `i`, and its cells. Most are one of each: the last stretch of these is remembered, for every line
 * begins in it. */
static size_t grapheme_at(struct layout *layout, size_t i, unsigned *cells)
{
	const char *at = layout->text + i;
	size_t len = layout->len - i, size;
	if (i < layout->plain || i >= layout->plain_end) {
		layout->plain = i;
		layout->plain_end = i + text_plain(at, len);
	}
	*cells = 1;
	if (i < layout->plain_end)
		return 1;
	size = text_grapheme(at, len);
	*cells = text_grapheme_cells(at, size);
	return size;
}

/* Where the line that begins at `from` stops: the start of the next one, or len. */
static size_t line_stop(struct layout *layout, unsigned width, size_t from)
{
	size_t chance = from, size;
	unsigned column = 0, cells;
	for (size_t i = from; i < layout->len; i += size) {
		size = grapheme_at(layout, i, &cells);
		if (i > from && layout->marks[i] == TEXT_BREAK_MUST)
			return i;
		if (i > from && layout->marks[i] == TEXT_BREAK_MAY)
			chance = i;
		bool hanging = hangs(layout->text[i]) && hangs(layout->text[i + size - 1]); /* no mark upon it */
		if (column + cells > width && i > from && !hanging)
			return chance > from ? chance : i;
		column += cells;
	}
	return layout->len;
}

bool layout_line(struct layout *layout, unsigned width, size_t *from, size_t *end)
{
	if (layout->ended)
		return false;
	*from = layout->at;
	layout->at = line_stop(layout, width, *from);
	*end = trimmed(layout->text, *from, layout->at);
	if (layout->at == layout->len)
		layout->ended = *from == layout->len || layout->text[layout->len - 1] != '\n';
	return true;
}
