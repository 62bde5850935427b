/* SPDX-License-Identifier: MIT
 *
 * paste: text that came all at once is gathered until it ends, and is then one event.
 *
 * Use: paste_begin() after the mark that opens one, or where paste_is_burst(); paste_feed() for each byte until it ends, or
 * paste_end() after the silence that paste_patience() names; paste_give() once. Then paste_forget() before the next event.
 *
 * Ownership: owns its text; that of the event is good until the next call. A zeroed struct is one that is not open.
 *
 * Never knows: time, keys, curses, where the text goes.
 *
 * Rules T1: one event of at most 64 KiB. It ends by itself 1 s after the last byte if its end mark never comes, or after a
 * moment's silence if that byte was Ctrl-C: text that holds one goes on at once, a person who wants to get out waits.
 */
#ifndef ATTUNE_TERM_PASTE_H
#define ATTUNE_TERM_PASTE_H

#include <stdbool.h>
#include "base/str.h"
#include "view/event.h"

#define PASTE_MOST  (64 * 1024)
#define PASTE_BURST 64 /* bytes of text at once that nobody types */

struct paste {
	bool open;
	bool loose;     /* it has no brackets: silence ends it, or a key that is no text */
	bool cut;       /* more came than it may hold */
	bool stopped;   /* its last byte is Ctrl-C */
	size_t mark;    /* bytes of the end mark that have come */
	struct str text;
};

enum pasted {
	PASTE_GOES_ON,
	PASTE_ENDS,       /* with this byte */
	PASTE_ENDS_BEFORE /* this byte, which is still to be looked at */
};

void paste_begin(struct paste *, bool loose);
void paste_release(struct paste *);

/* So much text at once is a paste also where the terminal puts no brackets around it. */
bool paste_is_burst(const unsigned char *bytes, size_t len);

/* The next byte of an open one. */
enum pasted paste_feed(struct paste *, unsigned char byte);

/* How many ms without a byte end an open one. */
int paste_patience(const struct paste *);

/* Its end mark never came: it is what there is, without the Ctrl-C at its end, which acts after it. True if there was one. */
bool paste_end(struct paste *);

/* Closes it and fills `ev`: UTF-8 with newlines at the ends of lines; ev->number is 1 if it was cut, else 0. */
void paste_give(struct paste *, struct event *ev);

/* Wipes what was given; an open one stays. */
void paste_forget(struct paste *);

#endif
