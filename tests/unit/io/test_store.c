/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <poll.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <cmocka.h>

#include "io/fs.h"
#include "io/line.h"
#include "io/record.h"
#include "io/scribe_process.h"
#include "io/store.h"
#include "support/scratch.h"
#include "view/saving.h"

#define N(a) (sizeof(a) / sizeof *(a))
#define PATIENCE 10000 /* milliseconds until a test gives up; nothing waits that long */

static const char *const root = scratch_folder;

static const char *under(const char *name)
{
	static char paths[2][400]; /* for two at once */
	static unsigned turn;
	char *path = paths[turn++ % 2];
	snprintf(path, sizeof paths[0], "%s/%s", root, name);
	return path;
}

static void remove_one(void *ctx, const char *name)
{
	int in = *(int *)ctx;
	if (unlinkat(in, name, 0) == 0)
		return;
	int dir = fs_dir_at(in, name, false, NULL);
	if (dir >= 0)
		fs_names(dir, remove_one, &dir, NULL);
	fs_close(&dir, NULL);
	unlinkat(in, name, AT_REMOVEDIR);
}

static int64_t tick(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static bool is_wiped(void)
{
	int dir = fs_dir(under("course"), NULL);
	bool listed = fs_names(dir, remove_one, &dir, NULL);

	fs_close(&dir, NULL);
	return listed && rmdir(under("course")) == 0;
}

/* A scribe whose session is gone may still be folding: it ends by itself. */
static void wipe(void)
{
	int64_t end = tick() + 10000;

	while (!is_wiped())
		assert_true(tick() < end);
}

/* A session: a store with its learner. */
struct session {
	struct store *store;
	struct learner *learner;
	struct store_found found;
	struct err err;
	pid_t scribe;
};

/* The process that writes for this one: the last child. 0 when this system does not say. */
static pid_t scribe_of_this(void)
{
	char path[64];
	snprintf(path, sizeof path, "/proc/self/task/%d/children", (int)getpid());
	FILE *file = fopen(path, "r");
	int pid = 0;
	while (file && fscanf(file, "%d", &pid) == 1)
		;
	if (file)
		fclose(file);
	return pid;
}

enum how { HERE, WITH_SCRIBE };

static struct session session_open(enum how how)
{
	struct session session = { .learner = learner_new() };
	session.store = store_open(root, "course", session.learner, &session.found, &session.err);
	if (!session.store)
		fail_msg("store_open: %s", session.err.words);
	learner_begin(session.learner, store_sid(session.store));
	if (how == WITH_SCRIBE) {
		assert_true(store_start(session.store, &session.err));
		session.scribe = scribe_of_this();
	}
	return session;
}

static bool session_close(struct session *session)
{
	bool good = store_close(session->store, PATIENCE, &session->err);
	learner_free(session->learner);
	if (session->scribe > 0)
		waitpid(session->scribe, NULL, 0); /* it folds after its last word, and who looks at files waits for that */
	return good;
}

static uint64_t save_words(struct session *session, const char *page, const char *text, bool sync)
{
	struct record words = { .type = RECORD_WORDS, .page = page, .text = text, .attempt = 1 };
	return store_save(session->store, learner_note(session->learner, &words, 1), sync);
}

static uint64_t save_draft(struct session *session, const char *page, const char *text)
{
	struct record draft = { .type = RECORD_DRAFT, .page = page, .text = text };
	return store_draft(session->store, learner_note(session->learner, &draft, 1));
}

/* Waits until everything up to `number` is acknowledged. */
static void await(struct session *session, uint64_t number)
{
	int64_t give_up = tick() + PATIENCE;
	uint64_t safe = 0;
	struct err err = { 0 };
	while (tick() < give_up) {
		while (store_answer(session->store, &safe, &err))
			if (err.kind != ERR_NONE)
				fail_msg("not saved: %s", err.words);
		if (safe >= number)
			return;
		struct pollfd on = { .fd = store_fd(session->store), .events = POLLIN };
		poll(&on, 1, 1000);
	}
	fail_msg("no answer for %d", (int)number);
}

/* What another session finds. */
static struct session look(void)
{
	return session_open(HERE);
}

/* What `attune status` would find: nobody waits for sessions that live, and no half answers. */
static struct session peek(void)
{
	struct session session = { .learner = learner_new() };
	assert_true(store_peek(root, "course", session.learner, &session.found, &session.err));
	return session;
}

/* What a fold makes and keeps is not counted. */
static void count_name(void *ctx, const char *name)
{
	static const char *const folded[] = { "record.log", "fold.lock", "bak", "quarantine", "ballast" };
	for (size_t i = 0; i < N(folded); i++)
		if (strcmp(name, folded[i]) == 0)
			return;
	++*(size_t *)ctx;
}

static size_t names(void)
{
	size_t n = 0;
	int dir = fs_dir(under("course"), NULL);
	assert_true(fs_names(dir, count_name, &n, NULL));
	fs_close(&dir, NULL);
	return n;
}

static void print_to(const char *name, const char *bytes, size_t len)
{
	FILE *file = fopen(under(name), "wb");
	assert_non_null(file);
	assert_int_equal(fwrite(bytes, 1, len, file), len);
	fclose(file);
}

static void write_lines(const char *name, const struct record *records, size_t n)
{
	struct str lines = { 0 };
	mkdir(under("course"), 0700);
	for (size_t i = 0; i < n; i++)
		record_line(&records[i], &lines);
	print_to(name, str_text(&lines), lines.len);
	str_release(&lines);
}

static void what_is_saved_is_found(void **state)
{
	(void)state;
	for (int how = HERE; how <= WITH_SCRIBE; how++) {
		struct session a = session_open((enum how)how);
		assert_int_equal(a.found.good + a.found.damaged + a.found.ndrafts, 0);
		assert_false(store_is_behind(a.store));
		assert_int_equal(save_words(&a, "one", "first", true), 1);
		assert_int_equal(save_words(&a, "two", "second", false), 2);
		assert_int_equal(save_draft(&a, "three", "half"), 3);
		await(&a, 3);
		assert_false(store_is_behind(a.store));
		assert_true(session_close(&a));
		struct session b = look();
		assert_int_equal(b.found.good, 2);
		assert_int_equal(b.found.damaged, 0);
		assert_string_equal(learner_latest(b.learner, RECORD_WORDS, "one")->text, "first");
		assert_string_equal(learner_latest(b.learner, RECORD_WORDS, "two")->text, "second");
		assert_int_equal(b.found.ndrafts, 1);
		assert_string_equal(b.found.drafts[0]->text, "half");
		assert_true(session_close(&b));
		wipe();
	}
}

static void files_are_ours_alone(void **state)
{
	(void)state;
	mode_t before = umask(0);
	struct session a = session_open(WITH_SCRIBE);
	char name[64];
	struct stat is;
	uint64_t sid = store_sid(a.store);
	save_draft(&a, "three", "half");
	await(&a, save_words(&a, "one", "first", true));
	snprintf(name, sizeof name, "course/journal-%016" PRIx64 ".log", sid);
	assert_int_equal(stat(under(name), &is), 0);
	assert_int_equal(is.st_mode & 07777, 0600);
	snprintf(name, sizeof name, "course/draft-%016" PRIx64 ".0", sid);
	assert_int_equal(stat(under(name), &is), 0);
	assert_int_equal(is.st_mode & 07777, 0600);
	assert_int_equal(is.st_size, 16 * 1024);
	assert_int_equal(stat(under("course"), &is), 0);
	assert_int_equal(is.st_mode & 07777, 0700);
	umask(before);
	assert_true(session_close(&a));
}

static void large_records_pass(void **state)
{
	(void)state;
	struct str text = { 0 };
	while (text.len < 250 * 1024)
		str_add_text(&text, "I felt heard. ");
	struct session a = session_open(WITH_SCRIBE);
	uint64_t number = 0;
	for (int i = 0; i < 12; i++) { /* far more than a socket holds */
		char page[16];
		snprintf(page, sizeof page, "p%d", i);
		number = save_words(&a, page, text.at, i % 2 == 0);
		save_draft(&a, "d", text.at + i);
	}
	number = save_draft(&a, "d", text.at);
	await(&a, number);
	assert_true(session_close(&a));
	struct session b = look();
	assert_int_equal(b.found.good, 12);
	assert_string_equal(learner_latest(b.learner, RECORD_WORDS, "p11")->text, text.at);
	assert_int_equal(b.found.ndrafts, 1);
	assert_string_equal(b.found.drafts[0]->text, text.at);
	assert_true(session_close(&b));
	str_release(&text);
}

static void slot_path(uint64_t sid, int number, char *out)
{
	snprintf(out, 64, "course/draft-%016" PRIx64 ".%d", sid, number);
}

static void damage_slot(uint64_t sid, int number)
{
	char name[64];
	slot_path(sid, number, name);
	FILE *file = fopen(under(name), "r+b");
	assert_non_null(file);
	fseek(file, 40, SEEK_SET);
	fputc('#', file);
	fclose(file);
}

/* Written here every draft is synced at once, so the slots take turns: d1 0, d2 1, d3 0. */
static void drafts_take_turns_and_the_newest_whole_one_counts(void **state)
{
	static const struct {
		const char *name;
		bool hit[2];
		const char *found;
		size_t damaged;
	} cases[] = {
		{ "both whole", { false, false }, "third", 0 },
		{ "the newest torn", { true, false }, "second, longer", 0 },
		{ "the older torn", { false, true }, "third", 0 },
		{ "both torn", { true, true }, NULL, 2 },
	};
	(void)state;
	for (size_t i = 0; i < N(cases); i++) {
		struct session a = session_open(HERE);
		uint64_t sid = store_sid(a.store);
		save_draft(&a, "p", "first");
		save_draft(&a, "p", "second, longer");
		save_draft(&a, "p", "third");
		assert_true(session_close(&a));
		for (int slot = 0; slot < 2; slot++)
			if (cases[i].hit[slot])
				damage_slot(sid, slot);
		struct session b = look();
		const char *found = b.found.ndrafts ? b.found.drafts[0]->text : NULL;
		if ((found != NULL) != (cases[i].found != NULL) || (found && strcmp(found, cases[i].found)) ||
		    b.found.damaged != cases[i].damaged)
			fail_msg("%s: %s, %zu damaged", cases[i].name, found ? found : "nothing", b.found.damaged);
		assert_true(session_close(&b));
		wipe();
	}
}

static void a_slot_grows_and_shrinks(void **state)
{
	static const size_t sizes[] = { 10, 16 * 1024, 100, 100 * 1024, 5, 40 * 1024 };
	(void)state;
	struct str text = { 0 };
	while (text.len < 100 * 1024)
		str_add_text(&text, "0123456789");
	for (size_t n = 1; n <= N(sizes); n++) {
		struct session a = session_open(HERE);
		for (size_t i = 0; i < n; i++) {
			char *part = strndup(text.at, sizes[i]);
			save_draft(&a, "p", part);
			free(part);
		}
		assert_true(session_close(&a));
		struct session b = look();
		assert_int_equal(b.found.ndrafts, 1);
		assert_int_equal(strlen(b.found.drafts[0]->text), sizes[n - 1]);
		assert_int_equal(b.found.damaged, 0);
		assert_true(session_close(&b));
		wipe();
	}
	str_release(&text);
}

/* What is there when a session starts, and which drafts it is offered, newest first. */
static void drafts_are_offered_or_superseded(void **state)
{
#define DRAFT(sid_, seq_, clock_, page_, text_) \
	{ .type = RECORD_DRAFT, .sid = sid_, .seq = seq_, .clock = clock_, .at = 1, .page = page_, .text = text_ }
#define WORDS(clock_, page_) \
	{ .type = RECORD_WORDS, .sid = 9, .seq = clock_, .clock = clock_, .at = 1, .page = page_, .text = "w" }
#define TAKEN(clock_, page_, sid_, seq_) \
	{ .type = RECORD_TAKEN, .sid = 9, .seq = clock_, .clock = clock_, .at = 1, .page = page_, .base = { true, sid_, seq_ } }
	static const struct {
		const char *name;
		struct record slots[3], journal[2];
		const char *offered[3];
		bool stays; /* the files of the slots after the next clean session */
	} cases[] = {
		{ "one", { DRAFT(1, 1, 5, "p", "half") }, { { 0 } }, { "half" }, true },
		{ "empty", { DRAFT(1, 1, 5, "p", "") }, { { 0 } }, { NULL }, false },
		{ "answered later", { DRAFT(9, 1, 5, "p", "half") }, { WORDS(6, "p") }, { NULL }, false },
		{ "answered by somebody who did not know", { DRAFT(1, 1, 5, "p", "half") }, { WORDS(6, "p") }, { "half" }, true },
		{ "gone on elsewhere, then answered there", { DRAFT(1, 3, 5, "p", "half") }, { WORDS(6, "p"), TAKEN(7, "p", 1, 3) },
			{ NULL }, false },
		{ "an older one gone on elsewhere", { DRAFT(1, 3, 5, "p", "half") }, { TAKEN(7, "p", 1, 2) }, { "half" }, true },
		{ "that of another page", { DRAFT(1, 3, 5, "p", "half") }, { TAKEN(7, "q", 1, 3) }, { "half" }, true },
		{ "answered before", { DRAFT(1, 1, 5, "p", "half") }, { WORDS(4, "p") }, { "half" }, true },
		{ "another page answered", { DRAFT(1, 1, 5, "p", "half") }, { WORDS(6, "q") }, { "half" }, true },
		{ "two sessions", { DRAFT(1, 1, 5, "p", "half"), DRAFT(2, 1, 6, "p", "other") }, { { 0 } }, { "other", "half" }, true },
		{ "two pages", { DRAFT(1, 9, 6, "p", "half"), DRAFT(2, 1, 5, "q", "other") }, { { 0 } }, { "half", "other" }, true },
		{ "gone on elsewhere", { DRAFT(1, 1, 5, "p", "half"), DRAFT(2, 1, 6, "p", "half and more") }, { { 0 } },
			{ "half and more" }, false },
		{ "put in the middle", { DRAFT(1, 1, 5, "p", "half"), DRAFT(2, 1, 6, "p", "haaalf") }, { { 0 } }, { "haaalf" }, false },
		{ "the older holds more", { DRAFT(1, 1, 5, "p", "half and more"), DRAFT(2, 1, 6, "p", "half") }, { { 0 } },
			{ "half", "half and more" }, true },
		{ "in the journal, gone on in the slot", { DRAFT(1, 4, 8, "q", "new") }, { DRAFT(1, 3, 7, "p", "left") },
			{ "new", "left" }, true },
		{ "in the journal, then emptied", { DRAFT(1, 4, 8, "p", "") }, { DRAFT(1, 3, 7, "p", "left") }, { NULL }, false },
	};
	(void)state;
	for (size_t i = 0; i < N(cases); i++) {
		for (int k = 0; k < 3 && cases[i].slots[k].sid; k++) {
			char name[64];
			slot_path(cases[i].slots[k].sid, 0, name);
			write_lines(name, &cases[i].slots[k], 1);
		}
		size_t lines = cases[i].journal[1].sid ? 2 : cases[i].journal[0].sid ? 1 : 0;
		write_lines("course/journal-0000000000000009.log", cases[i].journal, lines);
		size_t before = names();
		struct session a = session_open(WITH_SCRIBE);
		for (size_t k = 0; k < N(cases[i].offered); k++) {
			const char *is = k < a.found.ndrafts ? a.found.drafts[k]->text : NULL, *should = cases[i].offered[k];
			if ((is != NULL) != (should != NULL) || (is && strcmp(is, should)))
				fail_msg("%s: %s instead of %s", cases[i].name, is ? is : "nothing", should ? should : "nothing");
		}
		assert_true(session_close(&a));
		bool stays = names() == before;
		if (stays != cases[i].stays)
			fail_msg("%s: %zu files, then %zu", cases[i].name, before, names());
		wipe();
	}
}

static void a_draft_that_goes_on_is_taken_over(void **state)
{
	(void)state;
	struct session a = session_open(WITH_SCRIBE);
	save_draft(&a, "p", "I wanted");
	uint64_t old = store_sid(a.store);
	assert_true(session_close(&a));
	struct session b = session_open(WITH_SCRIBE);
	assert_int_equal(b.found.ndrafts, 1);
	await(&b, save_draft(&b, "p", "I wanted to"));
	await(&b, save_draft(&b, "p", "all new"));
	assert_true(session_close(&b));
	char name[64];
	slot_path(old, 0, name);
	assert_int_equal(access(under(name), F_OK), -1);
	struct session c = session_open(WITH_SCRIBE);
	assert_int_equal(c.found.ndrafts, 1);
	assert_string_equal(c.found.drafts[0]->text, "all new");
	await(&c, save_draft(&c, "p", "nothing of it"));
	assert_true(session_close(&c));
	struct session d = look();
	assert_int_equal(d.found.ndrafts, 2);
	assert_true(session_close(&d));
}

static void drafts_of_two_pages_are_both_kept(void **state)
{
	(void)state;
	for (int how = HERE; how <= WITH_SCRIBE; how++) {
		struct session a = session_open((enum how)how);
		save_draft(&a, "p", "of p");
		save_draft(&a, "q", "of q");
		save_draft(&a, "r", "of r");
		save_draft(&a, "r", "");
		await(&a, save_draft(&a, "s", "of s"));
		save_draft(&a, "s", "of s!");
		assert_true(session_close(&a));
		struct session b = look();
		assert_int_equal(b.found.ndrafts, 3);
		assert_string_equal(b.found.drafts[0]->text, "of s!");
		assert_string_equal(b.found.drafts[1]->text, "of q");
		assert_string_equal(b.found.drafts[2]->text, "of p");
		assert_true(session_close(&b));
		wipe();
	}
}

static void a_clean_end_leaves_a_journal_alone(void **state)
{
	(void)state;
	for (int how = HERE; how <= WITH_SCRIBE; how++) {
		struct session a = session_open((enum how)how);
		save_draft(&a, "p", "half");
		save_draft(&a, "p", "half of");
		save_words(&a, "p", "half of it", true);
		save_draft(&a, "p", "");
		assert_true(session_close(&a));
		assert_int_equal(names(), 1);
		wipe();
	}
}

static void drafts_of_living_sessions_are_left_alone(void **state)
{
	(void)state;
	struct session a = session_open(WITH_SCRIBE);
	await(&a, save_draft(&a, "p", "half"));
	await(&a, save_words(&a, "p", "answered", true));
	size_t before = names();
	struct session b = session_open(WITH_SCRIBE);
	assert_int_equal(b.found.ndrafts, 0);
	assert_true(session_close(&b));
	assert_int_equal(names(), before);
	await(&a, save_draft(&a, "p", "half again"));
	assert_true(session_close(&a));
	struct session c = look();
	assert_int_equal(c.found.ndrafts, 1);
	assert_string_equal(c.found.drafts[0]->text, "half again");
	assert_true(session_close(&c));
}

static uint64_t save_taken(struct session *session, const struct record *from)
{
	struct record taken = { .type = RECORD_TAKEN, .page = from->page, .base = { true, from->sid, from->seq } };
	return store_save(session->store, learner_note(session->learner, &taken, 1), false);
}

/* Its line may be gone while nobody has noticed yet: what it holds is offered, goes on here, and stays there. */
static void a_hung_session_s_draft_is_offered_and_stays(void **state)
{
	(void)state;
	for (int goes_on = 0; goes_on < 2; goes_on++) {
		struct session a = session_open(WITH_SCRIBE);
		await(&a, save_draft(&a, "p", "half"));
		struct session b = session_open(WITH_SCRIBE);
		assert_int_equal(b.found.ndrafts, 1);
		assert_int_equal(b.found.away, 1);
		assert_true(b.found.drafts[0]->living);
		assert_string_equal(b.found.drafts[0]->text, "half");
		save_draft(&b, "p", "half here");
		await(&b, save_taken(&b, b.found.drafts[0]));
		assert_true(session_close(&b));
		char name[64];
		slot_path(store_sid(a.store), 0, name);
		assert_int_equal(access(under(name), F_OK), 0);
		if (goes_on)
			await(&a, save_draft(&a, "p", "half there"));
		assert_true(session_close(&a));
		struct session c = look();
		assert_int_equal(c.found.ndrafts, goes_on ? 2 : 1);
		assert_int_equal(c.found.away, 0);
		assert_string_equal(c.found.drafts[goes_on ? 1 : 0]->text, "half here");
		if (goes_on)
			assert_string_equal(c.found.drafts[0]->text, "half there");
		assert_true(session_close(&c));
		wipe();
	}
}

/* Only a hint was read: that is found again when the session has ended, and asked nobody about. */
static void of_a_living_session_only_what_was_said_is_offered(void **state)
{
	const struct record hinted = { .type = RECORD_DRAFT, .page = "p", .hints = 1 };

	(void)state;
	struct session a = session_open(WITH_SCRIBE);
	await(&a, store_draft(a.store, learner_note(a.learner, &hinted, 1)));
	struct session b = look();
	assert_int_equal(b.found.ndrafts, 0);
	assert_true(session_close(&b));
	assert_true(session_close(&a));
	struct session c = look();
	assert_int_equal(c.found.ndrafts, 1);
	assert_true(session_close(&c));
}

/* Waits for this to be told. */
static bool is_told(struct session *session, enum saving how)
{
	int64_t give_up = tick() + PATIENCE;
	uint64_t safe;
	struct err err = { 0 };
	while (tick() < give_up) {
		while (store_answer(session->store, &safe, &err))
			if (strcmp(err.words, saving_words(how)) == 0)
				return true;
		struct pollfd on = { .fd = store_fd(session->store), .events = POLLIN };
		poll(&on, 1, 100);
	}
	return false;
}

/* The folder is moved away in mid-session, and another one stands there: what is written goes with the first, which is told
 * when it happens and at the end, with the path. Moved back, nothing is left to tell. */
static void a_folder_that_is_moved_is_told_of(void **state)
{
	(void)state;
	for (int how = HERE; how <= WITH_SCRIBE; how++)
		for (int back = 0; back < 2; back++) {
			struct session a = session_open((enum how)how);
			await(&a, save_words(&a, "p", "before", true));
			assert_int_equal(rename(under("course"), under("away")), 0);
			assert_int_equal(mkdir(under("course"), 0700), 0);
			(void)save_words(&a, "q", "after", true);
			assert_true(is_told(&a, SAVING_MOVED));
			if (back) {
				assert_int_equal(rmdir(under("course")), 0);
				assert_int_equal(rename(under("away"), under("course")), 0);
				await(&a, save_words(&a, "r", "at home", true));
			}
			assert_true(session_close(&a));
			assert_int_equal(a.err.kind, ERR_NONE);
			char real[PATH_MAX];
			if (back)
				assert_string_equal(a.err.words, "");
			else
				assert_string_equal(a.err.file, realpath(under("away"), real));
			if (!back) {
				assert_int_equal(rmdir(under("course")), 0); /* nothing was written there, and nothing folded */
				assert_int_equal(rename(under("away"), under("course")), 0);
			}
			struct session b = look();
			assert_string_equal(learner_latest(b.learner, RECORD_WORDS, "p")->text, "before");
			assert_string_equal(learner_latest(b.learner, RECORD_WORDS, "q")->text, "after");
			assert_true(session_close(&b));
			wipe();
		}
}

/* Waits for what another session saved; false when nothing came. */
static bool hear(struct session *session)
{
	int64_t give_up = tick() + PATIENCE;
	uint64_t safe;
	struct err err = { 0 };
	store_look(session->store);
	while (tick() < give_up) {
		while (store_answer(session->store, &safe, &err))
			;
		if (store_heard(session->store, session->learner))
			return true;
		struct pollfd on = { .fd = store_fd(session->store), .events = POLLIN };
		poll(&on, 1, 1000);
	}
	return false;
}

/* Two windows: each is told of the other, both go on, and each sees what the other saved as soon as it asks. */
static void two_sessions_know_of_each_other(void **state)
{
	(void)state;
	struct session a = session_open(WITH_SCRIBE);
	await(&a, save_words(&a, "p", "of the first", true));
	assert_int_equal(a.found.others, 0);
	struct session b = session_open(WITH_SCRIBE);
	assert_int_equal(b.found.others, 1);
	assert_true(b.found.since > 0 && b.found.since <= (int64_t)time(NULL));
	assert_string_equal(learner_latest(b.learner, RECORD_WORDS, "p")->text, "of the first");
	await(&a, save_words(&a, "q", "meanwhile", true));
	assert_null(learner_latest(b.learner, RECORD_WORDS, "q"));
	assert_true(hear(&b));
	assert_string_equal(learner_latest(b.learner, RECORD_WORDS, "q")->text, "meanwhile");
	await(&b, save_words(&b, "r", "and back", true));
	assert_true(hear(&a));
	assert_string_equal(learner_latest(a.learner, RECORD_WORDS, "r")->text, "and back");
	await(&a, save_draft(&a, "s", "half of the first"));
	await(&b, save_draft(&b, "s", "half of the other"));
	assert_true(session_close(&a));
	assert_true(session_close(&b));
	struct session c = session_open(HERE);
	assert_int_equal(c.found.others, 0);
	assert_int_equal(c.found.ndrafts, 2);
	assert_int_equal(c.found.good, 3);
	assert_true(session_close(&c));
}

/* Case 14, a share of it: two sessions at once, saves of both in any order; nothing is lost, both half answers are there. */
static void two_sessions_in_any_order_lose_nothing(void **state)
{
	(void)state;
	srand(20261122);
	for (int round = 0; round < 20; round++) {
		struct session both[2];
		uint64_t last[2] = { 0, 0 };
		int saved[2] = { 0, 0 };
		for (int i = 0; i < 2; i++)
			both[i] = session_open(WITH_SCRIBE);
		while (saved[0] < 20 || saved[1] < 20) {
			int i = rand() % 2;
			char page[16];
			if (saved[i] == 20)
				continue;
			snprintf(page, sizeof page, "p%d-%d", i, saved[i]++);
			last[i] = save_words(&both[i], page, "words", true);
			if (saved[i] == 10)
				last[i] = save_draft(&both[i], "half", i ? "of one" : "of the other");
			if (rand() % 5 == 0)
				store_look(both[i].store);
		}
		for (int i = 0; i < 2; i++)
			await(&both[i], last[i]);
		if (round % 3 == 0)
			kill(both[round % 2].scribe, SIGKILL);
		for (int i = 0; i < 2; i++)
			assert_true(session_close(&both[i]));
		struct session c = look();
		if (c.found.good != 40 || c.found.ndrafts != 2 || c.found.damaged > c.found.torn)
			fail_msg("round %d: %zu of 40, %zu drafts", round, c.found.good, c.found.ndrafts);
		assert_true(session_close(&c));
		wipe();
	}
}

/* Somebody removes our files: the next words go into new ones. */
static void files_removed_under_our_hands(void **state)
{
	(void)state;
	struct session a = session_open(WITH_SCRIBE);
	await(&a, save_words(&a, "p", "one", true));
	await(&a, save_draft(&a, "q", "half"));
	wipe();
	await(&a, save_words(&a, "p", "two", true));
	await(&a, save_draft(&a, "q", "half of"));
	assert_true(session_close(&a));
	struct session b = look();
	assert_string_equal(learner_latest(b.learner, RECORD_WORDS, "p")->text, "two");
	assert_int_equal(b.found.ndrafts, 1);
	assert_string_equal(b.found.drafts[0]->text, "half of");
	assert_true(session_close(&b));
}

/* What was acknowledged stands nowhere once its file is removed: it is written anew, each of it once, with the next words or at
 * the end, and that is told. */
static void what_was_saved_outlives_its_file(void **state)
{
	static const struct {
		const char *name;
		bool goes_on, replaced, half;
	} cases[] = {
		{ "words after it", true, false, false }, { "nothing after it", false, false, false },
		{ "another folder in its place, and words after it", true, true, false },
		{ "another folder in its place, and nothing after it", false, true, false },
		{ "half a sentence before and after it", false, false, true },
	};
	(void)state;
	for (size_t i = 0; i < N(cases); i++)
		for (int how = HERE; how <= WITH_SCRIBE; how++) {
			struct session a = session_open((enum how)how);
			await(&a, save_words(&a, "p", "one", true));
			await(&a, save_words(&a, "q", "other", true));
			if (cases[i].half)
				await(&a, save_draft(&a, "r", "half"));
			wipe();
			if (cases[i].half)
				await(&a, save_draft(&a, "r", "half of"));
			if (cases[i].replaced)
				assert_int_equal(mkdir(under("course"), 0700), 0);
			if (cases[i].goes_on) {
				(void)save_words(&a, "p", "two", true);
				assert_true(is_told(&a, SAVING_AGAIN));
			}
			assert_true(session_close(&a));
			struct session b = look();
			if (b.found.good != (cases[i].goes_on ? 3 : 2) || b.found.damaged > 0)
				fail_msg("%s: %zu whole, %zu damaged", cases[i].name, b.found.good, b.found.damaged);
			assert_string_equal(learner_latest(b.learner, RECORD_WORDS, "p")->text, cases[i].goes_on ? "two" : "one");
			assert_string_equal(learner_latest(b.learner, RECORD_WORDS, "q")->text, "other");
			assert_true(session_close(&b));
			wipe();
		}
}

/* Places where nothing can be kept: no crash, and the reason as an answer. */
static void places_that_cannot_be_written(void **state)
{
	static const struct {
		const char *name, *folder;
	} cases[] = {
		{ "a device", "/dev/null/attune" },
		{ "no real file system", "/proc/attune" },
		{ "a file", "file" },
	};
	(void)state;
	print_to("file", "x", 1);
	for (size_t i = 0; i < N(cases); i++)
		for (int started = 0; started < 2; started++) {
			struct session a = { .learner = learner_new() };
			char folder[400];
			snprintf(folder, sizeof folder, "%s", *cases[i].folder == '/' ? cases[i].folder : under(cases[i].folder));
			a.store = store_open(folder, "course", a.learner, &a.found, &a.err);
			assert_non_null(a.store);
			learner_begin(a.learner, store_sid(a.store));
			if (started)
				assert_true(store_start(a.store, &a.err));
			save_words(&a, "p", "kept in memory", true);
			save_draft(&a, "p", "half");
			uint64_t safe = 99;
			struct err err = { 0 };
			int64_t give_up = tick() + PATIENCE;
			while (!store_answer(a.store, &safe, &err) && tick() < give_up) {
				struct pollfd on = { .fd = store_fd(a.store), .events = POLLIN };
				poll(&on, 1, 1000);
			}
			if (safe != 0 || err.kind == ERR_NONE || !*err.words)
				fail_msg("%s: %d, %s", cases[i].name, (int)safe, err.words);
			assert_true(store_is_behind(a.store));
			int64_t from = tick();
			assert_false(store_close(a.store, 3000, &a.err));
			assert_true(tick() - from < 2500); /* it does not wait for what cannot come */
			assert_true(*a.err.words);
			learner_free(a.learner);
		}
}

/* A file size limit of nothing is a full disk that lasts: EFBIG. Told once; once lifted, all is written. */
static void trouble_that_lasts_is_told_once_and_ends(void **state)
{
	(void)state;
	struct rlimit before, none;
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
	none = (struct rlimit){ .rlim_cur = 0, .rlim_max = before.rlim_max };
	signal(SIGXFSZ, SIG_IGN);
	struct session a = session_open(HERE);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &none), 0);
	uint64_t safe = 99;
	struct err err = { 0 };
	int told = 0;
	for (int i = 0; i < 5; i++) {
		save_words(&a, "p", "words", true);
		save_draft(&a, "q", "half");
		while (store_answer(a.store, &safe, &err))
			told++;
	}
	size_t left = names();
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
	assert_int_equal(told, 1);
	assert_int_equal(safe, 0);
	assert_int_equal(err.kind, ERR_FULL);
	assert_string_equal(err.words, "a limit on the size of files is reached");
	assert_true(left <= 2); /* no litter */
	uint64_t number = save_words(&a, "p", "last words", true);
	assert_true(store_answer(a.store, &safe, &err));
	assert_int_equal(safe, number);
	assert_int_equal(err.kind, ERR_NONE);
	assert_true(session_close(&a));
	struct session b = look();
	assert_int_equal(b.found.good, 6);
	assert_int_equal(b.found.ndrafts, 1);
	assert_true(session_close(&b));
}

