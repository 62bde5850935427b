/* SPDX-License-Identifier: MIT
 *
 * What a kiosk takes over from its environment, and what it leaves. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "base/mem.h"
#include "kiosk/environment.h"

static const struct {
	const char *name, *given, *kept; /* kept: NULL, nothing of it */
} cases[] = {
	{ "a terminal", "TERM=xterm-256color", "TERM=xterm-256color" },
	{ "a terminal with a plus", "TERM=xterm+256color", "TERM=xterm+256color" },
	{ "a terminal that is a path", "TERM=../../tmp/evil", NULL },
	{ "a terminal with an escape", "TERM=x\033[2J", NULL },
	{ "a hidden terminal", "TERM=.x", NULL },
	{ "no terminal", "TERM=", NULL },
	{ "a locale", "LANG=de_DE.UTF-8", "LANG=de_DE.UTF-8" },
	{ "a locale with a modifier", "LC_ALL=sr_RS@latin", "LC_ALL=sr_RS@latin" },
	{ "a locale that is a path", "LC_CTYPE=/tmp/evil", NULL },
	{ "a category that is none", "LC_EVIL=C", NULL },
	{ "a home", "HOME=/home/lis", "HOME=/home/lis" },
	{ "a home upwards", "HOME=/home/lis/../../etc", NULL },
	{ "a home that ends upwards", "HOME=/home/..", NULL },
	{ "a home of dots that is none", "HOME=/home/..lis", "HOME=/home/..lis" },
	{ "a relative home", "HOME=lis", NULL },
	{ "a zone", "TZ=Europe/Berlin", "TZ=Europe/Berlin" },
	{ "a zone by rules", "TZ=CET-1CEST,M3.5.0,M10.5.0", "TZ=CET-1CEST,M3.5.0,M10.5.0" },
	{ "a zone that is a path", "TZ=:/etc/passwd", NULL },
	{ "a zone upwards", "TZ=Europe/../../../etc/passwd", NULL },
	{ "a long line, not whose", "SSH_CONNECTION=192.0.2.7 4711 192.0.2.8 22", "SSH_CONNECTION=1" },
	{ "terminfo", "TERMINFO=/tmp", NULL },
	{ "terminfo's folders", "TERMINFO_DIRS=/tmp", NULL },
	{ "termcap", "TERMCAP=x:", NULL },
	{ "curses", "NCURSES_NO_PADDING=1", NULL },
	{ "lines", "LINES=5000", NULL },
	{ "columns", "COLUMNS=5000", NULL },
	{ "delay", "ESCDELAY=999999", NULL },
	{ "the loader", "LD_PRELOAD=/tmp/evil.so", NULL },
	{ "locales elsewhere", "LOCPATH=/tmp", NULL },
	{ "languages", "LANGUAGE=../../tmp", NULL },
	{ "an editor", "EDITOR=sh", NULL },
	{ "courses elsewhere", "ATTUNE_PATH=/tmp", NULL },
	{ "records elsewhere", "ATTUNE_DATA=/tmp", NULL },
	{ "settings elsewhere", "XDG_CONFIG_HOME=/tmp", NULL },
	{ "a wish", "SSH_ORIGINAL_COMMAND=sh", NULL },
	{ "no name", "=x", NULL },
	{ "no value", "TERM", NULL },
};

static void each_is_kept_or_not(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		char *given[] = { (char *)(uintptr_t)cases[i].given, NULL };
		char **kept = environment_rebuild(given);
		const char *got = kept[0];
		if (!!got != !!cases[i].kept || (got && strcmp(got, cases[i].kept) != 0))
			fail_msg("%s: %s became %s", cases[i].name, cases[i].given, got ? got : "nothing");
		environment_free(kept);
	}
}

static void the_first_of_two_counts(void **state)
{
	char one[] = "TERM=vt100", two[] = "TERM=linux";
	char *given[] = { one, two, NULL };
	char **kept = environment_rebuild(given);

	(void)state;
	assert_string_equal(kept[0], "TERM=vt100");
	assert_null(kept[1]);
	environment_free(kept);
}

static void a_megabyte_is_too_much(void **state)
{
	enum { SIZE = 1 << 20 };
	static const char *const names[] = { "HOME=/", "TERM=", "LANG=", "TZ=" };
	char *huge = mem_get(SIZE + 1);

	(void)state;
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		memset(huge, 'a', SIZE);
		huge[SIZE] = '\0';
		memcpy(huge, names[i], strlen(names[i]));
		char *given[] = { huge, NULL };
		char **kept = environment_rebuild(given);
		assert_null(kept[0]);
		environment_free(kept);
	}
	mem_free(huge);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_is_kept_or_not),
		cmocka_unit_test(the_first_of_two_counts),
		cmocka_unit_test(a_megabyte_is_too_much),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
