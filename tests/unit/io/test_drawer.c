/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <inttypes.h>
#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>

#include "base/mem.h"
#include "io/drawer.h"
#include "io/fold.h"
#include "io/folder.h"
#include "io/fs.h"
#include "io/orphaned.h"
#include "io/record.h"
#include "io/sealing.h"
#include "io/store.h"
#include "support/cheap_vault.h"
#include "support/scratch.h"

#define N(a) (sizeof(a) / sizeof *(a))

static const char *const root = scratch_folder;
static const char phrase[] = CHEAP_PHRASE;
static const char canary[] = "CANARY of my aunt";

/* How many files below the folder hold this text. */
static int files_with(const char *text)
{
	char command[256];
	int n = 0;
	snprintf(command, sizeof command, "grep -rlaF '%s' '%s' | wc -l", text, root);
	FILE *pipe = popen(command, "r");
	assert_non_null(pipe);
	assert_int_equal(fscanf(pipe, "%d", &n), 1);
	pclose(pipe);
	return n;
}

static void place_vault(void)
{
	char path[128];
	snprintf(path, sizeof path, "%s/%s", root, VAULT_FILE);
	FILE *file = fopen(path, "wb");
	assert_non_null(file);
	for (const char *hex = cheap_header; *hex; hex += 2) {
		char pair[3] = { hex[0], hex[1], '\0' };
		fputc((int)strtol(pair, NULL, 16), file);
	}
	assert_int_equal(fclose(file), 0);
}

static struct vault *vault_placed(void)
{
	enum lock_end got;
	struct err err = { 0 };
	place_vault();
	struct vault *vault = vault_open(root, phrase, &got, &err);
	assert_non_null(vault);
	return vault;
}

static struct drawer *drawer_made(void)
{
	struct drawer *drawer = drawer_new(root);
	drawer_take(drawer, vault_placed());
	return drawer;
}

static const struct pick plan_picks[] = { { "cue", -1, canary }, { "action", -1, "I call" } };
static const struct pick ticked[] = { { "one", -1, NULL }, { "two", -1, NULL } };

static const struct record examples[] = {
	{ .type = RECORD_WORDS, .sid = 7, .seq = 1, .clock = 2, .at = 1763800000, .chapter = "c", .page = "own", .rev = 1, .attempt = 1,
		.text = canary, .base = { .known = true } },
	{ .type = RECORD_PLAN, .sid = 7, .seq = 2, .clock = 3, .at = 1763800001, .chapter = "c", .page = "plan", .rev = 1, .attempt = 1,
		.picks = plan_picks, .npicks = N(plan_picks), .base = { .known = true, .sid = 9, .seq = 4 } },
	{ .type = RECORD_ANSWER, .sid = 7, .seq = 3, .clock = 4, .at = 1763800002, .chapter = "c", .page = "recall", .rev = 2, .attempt = 1,
		.picks = ticked, .npicks = N(ticked), .text = canary },
	{ .type = RECORD_DRAFT, .sid = 7, .seq = 4, .clock = 5, .at = 1763800003, .chapter = "c", .page = "own", .rev = 1, .text = canary,
		.base = { .known = true, .sid = 7, .seq = 1 } },
};

/* What a record says when it was sealed, written, read and opened. */
struct round {
	const struct drawer *drawer;
	struct arena arena;
	struct record out;
	size_t open;
};

static void take(void *ctx, const struct record *record)
{
	struct round *round = ctx;
	struct record open;
	round->open += drawer_look(round->drawer, record, &round->arena, &open);
	round->out = *record_copy(&round->arena, &open); /* what was not sealed is the line's */
}

