/* SPDX-License-Identifier: MIT */
#include "cmd/answer.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>
#include "base/text.h"
#include "cmd/locale.h"
#include "cmd/out.h"

#define INTERRUPT '\3'

/* What was typed before the question is no answer to it, so it is thrown away. Ctrl-C ends a line here, and is a signal again
 * once the terminal is put back: else whoever leaves would leave it changed. */
static bool listen(struct termios *found)
{
	if (tcgetattr(STDIN_FILENO, found) != 0)
		return false;
	struct termios calm = *found;
	calm.c_iflag &= ~(tcflag_t)IXON;
	calm.c_lflag &= ~(tcflag_t)ISIG;
	calm.c_cc[VEOL] = INTERRUPT;
	return tcsetattr(STDIN_FILENO, TCSAFLUSH, &calm) == 0;
}

static bool is_end(char byte)
{
	return byte == '\n' || byte == INTERRUPT;
}

/* Byte by byte, so that a long line is read to its end and nothing after it. '\0': the end of the input. */
static char read_line(char *line, size_t size)
{
	size_t len = 0;
	char byte = '\0';
	ssize_t n;

	while ((n = read(STDIN_FILENO, &byte, 1)) == 1 ? !is_end(byte) : n < 0 && errno == EINTR)
		if (n == 1 && len++ < size - 1)
			line[len - 1] = byte;
	line[len < size ? len : 0] = '\0';
	return n == 1 ? byte : '\0';
}

/* In UTF-8, as far as there is room. */
static void decode(char *line, size_t size)
{
	struct str text = { 0 };

	str_add_text(&text, line);
	codeset_line(locale_codeset(), &text);
	if (text.len < size)
		memcpy(line, str_text(&text), text.len + 1);
	str_release(&text);
}

bool answer_ask(const struct request *request, const char *words, char *line, size_t size)
{
	struct termios found;
	struct str out = { 0 };
	bool changed = listen(&found);

	str_add_text(&out, words);
	(void)out_text(request, &out);
	str_release(&out);
	char end = read_line(line, size);
	decode(line, size);
	if (changed)
		tcsetattr(STDIN_FILENO, TCSANOW, &found);
	if (end == INTERRUPT)
		(void)raise(SIGINT);
	return end == '\n';
}
