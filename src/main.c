/* SPDX-License-Identifier: MIT
 *
 * main: options -> command -> exit status; and what must hold for the process before anything is read. */
#include <fcntl.h>
#include <langinfo.h>
#include <libintl.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif
#include "base/mem.h"
#include "base/tr.h"
#include "cmd/command.h"

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

static bool is_utf8(const char *codeset)
{
	return strcasecmp(codeset, "UTF-8") == 0 || strcasecmp(codeset, "UTF8") == 0;
}

/* The locale asked for by the environment, as POSIX orders them. */
static const char *locale_wanted(void)
{
	static const char *const names[] = { "LC_ALL", "LC_CTYPE", "LANG" };

	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		const char *value = getenv(names[i]);
		if (value && *value)
			return value;
	}
	return "";
}

/* Cells are measured with wcwidth, which needs a UTF-8 locale whatever is shown. */
static void measure_in_utf8(void)
{
	static const char *const names[] = { "C.UTF-8", "C.utf8", "en_US.UTF-8", "UTF-8" };

	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		if (setlocale(LC_CTYPE, names[i]))
			return;
}

/* A name like de_DE.UTF-8 that is not installed here: gettext finds its catalogue by LANGUAGE all the same. */
static void keep_language(const char *wanted)
{
	char language[32];
	size_t len = strcspn(wanted, ".@");

	setlocale(LC_MESSAGES, "C.UTF-8");
	if (len == 0 || len >= sizeof language || getenv("LANGUAGE"))
		return;
	memcpy(language, wanted, len);
	language[len] = '\0';
	setenv("LANGUAGE", language, 0);
}

/* True when the person's locale cannot show more than ASCII. Rule I18N-1: SSH forwards the names of locales this
 * computer has not got; that is no reason to garble anyone's words. */
static bool begin_locale(void)
{
	const char *wanted = locale_wanted(), *dot = strchr(wanted, '.');
	bool known = setlocale(LC_CTYPE, "") != NULL;
	bool utf8 = known ? is_utf8(nl_langinfo(CODESET)) : dot && is_utf8(dot + 1);

	if (!setlocale(LC_MESSAGES, ""))
		keep_language(wanted);
	if (!known || !utf8)
		measure_in_utf8();
	return !utf8;
}

/* gettext("") is the catalogue's header. */
static char *translate(const char *english)
{
	return *english ? gettext(english) : (char *)(size_t)english;
}

/* The words in the source are English: where English is wanted gettext would look for each in vain, through the
 * environment and the table of locales, a few hundred times before the first page. */
static bool wants_english(void)
{
	static const char *const english[] = { "C", "C.UTF-8", "C.utf8", "POSIX" };
	const char *asked = getenv("LANGUAGE"), *locale = setlocale(LC_MESSAGES, NULL);

	if (!locale || (asked && *asked))
		return false;
	for (size_t i = 0; i < sizeof english / sizeof english[0]; i++)
		if (strcmp(locale, english[i]) == 0)
			return true;
	return strncmp(locale, "en_", 3) == 0;
}

static void begin_translation(void)
{
	if (wants_english())
		return;
	bindtextdomain("attune", ATTUNE_DATADIR "/locale");
	bind_textdomain_codeset("attune", "UTF-8");
	textdomain("attune");
	tr_install(translate, ngettext);
}

int main(int argc, char **argv)
{
	fill_descriptors();
	guard_process();
	mem_hold();
	bool ascii = begin_locale();
	begin_translation();

	struct request request = { .program = argc > 0 ? argv[0] : "attune", .ascii = ascii };
	return request_read(&request, argc, argv) ? request.command->run(&request) : STATUS_USAGE;
}
