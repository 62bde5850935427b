/* SPDX-License-Identifier: MIT
 *
 * keyboard: what was typed and not yet looked at becomes events, one at a time.
 *
 * Use: keyboard_begin(), and keys_learn() into `keys` for what this terminal sends; then, when descriptor 0 is readable or the
 * tick of keyboard_deadline() has come, keyboard_read() until it returns false. keyboard_release() at the end.
 *
 * Ownership: a struct by value is its holder's, with all bytes in it; the codeset is borrowed until keyboard_release(). The
 * text of an EV_PASTE is good until the next call.
 *
 * Never knows: curses, the modes of the terminal, what a key means.
 *
 * Never waits. A byte is wiped here as soon as it was looked at: it may be of a phrase, or of words that are locked by now.
 * Environment: ESCDELAY and SSH_CONNECTION say how long an Escape may stay alone.
 */
#ifndef ATTUNE_TERM_KEYBOARD_H
#define ATTUNE_TERM_KEYBOARD_H

#include <stdbool.h>
#include "base/codeset.h"
#include "term/keys.h"
#include "view/event.h"

struct keyboard {
	struct keys keys;
	unsigned char in[4096];
	size_t nin, at;        /* in[at, nin) is not yet looked at */
	const struct codeset *codeset; /* of what is typed; NULL: UTF-8 */
	char rest[4];          /* a character of it in UTF-8, of which [rest_at, rest_len) is not yet looked at */
	size_t rest_at, rest_len;
	bool drained;          /* the last read took all there was */
};

/* mouse: clicks were asked for. */
void keyboard_begin(struct keyboard *, const struct codeset *, bool mouse);
void keyboard_release(struct keyboard *);

/* One event, if there is one: true with `ev` filled. *gone is set at end of input or EIO, and then what is half typed is
 * nothing. */
bool keyboard_read(struct keyboard *, int64_t tick, struct event *ev, bool *gone);

/* The tick at which keyboard_read may have an event without input, or -1. */
int64_t keyboard_deadline(const struct keyboard *);

#endif
