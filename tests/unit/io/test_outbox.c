/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>
#include <cmocka.h>
#include "base/mem.h"
#include "io/outbox.h"

static void add(struct outbox *out, enum scribe_word word, uint64_t number, const char *text)
{
	outbox_add(out, &(struct scribe_head){ number, word, (uint32_t)strlen(text) }, text);
}

/* The words of all messages, in order: "sync 1 a; draft 2 b". */
static const char *all_of(const struct outbox *out)
{
	static char said[400];
	size_t at = 0;
	said[0] = '\0';
	for (size_t i = 0; i < out->n; i++) {
		const struct message *message = &out->list[i];
		at += (size_t)snprintf(said + at, sizeof said - at, "%s%u/%u %.*s", i ? "; " : "", message->head.word,
			(unsigned)message->head.number, (int)message->head.len, message->bytes.at + sizeof message->head);
	}
	return said;
}

static void a_draft_that_waits_gives_way_to_the_next(void **state)
{
	struct outbox out = { 0 };
	(void)state;
	add(&out, SCRIBE_SYNC, 1, "words");
	add(&out, SCRIBE_DRAFT, 2, "ha");
	add(&out, SCRIBE_DRAFT, 3, "half");
	add(&out, SCRIBE_SYNC, 4, "more");
	add(&out, SCRIBE_EMPTY, 5, "none");
	assert_string_equal(all_of(&out), "0/1 words; 2/3 half; 0/4 more; 3/5 none");
	out.list[3].sent = 1; /* on its way already */
	add(&out, SCRIBE_DRAFT, 6, "anew");
	assert_string_equal(all_of(&out), "0/1 words; 2/3 half; 0/4 more; 3/5 none; 2/6 anew");
	outbox_release(&out);
	assert_int_equal(out.n, 0);
}

static void a_task_leads_and_there_is_one(void **state)
{
	struct outbox out = { 0 };
	(void)state;
	add(&out, SCRIBE_SYNC, 1, "words");
	outbox_lead(&out, &(struct scribe_head){ 0, SCRIBE_TASK, 3 }, "one");
	outbox_lead(&out, &(struct scribe_head){ 0, SCRIBE_TASK, 5 }, "other");
	assert_string_equal(all_of(&out), "9/0 other; 0/1 words");
	outbox_release(&out);
}

static size_t read_all(int socket)
{
	static char part[65536];
	size_t all = 0;
	for (ssize_t n; (n = recv(socket, part, sizeof part, MSG_DONTWAIT)) > 0;)
		all += (size_t)n;
	return all;
}

/* Nothing is forgotten that is not whole on its way, whatever was acknowledged; and nothing that is above. */
static void what_is_acknowledged_is_forgotten(void **state)
{
	enum { MUCH = 1 << 20 };
	struct outbox out = { 0 };
	int ends[2];
	char *much = mem_get(MUCH);
	(void)state;
	memset(much, 'x', MUCH);
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
	add(&out, SCRIBE_SYNC, 1, "a");
	outbox_add(&out, &(struct scribe_head){ 2, SCRIBE_SYNC, MUCH }, much);
	add(&out, SCRIBE_SYNC, 3, "c");
	assert_true(outbox_send(&out, ends[0])); /* as much as it takes */
	assert_false(outbox_is_sent(&out));
	outbox_forget(&out, 3);
	assert_int_equal(out.n, 2);
	assert_int_equal(out.list[0].head.number, 2);
	size_t read = 0;
	while (!outbox_is_sent(&out)) {
		read += read_all(ends[1]);
		assert_true(outbox_send(&out, ends[0]));
	}
	read += read_all(ends[1]);
	assert_int_equal(read, 3 * sizeof(struct scribe_head) + MUCH + 2);
	outbox_forget(&out, 2);
	assert_string_equal(all_of(&out), "0/3 c");
	outbox_rewind(&out);
	assert_false(outbox_is_sent(&out));
	close(ends[1]);
	assert_false(outbox_send(&out, ends[0])); /* nobody is there any more */
	outbox_release(&out);
	close(ends[0]);
	mem_free(much);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_draft_that_waits_gives_way_to_the_next),
		cmocka_unit_test(a_task_leads_and_there_is_one),
		cmocka_unit_test(what_is_acknowledged_is_forgotten),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
