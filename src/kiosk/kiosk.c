/* SPDX-License-Identifier: MIT */
#include "kiosk/kiosk.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif
#include "base/tr.h"
#include "kiosk/environment.h"
#include "kiosk/filter.h"

extern char **environ;

/* Not the number of processes: that limit counts the whole user, and one learner may be logged in twice. */
static const struct {
	int what;
	rlim_t most;
} limits[] = {
	{ RLIMIT_AS, (rlim_t)256 << 20 },
	{ RLIMIT_NOFILE, 32 },
	{ RLIMIT_FSIZE, (rlim_t)16 << 20 },
	{ RLIMIT_CORE, 0 },
};

/* As a login shell, or by its name: then nobody who could choose options has started us, but the other side's wishes are
 * in the arguments. */
static bool is_shell(const char *program)
{
	const char *slash = strrchr(program, '/');
	const char *name = slash ? slash + 1 : program;

	return program[0] == '-' || strcmp(name, KIOSK_NAME) == 0;
}

/* getopt_long takes any beginning that fits one option only. */
static bool may_mean_kiosk(const char *word)
{
	size_t len = strlen(word);
	return len > 2 && strncmp(word, "--kiosk", len) == 0;
}

bool kiosk_is_wanted(int argc, char *const *argv)
{
	if (argc > 0 && is_shell(argv[0]))
		return true;
	for (int i = 1; i < argc; i++)
		if (may_mean_kiosk(argv[i]))
			return true;
	return false;
}

/* A login shell gets ForceCommand itself behind -c, which names this option. */
bool kiosk_is_for_another(int argc, char *const *argv)
{
	const char *asked = getenv("SSH_ORIGINAL_COMMAND");

	if (asked && *asked)
		return true;
	return argc > 2 && is_shell(argv[0]) && strcmp(argv[1], "-c") == 0 && !strstr(argv[2], "--kiosk");
}

/* Never above what the limit is already. */
static void lower_limits(void)
{
	for (size_t i = 0; i < sizeof limits / sizeof limits[0]; i++) {
		struct rlimit now;
		rlim_t most = limits[i].most;
		if (getrlimit(limits[i].what, &now) == 0 && now.rlim_max < most)
			most = now.rlim_max;
		setrlimit(limits[i].what, &(struct rlimit){ most, most });
	}
	signal(SIGXFSZ, SIG_IGN); /* a file at its limit is a write that fails, which is told */
}

void kiosk_begin(int *argc, char *const *argv)
{
	environ = environment_rebuild(environ);
	if (*argc > 1 && is_shell(argv[0]))
		*argc = 1;
	lower_limits();
}

static bool give_up_privileges(struct err *err)
{
#ifdef __linux__
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0)
		return true;
#endif
	return err_set(err, ERR_REFUSED, errno, "%s", tr("this session could not be kept from new privileges"));
}

bool kiosk_confine(const struct fence *fence, struct err *err)
{
	return give_up_privileges(err) && fence_close(fence, NULL, err) && filter_install(err);
}
