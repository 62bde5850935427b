/* SPDX-License-Identifier: MIT */
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/str.h"
#include "base/tr.h"
#include "view/scale.h"

#define SCALE_MIDDLE 5

static int moved(int value, int by)
{
	if (value == SCALE_NONE)
		return SCALE_MIDDLE;
	value += by;
	return value < 0 ? 0 : value > SCALE_MOST ? SCALE_MOST : value;
}

/* The value a key gives, or SCALE_NONE when it is not ours. */
static int value_after(int value, struct key key)
{
	if (key.press == PRESS_LEFT)
		return moved(value, -1);
	if (key.press == PRESS_RIGHT)
		return moved(value, +1);
	if (key.press == PRESS_HOME)
		return 0;
	if (key.press == PRESS_END || (key.press == PRESS_TEXT && key.point == '+'))
		return SCALE_MOST;
	if (key.press == PRESS_TEXT && key.point >= '0' && key.point <= '9')
		return (int)(key.point - '0');
	return SCALE_NONE;
}

static bool is_digit(struct key key, uint32_t digit)
{
	return key.press == PRESS_TEXT && key.point == digit;
}

bool scale_key(int *value, struct key key, bool *one)
{
	int after = *one && is_digit(key, '0') ? SCALE_MOST : value_after(*value, key);

	*one = is_digit(key, '1');
	if (after == SCALE_NONE)
		return false;
	*value = after;
	return true;
}

bool scale_read(const char **at, int *value)
{
	const bool plus = **at == '+' && (!(*at)[1] || strchr(" ,", (*at)[1]));
	char *end;
	long number = strtol(*at, &end, 10);

	if (!plus && (end == *at || **at == '+' || number < 0 || number > SCALE_MOST))
		return false;
	*value = plus ? SCALE_MOST : (int)number;
	*at = plus ? *at + 1 : end;
	return true;
}

size_t scale_words(int value, char *out, size_t size)
{
	char bar[SCALE_MOST + 2] = "-----------";
	assert(size > 0 && value >= SCALE_NONE && value <= SCALE_MOST);
	if (value == SCALE_NONE) {
		snprintf(out, size, "[%s] %s", bar, tr("not rated yet"));
		return strlen(out);
	}
	bar[value] = '*';
	int n = snprintf(out, size, "[%s] ", bar);
	if (n > 0 && (size_t)n < size)
		snprintf(out + n, size - (size_t)n, tr("%d of %d"), value, SCALE_MOST);
	return strlen(out);
}

void scale_say_ten(struct doc *doc)
{
	doc_say(doc, STYLE_ASIDE, tr("For 10 press 1 and then 0, or +."));
}

size_t scale_shift(int before, int after, char *out, size_t size)
{
	char bar[SCALE_MOST + 2] = "-----------";
	int from = before < after ? before : after, to = before < after ? after : before;

	assert(from >= 0 && to <= SCALE_MOST);
	memset(bar + from, '=', (size_t)(to - from));
	bar[before] = 'x';
	bar[after] = 'o';
	snprintf(out, size, "[%s]", bar);
	return strlen(out);
}

void scale_tell_way(const int *values, size_t n, struct str *out)
{
	assert(n > 0);
	if (n == 1) {
		str_print(out, tr("%d of %d"), values[0], SCALE_MOST);
		return;
	}
	str_print(out, tr("from %d to %d"), values[0], values[1]);
	for (size_t i = 2; i < n; i++)
		str_print(out, tr(", then to %d"), values[i]);
	str_print(out, tr(TR_IN("after a movement", " of %d")), SCALE_MOST);
}

static void draw_way(const int *values, size_t n, struct str *out)
{
	for (size_t i = 0; i < n; i++)
		str_print(out, i > 0 ? " -> %d" : "%d", values[i]);
}

void scale_say_way(struct doc *doc, const char *statement, const int *values, size_t n)
{
	size_t len = strlen(statement);
	const bool told = doc->width == 0 || doc->flat;
	char signs[SCALE_MOST + 4];
	struct str row = {0};

	assert(n > 0);
	while (len > 0 && strchr(".\n ", statement[len - 1])) /* a colon follows */
		len--;
	str_print(&row, "%.*s: ", (int)len, statement);
	(told ? scale_tell_way : draw_way)(values, n, &row);
	doc_say(doc, STYLE_TEXT, str_text(&row));
	str_release(&row);
	if (told)
		return;
	(void)scale_shift(values[0], values[n - 1], signs, sizeof signs);
	doc_lead(doc, "  ");
	doc_say(doc, STYLE_ASIDE, signs);
}

void scale_say_shift(struct doc *doc, const char *statement, int before, int after)
{
	scale_say_way(doc, statement, (const int[]){before, after}, 2);
}
