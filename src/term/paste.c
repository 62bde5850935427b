/* SPDX-License-Identifier: MIT */
#include "term/paste.h"

#include <string.h>
#include "base/text.h"

#define CTRL_C   0x03
#define PASTE_MS 1000
#define LOOSE_MS 100  /* silence that ends one without brackets, or one after Ctrl-C */

static const char end_mark[] = "\033[201~";
#define END_MARK_LEN (sizeof end_mark - 1)

static bool is_text(unsigned char byte)
{
	return (byte >= ' ' && byte != 0x7F) || byte == '\r' || byte == '\n' || byte == '\t';
}

bool paste_is_burst(const unsigned char *bytes, size_t len)
{
	if (len < PASTE_BURST)
		return false;
	for (size_t i = 0; i < len; i++)
		if (!is_text(bytes[i]))
			return false;
	return true;
}

void paste_begin(struct paste *paste, bool loose)
{
	str_cut(&paste->text, 0);
	*paste = (struct paste){.open = true, .loose = loose, .text = paste->text};
}

void paste_release(struct paste *paste)
{
	str_release(&paste->text);
	*paste = (struct paste){0};
}

static void add(struct paste *paste, const void *bytes, size_t len)
{
	size_t room = PASTE_MOST - paste->text.len;

	if (len > room) {
		len = room;
		paste->cut = true;
	}
	str_add(&paste->text, bytes, len);
}

static enum pasted feed_loose(struct paste *paste, unsigned char byte)
{
	if (!is_text(byte))
		return PASTE_ENDS_BEFORE;
	add(paste, &byte, 1);
	return PASTE_GOES_ON;
}

enum pasted paste_feed(struct paste *paste, unsigned char byte)
{
	if (paste->loose)
		return feed_loose(paste, byte);
	paste->stopped = byte == CTRL_C;
	if (byte != (unsigned char)end_mark[paste->mark]) {
		add(paste, end_mark, paste->mark);
		paste->mark = 0;
	}
	if (byte == (unsigned char)end_mark[paste->mark])
		paste->mark++;
	else
		add(paste, &byte, 1);
	return paste->mark == END_MARK_LEN ? PASTE_ENDS : PASTE_GOES_ON;
}

int paste_patience(const struct paste *paste)
{
	return paste->loose || paste->stopped ? LOOSE_MS : PASTE_MS;
}

bool paste_end(struct paste *paste)
{
	size_t len = paste->text.len;

	while (paste->stopped && len > 0 && paste->text.at[len - 1] == CTRL_C)
		len--;
	str_cut(&paste->text, len);
	return paste->stopped;
}

/* Takes out what is no UTF-8, and makes every kind of line end a newline. */
static void clean(struct str *text)
{
	size_t to = 0;

	for (size_t i = 0, size = 1; i < text->len; i += size) {
		if (text_point(text->at + i, text->len - i, &size) == 0xFFFD && size == 1)
			continue;
		if (text->at[i] == '\n' && i > 0 && text->at[i - 1] == '\r')
			continue;
		memmove(text->at + to, text->at + i, size);
		to += size;
	}
	str_cut(text, to);
	for (size_t i = 0; i < to; i++)
		if (text->at[i] == '\r')
			text->at[i] = '\n';
}

void paste_give(struct paste *paste, struct event *ev)
{
	paste->open = false;
	clean(&paste->text);
	ev->type = EV_PASTE;
	ev->key = (struct key){.press = PRESS_OTHER};
	ev->text = str_text(&paste->text);
	ev->len = paste->text.len;
	ev->number = paste->cut;
}

void paste_forget(struct paste *paste)
{
	if (!paste->open)
		str_cut(&paste->text, 0);
}
