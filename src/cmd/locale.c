/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <iconv.h>
#include <langinfo.h>
#include <libintl.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>
#include <wchar.h>
#include "base/tr.h"
#include "cmd/locale.h"
#include "io/shelf.h"

/* LANGUAGE as it was, "" when it was not set: speak and keep_language change it for gettext. To the end of the process. */
static char asked[128];

static struct codeset persons;
static bool has_codeset;

static bool is_utf8(const char *codeset)
{
	return strcasecmp(codeset, "UTF-8") == 0 || strcasecmp(codeset, "UTF8") == 0;
}

/* The locale asked for by the environment for one purpose ("LC_CTYPE"), as POSIX orders them. */
static const char *locale_wanted(const char *category)
{
	const char *const names[] = { "LC_ALL", category, "LANG" };

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

/* While it is the process's locale: it is left for one that measures. In the C locale no byte above ASCII is a character, and what
 * is typed there is most often UTF-8. */
static void learn_codeset(void)
{
	if (MB_CUR_MAX != 1)
		return;
	for (unsigned byte = 0x80; byte < 0x100; byte++) {
		wchar_t point = 0;
		bool is_whole = mbrtowc(&point, &(char){ (char)byte }, 1, &(mbstate_t){ 0 }) == 1;
		bool is_character = is_whole && point >= 0xA0 && !text_is_forbidden((uint32_t)point);

		persons.high[byte - 0x80] = is_character ? (uint32_t)point : 0;
		has_codeset |= is_character;
	}
}

/* A byte alone, by a converter to UTF-8. False where bytes are parts of characters: such a table is none. */
static bool learn_byte(iconv_t converter, unsigned byte)
{
	char in = (char)byte, out[8], *from = &in, *to = out;
	size_t left = 1, room = sizeof out, size;

	iconv(converter, NULL, NULL, NULL, NULL);
	if (iconv(converter, &from, &left, &to, &room) == (size_t)-1)
		return errno != EINVAL;
	uint32_t point = room < sizeof out ? text_point(out, sizeof out - room, &size) : 0;
	if (point < 0xA0 || text_is_forbidden(point))
		return true;
	persons.high[byte - 0x80] = point;
	has_codeset = true;
	return true;
}

/* By the name in a locale's name: this computer has not got the locale, but what is typed comes in its letters all the same. */
static void learn_named(const char *name)
{
	char codeset[32];
	bool is_table = true;

	snprintf(codeset, sizeof codeset, "%.*s", (int)strcspn(name, "@"), name);
	iconv_t converter = iconv_open("UTF-8", codeset);
	if (converter == (iconv_t)-1)
		return;
	for (unsigned byte = 0x80; byte < 0x100 && is_table; byte++)
		is_table = learn_byte(converter, byte);
	has_codeset &= is_table;
	iconv_close(converter);
}

const struct codeset *locale_codeset(void)
{
	return has_codeset ? &persons : NULL;
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
bool locale_begin(void)
{
	const char *wanted = locale_wanted("LC_CTYPE"), *dot = strchr(wanted, '.');
	bool known = setlocale(LC_CTYPE, "") != NULL;
	bool utf8 = known ? is_utf8(nl_langinfo(CODESET)) : dot && is_utf8(dot + 1);
	const char *language = getenv("LANGUAGE");

	snprintf(asked, sizeof asked, "%s", language ? language : "");
	if (!setlocale(LC_MESSAGES, ""))
		keep_language(locale_wanted("LC_MESSAGES"));
	if (known && !utf8)
		learn_codeset();
	else if (!utf8 && dot)
		learn_named(dot + 1);
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
	const char *language = getenv("LANGUAGE"), *locale = setlocale(LC_MESSAGES, NULL);

	if (!locale || (language && *language))
		return false;
	for (size_t i = 0; i < sizeof english / sizeof english[0]; i++)
		if (strcmp(locale, english[i]) == 0)
			return true;
	return strncmp(locale, "en_", 3) == 0;
}

const char *locale_asked(void)
{
	return asked;
}

const char *locale_option(int argc, char **argv)
{
	static const char name[] = "--lang";
	const size_t len = sizeof name - 1;

	for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
		if (strncmp(argv[i], name, len) != 0)
			continue;
		if (argv[i][len] == '=')
			return argv[i] + len + 1;
		if (argv[i][len] == '\0' && i + 1 < argc)
			return argv[i + 1];
	}
	return NULL;
}

/* Where the catalogues are; into `path`. */
static const char *catalogues(const char *program, struct str *path)
{
	if (shelf_program_folder(program, path)) {
		str_add_text(path, "/assets/locale");
		if (access(str_text(path), R_OK) == 0)
			return str_text(path);
	}
	return ATTUNE_DATADIR "/locale";
}

/* gettext heeds LANGUAGE only where the locale of messages is not C's; C.UTF-8 is there on every system that has
 * gettext in its C library. */
static void speak(const char *language)
{
	const char *locale = setlocale(LC_MESSAGES, NULL);

	setenv("LANGUAGE", language, 1);
	if (!locale || strcmp(locale, "C") == 0 || strcmp(locale, "POSIX") == 0)
		setlocale(LC_MESSAGES, "C.UTF-8");
}

void locale_translate(const char *language, const char *program)
{
	struct str path = { 0 };

	if (language)
		speak(language);
	if (wants_english())
		return;
	bindtextdomain("attune", catalogues(program, &path));
	bind_textdomain_codeset("attune", "UTF-8");
	textdomain("attune");
	str_release(&path);
	tr_install(translate, ngettext);
}
