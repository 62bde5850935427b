/* SPDX-License-Identifier: MIT
 *
 * outbox: messages on their way to the scribe: each is kept until it is acknowledged, because a scribe may be killed.
 *
 * Use: outbox_add() what is to be said, outbox_send() as often as the socket may take more, outbox_forget() with each reply.
 * When another scribe takes the place of one that is gone, outbox_rewind() and outbox_lead() with its task.
 *
 * Ownership: copies what it takes; the socket is the caller's.
 *
 * Never knows: what a message says, but for drafts, of which the newest stands for all.
 */
#ifndef ATTUNE_IO_OUTBOX_H
#define ATTUNE_IO_OUTBOX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/text.h"
#include "io/scribe.h"

struct message {
	struct scribe_head head;
	struct str bytes; /* the head and what follows it */
	size_t sent;
};

/* In their order; zeroed it is empty. */
struct outbox {
	struct message *list;
	size_t n, room;
};

void outbox_release(struct outbox *);

/* Adds one. A draft takes the place of one that still waits in front of it: that has had its time. */
void outbox_add(struct outbox *, const struct scribe_head *, const char *bytes);
/* The task of a scribe goes before all that waits, and takes the place of one told to a scribe that is gone. */
void outbox_lead(struct outbox *, const struct scribe_head *, const char *bytes);

/* What was sent is to be sent again, all of it. */
void outbox_rewind(struct outbox *);

/* As much as the socket takes; false when nobody is there any more. */
bool outbox_send(struct outbox *, int socket);
bool outbox_is_sent(const struct outbox *);

/* What was sent and has no number above `safe` is done with, up to the first that is not. */
void outbox_forget(struct outbox *, uint64_t safe);

#endif
