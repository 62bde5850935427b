/* SPDX-License-Identifier: MIT
 *
 * keys: what the terminal sent becomes what the person pressed.
 *
 * Use: keys_begin(), keys_learn() for what this terminal calls its keys; then for
 * every byte that arrives keys_feed() and, until it returns false, keys_tick();
 * each may give one event. keys_deadline() says when to call keys_tick() if
 * nothing arrives: an Escape that stays alone for the delay is the Escape key.
 *
 * Ownership: owns the paste being gathered; the text of an EV_PASTE is good until the next call.
 *
 * Never knows: curses, what a key means.
 *
 * Rules T1: UTF-8 and sequences may arrive split at any byte; a late tail of a sequence is
 * swallowed, never typed. Which bytes are which key is dialect's, where a paste ends is paste's.
 *
 * A terminal's answer to somebody who asked before us (OSC, DCS, APC) is swallowed to its end like a tail.
 */
#ifndef ATTUNE_TERM_KEYS_H
#define ATTUNE_TERM_KEYS_H

#include <stdbool.h>
#include "term/dialect.h"
#include "term/paste.h"
#include "view/event.h"

struct keys {
	unsigned char bytes[64];  /* a sequence or character not yet whole */
	size_t nbytes;
	int64_t since;            /* tick of its last byte */
	int escape_delay;         /* ms */
	bool late;                /* bytes[] follow an Escape already given: they are swallowed when whole */
	int64_t alone;            /* tick at which an Escape was given for want of more, -1: something came since */
	unsigned char opened;     /* ... with this sign, as Alt; 0: it came alone */
	int again;                /* a byte still to be looked at (keys_tick does), -1: none */
	size_t string;            /* bytes of a control string, of which bytes[] holds no more than the Escape of its end; 0: none */
	struct paste paste;
	struct dialect dialect;
};

void keys_begin(struct keys *, int escape_delay, bool mouse); /* mouse: clicks were asked for */
void keys_release(struct keys *);

/* This terminal sends `sequence` for the key (dialect_learn). */
void keys_learn(struct keys *, const char *sequence, enum press);

/* Bytes that arrived together are about to be fed. So much text at once is a paste also where the terminal puts no
 * brackets around it: none of it is taken for commands. */
void keys_burst(struct keys *, const unsigned char *bytes, size_t len);

/* What was given out is wiped, and what is not whole stays: a phrase may have been pasted. To be called before the next
 * event is asked for. */
void keys_forget(struct keys *);

/* One byte at a tick. True: `ev` (type, key, text, len) is filled; for an EV_PASTE that was cut, ev->number is 1,
 * else 0. */
bool keys_feed(struct keys *, unsigned char byte, int64_t tick, struct event *ev);

/* Time has passed; call until it returns false. */
bool keys_tick(struct keys *, int64_t tick, struct event *ev);

/* The tick at which keys_tick has something to do, or -1. */
int64_t keys_deadline(const struct keys *);

#endif
