/* SPDX-License-Identifier: MIT */
#include "io/outbox.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include "base/mem.h"

void outbox_release(struct outbox *out)
{
	for (size_t i = 0; i < out->n; i++)
		str_release(&out->list[i].bytes);
	mem_free(out->list);
	*out = (struct outbox){ 0 };
}

static struct message message_of(const struct scribe_head *head, const char *bytes)
{
	struct message message = { .head = *head };
	str_add(&message.bytes, (const char *)head, sizeof *head);
	str_add(&message.bytes, bytes, head->len);
	return message;
}

/* For one more. */
static void make_room(struct outbox *out)
{
	if (out->n < out->room)
		return;
	out->room = out->room ? out->room * 2 : 16;
	out->list = mem_grow(out->list, out->room, sizeof *out->list);
}

static bool is_draft(const struct message *message)
{
	return message->head.word == SCRIBE_DRAFT || message->head.word == SCRIBE_EMPTY;
}

static void drop_waiting_draft(struct outbox *out)
{
	struct message *last = out->n ? &out->list[out->n - 1] : NULL;
	if (!last || last->sent > 0 || !is_draft(last))
		return;
	str_release(&last->bytes);
	out->n--;
}

void outbox_add(struct outbox *out, const struct scribe_head *head, const char *bytes)
{
	struct message message = message_of(head, bytes);
	if (is_draft(&message))
		drop_waiting_draft(out);
	make_room(out);
	out->list[out->n++] = message;
}

void outbox_lead(struct outbox *out, const struct scribe_head *head, const char *bytes)
{
	if (out->n == 0 || out->list[0].head.word != SCRIBE_TASK) {
		make_room(out);
		memmove(out->list + 1, out->list, out->n++ * sizeof *out->list);
	} else {
		str_release(&out->list[0].bytes);
	}
	out->list[0] = message_of(head, bytes);
}

void outbox_rewind(struct outbox *out)
{
	for (size_t i = 0; i < out->n; i++)
		out->list[i].sent = 0;
}

static bool send_some(struct message *message, int socket)
{
	while (message->sent < message->bytes.len) {
		ssize_t n = send(socket, message->bytes.at + message->sent, message->bytes.len - message->sent,
			MSG_NOSIGNAL | MSG_DONTWAIT);
		if (n > 0)
			message->sent += (size_t)n;
		else if (errno != EINTR)
			return errno == EAGAIN || errno == EWOULDBLOCK || errno == ENOBUFS;
	}
	return true;
}

static bool is_whole(const struct message *message)
{
	return message->sent == message->bytes.len;
}

bool outbox_send(struct outbox *out, int socket)
{
	for (size_t i = 0; i < out->n; i++) {
		if (!send_some(&out->list[i], socket))
			return false;
		if (!is_whole(&out->list[i]))
			return true;
	}
	return true;
}

bool outbox_is_sent(const struct outbox *out)
{
	return out->n == 0 || is_whole(&out->list[out->n - 1]);
}

void outbox_forget(struct outbox *out, uint64_t safe)
{
	size_t done = 0;
	while (done < out->n && is_whole(&out->list[done]) && out->list[done].head.number <= safe)
		str_release(&out->list[done++].bytes);
	out->n -= done;
	if (done > 0 && out->n > 0)
		memmove(out->list, out->list + done, out->n * sizeof *out->list);
}