static void a_record_goes_in_and_out(void **state)
{
	(void)state;
	struct drawer *drawer = drawer_made();
	for (size_t i = 0; i < N(examples); i++) {
		const struct record *clear = &examples[i];
		struct arena arena = { 0 };
		struct record sealed;
		struct str line = { 0 };
		struct record_scan scan = { 0 };
		struct round round = { .drawer = drawer };
		assert_true(drawer_seal(drawer, clear, &arena, &sealed));
		assert_false(record_has_words(&sealed));
		record_line(&sealed, &line);
		assert_null(strstr(line.at, "CANARY"));
		record_scan(line.at, line.len, &scan, take, &round);
		assert_int_equal(round.open, 1);
		assert_int_equal(round.out.npicks, clear->npicks);
		if (clear->text)
			assert_string_equal(round.out.text, clear->text);
		for (size_t p = 0; p < clear->npicks; p++) {
			assert_string_equal(round.out.picks[p].id, clear->picks[p].id);
			if (clear->picks[p].text)
				assert_string_equal(round.out.picks[p].text, clear->picks[p].text);
		}
		arena_release(&arena);
		arena_release(&round.arena);
		str_release(&line);
	}
	drawer_lock(drawer);
	struct arena arena = { 0 };
	struct record sealed;
	assert_false(drawer_seal(drawer, &examples[0], &arena, &sealed));
	drawer_free(drawer);
}

/* Whoever changes what a line says in clear, and mends its CRC, has a box that does not open. */
static void a_box_belongs_to_its_record(void **state)
{
	(void)state;
	struct drawer *drawer = drawer_made();
	struct arena arena = { 0 };
	struct record sealed, out;
	assert_true(drawer_seal(drawer, &examples[0], &arena, &sealed));
	struct record changed[10];
	for (size_t i = 0; i < N(changed); i++)
		changed[i] = sealed;
	changed[0].sid++;
	changed[1].seq++;
	changed[2].clock++;
	changed[3].at++;
	changed[4].page = "elsewhere";
	changed[5].chapter = "other";
	changed[6].rev++;
	changed[7].attempt++;
	changed[8].base = (struct record_base){ true, 1, 1 };
	changed[9].type = RECORD_ANSWER;
	for (size_t i = 0; i < N(changed); i++)
		if (drawer_look(drawer, &changed[i], &arena, &out))
			fail_msg("change %zu was not noticed", i);
	assert_true(drawer_look(drawer, &sealed, &arena, &out));
	arena_release(&arena);
	drawer_free(drawer);
}

/* A course's folder with one locked text in its journal. */
static void place_locked(const char *course)
{
	struct drawer *drawer = drawer_made();
	struct arena arena = { 0 };
	struct record sealed;
	struct str line = { 0 };
	char path[160];
	assert_true(drawer_seal(drawer, &examples[0], &arena, &sealed));
	record_line(&sealed, &line);
	snprintf(path, sizeof path, "%s/%s", root, course);
	assert_int_equal(mkdir(path, 0700), 0);
	snprintf(path, sizeof path, "%s/%s/journal-0000000000000007.log", root, course);
	FILE *file = fopen(path, "wb");
	assert_non_null(file);
	assert_int_equal(fwrite(line.at, 1, line.len, file), line.len);
	assert_int_equal(fclose(file), 0);
	str_release(&line);
	arena_release(&arena);
	drawer_free(drawer);
}

/* A second vault would open nothing of it, and the first one, put back, nothing that came after. */
static void no_vault_is_made_over_words_that_are_locked(void **state)
{
	(void)state;
	struct err err = { 0 };
	struct drawer *other = drawer_new(root);
	char path[128];
	place_locked("course");
	assert_false(orphaned_any(root));
	snprintf(path, sizeof path, "%s/%s", root, VAULT_FILE);
	assert_int_equal(unlink(path), 0);
	assert_true(orphaned_any(root));
	assert_int_equal(drawer_make(other, "another phrase", NULL, &err), LOCK_LOST); /* of a course with nothing locked */
	assert_false(vault_is_there(root));
	assert_false(drawer_is_lost(other));
	drawer_hold(other, &(struct record){ .type = RECORD_WORDS, .sid = 7, .seq = 1, .page = "own", .box = "AAAA" });
	assert_true(drawer_is_lost(other));
	assert_int_equal(drawer_unlock(other, phrase, &err), LOCK_LOST);
	place_vault();
	assert_false(drawer_is_lost(other));
	drawer_free(other);
}