/* There is room for a line, and none for a slot: what is half is not saved; what was written down whole is, and a slot to be
 * emptied keeps nobody from leaving. */
static void words_in_the_journal_are_saved_without_a_slot(void **state)
{
	(void)state;
	struct rlimit before, some;
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
	some = (struct rlimit){ .rlim_cur = 8192, .rlim_max = before.rlim_max };
	signal(SIGXFSZ, SIG_IGN);
	struct session a = session_open(HERE);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &some), 0);
	uint64_t safe = 0;
	struct err err = { 0 };
	save_draft(&a, "p", "half");
	while (store_answer(a.store, &safe, &err))
		;
	assert_int_equal(err.kind, ERR_FULL);
	save_words(&a, "p", "whole", true);
	uint64_t number = save_draft(&a, "p", NULL);
	while (store_answer(a.store, &safe, &err))
		;
	assert_int_equal(err.kind, ERR_NONE);
	assert_int_equal(safe, number);
	assert_false(store_is_behind(a.store));
	assert_true(session_close(&a));
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
	struct session b = look();
	assert_string_equal(learner_latest(b.learner, RECORD_WORDS, "p")->text, "whole");
	assert_int_equal(b.found.ndrafts, 0);
	assert_true(session_close(&b));
}

/* Case 7: each call fails once, at every n, with every errno. Nothing is called safe that is not on the disk, and in
 * the end everything is. */
