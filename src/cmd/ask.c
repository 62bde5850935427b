/* SPDX-License-Identifier: MIT */
#include "cmd/ask.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>
#include "cmd/window.h"
#include "view/lock.h"

enum { LEAVES = 3, ENDS = 4, BACK = 8, WIPES = 21, DELETES = 127 };

/* Signs are read one by one and Ctrl-C is one of them: so the terminal is put back whatever is typed. */
bool ask_begin(struct ask *ask)
{
	*ask = (struct ask){ .tty = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY) };
	if (ask->tty < 0 || tcgetattr(ask->tty, &ask->found) != 0) {
		ask_end(ask);
		return false;
	}
	struct termios raw = ask->found;
	raw.c_lflag &= ~(tcflag_t)(ECHO | ECHONL | ICANON | ISIG | IEXTEN);
	raw.c_cc[VMIN] = 1;
	raw.c_cc[VTIME] = 0;
	if (tcsetattr(ask->tty, TCSAFLUSH, &raw) == 0)
		return true;
	ask_end(ask);
	return false;
}

void ask_end(struct ask *ask)
{
	if (ask->tty < 0)
		return;
	tcsetattr(ask->tty, TCSAFLUSH, &ask->found);
	close(ask->tty);
	ask->tty = -1;
}

static void put(const struct ask *ask, const char *text)
{
	size_t len = strlen(text);
	while (len > 0) {
		ssize_t n = write(ask->tty, text, len);
		if (n < 0 && errno != EINTR)
			return;
		text += n > 0 ? n : 0;
		len -= n > 0 ? (size_t)n : 0;
	}
}

void ask_say(const struct ask *ask, const char *text)
{
	struct str fitted = { 0 };

	window_fit(ask->tty, text, &fitted);
	put(ask, str_text(&fitted));
	str_release(&fitted);
}

static bool read_byte(struct ask *ask, char *byte)
{
	ssize_t n;
	do
		n = read(ask->tty, byte, 1);
	while (n < 0 && errno == EINTR);
	ask->left |= n != 1 || *byte == LEAVES || *byte == ENDS;
	return !ask->left;
}

static void take_back(const struct ask *ask, struct str *out, size_t to)
{
	for (size_t at = out->len; at > to;) {
		at = text_grapheme_before(out->at, at);
		put(ask, "\b \b");
	}
	str_cut(out, to);
}

/* A dot for each character, at its first byte. */
static void take(const struct ask *ask, struct str *out, char byte)
{
	if ((unsigned char)byte < ' ' || out->len >= PHRASE_MOST)
		return;
	str_add(out, &byte, 1);
	if (((unsigned char)byte & 0xc0) != 0x80)
		put(ask, "*");
}

/* A digit alone chooses; who types Enter after it, as after a line, has not answered the next question by that. */
static bool ends_choice(struct ask *ask, char byte)
{
	bool ends = ask->chosen && (byte == '\n' || byte == '\r');

	ask->chosen = false;
	return ends;
}

bool ask_secret(struct ask *ask, const char *prompt, struct str *out)
{
	char byte = 0;
	str_cut(out, 0);
	ask_say(ask, prompt);
	while (read_byte(ask, &byte) && (ends_choice(ask, byte) || (byte != '\n' && byte != '\r')))
		if (byte == BACK || byte == DELETES)
			take_back(ask, out, out->len ? text_grapheme_before(out->at, out->len) : 0);
		else if (byte == WIPES)
			take_back(ask, out, 0);
		else
			take(ask, out, byte);
	put(ask, "\n");
	explicit_bzero(&byte, sizeof byte);
	return !ask->left;
}

int ask_choice(struct ask *ask, const char *prompt, int most)
{
	char byte = 0;
	ask_say(ask, prompt);
	while (read_byte(ask, &byte) && (byte < '1' || byte > '0' + most))
		;
	ask->chosen = true;
	char said[] = "x\n";
	said[0] = ask->left ? ' ' : byte;
	put(ask, said);
	return ask->left ? 0 : byte - '0';
}