static void texts_of_another_vault_are_not_called_changed(void **state)
{
	(void)state;
	struct drawer *drawer = drawer_made();
	struct arena arena = { 0 };
	struct record sealed;
	drawer_hold(drawer, &(struct record){ .type = RECORD_WORDS, .sid = 9, .seq = 1, .page = "own", .box = "AAAA" });
	assert_true(drawer_each(drawer, NULL, NULL).foreign);
	drawer_lock(drawer);
	assert_int_equal(drawer_unlock(drawer, phrase, NULL), LOCK_FOREIGN); /* nothing new goes behind it */
	assert_false(drawer_seal(drawer, &examples[0], &arena, &sealed));
	drawer_free(drawer);
	drawer = drawer_made();
	drawer_hold(drawer, &(struct record){ .type = RECORD_WORDS, .sid = 9, .seq = 1, .page = "own", .box = "AAAA" });
	assert_true(drawer_seal(drawer, &examples[0], &arena, &sealed));
	assert_false(drawer_each(drawer, NULL, NULL).foreign);
	arena_release(&arena);
	drawer_free(drawer);
}

static void what_is_taken_away_is_missed(void **state)
{
	(void)state;
	struct drawer *drawer = drawer_made(), *later = drawer_new(root);
	struct arena arena = { 0 };
	struct record sealed[2], index, stamped = { .type = RECORD_INDEX, .sid = 7, .seq = 9, .clock = 9 };
	struct err err = { 0 };
	assert_false(drawer_needs_index(drawer));
	for (size_t i = 0; i < 2; i++)
		assert_true(drawer_seal(drawer, &examples[i], &arena, &sealed[i]));
	assert_true(drawer_needs_index(drawer));
	assert_true(drawer_seal_index(drawer, &stamped, &arena, &index));
	assert_false(drawer_needs_index(drawer));
	drawer_hold(later, &sealed[0]);
	drawer_hold(later, &index);
	assert_int_equal(drawer_unlock(later, phrase, &err), LOCK_DONE);
	struct drawer_count count = drawer_each(later, NULL, NULL);
	assert_int_equal(count.open, 1);
	assert_int_equal(count.missing, 1);
	drawer_hold(later, &(struct record){ .type = RECORD_PLAN, .sid = 7, .seq = 2, .gone = true }); /* its owner erased it */
	assert_int_equal(drawer_each(later, NULL, NULL).missing, 0);
	sealed[1].page = "elsewhere";
	drawer_hold(drawer, &sealed[1]); /* known already: nothing */
	assert_int_equal(drawer_each(drawer, NULL, NULL).damaged, 0);
	arena_release(&arena);
	drawer_free(later);
	drawer_free(drawer);
}

/* -- Words that stand in clear ------------------------------------------------------------------ */

/* Two sessions of one course: one ended well, one was killed over a half answer. */
static void write_in_clear(void)
{
	for (uint64_t i = 0; i < 2; i++) {
		struct learner *learner = learner_new();
		struct store_found found = { 0 };
		struct err err = { 0 };
		struct store *store = store_open(root, "course", learner, &found, &err);
		assert_non_null(store);
		learner_begin(learner, store_sid(store));
		store_save(store, learner_note(learner, &(struct record){ .type = RECORD_OPEN, .text = "1" }, 1), true);
		for (size_t k = 0; k < 3; k++) {
			struct record news = examples[k];
			news.base = (struct record_base){ .known = true };
			store_save(store, learner_note(learner, &news, 2), true);
		}
		if (i == 1)
			store_draft(store, learner_note(learner, &examples[3], 3));
		assert_true(store_close(store, 5000, &err));
		learner_free(learner);
	}
}

static bool seal_course(const struct vault *vault, struct sealing_done *done)
{
	char path[128];
	struct err err = { 0 };
	snprintf(path, sizeof path, "%s/course", root);
	int dir = fs_dir(path, &err);
	bool good = sealing_folder(dir, vault, done, &err);
	fs_close(&dir, NULL);
	return good;
}