static void every_call_fails_once(void **state)
{
	static const int codes[] = { ENOSPC, EIO, EROFS, EDQUOT, ESTALE, EMFILE, EINTR };
	static const struct pick picks[] = { { "a", -1, NULL } };
	(void)state;
	unsigned runs = 0;
	for (int how = HERE; how <= WITH_SCRIBE; how++)
		for (size_t c = 0; c < (how == HERE ? N(codes) : 2); c++)
			for (unsigned long n = 1; n <= 40; n++, runs++) {
				struct session a = session_open((enum how)HERE);
				unsigned long first = fs_calls();
				fs_fail_at(n, codes[c]);
				if (how == WITH_SCRIBE) {
					assert_true(store_start(a.store, &a.err));
					a.scribe = scribe_of_this();
					fs_fail_at(0, 0); /* here; the scribe has its own */
				}
				uint64_t safe = 0, words[4] = { 0 };
				struct err err = { 0 };
				save_draft(&a, "q", "half");
				for (int i = 0; i < 3; i++) {
					char page[4] = { 'p', (char)('0' + i), 0 };
					words[i] = save_words(&a, page, "words", i != 1);
					save_draft(&a, "q", "half of it");
					while (store_answer(a.store, &safe, &err))
						;
					unsigned long used = fs_calls() - first;
					if (how == HERE)
						fs_fail_at(0, 0);
					struct session b = peek();
					for (int k = 0; k <= i; k++) {
						char of[4] = { 'p', (char)('0' + k), 0 };
						if (k != 1 && words[k] <= safe && !learner_latest(b.learner, RECORD_WORDS, of))
							fail_msg("false \"saved\": call %lu, errno %d, how %d", n, codes[c], how);
					}
					learner_free(b.learner);
					if (how == HERE && used < n)
						fs_fail_at(n - used, codes[c]);
					first = fs_calls() - used;
				}
				store_save(a.store, learner_note(a.learner, &(struct record){ .type = RECORD_ANSWER, .page = "a",
					.picks = picks, .npicks = 1 }, 1), true);
				if (!session_close(&a))
					fail_msg("not saved at the end: call %lu, errno %d, how %d: %s", n, codes[c], how, a.err.words);
				fs_fail_at(0, 0);
				struct session b = look();
				if (!learner_latest(b.learner, RECORD_WORDS, "p0") || !learner_latest(b.learner, RECORD_WORDS, "p1") ||
				    !learner_latest(b.learner, RECORD_WORDS, "p2") || !learner_latest(b.learner, RECORD_ANSWER, "a") ||
				    b.found.ndrafts != 1 || strcmp(b.found.drafts[0]->text, "half of it"))
					fail_msg("lost: call %lu, errno %d, how %d", n, codes[c], how);
				assert_int_equal(b.found.damaged, 0);
				assert_true(session_close(&b));
				wipe();
			}
	print_message("%u runs\n", runs);
}

