/* SPDX-License-Identifier: MIT */
#include "term/keyboard.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* $ESCDELAY in milliseconds; without it short, and longer over a network, where bytes of one key may part. */
static int escape_delay(void)
{
	const char *asked = getenv("ESCDELAY"), *ssh = getenv("SSH_CONNECTION");
	long delay = asked ? strtol(asked, NULL, 10) : 0;

	if (delay > 0)
		return delay > 5000 ? 5000 : (int)delay;
	return ssh && *ssh ? 300 : 100;
}

void keyboard_begin(struct keyboard *keyboard, const struct codeset *codeset, bool mouse)
{
	keyboard->codeset = codeset;
	keyboard->nin = keyboard->at = keyboard->rest_at = keyboard->rest_len = 0;
	keyboard->drained = false;
	keys_begin(&keyboard->keys, escape_delay(), mouse);
}

void keyboard_release(struct keyboard *keyboard)
{
	explicit_bzero(keyboard->in, sizeof keyboard->in);
	explicit_bzero(keyboard->rest, sizeof keyboard->rest);
	keyboard->nin = keyboard->at = keyboard->rest_at = keyboard->rest_len = 0;
	keys_release(&keyboard->keys);
}

/* Fills in[] if there is anything; never waits. */
static bool fill(struct keyboard *keyboard, bool *gone)
{
	struct pollfd tty = {.fd = STDIN_FILENO, .events = POLLIN};

	keyboard->at = keyboard->nin = 0;
	if (keyboard->drained || poll(&tty, 1, 0) <= 0)
		return false;
	ssize_t n = read(STDIN_FILENO, keyboard->in, sizeof keyboard->in);
	if (n < 0 && (errno == EINTR || errno == EAGAIN))
		return false;
	*gone = n <= 0;
	keyboard->nin = n > 0 ? (size_t)n : 0;
	keyboard->drained = keyboard->nin < sizeof keyboard->in;
	keys_burst(&keyboard->keys, keyboard->in, keyboard->nin);
	return n > 0;
}

/* Nothing of what was typed stays here: it may be a phrase, or words that are locked by now. */
static unsigned char take_byte(struct keyboard *keyboard)
{
	unsigned char byte;

	if (keyboard->rest_at == keyboard->rest_len) {
		keyboard->rest_len = codeset_byte(keyboard->codeset, keyboard->in[keyboard->at], keyboard->rest);
		keyboard->rest_at = 0;
		explicit_bzero(&keyboard->in[keyboard->at++], sizeof byte);
	}
	byte = (unsigned char)keyboard->rest[keyboard->rest_at];
	explicit_bzero(&keyboard->rest[keyboard->rest_at++], sizeof byte);
	return byte;
}

static bool has_byte(const struct keyboard *keyboard)
{
	return keyboard->at < keyboard->nin || keyboard->rest_at < keyboard->rest_len;
}

bool keyboard_read(struct keyboard *keyboard, int64_t tick, struct event *ev, bool *gone)
{
	struct keys *keys = &keyboard->keys;

	keys_forget(keys);
	for (;;) {
		if (keys->again >= 0 && keys_tick(keys, tick, ev))
			return true;
		if (!has_byte(keyboard) && !fill(keyboard, gone))
			break;
		if (keys_feed(keys, take_byte(keyboard), tick, ev))
			return true;
	}
	keyboard->drained = false;
	return !*gone && keys_tick(keys, tick, ev);
}

int64_t keyboard_deadline(const struct keyboard *keyboard)
{
	return keys_deadline(&keyboard->keys);
}
