/* SPDX-License-Identifier: MIT */
#include "cmd/out.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include "base/ascii.h"
#include "base/tr.h"
#include "cmd/window.h"

/* Appends `text` so that it cannot drive a terminal. */
static void add_safe(struct str *out, const char *text, size_t len, bool ascii)
{
	size_t size;

	for (size_t at = 0; at < len; at += size) {
		uint32_t point = text_point(text + at, len - at, &size);
		bool broken = point == 0xFFFD && size == 1;
		if (point < 0x20 && point != '\n' && point != '\t')
			str_print(out, "^%c", (char)(point + '@'));
		else if (point == 0x7F)
			str_add_text(out, "^?");
		else if (broken || text_is_forbidden(point))
			str_add_text(out, ascii ? "?" : "\xEF\xBF\xBD");
		else if (ascii && point >= 0x80)
			ascii_add(out, point);
		else
			str_add(out, text + at, size);
	}
}

static bool write_all(int fd, const char *bytes, size_t len)
{
	while (len > 0) {
		ssize_t n = write(fd, bytes, len);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return false;
		bytes += n;
		len -= (size_t)n;
	}
	return true;
}

int out_bytes(const struct request *request, const char *bytes, size_t len)
{
	struct err err = { 0 };

	if (write_all(STDOUT_FILENO, bytes, len))
		return STATUS_DONE;
	err_set(&err, err_kind_of(errno), errno, "%s: %s", tr("the output could not be written"), strerror(errno));
	err_advise(&err, "%s", tr("Make room there, or send it somewhere else"));
	out_trouble(request, &err);
	return STATUS_UNSAVED;
}

int out_text(const struct request *request, const struct str *text)
{
	struct str safe = { 0 };

	add_safe(&safe, str_text(text), text->len, request->ascii);
	int status = out_bytes(request, str_text(&safe), safe.len);
	str_release(&safe);
	return status;
}

int out_words(const struct request *request, const struct str *text)
{
	struct str fitted = { 0 };

	window_fit(STDOUT_FILENO, str_text(text), &fitted);
	int status = out_text(request, &fitted);
	str_release(&fitted);
	return status;
}

/* Nothing can be said when stderr fails too. */
static void say_aside(const struct request *request, const char *text)
{
	struct str safe = { 0 };

	add_safe(&safe, text, strlen(text), request->ascii);
	(void)write_all(STDERR_FILENO, str_text(&safe), safe.len);
	str_release(&safe);
}

static void say_sentence(const struct request *request, const char *sentence)
{
	struct str line = { 0 }, fitted = { 0 };

	str_print(&line, "attune: %s\n", sentence);
	window_fit(STDERR_FILENO, str_text(&line), &fitted);
	say_aside(request, str_text(&fitted));
	str_release(&fitted);
	str_release(&line);
}

void out_trouble(const struct request *request, const struct err *err)
{
	char sentence[1024];

	err_sentence(err, sentence, sizeof sentence);
	say_sentence(request, sentence);
}

void out_aside(const struct request *request, const struct str *text)
{
	say_aside(request, str_text(text));
}

int out_fault(const struct request *request, const struct diags *diags, const char *folder)
{
	const struct diag *first = diags_first(diags);
	struct str text = { 0 };

	if (first)
		diag_print(first, DIAG_FULL, &text);
	if (request_has(request, OPTION_KIOSK))
		str_add_text(&text, tr("attune: this cannot be opened as it is. Tell whoever looks after this computer.\n"));
	else
		str_print(&text, tr("attune: this cannot be opened as it is. `attune check %s` lists every fault.\n"), folder);
	say_aside(request, str_text(&text));
	str_release(&text);
	return STATUS_NO_COURSE;
}

void out_note(const struct request *request, const char *format, ...)
{
	char words[1024];
	va_list args;

	if (request_has(request, OPTION_QUIET))
		return;
	va_start(args, format);
	vsnprintf(words, sizeof words, format, args);
	va_end(args);
	say_sentence(request, words);
}