/* Case 1: SIGKILL of the program, or of it and the scribe, after a random number of acknowledgements. */
static _Noreturn void writer(int told)
{
	setpgid(0, 0);
	struct session a = session_open(WITH_SCRIBE);
	for (unsigned i = 0;; i++) {
		char page[16];
		snprintf(page, sizeof page, "p%u", i);
		uint64_t number = save_words(&a, page, "words", true), safe = 0;
		save_draft(&a, "q", page);
		struct err err = { 0 };
		while (safe < number) {
			struct pollfd on = { .fd = store_fd(a.store), .events = POLLIN };
			poll(&on, 1, -1);
			while (store_answer(a.store, &safe, &err))
				;
		}
		if (write(told, &i, sizeof i) != sizeof i)
			_exit(0);
	}
}

static void killed_at_random_instants(void **state)
{
	(void)state;
	srand(20261122);
	unsigned total = 0;
	for (int round = 0; round < 50; round++) {
		int told[2];
		assert_int_equal(pipe(told), 0);
		pid_t pid = fork();
		if (pid == 0) {
			close(told[0]);
			writer(told[1]);
		}
		setpgid(pid, pid);
		close(told[1]);
		unsigned last = 0, wanted = (unsigned)rand() % 20, n = 0;
		for (; n < wanted && read(told[0], &last, sizeof last) == sizeof last; n++)
			;
		for (int spin = rand() % 2000; spin > 0; spin--)
			getppid(); /* some microseconds */
		kill(round % 2 ? -pid : pid, SIGKILL);
		for (; read(told[0], &last, sizeof last) == sizeof last; n++)
			;
		assert_int_equal(waitpid(pid, NULL, 0), pid);
		close(told[0]);
		struct session b = look();
		for (unsigned i = 0; n > 0 && i <= last; i++) {
			char page[16];
			snprintf(page, sizeof page, "p%u", i);
			if (!learner_latest(b.learner, RECORD_WORDS, page))
				fail_msg("round %d: %s of %u was called saved and is not there", round, page, last);
		}
		if (b.found.damaged > 1 || (b.found.damaged && round % 2 == 0))
			fail_msg("round %d: %zu damaged", round, b.found.damaged);
		assert_true(session_close(&b));
		total += n;
		if (round % 2 == 0)
			kill(-pid, SIGKILL); /* a scribe that is not yet gone would write into the next round */
		wipe();
	}
	print_message("50 rounds, %u acknowledged, none lost\n", total);
}

