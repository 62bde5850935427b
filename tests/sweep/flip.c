/* SPDX-License-Identifier: MIT
 *
 * flip: one byte of a store is another one, or everything from there on is gone; what do the reader and the fold make of it?
 *
 * Use: flip FOLDER WHICH FROM TO SEED. WHICH is `journal` (all there is) or `record` (the folded record, beside its backup). Case n
 * below the file's length flips byte n, case n + length cuts there. Prints `size N` alone when FROM is TO, else a line for
 * each case that went wrong and `done N`.
 *
 * Ownership: FOLDER is its own, and is emptied for each case.
 *
 * Never knows: processes, terminals.
 */
#include <dirent.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/text.h"
#include "io/fold.h"
#include "io/folder.h"
#include "io/fs.h"
#include "io/record.h"
#include "io/store.h"

enum { RECORDS = 100, SID = 0x1001, OURS = 0x77 };

static const char *root;
static char course[512];

static const char *page_of(int k)
{
	static char page[16];
	snprintf(page, sizeof page, "p%03d", k);
	return page;
}

static const char *text_of(int k)
{
	static char text[128];
	snprintf(text, sizeof text, "what I wrote on page %03d, with an \"accent\" (\xC3\xA9) and a line end\n in it", k);
	return text;
}

static void add_line(struct str *out, int k)
{
	const struct record record = { .type = RECORD_WORDS, .sid = SID, .seq = (uint64_t)k + 1, .clock = (uint64_t)k + 1, .at = 1,
		.chapter = "one", .page = page_of(k), .text = text_of(k), .attempt = 1 };
	record_line(&record, out);
}

static const char *under(const char *name)
{
	static char path[1024];
	snprintf(path, sizeof path, "%s/%s", course, name);
	return path;
}

static void put(const char *name, const char *bytes, size_t len)
{
	FILE *file = fopen(under(name), "wb");
	if (!file || fwrite(bytes, 1, len, file) != len || fclose(file) != 0 || chmod(under(name), 0600) != 0) {
		perror(name);
		exit(2);
	}
}

static void get(const char *name, struct str *out)
{
	struct err err = { 0 };
	int dir = fs_dir(course, &err);
	str_cut(out, 0);
	if (!fs_read(dir, name, FOLDER_FILE_MOST, out, &err)) {
		fprintf(stderr, "%s: %s\n", name, err.words);
		exit(2);
	}
	fs_close(&dir, NULL);
}

static void empty(const char *path)
{
	DIR *list = opendir(path);
	struct dirent *entry;
	while (list && (entry = readdir(list))) {
		char inner[2048];
		snprintf(inner, sizeof inner, "%s/%s", path, entry->d_name);
		if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0 || unlink(inner) == 0)
			continue;
		empty(inner);
		rmdir(inner);
	}
	if (list)
		closedir(list);
}

static bool fold(struct err *err)
{
	struct fold_done done = { 0 };
	int dir = fs_dir(course, err);
	bool good = dir >= 0 && fold_folder(dir, OURS, &done, err);
	fs_close(&dir, NULL);
	return good;
}

/* The journal, and the name of the file that is to be damaged; its bytes in `bytes`. */
static const char *prepare(bool folded, struct str *bytes)
{
	static char journal[FOLDER_NAME];
	folder_journal_name(SID, 1, journal);
	str_cut(bytes, 0);
	for (int k = 0; k < RECORDS; k++)
		add_line(bytes, k);
	put(journal, bytes->at, bytes->len);
	if (!folded)
		return journal;
	struct err err = { 0 };
	char other[FOLDER_NAME];
	struct str more = { 0 };
	const struct record place = { .type = RECORD_PLACE, .sid = SID + 1, .seq = 1, .clock = 500, .chapter = "one", .page = "p001" };
	record_line(&place, &more);
	folder_journal_name(SID + 1, 1, other);
	if (!fold(&err))
		exit(2);
	put(other, more.at, more.len); /* so that the second fold is another one, and the first its backup */
	str_release(&more);
	if (!fold(&err))
		exit(2);
	unlink(under(journal)); /* as a later session does, now that two files hold all of it */
	get(FOLDER_RECORD, bytes);
	return FOLDER_RECORD;
}

/* Whether the damage touches the line [from, to). Its LF is none of it: what stands before that can be told to be whole. */
static bool is_touched(size_t from, size_t to, size_t at, bool cut)
{
	return at + 1 < to && (cut || at >= from);
}

