/* SPDX-License-Identifier: MIT */
#include "cmd/answer.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>
#include "base/text.h"
#include "cmd/locale.h"
#include "cmd/out.h"
#include "view/event.h"

#define INTERRUPT '\3'
#define ESCAPE    '\33'
#define ALONE     50  /* ms after which an Escape is a key and not the beginning of one; over a network bytes may part */
#define ALONE_FAR 300

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

static void say(const struct request *request, const char *words)
{
	struct str out = { 0 };

	str_add_text(&out, words);
	(void)out_text(request, &out);
	str_release(&out);
}

/* Gives the byte that ended the line. */
static char ask_line(const struct request *request, const char *words, char *line, size_t size)
{
	struct termios found;
	bool changed = listen(&found);

	say(request, words);
	char end = read_line(line, size);
	decode(line, size);
	if (changed)
		tcsetattr(STDIN_FILENO, TCSANOW, &found);
	return end;
}

bool answer_ask(const struct request *request, const char *words, char *line, size_t size)
{
	char end = ask_line(request, words, line, size);

	if (end == INTERRUPT)
		(void)raise(SIGINT);
	return end == '\n';
}

/* -- In the middle of a session --------------------------------------------------------------- */

/* A terminal that is gone reads as the end of the input, too; one that hung up while a session was there is /dev/null by now. */
static enum answer answer_of_end(void)
{
	struct pollfd in = { .fd = STDIN_FILENO };
	bool hung_up = poll(&in, 1, 0) == 1 && (in.revents & (POLLHUP | POLLERR));

	return hung_up || !isatty(STDIN_FILENO) ? ANSWER_GONE : ANSWER_BACK;
}

static enum answer answer_of_line(const char *line)
{
	size_t from = strspn(line, " \t"), len = strcspn(line + from, " \t");
	bool one = len == 1 && line[from + 1 + strspn(line + from + 1, " \t")] == '\0';

	if (strchr(line, EVENT_HIDES))
		return ANSWER_HIDE;
	if (one && line[from] == '!')
		return ANSWER_SUPPORT;
	return strchr(line, ESCAPE) || (one && line[from] == 'b') ? ANSWER_BACK : ANSWER_LINE;
}

static enum answer take_line(const struct request *request, const char *words, char *line, size_t size)
{
	char end = ask_line(request, words, line, size);

	if (end == INTERRUPT)
		return ANSWER_STOP;
	return end == '\n' ? answer_of_line(line) : answer_of_end();
}

/* Key by key: shown here, because the terminal would end nothing but lines. */
static bool listen_to_keys(struct termios *found)
{
	if (tcgetattr(STDIN_FILENO, found) != 0)
		return false;
	struct termios keys = *found;
	keys.c_iflag &= ~(tcflag_t)IXON;
	keys.c_lflag &= ~(tcflag_t)(ISIG | ICANON | ECHO | IEXTEN);
	keys.c_cc[VMIN] = 1;
	keys.c_cc[VTIME] = 0;
	return tcsetattr(STDIN_FILENO, TCSAFLUSH, &keys) == 0;
}

/* False when nobody is there any more. */
static bool read_key(char *byte)
{
	ssize_t n;

	do
		n = read(STDIN_FILENO, byte, 1);
	while (n < 0 && errno == EINTR);
	return n == 1;
}

static bool more_comes(void)
{
	struct pollfd in = { .fd = STDIN_FILENO, .events = POLLIN };

	return poll(&in, 1, getenv("SSH_CONNECTION") ? ALONE_FAR : ALONE) == 1 && (in.revents & POLLIN);
}

/* After an Escape: whether it was one alone. What else begins with it, an arrow, means nothing here and is passed over. */
static bool was_alone(void)
{
	char byte = '\0';

	if (!more_comes())
		return true;
	if (!read_key(&byte) || (byte != '[' && byte != 'O'))
		return false;
	while (more_comes() && read_key(&byte) && (byte < '@' || byte > '~'))
		continue;
	return false;
}

/* The last letter goes, with all its bytes. */
static void take_last(const struct request *request, char *line, size_t *len)
{
	if (*len == 0)
		return;
	while (*len > 0 && ((unsigned char)line[--*len] & 0xC0) == 0x80)
		continue;
	line[*len] = '\0';
	(void)out_bytes(request, "\b \b", 3);
}

static void add_key(const struct request *request, char byte, char *line, size_t *len, size_t size)
{
	bool is_text = (unsigned char)byte >= ' ' && byte != '\177';

	if (byte == '\177' || byte == '\b')
		take_last(request, line, len);
	if (!is_text || *len + 1 >= size)
		return;
	line[(*len)++] = byte;
	line[*len] = '\0';
	(void)out_bytes(request, &byte, 1);
}

static enum answer take_keys(const struct request *request, char *line, size_t size)
{
	size_t len = 0;
	char byte;

	for (line[0] = '\0'; read_key(&byte);) {
		if (byte == '\n')
			return ANSWER_LINE;
		if (byte == INTERRUPT)
			return ANSWER_STOP;
		if (byte == EVENT_HIDES)
			return ANSWER_HIDE;
		if (byte == '!' && len == 0)
			return ANSWER_SUPPORT;
		if (byte == '\4' || (byte == ESCAPE && was_alone()))
			return ANSWER_BACK;
		if (byte != ESCAPE)
			add_key(request, byte, line, &len, size);
	}
	return ANSWER_GONE;
}

enum answer answer_amid(const struct request *request, const char *words, bool lines, char *line, size_t size)
{
	struct termios found;

	if (lines)
		return take_line(request, words, line, size);
	bool changed = listen_to_keys(&found);
	say(request, words);
	enum answer answer = take_keys(request, line, size);
	if (answer != ANSWER_GONE)
		(void)out_bytes(request, "\n", 1);
	if (changed)
		tcsetattr(STDIN_FILENO, TCSANOW, &found);
	return answer;
}
