/* SPDX-License-Identifier: MIT */
#include <assert.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include "base/err.h"

/* What an errno means to us. What is not listed is a lost write: the careful reading, because whoever is told so
 * distrusts the descriptor and writes again. */
static const struct {
	int code;
	enum err_kind kind;
} meanings[] = {
	{ ENOENT, ERR_ABSENT },
	{ ENOTDIR, ERR_ABSENT },
	{ ESTALE, ERR_ABSENT },
	{ EACCES, ERR_REFUSED },
	{ EPERM, ERR_REFUSED },
	{ EROFS, ERR_REFUSED },
	{ EEXIST, ERR_REFUSED },
	{ ELOOP, ERR_REFUSED },
	{ ENOLCK, ERR_BUSY },
	{ EISDIR, ERR_INVALID },
	{ EINVAL, ERR_INVALID },
	{ EILSEQ, ERR_INVALID },
	{ EFBIG, ERR_INVALID },
	{ ENAMETOOLONG, ERR_INVALID },
	{ ENOSPC, ERR_FULL },
	{ EDQUOT, ERR_FULL },
	{ EIO, ERR_LOST },
	{ EMFILE, ERR_BUSY },
	{ ENFILE, ERR_BUSY },
	{ ENOMEM, ERR_BUSY },
	{ EAGAIN, ERR_BUSY },
	{ EINTR, ERR_BUSY },
	{ EBUSY, ERR_BUSY },
	{ ETIMEDOUT, ERR_BUSY },
	{ EPIPE, ERR_GONE },
	{ ECONNRESET, ERR_GONE },
	{ ENXIO, ERR_GONE },
	{ ENODEV, ERR_GONE },
};

enum err_kind err_kind_of(int code)
{
	if (code == 0)
		return ERR_NONE;
	for (size_t i = 0; i < sizeof meanings / sizeof meanings[0]; i++)
		if (meanings[i].code == code)
			return meanings[i].kind;
	return ERR_LOST;
}

/* A text cut to fit may end inside a character: takes the torn one away. */
static void mend_end(char *text)
{
	size_t len = strlen(text), back = 0;
	while (back < 3 && back < len && ((unsigned char)text[len - 1 - back] & 0xC0) == 0x80)
		back++;
	if (back == len)
		return;
	unsigned char first = (unsigned char)text[len - 1 - back];
	size_t want = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : first >= 0xC0 ? 1 : 0;
	if (want > back)
		text[len - 1 - back] = '\0';
}

__attribute__((format(printf, 3, 0)))
static void put_words(char *out, size_t size, const char *format, va_list args)
{
	int n = vsnprintf(out, size, format, args);
	if (n < 0)
		out[0] = '\0';
	else if ((size_t)n >= size)
		mend_end(out);
}

_Bool err_set(struct err *e, enum err_kind kind, int code, const char *format, ...)
{
	if (!e)
		return 0;
	char words[sizeof e->words]; /* the arguments may point into *e */
	va_list args;
	va_start(args, format);
	put_words(words, sizeof words, format, args);
	va_end(args);
	*e = (struct err){ .kind = kind, .code = code };
	memcpy(e->words, words, strlen(words) + 1);
	return 0;
}

_Bool err_at_file(struct err *e, const char *file)
{
	if (!e || !file)
		return 0;
	int n = snprintf(e->file, sizeof e->file, "%s", file);
	if (n < 0 || (size_t)n >= sizeof e->file)
		mend_end(e->file);
	return 0;
}

_Bool err_advise(struct err *e, const char *format, ...)
{
	if (!e)
		return 0;
	va_list args;
	va_start(args, format);
	put_words(e->advice, sizeof e->advice, format, args);
	va_end(args);
	return 0;
}

/* Appends by printf to what stands in `out`; *at stays below `size`. */
__attribute__((format(printf, 4, 5))) static void append(char *out, size_t size, size_t *at, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	int n = vsnprintf(out + *at, size - *at, format, args);
	va_end(args);
	if (n < 0) {
		out[*at] = '\0';
		return;
	}
	if ((size_t)n >= size - *at)
		mend_end(out + *at);
	*at += strlen(out + *at);
}

size_t err_sentence(const struct err *e, char *out, size_t size)
{
	size_t at = 0;
	assert(size > 0);
	out[0] = '\0';
	if (e->file[0])
		append(out, size, &at, "%s:", e->file);
	if (e->line)
		append(out, size, &at, "%u:", e->line);
	if (e->line && e->column)
		append(out, size, &at, "%u:", e->column);
	append(out, size, &at, "%s%s", at ? " " : "", e->words);
	if (e->advice[0])
		append(out, size, &at, "%s%s", e->words[0] ? ". " : "", e->advice);
	return at;
}