static const char *judge_learner(const struct learner *learner, const struct str *bytes, size_t at, bool cut, bool all)
{
	static char words[200];
	for (int k = 0; k < RECORDS; k++) {
		char mark[32];
		snprintf(mark, sizeof mark, "\"page\":\"%s\"", page_of(k));
		const char *where = strstr(bytes->at, mark);
		size_t middle = where ? (size_t)(where - bytes->at) : 0, from = middle, to = middle;
		while (from > 0 && bytes->at[from - 1] != '\n')
			from--;
		while (to < bytes->len && bytes->at[to++] != '\n')
			;
		bool may_go = !all && is_touched(from, to, at, cut);
		const struct record *record = learner_latest(learner, RECORD_WORDS, page_of(k));
		if (!record && !may_go) {
			snprintf(words, sizeof words, "%s is lost", page_of(k));
			return words;
		}
		if (record && strcmp(record->text, text_of(k)) != 0) {
			snprintf(words, sizeof words, "%s reads otherwise", page_of(k));
			return words;
		}
	}
	return NULL;
}

static const char *look(const struct str *bytes, size_t at, bool cut, bool all, struct store_found *found)
{
	struct err err = { 0 };
	struct learner *learner = learner_new();
	struct store *store = store_open(root, "course", learner, found, &err);
	const char *words = store ? judge_learner(learner, bytes, at, cut, all) : "it cannot be opened";
	store_close(store, 1000, NULL);
	learner_free(learner);
	return words;
}

/* Whether a file with just these bytes is in quarantine. */
static bool is_held(const char *bytes, size_t len)
{
	struct str copy = { 0 };
	bool held = false;
	DIR *list = opendir(under(FOLDER_QUARANTINE));
	struct dirent *entry;
	while (list && !held && (entry = readdir(list))) {
		char name[512];
		if (entry->d_name[0] == '.')
			continue;
		snprintf(name, sizeof name, "%s/%s", FOLDER_QUARANTINE, entry->d_name);
		get(name, &copy);
		held = copy.len == len && memcmp(copy.at, bytes, len) == 0;
	}
	if (list)
		closedir(list);
	str_release(&copy);
	return held;
}

static const char *try(bool folded, struct str *bytes, const char *name, size_t at, bool cut, unsigned bit)
{
	struct store_found before = { 0 }, after = { 0 };
	struct err err = { 0 };
	struct str bad = { 0 };
	str_add(&bad, bytes->at, cut ? at : bytes->len);
	if (!cut)
		bad.at[at] = (char)(bad.at[at] ^ (1 << bit));
	put(name, str_text(&bad), bad.len);
	const char *words = look(bytes, at, cut, folded, &before);
	if (!words && !fold(&err))
		words = "it cannot be folded";
	if (!words)
		words = look(bytes, at, cut, folded, &after);
	if (!words && before.damaged > before.torn && !is_held(str_text(&bad), bad.len))
		words = "what was damaged is not in quarantine as it was";
	if (!words && after.damaged > after.torn)
		words = "the same damage is told again";
	if (!words && before.damaged == before.torn && !cut)
		words = "nobody noticed";
	str_release(&bad);
	return words;
}

int main(int argc, char **argv)
{
	struct str bytes = { 0 };
	if (argc != 6)
		return 2;
	root = argv[1];
	bool folded = strcmp(argv[2], "record") == 0;
	size_t from = strtoull(argv[3], NULL, 10), to = strtoull(argv[4], NULL, 10);
	unsigned seed = (unsigned)strtoul(argv[5], NULL, 10);
	snprintf(course, sizeof course, "%s/course", root);
	mkdir(course, 0700);
	prepare(folded, &bytes);
	if (from == to)
		printf("size %zu\n", bytes.len);
	for (size_t n = from; n < to && n < 2 * bytes.len; n++) {
		empty(course);
		const char *name = prepare(folded, &bytes);
		bool cut = n >= bytes.len;
		size_t at = cut ? n - bytes.len : n;
		const char *words = try(folded, &bytes, name, at, cut, (unsigned)((n * 2654435761u + seed) >> 7) % 8);
		if (words)
			printf("%s %zu: %s\n", cut ? "cut" : "flip", at, words);
	}
	printf("done %zu\n", to - from);
	str_release(&bytes);
	return 0;
}