/* What was sealed with it now would be shut with the rest once the right one is back. */
static void another_vault_seals_nothing(void **state)
{
	(void)state;
	struct sealing_done done;
	struct err err = { 0 };
	enum lock_end end;
	char path[128];
	place_locked("course");
	snprintf(path, sizeof path, "%s/%s", root, VAULT_FILE);
	assert_int_equal(unlink(path), 0);
	struct vault *other = vault_make(root, "another phrase", NULL, &end, &err);
	assert_non_null(other);
	assert_true(seal_course(other, &done));
	assert_true(done.foreign);
	write_in_clear();
	assert_true(seal_course(other, &done));
	assert_true(done.foreign);
	assert_int_equal(done.records, 0);
	vault_close(other);
}

/* How many records of the course have words that open, and how many are in clear. */
static struct drawer_count look(const char *with, size_t *clear)
{
	struct learner *learner = learner_new();
	struct drawer *drawer = drawer_new(root);
	struct store_found found = { .drawer = drawer };
	struct err err = { 0 };
	assert_true(store_peek(root, "course", learner, &found, &err));
	assert_int_equal(found.damaged, 0);
	*clear = 0;
	for (size_t n = 0; learner_nth(learner, RECORD_WORDS, "own", n); n++)
		*clear += record_has_words(learner_nth(learner, RECORD_WORDS, "own", n));
	assert_int_equal(drawer_unlock(drawer, with, &err), LOCK_DONE);
	struct drawer_count count = drawer_each(drawer, NULL, NULL);
	learner_free(learner);
	drawer_free(drawer);
	return count;
}

static void what_stood_in_clear_is_sealed(void **state)
{
	(void)state;
	struct sealing_done done;
	struct err err = { 0 };
	size_t clear;
	write_in_clear();
	assert_true(files_with("CANARY") > 0);
	struct vault *vault = vault_placed();
	assert_true(seal_course(vault, &done));
	assert_false(done.busy);
	assert_int_equal(done.records, 7);
	assert_int_equal(files_with("CANARY"), 0);
	assert_int_equal(look(phrase, &clear).open, 6);
	assert_int_equal(clear, 0);
	assert_true(seal_course(vault, &done)); /* again: nothing is left to do */
	assert_int_equal(done.records, 0);
	assert_int_equal(vault_renew(vault, root, "another phrase", NULL, &err), LOCK_DONE);
	assert_true(seal_course(vault, &done));
	assert_int_equal(done.records, 7);
	assert_true(vault_settle(vault, root, &err));
	vault_close(vault);
	struct drawer_count count = look("another phrase", &clear);
	assert_int_equal(count.open, 6);
	assert_int_equal(count.damaged, 0);
}

/* Dies at every fifth system call that writes; afterwards all words are there, in clear or in boxes, and the next run ends it. */
static void sealing_cut_short_loses_nothing(void **state)
{
	(void)state;
	bool died = true;
	struct err err = { 0 };
	enum lock_end got;
	write_in_clear();
	struct vault *vault = vault_placed();
	for (unsigned long call = 1; died && call < 400; call += 5) {
		size_t clear;
		pid_t child = fork();
		if (child == 0) {
			struct sealing_done done;
			struct vault *mine = vault_open(root, phrase, &got, &err); /* ours stays behind at a fork */
			fs_die_at(call);
			_exit(seal_course(mine, &done) ? 0 : 1);
		}
		int status = 0;
		assert_int_equal(waitpid(child, &status, 0), child);
		died = !(WIFEXITED(status) && WEXITSTATUS(status) == 0);
		struct drawer_count count = look(phrase, &clear);
		assert_int_equal(count.damaged, 0);
		assert_true(count.open + clear >= 2);
	}
	assert_false(died);
	assert_int_equal(files_with("CANARY"), 0);
	vault_close(vault);
}

/* -- One record, one box ------------------------------------------------------------------------ */

static int course_folder(void)
{
	char path[128];
	snprintf(path, sizeof path, "%s/course", root);
	return fs_dir(path, NULL);
}

static void fold_course(void)
{
	struct fold_done done;
	struct err err = { 0 };
	int dir = course_folder();
	if (!fold_folder(dir, 0, &done, &err))
		fail_msg("fold: %s", err.words);
	fs_close(&dir, NULL);
}

/* The records of the folded file and how their boxes begin, which is a nonce: no two are the same. */
struct folded {
	struct {
		uint64_t sid, seq;
		char box[33];
	} list[64];
	size_t n;
};

