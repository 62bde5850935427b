/* SPDX-License-Identifier: MIT */
#include "plain/lines.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>
#include "base/ascii.h"
#include "base/tr.h"
#include "view/event.h"

void lines_hush(struct lines *lines, int fd, bool hush)
{
	if (!hush && lines->hushed)
		tcsetattr(fd, TCSADRAIN, &lines->found);
	if (hush && (lines->hushed || tcgetattr(fd, &lines->found) == 0)) {
		struct termios silent = lines->found;
		silent.c_lflag &= ~(tcflag_t)(ECHO | ECHOE | ECHOK | ECHONL);
		lines->hushed = tcsetattr(fd, TCSADRAIN, &silent) == 0;
	} else {
		lines->hushed = false;
	}
}

void lines_release(struct lines *lines, int fd)
{
	lines_hush(lines, fd, false);
	str_release(&lines->bytes);
	*lines = (struct lines){0};
}

/* -- In ---------------------------------------------------------------------------------------- */

/* Keeps as much of each line as a line may hold. */
static void keep(struct lines *lines, const char *bytes, size_t len)
{
	for (size_t i = 0, end; i < len; i = end) {
		const char *newline = memchr(bytes + i, '\n', len - i);
		size_t text = newline ? (size_t)(newline - bytes) - i : len - i;
		size_t room = LINES_MOST - lines->begun;
		end = i + text + (newline != NULL);
		text = text < room ? text : room;
		str_add(&lines->bytes, bytes + i, text);
		str_add(&lines->bytes, "\n", newline != NULL);
		lines->begun = newline ? 0 : lines->begun + text;
	}
}

static void fail(struct err *err, const char *words)
{
	int code = errno;

	err_set(err, err_kind_of(code), code, "%s: %s", words, strerror(code));
}

enum lines_read lines_read(struct lines *lines, int fd, struct err *err)
{
	char bytes[4096];
	ssize_t n = read(fd, bytes, sizeof bytes);

	if (n < 0 && (errno == EINTR || errno == EAGAIN))
		return LINES_READ;
	if (n <= 0) {
		lines->ended = true;
		if (n < 0)
			fail(err, tr("cannot read the input"));
		return n == 0 ? LINES_ENDED : LINES_LOST;
	}
	keep(lines, bytes, (size_t)n);
	memset(bytes, 0, sizeof bytes);
	return LINES_READ;
}

static bool may_stand_in_a_line(uint32_t point, size_t size)
{
	bool broken = point == 0xFFFD && size == 1;
	return point == EVENT_HIDES || (!broken && (point == '\t' || point >= 0x20) && !text_is_forbidden(point));
}

static void clean(struct str *line)
{
	size_t to = 0;

	for (size_t i = 0, size; i < line->len; i += size) {
		uint32_t point = text_point(line->at + i, line->len - i, &size);
		if (!may_stand_in_a_line(point, size))
			continue;
		memmove(line->at + to, line->at + i, size);
		to += size;
	}
	str_cut(line, to);
}

bool lines_next(struct lines *lines, struct str *line)
{
	size_t left = lines->bytes.len - lines->taken;
	const char *from = str_text(&lines->bytes) + lines->taken;
	const char *newline = left ? memchr(from, '\n', left) : NULL;
	size_t len = newline ? (size_t)(newline - from) : left;

	str_cut(line, 0);
	if (!newline && (!lines->ended || left == 0)) {
		if (left == 0) {
			str_cut(&lines->bytes, 0);
			lines->taken = 0;
		}
		return false;
	}
	str_add(line, from, len);
	lines->taken += len + (newline != NULL);
	codeset_line(lines->codeset, line);
	clean(line);
	return true;
}

/* -- Out --------------------------------------------------------------------------------------- */

static void add_point(struct str *out, uint32_t point, bool ascii)
{
	char bytes[4];

	if (point < 0x20 && point != '\n')
		str_add(out, (char[]){'^', (char)(point + '@')}, 2);
	else if (point == 0x7F)
		str_add(out, "^?", 2);
	else if (ascii)
		ascii_add(out, point);
	else
		str_add(out, bytes, text_put_point(text_is_forbidden(point) ? 0xFFFD : point, bytes));
}

static void add_text(struct str *out, const char *text, size_t len, bool ascii)
{
	for (size_t i = 0, size; i < len; i += size) {
		uint32_t point = text_point(text + i, len - i, &size);
		add_point(out, point == '\t' ? ' ' : point, ascii);
	}
}

void lines_make(struct str *out, const struct doc *doc, const char *prompt, bool ascii)
{
	struct str said = {0};

	doc_lines(doc, &said);
	add_text(out, str_text(&said), said.len, ascii);
	str_release(&said);
	if (!prompt)
		return;
	add_text(out, prompt, strlen(prompt), ascii);
	if (*prompt && prompt[strlen(prompt) - 1] != ' ')
		str_add(out, " ", 1);
}

bool lines_write(int fd, const struct str *text, struct err *err)
{
	struct pollfd room = {.fd = fd, .events = POLLOUT};

	for (size_t sent = 0; sent < text->len;) {
		ssize_t n = write(fd, text->at + sent, text->len - sent);
		if (n < 0 && errno == EAGAIN) {
			poll(&room, 1, 1000);
		} else if (n < 0 && errno != EINTR) {
			fail(err, tr("cannot write the output"));
			return false;
		}
		sent += n > 0 ? (size_t)n : 0;
	}
	return true;
}