/* The program is killed right after handing over what need not be synced: the scribe still writes it. */
static void what_was_handed_over_survives_the_program(void **state)
{
	(void)state;
	for (int round = 0; round < 10; round++) {
		pid_t pid = fork();
		if (pid == 0) {
			struct session a = session_open(WITH_SCRIBE);
			save_words(&a, "later", "words", false);
			save_draft(&a, "q", "half");
			raise(SIGKILL);
		}
		assert_int_equal(waitpid(pid, NULL, 0), pid);
		int64_t give_up = tick() + PATIENCE;
		bool found = false;
		while (!found && tick() < give_up) {
			struct session b = look();
			found = learner_latest(b.learner, RECORD_WORDS, "later") && b.found.ndrafts == 1;
			assert_true(session_close(&b));
			poll(NULL, 0, found ? 0 : 1);
		}
		assert_true(found);
		wipe();
	}
}

static void a_killed_scribe_is_replaced(void **state)
{
	(void)state;
	struct session a = session_open(WITH_SCRIBE);
	uint64_t number = 0;
	for (int i = 0; i < 7; i++) { /* more often than there are new ones: the last are written here */
		char page[16];
		snprintf(page, sizeof page, "p%d", i);
		number = save_words(&a, page, "words", true);
		number = save_draft(&a, "q", page);
		pid_t pid = scribe_of_this();
		if (i < 5 && pid > 0)
			kill(pid, SIGKILL);
		if (store_fd(a.store) >= 0)
			await(&a, number);
	}
	assert_true(session_close(&a));
	struct session b = look();
	for (int i = 0; i < 7; i++) {
		char page[16];
		snprintf(page, sizeof page, "p%d", i);
		assert_non_null(learner_latest(b.learner, RECORD_WORDS, page));
	}
	assert_true(b.found.ndrafts == 1 && strcmp(b.found.drafts[0]->text, "p6") == 0);
	assert_true(session_close(&b));
}