static void add_folded(void *ctx, const struct record *record)
{
	struct folded *folded = ctx;
	assert_true(folded->n < N(folded->list));
	folded->list[folded->n].sid = record->sid;
	folded->list[folded->n].seq = record->seq;
	snprintf(folded->list[folded->n].box, sizeof folded->list->box, "%s", record->box ? record->box : "");
	folded->n++;
}

static struct folded read_folded(void)
{
	struct folded folded = { .n = 0 };
	struct record_scan scan = { 0 };
	struct str bytes = { 0 };
	int dir = course_folder();
	assert_true(fs_read(dir, FOLDER_RECORD, FOLDER_FILE_MOST, &bytes, NULL));
	record_scan(str_text(&bytes), bytes.len, &scan, add_folded, &folded);
	str_release(&bytes);
	fs_close(&dir, NULL);
	for (size_t i = 1; i < folded.n; i++)
		if (folded.list[i].sid == folded.list[i - 1].sid && folded.list[i].seq == folded.list[i - 1].seq)
			fail_msg("%" PRIx64 ":%" PRIu64 " stands there twice", folded.list[i].sid, folded.list[i].seq);
	return folded;
}

/* Seals until it is done, and dies on the way as often as it can. */
static void seal_with_deaths(const char *with)
{
	int status = 1;
	for (unsigned long call = 3; status != 0 && call < 400; call += 4) {
		pid_t child = fork();
		if (child == 0) {
			struct sealing_done done;
			struct err err = { 0 };
			enum lock_end got;
			struct vault *mine = vault_open(root, with, &got, &err);
			fs_die_at(call);
			_exit(seal_course(mine, &done) ? 0 : 1);
		}
		assert_int_equal(waitpid(child, &status, 0), child);
	}
	assert_int_equal(status, 0);
}

/* However often it was cut short: no file holds a box of the old key, and no fold holds two of a record. */
static void a_change_of_key_leaves_one_box_of_each(void **state)
{
	(void)state;
	struct err err = { 0 };
	size_t clear;
	write_in_clear();
	struct vault *vault = vault_placed();
	seal_with_deaths(phrase);
	fold_course();
	struct folded before = read_folded();
	assert_true(before.n >= 8);
	assert_int_equal(vault_renew(vault, root, "another phrase", NULL, &err), LOCK_DONE);
	seal_with_deaths("another phrase");
	assert_true(vault_settle(vault, root, &err));
	vault_close(vault);
	fold_course();
	assert_int_equal(read_folded().n, before.n);
	for (size_t i = 0; i < before.n; i++)
		if (*before.list[i].box && files_with(before.list[i].box) > 0)
			fail_msg("the old box of %" PRIx64 ":%" PRIu64 " is still there", before.list[i].sid, before.list[i].seq);
	struct drawer_count count = look("another phrase", &clear);
	assert_int_equal(count.open, 6);
	assert_int_equal(count.damaged, 0);
}

/* -- Locked words that their owner erases ------------------------------------------------------- */

/* A session with an open drawer: two texts in boxes, and the index that names them. Its journal is left in `journal`. */
static void write_locked(struct str *journal)
{
	struct learner *learner = learner_new();
	struct store_found found = { .drawer = drawer_made() };
	struct arena arena = { 0 };
	struct err err = { 0 };
	struct record sealed;
	struct store *store = store_open(root, "course", learner, &found, &err);
	learner_begin(learner, store_sid(store));
	for (size_t i = 0; i < 2; i++) {
		struct record news = examples[i];
		news.base = (struct record_base){ .known = true };
		assert_true(drawer_seal(found.drawer, learner_note(learner, &news, 1), &arena, &sealed));
		store_save(store, &sealed, true);
	}
	const struct record *stamped = learner_note(learner, &(struct record){ .type = RECORD_INDEX }, 2);
	assert_true(drawer_seal_index(found.drawer, stamped, &arena, &sealed));
	store_save(store, &sealed, true);
	char name[FOLDER_NAME];
	folder_journal_name(store_sid(store), 1, name);
	assert_true(store_close(store, 5000, &err));
	while (wait(NULL) > 0 || errno == EINTR)
		;
	int dir = course_folder();
	assert_true(fs_read(dir, name, FOLDER_FILE_MOST, journal, NULL));
	fs_close(&dir, NULL);
	arena_release(&arena);
	drawer_free(found.drawer);
	learner_free(learner);
}

