/* SPDX-License-Identifier: MIT
 *
 * saver: what keeping costs: an answer, a start with a long record, a day.
 *
 * saver FOLDER   works in an empty folder of the disk to be measured and prints, a name and a number a line:
 *   bare, saved    seconds of an append and fdatasync of the same line, and of an answer until it is called saved; in turn,
 *                  the median of 200
 *   open, memory   seconds to open a folded record of 10,000 answers, and the KiB its learner needs
 *   day            bytes on the disk after 5,000 answers and 50 KB of words in one session that ended well
 */
#include <dirent.h>
#include <fcntl.h>
#include <malloc.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include "io/record.h"
#include "io/store.h"

#define TURNS 200

static double seconds(void)
{
	struct timespec at;

	clock_gettime(CLOCK_MONOTONIC, &at);
	return (double)at.tv_sec + (double)at.tv_nsec / 1e9;
}

static int number_order(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

static double median(double *list, size_t n)
{
	qsort(list, n, sizeof *list, number_order);
	return list[n / 2];
}

static void need(bool good, const char *words)
{
	if (good)
		return;
	fprintf(stderr, "saver: %s\n", words);
	exit(EXIT_FAILURE);
}

/* A session with a process that writes, as a learner has one. */
struct session {
	struct store *store;
	struct learner *learner;
	struct store_found found;
};

static struct session begin(const char *folder, const char *course, bool writes)
{
	struct session session = { .learner = learner_new() };
	struct err err = { 0 };

	session.store = store_open(folder, course, session.learner, &session.found, &err);
	need(session.store, "the folder cannot be opened");
	learner_begin(session.learner, store_sid(session.store));
	need(!writes || store_start(session.store, &err), "no process that writes");
	return session;
}

/* The fold goes on after the end; what is counted is what stays. */
static void end(struct session *session)
{
	struct err err = { 0 };

	need(store_close(session->store, 10000, &err), "not everything was saved");
	learner_free(session->learner);
	while (waitpid(-1, NULL, 0) > 0)
		;
}

static void await(struct store *store, uint64_t number)
{
	uint64_t safe = 0;
	struct err err = { 0 };

	while (safe < number) {
		struct pollfd on = { .fd = store_fd(store), .events = POLLIN };
		poll(&on, 1, -1);
		while (store_answer(store, &safe, &err))
			need(err.kind == ERR_NONE, err.words);
	}
}

static const struct record *answer(struct learner *learner, unsigned i)
{
	static const struct pick picks[] = { { "b", -1, NULL } };
	static char page[32];

	snprintf(page, sizeof page, "page-%u", i % 300);
	return learner_note(learner, &(struct record){ .type = RECORD_ANSWER, .chapter = "what-it-is", .page = page, .rev = 1,
		.picks = picks, .npicks = 1, .verdict = VERDICT_RIGHT, .sure = 2, .attempt = 1 }, 1764000000 + i);
}

static void measure_saving(const char *folder)
{
	double bare[TURNS], saved[TURNS];
	char path[4096];
	struct str line = { 0 };
	struct session session = begin(folder, "saving", true);

	snprintf(path, sizeof path, "%s/bare", folder);
	int file = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
	need(file >= 0, "no file beside it");
	record_line(answer(session.learner, 0), &line);
	await(session.store, store_save(session.store, answer(session.learner, 0), true)); /* makes its files */
	for (unsigned i = 0; i < TURNS; i++) {
		double from = seconds();
		need(write(file, line.at, line.len) == (ssize_t)line.len && fdatasync(file) == 0, "no append");
		bare[i] = seconds() - from;
		from = seconds();
		await(session.store, store_save(session.store, answer(session.learner, i), true));
		saved[i] = seconds() - from;
	}
	close(file);
	end(&session);
	str_release(&line);
	printf("bare %.9f\nsaved %.9f\n", median(bare, TURNS), median(saved, TURNS));
}

static void save_many(const char *folder, const char *course, unsigned n, bool words)
{
	struct session session = begin(folder, course, true);
	uint64_t last = 0;
	char text[1025] = "";

	memset(text, 'w', sizeof text - 1);
	for (unsigned i = 0; i < n; i++)
		last = store_save(session.store, answer(session.learner, i), i % 50 == 0);
	for (unsigned i = 0; words && i < 50; i++)
		last = store_save(session.store, learner_note(session.learner, &(struct record){ .type = RECORD_WORDS, .page = "own",
			.text = text, .attempt = i + 1 }, 1), true);
	last = store_save(session.store, answer(session.learner, 0), true);
	await(session.store, last);
	end(&session);
}

static void measure_opening(const char *folder)
{
	double took[5];
	size_t used = 0;

	save_many(folder, "opening", 10000, false);
	for (int i = 0; i < 5; i++) {
		size_t before = mallinfo2().uordblks + mallinfo2().hblkhd;
		double from = seconds();
		struct session session = begin(folder, "opening", false);
		took[i] = seconds() - from;
		used = mallinfo2().uordblks + mallinfo2().hblkhd - before;
		need(session.found.good >= 10000, "answers are missing");
		end(&session);
	}
	printf("open %.9f\nmemory %zu\n", median(took, 5), used / 1024);
}

static unsigned long long size_of(const char *folder)
{
	unsigned long long sum = 0;
	DIR *list = opendir(folder);
	struct dirent *entry;

	while (list && (entry = readdir(list))) {
		char path[8192];
		struct stat is;
		snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
		if (entry->d_name[0] == '.' || lstat(path, &is) != 0)
			continue;
		sum += S_ISDIR(is.st_mode) ? size_of(path) : (unsigned long long)is.st_blocks * 512;
	}
	if (list)
		closedir(list);
	return sum;
}

static void measure_day(const char *folder)
{
	char path[4096];

	save_many(folder, "day", 5000, true);
	snprintf(path, sizeof path, "%s/day", folder);
	printf("day %llu\n", size_of(path));
}

int main(int argc, char **argv)
{
	need(argc == 2, "saver FOLDER");
	measure_saving(argv[1]);
	measure_opening(argv[1]);
	measure_day(argv[1]);
	return EXIT_SUCCESS;
}
