/* SPDX-License-Identifier: MIT */
#include "base/str.h"

#include <assert.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include "base/mem.h"

/* Makes room for `len` bytes and the NUL. What is outgrown is wiped, so realloc will not do. */
static void str_room(struct str *s, size_t len)
{
	assert(len < SIZE_MAX / 4);
	if (len < s->room)
		return;
	size_t room = s->room ? s->room : 32;
	while (room <= len)
		room *= 2;
	char *at = mem_grow(NULL, room, 1);
	if (s->len)
		memcpy(at, s->at, s->len);
	at[s->len] = '\0';
	if (s->at)
		explicit_bzero(s->at, s->room);
	mem_free(s->at);
	s->at = at;
	s->room = room;
}

void str_add(struct str *s, const char *bytes, size_t len)
{
	str_room(s, s->len + len);
	if (len)
		memcpy(s->at + s->len, bytes, len);
	s->len += len;
	s->at[s->len] = '\0';
}

void str_add_text(struct str *s, const char *text)
{
	str_add(s, text, strlen(text));
}

void str_print(struct str *s, const char *format, ...)
{
	va_list args, again;
	va_start(args, format);
	va_copy(again, args);
	int n = vsnprintf(NULL, 0, format, args);
	size_t len = n > 0 ? (size_t)n : 0;
	str_room(s, s->len + len);
	if (n >= 0)
		vsnprintf(s->at + s->len, len + 1, format, again);
	s->len += len;
	va_end(again);
	va_end(args);
}

void str_cut(struct str *s, size_t len)
{
	if (len >= s->len)
		return;
	explicit_bzero(s->at + len, s->len - len);
	s->len = len;
}

void str_splice(struct str *s, size_t from, size_t gone, const char *in, size_t len)
{
	assert(from <= s->len && gone <= s->len - from);
	size_t was = s->len, is = was - gone + len;
	str_room(s, is);
	memmove(s->at + from + len, s->at + from + gone, was - from - gone);
	if (len)
		memcpy(s->at + from, in, len);
	if (is < was)
		explicit_bzero(s->at + is, was - is);
	s->len = is;
	s->at[is] = '\0';
}

const char *str_text(const struct str *s)
{
	return s->at ? s->at : "";
}

void str_release(struct str *s)
{
	if (s->at)
		explicit_bzero(s->at, s->room);
	mem_free(s->at);
	*s = (struct str){ 0 };
}