static void what_its_owner_erased_is_not_missed(void **state)
{
	(void)state;
	struct store_erased done;
	struct err err = { 0 };
	struct str journal = { 0 }, again = { 0 };
	size_t clear;
	write_locked(&journal);
	struct drawer_count count = look(phrase, &clear);
	assert_int_equal(count.open, 2);
	assert_int_equal(count.missing, 0);
	assert_true(store_erase(root, "course", STORE_WORDS, &done, &err));
	assert_int_equal(done.words, 3);
	count = look(phrase, &clear);
	assert_int_equal(count.open + count.missing + count.damaged, 0);
	int dir = course_folder(); /* another computer still had it, and brings it back */
	assert_true(fs_write_new(dir, "journal-00000000000000aa.log", journal.at, journal.len, NULL));
	fs_close(&dir, NULL);
	count = look(phrase, &clear);
	assert_int_equal(count.open + count.missing + count.damaged, 0);
	write_locked(&again); /* what is written afterwards is watched over as before */
	count = look(phrase, &clear);
	assert_int_equal(count.open, 2);
	assert_int_equal(count.missing + count.damaged, 0);
	str_release(&journal);
	str_release(&again);
}

static void nothing_is_sealed_under_a_session_at_work(void **state)
{
	(void)state;
	struct learner *learner = learner_new();
	struct store_found found = { 0 };
	struct err err = { 0 };
	struct sealing_done done;
	struct store *store = store_open(root, "course", learner, &found, &err);
	learner_begin(learner, store_sid(store));
	assert_true(store_start(store, &err));
	store_save(store, learner_note(learner, &examples[0], 1), true);
	store_draft(store, learner_note(learner, &examples[3], 3));
	uint64_t number = 0;
	while (number < 2) {
		struct pollfd answer = { .fd = store_fd(store), .events = POLLIN };
		if (!store_answer(store, &number, &err))
			assert_int_equal(poll(&answer, 1, 10000), 1);
	}
	struct vault *vault = vault_placed();
	assert_true(seal_course(vault, &done));
	assert_true(done.busy);
	assert_true(files_with("CANARY") > 0);
	vault_close(vault);
	assert_true(store_close(store, 5000, &err));
	learner_free(learner);
}

/* The slot of a locked half answer has one size, whatever is in it. */
static void sizes_tell_little(void **state)
{
	(void)state;
	struct drawer *drawer = drawer_made();
	char text[8001];
	size_t last = 0, classes = 0;
	memset(text, 'w', sizeof text);
	for (size_t len = 1; len <= 8000; len += 16) {
		struct arena arena = { 0 };
		struct record clear = examples[0], sealed;
		struct str box = { 0 };
		text[len] = '\0';
		clear.text = text;
		assert_true(drawer_seal(drawer, &clear, &arena, &sealed));
		assert_true(vault_bytes(sealed.box, &box));
		assert_int_equal((box.len - VAULT_EXTRA) % VAULT_STEP, 0);
		classes += box.len != last;
		last = box.len;
		text[len] = 'w';
		str_release(&box);
		arena_release(&arena);
	}
	assert_int_equal(classes, 8);
	drawer_free(drawer);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, scratch_begin, scratch_end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_record_goes_in_and_out),
		TEST(a_box_belongs_to_its_record),
		TEST(no_vault_is_made_over_words_that_are_locked),
		TEST(texts_of_another_vault_are_not_called_changed),
		TEST(another_vault_seals_nothing),
		TEST(what_is_taken_away_is_missed),
		TEST(what_stood_in_clear_is_sealed),
		TEST(sealing_cut_short_loses_nothing),
		TEST(a_change_of_key_leaves_one_box_of_each),
		TEST(what_its_owner_erased_is_not_missed),
		TEST(nothing_is_sealed_under_a_session_at_work),
		TEST(sizes_tell_little),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
