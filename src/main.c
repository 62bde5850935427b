/* SPDX-License-Identifier: MIT
 *
 * main: options -> command -> exit status; and what must hold for the process before anything is read. */
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif
#include "base/err.h"
#include "base/mem.h"
#include "base/tr.h"
#include "cmd/command.h"
#include "cmd/confine.h"
#include "cmd/locale.h"
#include "cmd/out.h"
#include "cmd/settings.h"
#include "kiosk/kiosk.h"

#define START_USES ((size_t)384 * 1024) /* bytes, until the first page is shown */
#define PAGE ((size_t)4096)

/* Terminal, signals and the record hold eleven and keep away from the low ones; a save opens a few more for a moment. */
#define DESCRIPTORS_LEAST 24

/* KiB. ncurses takes 108 of them to read one entry of terminfo, which ended one start in two where 128 were all. */
#define STACK_LEAST 256

/* A descriptor below 3 that we were started without would become a file or socket of ours, read and written as if it
 * were the terminal. In its place: no input, and output that fails (EBADF) instead of vanishing unnoticed. */
static void fill_descriptors(void)
{
	for (int fd = 0; fd <= 2; fd++)
		if (fcntl(fd, F_GETFD) < 0)
			(void)open("/dev/null", O_RDONLY); /* the lowest that is free */
}

/* What we make is ours alone from its birth, and private words get into no core file; the limit alone is ignored where
 * cores are piped (core(5)). */
static void guard_process(void)
{
	umask(077);
	setrlimit(RLIMIT_CORE, &(struct rlimit){ 0, 0 });
#ifdef __linux__
	prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
#endif
}

/* All the memory that a start fills, got from the system at once: piece by piece that was a hundred interruptions, a twentieth of
 * the time to the first page. Where the system cannot (Linux before 5.14) it comes piece by piece; what is not used goes back
 * with mem_return. */
static void fill_memory(void)
{
#ifdef MADV_POPULATE_WRITE
	char *room = mem_grow(NULL, START_USES, 1);
	uintptr_t to_page = PAGE - (uintptr_t)room % PAGE;

	(void)madvise(room + to_page, START_USES - 2 * PAGE, MADV_POPULATE_WRITE);
	mem_free(room);
#endif
}

/* What the files of settings say comes after the command line was answered in the language of the environment. */
static void heed_language(const struct request *request)
{
	enum setting_origin origin;
	const char *language = settings_value_from(request, SETTING_LANG, &origin);

	if (language && origin != ORIGIN_ENVIRONMENT && origin != ORIGIN_OPTION)
		locale_translate(language, request->program);
}

/* Raised as far as it may be; `has`: what the limit is then. */
static bool allows(int what, rlim_t least, unsigned long *has)
{
	struct rlimit limit;

	if (getrlimit(what, &limit) != 0 || limit.rlim_cur >= least)
		return true;
	limit.rlim_cur = limit.rlim_max < least ? limit.rlim_max : least;
	*has = (unsigned long)limit.rlim_cur;
	return limit.rlim_cur == least && setrlimit(what, &limit) == 0;
}

/* With less a session would begin and then wait for what it could not open, or be ended by the system; so it says so instead. */
static int find_room(const struct request *request)
{
	unsigned long has = 0;
	struct err err = { 0 };

	if (!allows(RLIMIT_NOFILE, DESCRIPTORS_LEAST, &has)) {
		err_set(&err, ERR_REFUSED, EMFILE, tr("only %lu files may be open at once here, and %d are needed"), has, DESCRIPTORS_LEAST);
		err_advise(&err, tr("Raise the limit (ulimit -n %d), or ask who looks after this computer"), DESCRIPTORS_LEAST);
	} else if (!allows(RLIMIT_STACK, (rlim_t)STACK_LEAST * 1024, &has)) {
		err_set(&err, ERR_REFUSED, ENOMEM, tr("only %lu KiB of stack may be used here, and %d are needed"), has / 1024, STACK_LEAST);
		err_advise(&err, tr("Raise the limit (ulimit -s %d), or ask who looks after this computer"), STACK_LEAST);
	} else {
		return STATUS_DONE;
	}
	out_trouble(request, &err);
	return STATUS_UNSAVED;
}

int main(int argc, char **argv)
{
	fill_descriptors();
	guard_process();
	mem_hold();
	fill_memory();
	bool kiosk = kiosk_is_wanted(argc, argv), for_another = kiosk && kiosk_is_for_another(argc, argv);
	if (kiosk)
		kiosk_begin(&argc, argv); /* before anything takes the environment at its word */
	bool ascii = locale_begin();
	locale_translate(locale_option(argc, argv), argc > 0 ? argv[0] : NULL);

	struct request request = { .program = argc > 0 ? argv[0] : "attune", .ascii = ascii };
	struct settings settings = { 0 };
	if (!request_read(&request, argc, argv))
		return STATUS_USAGE;
	if (kiosk)
		request.values[OPTION_KIOSK] = ""; /* as a login shell, too */
	settings_read(&settings, &request, SETTINGS_SYSTEM);
	heed_language(&request);
	int status = for_another ? confine_refuse(&request) : find_room(&request);
	if (status == STATUS_DONE && kiosk)
		status = confine_request(&request);
	if (status == STATUS_DONE)
		status = request.command->run(&request);
	settings_release(&settings);
	return status;
}