static void signals_do_not_end_the_scribe(void **state)
{
	static const int signals[] = { SIGHUP, SIGINT, SIGTERM, SIGTSTP, SIGQUIT, SIGPIPE };
	(void)state;
	struct session a = session_open(WITH_SCRIBE);
	await(&a, save_words(&a, "p", "words", true));
	pid_t before = scribe_of_this();
	for (size_t i = 0; i < N(signals) && before > 0; i++)
		kill(before, signals[i]);
	await(&a, save_words(&a, "q", "words", true));
	assert_int_equal(scribe_of_this(), before);
	assert_true(session_close(&a));
	assert_true(before == 0 || kill(before, 0) == -1); /* and no zombie */
}

static void torn_and_damaged_journals(void **state)
{
	(void)state;
	struct session a = session_open(HERE);
	for (int i = 0; i < 5; i++) {
		char page[4] = { 'p', (char)('0' + i), 0 };
		save_words(&a, page, "words", true);
	}
	char name[64];
	snprintf(name, sizeof name, "course/journal-%016" PRIx64 ".log", store_sid(a.store));
	assert_true(session_close(&a));
	struct str whole = { 0 };
	int dir = fs_dir(root, NULL);
	assert_true(fs_read(dir, name, 100000, &whole, NULL));
	fs_close(&dir, NULL);
	for (size_t i = 0; i < whole.len; i++) {
		whole.at[i] ^= 0x20;
		print_to(name, whole.at, whole.len);
		whole.at[i] ^= 0x20;
		struct session b = look();
		assert_true(b.found.good >= 4 + (whole.at[i] == '\n') && b.found.damaged >= 1);
		assert_true(session_close(&b));
	}
	for (size_t len = 0; len < whole.len; len++) {
		print_to(name, whole.at, len);
		struct session b = look();
		assert_true(b.found.damaged <= 1);
		assert_int_equal(b.found.good, (len + 1) * 5 / whole.len); /* lines of one length; the last LF may be missing */
		assert_true(session_close(&b));
	}
	str_release(&whole);
}

