/* SPDX-License-Identifier: MIT */
#include "kiosk/environment.h"

#include <stdbool.h>
#include <string.h>
#include "base/mem.h"

#define NAME_MOST 64   /* bytes of a terminal's, a locale's, a time zone's name */
#define HOME_MOST 1024 /* bytes of a path that leaves room for what stands below it */
#define LETTERS   "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
#define DIGITS    "0123456789"

static bool consists_of(const char *value, const char *characters, size_t most)
{
	size_t len = strlen(value);
	return len > 0 && len <= most && strspn(value, characters) == len;
}

/* terminfo looks for a file of this name: no slash, and nothing that begins with a dot. */
static bool is_term(const char *value)
{
	return value[0] != '.' && consists_of(value, LETTERS DIGITS "+-._", NAME_MOST);
}

/* setlocale(3) takes a name with a slash for a path. */
static bool is_locale(const char *value)
{
	return value[0] != '.' && consists_of(value, LETTERS DIGITS "-._@", NAME_MOST);
}

/* POSIX (CET-1CEST,M3.5.0) or a name of the zone files (Europe/Berlin), never ":path", "/path" or upwards. */
static bool is_zone(const char *value)
{
	return consists_of(value, LETTERS DIGITS "+-_,./<>:", NAME_MOST) && value[0] != ':' && value[0] != '/' &&
		!strstr(value, "..");
}

static bool is_home(const char *value)
{
	size_t len = strlen(value);
	return value[0] == '/' && len <= HOME_MOST && !strstr(value, "/../") &&
		!(len >= 3 && strcmp(value + len - 3, "/..") == 0);
}

static const struct allowed {
	const char *name;
	bool (*fits)(const char *value);
	const char *becomes; /* in place of the value; NULL: the value as it is */
} allowed[] = {
	{ "TERM", is_term, NULL },
	{ "HOME", is_home, NULL },
	{ "TZ", is_zone, NULL },
	{ "LANG", is_locale, NULL },
	{ "LC_ALL", is_locale, NULL },
	{ "LC_CTYPE", is_locale, NULL },
	{ "LC_MESSAGES", is_locale, NULL },
	{ "LC_TIME", is_locale, NULL },
	{ "LC_COLLATE", is_locale, NULL },
	{ "LC_NUMERIC", is_locale, NULL },
	{ "LC_MONETARY", is_locale, NULL },
	{ "SSH_CONNECTION", NULL, "1" },
};
#define ALLOWED (sizeof allowed / sizeof allowed[0])

/* The value of a name in an environ, or NULL. */
static const char *find(char *const *from, const char *name)
{
	size_t len = strlen(name);

	for (; *from; from++)
		if (strncmp(*from, name, len) == 0 && (*from)[len] == '=')
			return *from + len + 1;
	return NULL;
}

static char *joined(const char *name, const char *value)
{
	size_t before = strlen(name), after = strlen(value);
	char *entry = mem_get(before + 1 + after + 1);

	memcpy(entry, name, before);
	entry[before] = '=';
	memcpy(entry + before + 1, value, after + 1);
	return entry;
}

char **environment_rebuild(char *const *from)
{
	char **list = mem_get((ALLOWED + 1) * sizeof *list);
	size_t n = 0;

	for (size_t i = 0; i < ALLOWED; i++) {
		const char *value = find(from, allowed[i].name);
		if (value && (!allowed[i].fits || allowed[i].fits(value)))
			list[n++] = joined(allowed[i].name, allowed[i].becomes ? allowed[i].becomes : value);
	}
	list[n] = NULL;
	return list;
}

void environment_free(char **list)
{
	for (size_t i = 0; list[i]; i++)
		mem_free(list[i]);
	mem_free(list);
}
