/* SPDX-License-Identifier: MIT */
#include "cmd/window.h"

#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include "view/layout.h"

bool window_size(int fd, unsigned *cells, unsigned *rows)
{
	struct winsize window = { 0 };

	if (ioctl(fd, TIOCGWINSZ, &window) != 0 || window.ws_col == 0 || window.ws_row == 0)
		return false;
	*cells = window.ws_col;
	*rows = window.ws_row;
	return true;
}

/* The length of `text` without the white space at its end. */
static size_t words_end(const char *text)
{
	size_t len = strlen(text);

	while (len > 0 && strchr(" \n", text[len - 1]))
		len--;
	return len;
}

void window_fit(int fd, const char *text, struct str *out)
{
	unsigned cells, rows;
	size_t len = words_end(text), from, end;
	struct layout layout;
	bool first = true;

	if (len == 0 || !window_size(fd, &cells, &rows)) {
		str_add_text(out, text);
		return;
	}
	layout_begin(&layout, text, len, NULL);
	for (; layout_line(&layout, cells, &from, &end); first = false) {
		str_add_text(out, first ? "" : "\n");
		str_add(out, text + from, end - from);
	}
	layout_end(&layout);
	str_add_text(out, text + len);
}
