/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <sys/xattr.h>
#include <unistd.h>
#include <cmocka.h>

#include "io/folder.h"
#include "io/fs.h"
#include "io/store.h"

#define N(a) (sizeof(a) / sizeof *(a))

static char root[64];

static int begin(void **state)
{
	(void)state;
	prctl(PR_SET_CHILD_SUBREAPER, 1); /* what a scribe leaves to a process of its own is waited for, too */
	snprintf(root, sizeof root, "%s/attune-modes-XXXXXX", access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp");
	return mkdtemp(root) ? 0 : -1;
}

static int end(void **state)
{
	(void)state;
	char command[128];
	snprintf(command, sizeof command, "rm -rf '%s'", root);
	return system(command);
}

/* What the folder above hands down: everything to everybody, and all of it to one more user. */
static bool lend_acl(const char *path)
{
	static const struct {
		uint16_t tag, may;
		uint32_t id;
	} rules[] = { { 0x01, 7, UINT32_MAX }, { 0x02, 7, 65534 }, { 0x04, 7, UINT32_MAX }, { 0x10, 7, UINT32_MAX }, { 0x20, 7, UINT32_MAX } };
	char acl[4 + sizeof rules] = { 2 }; /* version 2, little-endian; so are the rules where this runs */
	memcpy(acl + 4, rules, sizeof rules);
	return setxattr(path, "system.posix_acl_default", acl, sizeof acl, 0) == 0;
}

static const struct surroundings {
	const char *name;
	mode_t mask, above;
	bool acl;
} everywhere[] = {
	{ .name = "no umask at all", .mask = 0, .above = 0755 },
	{ .name = "the usual umask", .mask = 022, .above = 0755 },
	{ .name = "a umask that takes everything", .mask = 0777, .above = 0755 },
	{ .name = "a folder that hands its group down", .mask = 0, .above = 02775 },
	{ .name = "a folder that hands its list of users down", .mask = 0, .above = 0755, .acl = true },
};

/* A session that writes, is half way through an answer, ends well, and folds. */
static void visit(const char *folder)
{
	struct learner *learner = learner_new();
	struct store_found found = { 0 };
	struct err err = { 0 };
	struct store *store = store_open(folder, "course", learner, &found, &err);
	if (!store)
		fail_msg("not opened: %s", err.words);
	learner_begin(learner, store_sid(store));
	assert_true(store_start(store, &err));
	const struct record words = { .type = RECORD_WORDS, .page = "p", .text = "mine", .attempt = 1 };
	const struct record half = { .type = RECORD_DRAFT, .page = "q", .text = "half" };
	store_save(store, learner_note(learner, &words, 1), true);
	store_draft(store, learner_note(learner, &half, 2));
	if (!store_close(store, 10000, &err))
		fail_msg("not saved: %s", err.words);
	learner_free(learner);
	while (wait(NULL) > 0 || errno == EINTR) /* the scribe folds after its last word */
		;
}

/* All that is below a folder. */
struct seen {
	int dir;
	size_t files, folders;
};

static void look(void *ctx, const char *name)
{
	struct seen *seen = ctx;
	struct stat is;
	assert_int_equal(fstatat(seen->dir, name, &is, AT_SYMLINK_NOFOLLOW), 0);
	mode_t wanted = S_ISDIR(is.st_mode) ? 0700 : 0600;
	if ((is.st_mode & 0777) != wanted)
		fail_msg("%s has %o", name, (unsigned)(is.st_mode & 0777));
	if (!S_ISDIR(is.st_mode)) {
		seen->files++;
		return;
	}
	int above = seen->dir;
	seen->folders++;
	seen->dir = fs_dir_at(above, name, false, NULL);
	assert_true(seen->dir >= 0 && fs_names(seen->dir, look, seen, NULL));
	fs_close(&seen->dir, NULL);
	seen->dir = above;
}

static void damage_record(const char *folder)
{
	char path[200];
	snprintf(path, sizeof path, "%s/course/%s", folder, FOLDER_RECORD);
	FILE *file = fopen(path, "r+b");
	assert_non_null(file);
	assert_true(fputc('#', file) == '#' && fclose(file) == 0);
}

static void all_is_ours_alone(void **state)
{
	(void)state;
	for (size_t i = 0; i < N(everywhere); i++) {
		const struct surroundings *here = &everywhere[i];
		char above[100], folder[128];
		snprintf(above, sizeof above, "%s/%zu", root, i);
		snprintf(folder, sizeof folder, "%s/data/attune", above);
		assert_int_equal(mkdir(above, 0700) || chmod(above, here->above), 0);
		if (here->acl && !lend_acl(above)) {
			print_message("%s: not on this file system\n", here->name);
			continue;
		}
		mode_t before = umask(here->mask);
		for (int times = 0; times < 3; times++)
			visit(folder);
		damage_record(folder);
		visit(folder);
		umask(before);
		struct seen seen = { .dir = fs_dir_at(AT_FDCWD, above, false, NULL) };
		print_message("%s\n", here->name);
		assert_true(seen.dir >= 0 && fs_names(seen.dir, look, &seen, NULL));
		fs_close(&seen.dir, NULL);
		assert_int_equal(seen.folders, 5); /* data, attune, course, bak, quarantine */
		assert_true(seen.files >= 8);      /* journals, slots, the record, backups, what was damaged, the lock */
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(all_is_ours_alone, begin, end),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
