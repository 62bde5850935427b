/* SPDX-License-Identifier: MIT */
#include <fcntl.h>
#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

#include "io/folder.h"
#include "io/fs.h"
#include "io/line.h"
#include "io/record.h"
#include "io/store.h"
#include "io/twins.h"

#define N(a) (sizeof(a) / sizeof *(a))
#define LINES 5
#define SID 1u

static char root[64];

static int begin(void **state)
{
	(void)state;
	snprintf(root, sizeof root, "%s/attune-twins-XXXXXX", access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp");
	char path[80];
	if (!mkdtemp(root))
		return -1;
	snprintf(path, sizeof path, "%s/course", root);
	return mkdir(path, 0700);
}

static int end(void **state)
{
	(void)state;
	char command[128];
	snprintf(command, sizeof command, "rm -rf '%s'", root);
	return system(command);
}

static void only_the_same_bytes_are_twins(void **state)
{
	(void)state;
	struct twins twins = { 0 };
	struct str bytes = { 0 };
	assert_null(twins_find(&twins, "01234567 none", 13));
	for (int i = 0; i < 1000; i++)
		str_print(&bytes, "%08x line %04d\n", i % 7, i); /* many share their first bytes */
	const size_t len = 18;
	for (size_t i = 0; i < 1000; i++)
		twins_add(&twins, (struct twin){ .line = bytes.at + i * (len + 1), .len = len, .sid = 9, .seq = i });
	assert_int_equal(twins.n, 1000);
	char line[32];
	for (size_t i = 0; i < 1000; i++) {
		snprintf(line, sizeof line, "%08x line %04d", (int)i % 7, (int)i);
		const struct twin *twin = twins_find(&twins, line, len);
		assert_true(twin && twin->seq == i && twin->sid == 9);
		assert_null(twins_find(&twins, line, len - 1));
	}
	assert_null(twins_find(&twins, "00000000 line 0001", len)); /* another checksum */
	assert_null(twins_find(&twins, "00000001 line 0000", len)); /* other words */
	assert_null(twins_find(&twins, "0000", 4));
	str_release(&bytes); /* they are copies */
	assert_true(twins_find(&twins, "00000000 line 0000", len) != NULL);
	twins_release(&twins);
	assert_null(twins_find(&twins, "00000000 line 0000", len));
}

/* -- A folder that is read once with twins in it, and once where the journal says the same in other bytes ----------- */

static void add_line(struct str *out, uint64_t sid, const char *json)
{
	struct str body = { 0 };
	str_print(&body, "%016" PRIx64 " %s", sid, json);
	str_print(out, "%08" PRIx32 " %s\n", line_crc(body.at, body.len), body.at);
	str_release(&body);
}

/* `more`: a field nobody knows, so that no byte of it is the same and all that it says is. */
static void add_words(struct str *out, unsigned seq, const char *more)
{
	struct str json = { 0 };
	str_print(&json, "{\"v\":1,\"s\":%u,\"c\":%u,\"t\":\"words\",\"page\":\"p%u\",\"text\":\"mine %u\",\"attempt\":1%s}", seq, seq,
		seq, seq, more);
	add_line(out, SID, str_text(&json));
	str_release(&json);
}

struct damage {
	const char *name;
	const char *extra;    /* a line more in both files */
	unsigned lost;        /* this line is not in the record */
	unsigned garbled;     /* this line of the record has a wrong byte */
	unsigned in_journal;  /* this line of the journal has one */
	bool cut;             /* the record's last line was broken off */
	bool twice;           /* every line stands twice in the journal */
	size_t damaged, kept; /* what is to be told, by the promise and not by the program */
};

static const struct damage damages[] = {
	{ .name = "none", .kept = 5 },
	{ .name = "written twice after an error", .twice = true, .kept = 5 },
	{ .name = "a line of the record is gone", .lost = 2, .damaged = 1, .kept = 5 },
	{ .name = "a line of the record is garbled", .garbled = 3, .damaged = 1, .kept = 5 },
	{ .name = "a line of the journal is garbled", .in_journal = 3, .damaged = 1, .kept = 5 },
	{ .name = "the same line of both is garbled", .garbled = 3, .in_journal = 3, .damaged = 2, .kept = 4 },
	{ .name = "the record was broken off", .cut = true, .damaged = 1, .kept = 5 },
	{ .name = "a type nobody knows", .extra = "{\"v\":1,\"s\":90,\"c\":90,\"t\":\"dance\"}", .kept = 5 },
	{ .name = "a newer program's line", .extra = "{\"v\":2,\"min\":2,\"s\":90,\"c\":90,\"t\":\"words\"}", .kept = 5 },
	{ .name = "a half answer", .extra = "{\"v\":1,\"s\":90,\"c\":90,\"t\":\"draft\",\"page\":\"q\",\"text\":\"half\"}", .kept = 5 },
};

static void garble(struct str *out, size_t from)
{
	out->at[from + 40] ^= 1;
}

static void put(const char *name, const struct str *bytes)
{
	char path[200];
	snprintf(path, sizeof path, "%s/course/%s", root, name);
	FILE *file = fopen(path, "wb");
	assert_non_null(file);
	assert_int_equal(fwrite(bytes->at, 1, bytes->len, file), bytes->len);
	assert_int_equal(fclose(file), 0);
}

static void put_journal(const struct damage *damage, const char *more)
{
	struct str out = { 0 };
	for (unsigned i = 1; i <= LINES; i++)
		for (int times = 0; times <= damage->twice; times++) {
			size_t from = out.len;
			add_words(&out, i, more);
			if (damage->in_journal == i)
				garble(&out, from);
		}
	if (damage->extra)
		add_line(&out, SID, damage->extra);
	put("journal-0000000000000001.log", &out);
	str_release(&out);
}

static void put_record(const struct damage *damage)
{
	struct str out = { 0 };
	struct record_count count = { SID, LINES };
	struct record_counts counts = { &count, 1, 1, LINES + (damage->extra != NULL) };
	record_fold_line(&counts, &out);
	if (damage->extra)
		add_line(&out, SID, damage->extra);
	for (unsigned i = 1; i <= LINES; i++) {
		size_t from = out.len;
		if (damage->lost != i)
			add_words(&out, i, "");
		if (damage->garbled == i)
			garble(&out, from);
	}
	if (damage->cut)
		str_cut(&out, out.len - 5);
	put(FOLDER_RECORD, &out);
	str_release(&out);
}

static struct store_found read_folder(struct learner *learner)
{
	struct store_found found = { 0 };
	struct err err = { 0 };
	assert_true(store_peek(root, "course", learner, &found, &err));
	return found;
}

static void a_twin_changes_nothing(void **state)
{
	(void)state;
	for (size_t i = 0; i < N(damages); i++) {
		const struct damage *damage = &damages[i];
		struct learner *with = learner_new(), *without = learner_new();
		print_message("%s\n", damage->name);
		put_record(damage);
		put_journal(damage, "");
		struct store_found twins = read_folder(with);
		put_journal(damage, ",\"x\":1");
		struct store_found others = read_folder(without);
		assert_int_equal(twins.good, others.good);
		assert_int_equal(twins.damaged, others.damaged);
		assert_int_equal(twins.torn, others.torn);
		assert_int_equal(twins.kept, others.kept);
		assert_int_equal(twins.of, others.of);
		assert_int_equal(twins.newer, others.newer);
		assert_int_equal(twins.damaged, damage->damaged);
		assert_int_equal(twins.kept, damage->kept);
		assert_int_equal(twins.of, LINES);
		for (unsigned line = 1; line <= LINES; line++) {
			char page[8];
			snprintf(page, sizeof page, "p%u", line);
			const struct record *one = learner_latest(with, RECORD_WORDS, page);
			const struct record *other = learner_latest(without, RECORD_WORDS, page);
			assert_int_equal(one == NULL, other == NULL);
			assert_true(!one || strcmp(one->text, other->text) == 0);
		}
		learner_free(with);
		learner_free(without);
	}
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, begin, end)
	const struct CMUnitTest tests[] = {
		TEST(only_the_same_bytes_are_twins),
		TEST(a_twin_changes_nothing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