static void strange_files_are_left_alone(void **state)
{
	static const char *const strange[] = {
		"course/notes.txt", "course/journal-x", "course/journal-mynotes.log", "course/journal-zz.log", "course/draft-short.0",
		"course/draft-0123456789abcdef.tmp", "course/live-zz", "course/journal-00000000000000f0.log", "course/journal-00000000000000f1.log",
		"course/journal-00000000000000f2.log", "course/journal-00000000000000f4.log",
	};

	(void)state;
	assert_int_equal(mkdir(under("course"), 0700), 0);
	print_to("course/notes.txt", "mine", 4);
	print_to("course/journal-x", "not ours", 8);
	print_to("course/journal-mynotes.log", "one\ntwo\nthree\n", 14);
	print_to("course/journal-zz.log", "x\n", 2);
	assert_int_equal(chmod(under("course/journal-zz.log"), 0644), 0);
	print_to("course/draft-short.0", "x", 1);
	print_to("course/draft-0123456789abcdef.tmp", "x", 1);
	print_to("course/live-zz", "x", 1);
	assert_int_equal(mkfifo(under("course/journal-00000000000000f0.log"), 0600), 0);
	assert_int_equal(mkdir(under("course/journal-00000000000000f1.log"), 0700), 0);
	print_to("course/journal-00000000000000f2.log", "", 0);
	assert_int_equal(truncate(under("course/journal-00000000000000f2.log"), (off_t)3 << 30), 0);
	print_to("course/journal-00000000000000f3.log", "\x8f\x00\xff{}x\n\x01", 8);
	assert_int_equal(symlink("/etc/passwd", under("course/journal-00000000000000f4.log")), 0);
	struct session a = session_open(WITH_SCRIBE);
	assert_int_equal(a.found.good, 0);
	assert_int_equal(a.found.damaged, 6);
	assert_int_equal(a.found.torn, 0);
	await(&a, save_words(&a, "p", "words", true));
	assert_true(session_close(&a));
	struct stat is;
	for (size_t i = 0; i < sizeof strange / sizeof *strange; i++) /* also where what was damaged in ours is put aside by now */
		if (lstat(under(strange[i]), &is) != 0)
			fail_msg("%s is gone", strange[i]);
	assert_int_equal(stat(under("course/journal-zz.log"), &is), 0);
	assert_int_equal(is.st_mode & 0777, 0644);
}

/* What others may look into or write to is closed again; what is not ours by its name is not touched. */
static void loosened_modes_are_narrowed(void **state)
{
	static const struct {
		const char *name;
		mode_t is, becomes;
	} cases[] = {
		{ "", 0777, 0700 },
		{ "course", 0777, 0700 },
		{ "course/journal-0000000000000001.log", 0644, 0600 },
		{ "course/record.log", 0666, 0600 },
		{ "course/draft-0000000000000001.0", 0777, 0600 },
		{ "course/notes.txt", 0644, 0644 },
		{ "target", 0644, 0644 },
	};
	struct stat is;
	(void)state;
	assert_int_equal(mkdir(under("course"), 0700), 0);
	for (size_t i = 2; i < N(cases); i++)
		print_to(cases[i].name, "", 0);
	char target[400];
	snprintf(target, sizeof target, "%s", under("target"));
	assert_int_equal(symlink(target, under("course/journal-00000000000000f4.log")), 0);
	for (size_t i = 0; i < N(cases); i++)
		assert_int_equal(chmod(under(cases[i].name), cases[i].is), 0);
	struct session a = look();
	assert_true(session_close(&a));
	for (size_t i = 0; i < N(cases); i++) {
		assert_int_equal(stat(under(cases[i].name), &is), 0);
		if ((is.st_mode & 07777) != cases[i].becomes)
			fail_msg("%s: %o", cases[i].name, (unsigned)(is.st_mode & 07777));
	}
	static const mode_t stay[] = { 0755, 0775, 01777 }; /* a home, a shared project, a folder like /tmp */
	for (size_t i = 0; i < N(stay); i++) {
		assert_int_equal(chmod(root, stay[i]), 0);
		struct session b = look();
		assert_true(session_close(&b));
		assert_int_equal(stat(root, &is), 0);
		assert_int_equal(is.st_mode & 07777, stay[i]);
	}
}

/* The disk is full to the end: the scribe tries once more and is gone, and who comes back at once finds the draft that
 * was safe before. */
static void who_leaves_a_full_disk_finds_the_draft(void **state)
{
	(void)state;
	struct rlimit before, none;
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
	none = (struct rlimit){ .rlim_cur = 16 * 1024, .rlim_max = before.rlim_max }; /* the slots are whole, a journal is not */
	signal(SIGXFSZ, SIG_IGN);
	struct str much = { 0 };
	while (much.len < 32 * 1024)
		str_add_text(&much, "I felt heard. ");
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &none), 0);
	struct session a = session_open(WITH_SCRIBE);
	await(&a, save_draft(&a, "q", "half of it"));
	save_words(&a, "p", much.at, true);
	pid_t scribe = scribe_of_this();
	int64_t from = tick();
	assert_false(session_close(&a));
	int64_t took = tick() - from;
	assert_true(scribe == 0 || kill(scribe, 0) == -1); /* gone, and no zombie */
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
	assert_true(took < 1000);
	struct session b = look();
	assert_int_equal(b.found.ndrafts, 1);
	assert_string_equal(b.found.drafts[0]->text, "half of it");
	assert_true(session_close(&b));
	print_message("the scribe was gone %d ms after leaving a full disk\n", (int)took);
	str_release(&much);
}

/* What stands where the folder should be is named, in words. */
static void what_is_in_the_way_is_named(void **state)
{
	static const struct {
		const char *folder, *at, *says;
	} cases[] = {
		{ "file", "file", "a file stands where your record should be" },
		{ "nowhere", "nowhere", "your record's folder is a link to nothing" },
		{ "held", "held/course", "your record's folder is a link" },
	};
	(void)state;
	print_to("file", "x", 1);
	assert_int_equal(symlink("absent", under("nowhere")), 0);
	assert_int_equal(mkdir(under("held"), 0700), 0);
	assert_int_equal(symlink("..", under("held/course")), 0);
	for (size_t i = 0; i < N(cases); i++)
		for (int how = HERE; how <= WITH_SCRIBE; how++) {
			struct session a = { .learner = learner_new() };
			a.store = store_open(under(cases[i].folder), "course", a.learner, &a.found, &a.err);
			learner_begin(a.learner, store_sid(a.store));
			assert_string_equal(a.found.barred.words, cases[i].says); /* before anything is to be saved */
			if (how == WITH_SCRIBE)
				assert_true(store_start(a.store, &a.err));
			save_words(&a, "p", "words", true);
			assert_false(session_close(&a));
			if (strcmp(a.err.words, cases[i].says) != 0 || strcmp(a.err.file, under(cases[i].at)) != 0 || !a.err.advice[0])
				fail_msg("%s: %s: %s", cases[i].folder, a.err.file, a.err.words);
		}
}

/* A line broken off as it was written is told apart from one that was whole. */
static void broken_off_is_not_lost(void **state)
{
	static const struct {
		const char *name, *end;
		size_t damaged, torn, of, strange;
	} cases[] = {
		{ "whole", "", 0, 0, 1, 0 },
		{ "broken off", "44d31fc9 0000000000000abc {\"v\":1,\"s\"", 1, 1, 1, 0 },
		{ "at once", "4", 1, 1, 1, 0 },
		{ "an end, and wrong", "44d31fc9 0000000000000abc {\"v\":1}\n", 1, 0, 2, 0 },
		{ "something else", "hello", 1, 0, 1, 1 },
		{ "one lost, a place broken off", "44d31fc9 0000000000000abc {\"v\":1}\n44d31fc9 0000000000000abc {\"s\":9,\"t\":\"place\",", 2, 1, 2, 0 },
	};
	const struct record words = { .type = RECORD_WORDS, .sid = 1, .seq = 1, .clock = 1, .at = 1, .page = "p", .text = "w" };
	(void)state;
	mkdir(under("course"), 0700);
	for (size_t i = 0; i < N(cases); i++) {
		struct str bytes = { 0 };
		record_line(&words, &bytes);
		str_add_text(&bytes, cases[i].end);
		print_to("course/journal-0000000000000001.log", bytes.at, bytes.len);
		struct session a = look();
		if (a.found.good != 1 || a.found.damaged != cases[i].damaged || a.found.torn != cases[i].torn)
			fail_msg("%s: %zu damaged, %zu torn", cases[i].name, a.found.damaged, a.found.torn);
		if (a.found.kept != 1 || a.found.of != cases[i].of || a.found.strange != cases[i].strange)
			fail_msg("%s: %zu of %zu, %zu strange", cases[i].name, a.found.kept, a.found.of, a.found.strange);
		assert_true(session_close(&a));
		str_release(&bytes);
	}
}

static void a_newer_record_is_only_read(void **state)
{
	(void)state;
	const char *body = "00000000000000aa {\"v\":2,\"min\":2,\"s\":1,\"c\":1,\"t\":\"notice\"}";
	struct str line = { 0 };
	str_print(&line, "%08" PRIx32 " %s\n", line_crc(body, strlen(body)), body);
	mkdir(under("course"), 0700);
	print_to("course/journal-00000000000000aa.log", line.at, line.len);
	const struct record empty = { .type = RECORD_DRAFT, .sid = 1, .seq = 1, .page = "p" };
	write_lines("course/draft-0000000000000001.0", &empty, 1);
	struct session a = session_open(WITH_SCRIBE);
	assert_true(a.found.newer);
	assert_int_equal(a.found.damaged, 0);
	assert_int_equal(store_fd(a.store), -1);
	save_words(&a, "p", "words", true);
	save_draft(&a, "p", "half");
	uint64_t safe = 9;
	struct err err = { 0 };
	assert_true(store_answer(a.store, &safe, &err));
	assert_int_equal(safe, 0);
	assert_int_equal(err.kind, ERR_REFUSED);
	assert_false(store_answer(a.store, &safe, &err));
	assert_false(session_close(&a));
	assert_int_equal(names(), 2);
	str_release(&line);
}

static void nowhere_keeps_nothing(void **state)
{
	(void)state;
	struct session a = { .store = store_nowhere(), .learner = learner_new() };
	learner_begin(a.learner, store_sid(a.store));
	assert_true(store_sid(a.store) != 0);
	assert_true(store_start(a.store, &a.err));
	save_words(&a, "p", "words", true);
	uint64_t number = save_draft(&a, "p", "half"), safe = 0;
	struct err err = { 0 };
	assert_true(store_answer(a.store, &safe, &err));
	assert_int_equal(safe, number);
	assert_false(store_answer(a.store, &safe, &err));
	assert_true(session_close(&a));
	assert_true(store_close(NULL, 0, NULL));
}

/* What is handed over before the scribe runs is saved by it, or at the end. */
static void what_is_held_is_saved(void **state)
{
	(void)state;
	for (int started = 0; started < 2; started++) {
		struct session a = session_open(HERE);
		store_hold(a.store, &(struct scribe_hand){ 0 });
		uint64_t number = save_words(&a, "p", started ? "second" : "first", true), safe;
		assert_int_equal(store_fd(a.store), -1);
		assert_false(store_answer(a.store, &safe, &a.err));
		assert_true(store_is_behind(a.store));
		if (started) {
			assert_true(store_start(a.store, &a.err));
			await(&a, number);
		}
		assert_true(session_close(&a));

		struct session b = look();
		const struct record *words = learner_latest(b.learner, RECORD_WORDS, "p");
		assert_non_null(words);
		assert_string_equal(words->text, started ? "second" : "first");
		assert_true(session_close(&b));
	}
}

/* Forked before the store was opened: it is the one that writes; when it was killed meanwhile another one does. */
static void a_process_forked_before_writes(void **state)
{
	(void)state;
	for (int killed = 0; killed < 2; killed++) {
		struct scribe_hand hand;
		struct err err;
		assert_true(scribe_fork(&hand, &err));
		pid_t pid = hand.pid;
		struct session a = session_open(HERE);
		store_hold(a.store, &hand);
		assert_int_equal(hand.pid, 0);
		if (killed) {
			kill(pid, SIGKILL);
			assert_int_equal(waitpid(pid, NULL, 0), pid);
		}
		uint64_t number = save_words(&a, "p", killed ? "second" : "first", true);
		assert_true(store_start(a.store, &a.err));
		await(&a, number);
		a.scribe = scribe_of_this();
		assert_int_equal(a.scribe == pid, !killed);
		assert_true(session_close(&a));

		struct session b = look();
		assert_string_equal(learner_latest(b.learner, RECORD_WORDS, "p")->text, killed ? "second" : "first");
		assert_true(session_close(&b));
	}
}

/* It holds nothing open and writes nothing: it ends when it is told that nobody needs it, and when nobody is there to. */
static void a_process_without_a_task_ends(void **state)
{
	(void)state;
	struct scribe_hand none = { 0 }, hand;
	struct err err;
	scribe_dismiss(&none);
	assert_true(scribe_fork(&hand, &err));
	pid_t pid = hand.pid;
	scribe_dismiss(&hand);
	assert_int_equal(hand.pid, 0);
	assert_int_equal(kill(pid, 0), -1);

	assert_true(scribe_fork(&hand, &err));
	struct session a = session_open(HERE);
	pid = hand.pid;
	store_hold(a.store, &hand);
	assert_true(store_close(a.store, PATIENCE, &a.err)); /* had nothing to save, and was started for the end */
	learner_free(a.learner);
	waitpid(pid, NULL, 0);
	assert_int_equal(kill(pid, 0), -1);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, scratch_begin, scratch_end)
	const struct CMUnitTest tests[] = {
		TEST(what_is_saved_is_found),
		TEST(files_are_ours_alone),
		TEST(large_records_pass),
		TEST(drafts_take_turns_and_the_newest_whole_one_counts),
		TEST(a_slot_grows_and_shrinks),
		TEST(drafts_are_offered_or_superseded),
		TEST(a_draft_that_goes_on_is_taken_over),
		TEST(drafts_of_two_pages_are_both_kept),
		TEST(a_clean_end_leaves_a_journal_alone),
		TEST(drafts_of_living_sessions_are_left_alone),
		TEST(a_hung_session_s_draft_is_offered_and_stays),
		TEST(of_a_living_session_only_what_was_said_is_offered),
		TEST(two_sessions_know_of_each_other),
		TEST(a_folder_that_is_moved_is_told_of),
		cmocka_unit_test(a_folder_that_is_moved_is_told_of),
		TEST(two_sessions_in_any_order_lose_nothing),
		TEST(files_removed_under_our_hands),
		TEST(what_was_saved_outlives_its_file),
		TEST(places_that_cannot_be_written),
		TEST(trouble_that_lasts_is_told_once_and_ends),
		TEST(words_in_the_journal_are_saved_without_a_slot),
		TEST(every_call_fails_once),
		TEST(killed_at_random_instants),
		TEST(what_was_handed_over_survives_the_program),
		TEST(a_killed_scribe_is_replaced),
		TEST(signals_do_not_end_the_scribe),
		TEST(torn_and_damaged_journals),
		TEST(strange_files_are_left_alone),
		TEST(loosened_modes_are_narrowed),
		TEST(who_leaves_a_full_disk_finds_the_draft),
		TEST(what_is_in_the_way_is_named),
		TEST(broken_off_is_not_lost),
		TEST(a_newer_record_is_only_read),
		TEST(what_is_held_is_saved),
		TEST(a_process_forked_before_writes),
		TEST(a_process_without_a_task_ends),
		TEST(nowhere_keeps_nothing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
